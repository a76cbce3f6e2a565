"""Read-only answers: coverage, matrix, overdue, the implementation report."""

from reports.as_of import Standing
from reports.changes_api import router as _changes
from reports.coverage.api import router as _coverage
from reports.coverage.figures import coverage
from reports.coverage.matrix_api import router as _matrix
from reports.coverage.views import AnswersView, CoverageView, GroupView, TotalsView
from reports.evidence import Piece, Use
from reports.gaps.api import router as _gaps
from reports.invariants import broken_invariants
from reports.ladder import Judgement, Status
from reports.mandate_views import MandateStanding
from reports.mandates import later_resolutions
from reports.mandates_api import router as _mandates
from reports.report.api import router as _report
from reports.report.compiling import compile_report
from reports.report.model import Report
from reports.report.writing import FORMATS, write_report
from reports.standings import Standings, mandate_standings
from reports.totals import GroupBy
from reports.words import because, called, sentence

ROUTERS = (_coverage, _matrix, _changes, _gaps, _report, _mandates)

__all__ = [
    "FORMATS",
    "ROUTERS",
    "AnswersView",
    "CoverageView",
    "GroupBy",
    "GroupView",
    "Judgement",
    "MandateStanding",
    "Piece",
    "Report",
    "Standing",
    "Standings",
    "Status",
    "TotalsView",
    "Use",
    "because",
    "broken_invariants",
    "called",
    "compile_report",
    "coverage",
    "later_resolutions",
    "mandate_standings",
    "sentence",
    "write_report",
]
