"""Read-only answers: coverage, matrix, overdue, the implementation report."""

from reports.changes_api import router as _changes
from reports.coverage import coverage
from reports.coverage_api import router as _coverage
from reports.coverage_views import AnswersView, CoverageView, GroupView, TotalsView
from reports.evidence import Piece, Use
from reports.gaps_api import router as _gaps
from reports.ladder import Judgement, Status
from reports.mandate_views import MandateStanding
from reports.mandates_api import router as _mandates
from reports.matrix_api import router as _matrix
from reports.standings import Standings, mandate_standings
from reports.totals import GroupBy
from reports.words import because, called, sentence

ROUTERS = (_coverage, _matrix, _changes, _gaps, _mandates)

__all__ = [
    "ROUTERS",
    "AnswersView",
    "CoverageView",
    "GroupBy",
    "GroupView",
    "Judgement",
    "MandateStanding",
    "Piece",
    "Standings",
    "Status",
    "TotalsView",
    "Use",
    "because",
    "called",
    "coverage",
    "mandate_standings",
    "sentence",
]
