"""HTTP face of what is missing: mandates nobody owns or touches, proposals, deadlines."""

from typing import Annotated

from fastapi import Query, Request, Response

from core.http.problems import answers
from core.http.threads import Router
from core.input import Line
from core.texts import Language
from reports.asked import NOT_MODIFIED, AsOf, PublicLook, Slug, not_modified
from reports.gaps.views import DeadlinesView, GapsView, as_rows, deadlines_view, gaps_view
from reports.standings import mandate_standings
from reports.tables import ALSO, As, In, Sheet, as_file, form_of

router = Router(prefix="/v1/coverage", tags=["coverage"])
Body = Annotated[
    str | None,
    Query(
        pattern=r"^[A-Z0-9_]{1,60}$",
        description="Of one body: what it owns or is asked for, itself or in a group",
    ),
]
Programme = Annotated[
    Line | None,
    Query(max_length=60, description="Propose only what is in this programme, or in none"),
]
Within = Annotated[int, Query(ge=0, le=3660, description="Due soon: within that many days")]


@router.get(
    "/gaps",
    operation_id="get_gaps",
    response_model=GapsView,
    responses={**answers(), **NOT_MODIFIED, **ALSO},
)
def get_gaps(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    body: Body = None,
    programme: Programme = None,
    as_of: AsOf = None,
    format: As = None,
    language: In = Language.EN,
) -> GapsView | Response:
    """List what nobody owns, what nothing touches, and events that would answer several."""
    standings, form = mandate_standings(work, resolution, as_of), form_of(request, format)
    asked = (standings.version, resolution, body, programme, form, language)
    if same := not_modified(work, request, response, *asked):
        return same
    view = gaps_view(work, standings, resolution, body, programme, as_of or work.now)
    if form is Sheet.JSON:
        return view
    name = "-".join(("gaps", *filter(None, (resolution, body))))
    return as_file(as_rows(view, language), form, name, language, response)


@router.get(
    "/deadlines",
    operation_id="get_deadlines",
    response_model=DeadlinesView,
    responses={**answers(), **NOT_MODIFIED, **ALSO},
)
def get_deadlines(  # noqa: PLR0913, PLR0917 -- as above
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    body: Body = None,
    within: Within = 90,
    as_of: AsOf = None,
    format: As = None,
    language: In = Language.EN,
) -> DeadlinesView | Response:
    """List the open mandates with a deadline: overdue, due soon, later, without a known date."""
    standings, form = mandate_standings(work, resolution, as_of), form_of(request, format)
    asked = (standings.version, resolution, body, within, form, language)
    if same := not_modified(work, request, response, *asked):
        return same
    view = deadlines_view(work, standings, (resolution, body), within, as_of or work.now)
    if form is Sheet.JSON:
        return view
    name = "-".join(("deadlines", *filter(None, (resolution, body))))
    return as_file(as_rows(view, language), form, name, language, response)
