"""HTTP face of coverage: the figures, for everybody; JSON, open data, or a table."""

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response

from core.http.problems import answers
from core.http.threads import Router
from core.seals import Seals
from core.texts import Language
from reports.asked import NOT_MODIFIED, AsOf, KnownAt, PublicLook, Slug, not_modified
from reports.coverage import open_data
from reports.coverage.figures import counted
from reports.coverage.views import CoverageView
from reports.standings import mandate_standings
from reports.tables import ALSO, In, Sheet, as_file, form_of
from reports.totals import GroupBy

router = Router(prefix="/v1/coverage", tags=["coverage"])
_LINKED = "jsonld"
_ALSO: dict[int | str, dict[str, Any]] = {
    200: {"content": {**ALSO[200]["content"], open_data.MEDIA_TYPE: {}}}
}
Form = Annotated[
    Literal["json", "jsonld", "csv", "xlsx"] | None,
    Query(alias="format", description="Left out: by the Accept header"),
]


@router.get(
    "",
    operation_id="get_coverage",
    response_model=CoverageView,
    responses={**answers(), **NOT_MODIFIED, **_ALSO},
)
def get_coverage(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    group_by: Annotated[GroupBy | None, Query()] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Form = None,
    language: In = Language.EN,
) -> CoverageView | Response:
    """Count how the mandates stand, in all and by group, as of any moment."""
    standings = mandate_standings(work, resolution, as_of, known_at)
    form = _form(request, format)
    asked = (standings.version, resolution, group_by, form, language)
    if same := not_modified(work, request, response, *asked):
        return same
    view = counted(work, resolution, standings, group_by, as_of, known_at)
    if form == Sheet.JSON:
        return view
    seals: Seals = request.app.state.seals
    if form == _LINKED:
        content = open_data.to_jsonld(view, seals.base_url)
        kind = open_data.MEDIA_TYPE
        return Response(content, media_type=kind, headers=dict(response.headers))
    rows = open_data.as_rows(view, seals.base_url, language)
    name = "-".join(("coverage", *filter(None, (resolution, group_by))))
    return as_file(rows, Sheet(form), name, language, response)


def _form(request: Request, wish: str | None) -> str:
    if wish is None and open_data.MEDIA_TYPE in request.headers.get("accept", "").lower():
        return _LINKED
    return wish if wish == _LINKED else form_of(request, Sheet(wish) if wish else None)
