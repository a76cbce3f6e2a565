"""The counts of a resolution in a small frame, for the sites of others: read-only."""

from typing import Annotated

from fastapi import Query, Request, Response

from core.http.headers import CONTENT_SECURITY_POLICY
from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.work import Work
from nadwa.dashboard import coverage_view as view
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import page
from registry import resolution_of
from reports import coverage

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Slug = Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]

_FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""Any site may frame this page: nothing can be pressed in it that changes anything."""


@router.get("/embed/coverage", operation_id="embed_coverage", response_class=Response)
def embed_coverage(
    work: PublicLook, request: Request, reader: ReaderDep, resolution: Slug
) -> Response:
    """Show the counts of a resolution, to be framed by another site."""
    found = resolution_of(work, resolution)
    totals = coverage(work, resolution).totals
    response = page(
        request,
        reader,
        "embed.html",
        res=found,
        totals=totals,
        counts=view.counts(reader, totals, resolution),
        whole=view.whole_bar(reader, totals),
        whole_said=view.said(reader, totals.by_status),
    )
    response.headers["Content-Security-Policy"] = _FRAMED
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
