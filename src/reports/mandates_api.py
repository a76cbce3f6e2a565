"""HTTP face of mandates as they stand: lists, and one with everything its status rests on."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from core.http.etags import tag, unchanged
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Unauthenticated
from core.texts import Language
from registry import mandate_of, places
from reports.asked import NOT_MODIFIED, AsOf, PublicLook
from reports.mandate_filters import FiltersDep
from reports.mandate_views import MandateStanding
from reports.mandates import shown
from reports.standings import judged

router = Router(prefix="/v1/mandates", tags=["mandates"])
In = Annotated[Language, Query(description="The language of the sentences in the answer")]


@router.get("", operation_id="list_mandates", responses=answers(Unauthenticated))
def list_mandates(
    work: PublicLook, filters: FiltersDep, turn: TurnDep, language: In = Language.EN
) -> Page[MandateStanding]:
    """List mandates in reading order, with their status as of any moment."""
    standings, found = filters.judgements(work)
    rest = [each for each in found if turn.after is None or each.mandate.id > turn.after]
    page = rest[: turn.limit]
    items = shown(work, page, standings.snapshot, language)
    return Page(items=items, next=str(items[-1].id) if len(rest) > turn.limit else None)


@router.get(
    "/{id}",
    operation_id="get_mandate",
    response_model=MandateStanding,
    responses={**answers(), **NOT_MODIFIED},
)
def get_mandate(  # noqa: PLR0913, PLR0917 -- the request and the response, beside what is asked
    work: PublicLook,
    id: Annotated[UUID, Path()],
    request: Request,
    response: Response,
    language: In = Language.EN,
    as_of: AsOf = None,
) -> MandateStanding | Response:
    """Show one mandate: what it says, how it stands, and why."""
    mandate = mandate_of(work, id)
    snapshot, judgement = judged(work, places(work, [mandate])[id].resolution, id, as_of)
    [view] = shown(work, [judgement], snapshot, language)
    tag(response, mandate, view.model_dump_json())
    if unchanged(request, response.headers["etag"]):
        return Response(status_code=304, headers=dict(response.headers))
    return view
