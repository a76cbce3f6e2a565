"""HTTP face of coverage: the figures, for everybody."""

from typing import Annotated

from fastapi import Query, Request, Response

from core.http.problems import answers
from core.http.threads import Router
from reports.asked import NOT_MODIFIED, AsOf, KnownAt, PublicLook, Slug, not_modified
from reports.coverage import counted
from reports.coverage_views import CoverageView
from reports.standings import mandate_standings
from reports.totals import GroupBy

router = Router(prefix="/v1/coverage", tags=["coverage"])


@router.get(
    "",
    operation_id="get_coverage",
    response_model=CoverageView,
    responses={**answers(), **NOT_MODIFIED},
)
def get_coverage(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    group_by: Annotated[GroupBy | None, Query()] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> CoverageView | Response:
    """Count how the mandates stand, in all and by group, as of any moment."""
    standings = mandate_standings(work, resolution, as_of, known_at)
    asked = (standings.version, resolution, group_by)
    if same := not_modified(work, request, response, *asked):
        return same
    return counted(work, resolution, standings, group_by, as_of, known_at)
