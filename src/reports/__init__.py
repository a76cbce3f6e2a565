"""Read-only answers: coverage, matrix, overdue, the implementation report."""

from reports.coverage import coverage
from reports.coverage_api import router as _coverage
from reports.coverage_views import AnswersView, CoverageView, GroupView, TotalsView
from reports.standings import Standings, mandate_standings
from reports.totals import GroupBy

ROUTERS = (_coverage,)

__all__ = [
    "ROUTERS",
    "AnswersView",
    "CoverageView",
    "GroupBy",
    "GroupView",
    "Standings",
    "TotalsView",
    "coverage",
    "mandate_standings",
]
