"""HTTP face of the matrix: JSON, or CSV for a spreadsheet."""

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response

from core.http.problems import answers
from core.http.threads import Router
from core.sheets import csv_bytes
from core.texts import Language
from reports.asked import NOT_MODIFIED, AsOf, PublicLook, Slug, not_modified
from reports.coverage.matrix_views import MatrixView, as_table, matrix_view
from reports.kept import kept
from reports.standings import mandate_standings

router = Router(prefix="/v1/coverage", tags=["coverage"])
_CSV = "text/csv"
_ALSO: dict[int | str, dict[str, Any]] = {200: {"content": {_CSV: {"schema": {"type": "string"}}}}}


@router.get(
    "/matrix",
    operation_id="get_matrix",
    response_model=MatrixView,
    responses={**answers(), **NOT_MODIFIED, **_ALSO},
)
def get_matrix(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    as_of: AsOf = None,
    format: Annotated[
        Literal["json", "csv"] | None, Query(description="Left out: by the Accept header")
    ] = None,
    language: Annotated[Language, Query(description="Of the words in the CSV")] = Language.EN,
) -> MatrixView | Response:
    """Show what each state was expected to do and did, mandate by mandate, and the sums."""
    standings = mandate_standings(work, resolution, as_of)
    as_csv = format == "csv" or (
        format is None and _CSV in request.headers.get("accept", "").lower()
    )
    asked = (standings.version, resolution, as_csv, language)
    if same := not_modified(work, request, response, *asked):
        return same
    at = as_of or work.now
    key = ("matrix", standings.version, resolution)
    figures = kept(work.office, key, lambda: matrix_view(work, resolution, standings, at))
    view = figures.model_copy(update={"as_of": at})
    if not as_csv:
        return view
    name = f'attachment; filename="matrix-{resolution or "all"}.csv"'
    headers = {**response.headers, "Content-Disposition": name}
    return Response(
        csv_bytes(as_table(view, language)), media_type="text/csv; charset=utf-8", headers=headers
    )
