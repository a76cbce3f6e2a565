"""HTTP face of the implementation report."""

from typing import Annotated

from fastapi import Query, Request, Response

from core.http.problems import answers
from core.http.threads import Router
from core.texts import Language
from reports.asked import NOT_MODIFIED, AsOf, KnownAt, OneSlug, PublicLook, not_modified
from reports.report.compiling import compile_report
from reports.report.model import Report
from reports.report.writing import Format, rendered

Template = Annotated[str | None, Query(pattern=r"^[A-Z][A-Z0-9_]{1,59}$")]
router = Router(prefix="/v1/coverage", tags=["coverage"])


@router.get(
    "/report",
    operation_id="get_report",
    response_model=Report,
    responses={
        **answers(),
        **NOT_MODIFIED,
        200: {"content": {each.media_type: {} for each in Format if each is not Format.JSON}},
    },
)
def get_report(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: OneSlug,
    language: Annotated[Language, Query()] = Language.EN,
    format: Annotated[Format, Query()] = Format.JSON,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    template: Template = None,
) -> Response:
    """Write the implementation report: paragraph by paragraph, what was asked and done.

    `template` is the code of the body whose report it is: its name, emblem, colours, foreword and
    signature (`/v1/bodies/{code}/report-template`), as they were at the moment asked about.
    """
    report = compile_report(work, resolution, as_of, language, known_at, template)
    if same := not_modified(work, request, response, report.digest, format):
        return same
    day = report.as_of.date().isoformat()
    name = f"{report.resolution}-{day}-{language}.{format}"
    headers = {**response.headers, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(rendered(report, format), media_type=format.media_type, headers=headers)
