"""What callers may ask of every report, and how long an answer may be kept."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import AfterValidator

from core.http.etags import digest, unchanged
from core.http.work import look_for
from core.people import EVERYONE, Role
from core.work import Work

PublicLook = Annotated[Work, look_for(*EVERYONE)]


def _moment(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_moment)]

AsOf = Annotated[
    Moment | None,
    Query(
        description="How things stood at this moment (ISO 8601; without an offset: UTC), by what "
        "was known then. Left out: now.",
        examples=["2026-11-24T00:00:00Z"],
    ),
]
KnownAt = Annotated[
    Moment | None,
    Query(
        description="Use what was recorded until this moment, such as now, to tell how things "
        "stood at `as_of`. Left out: the same as `as_of`.",
        examples=["2026-11-24T00:00:00Z"],
    ),
]
Slug = Annotated[
    str | None,
    Query(
        pattern=r"^[a-z0-9][a-z0-9-]{0,79}$",
        description="The slug of a resolution. Left out: all together.",
        examples=["mcsd-2"],
    ),
]
OneSlug = Annotated[
    str,
    Query(
        pattern=r"^[a-z0-9][a-z0-9-]{0,79}$",
        description="The slug of a resolution.",
        examples=["mcsd-2"],
    ),
]

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing changed since the answer with that ETag"}
}
SECONDS = 10
"""How long a cache may show public figures without asking again."""


def not_modified(
    work: Work, request: Request, response: Response, *parts: object
) -> Response | None:
    """Tag an answer by what it is made from; return a 304 when the caller has it already.

    The tag is weak: equal figures, though the moment of asking in them may differ. Only what
    everybody may see is left to caches between us.
    """
    public = work.actor.role is Role.ANONYMOUS
    etag = f'"{digest(*parts)}"'
    response.headers["ETag"] = f"W/{etag}"
    response.headers["Cache-Control"] = (
        f"public, max-age={SECONDS}" if public else "private, no-cache"
    )
    response.headers["Vary"] = "Accept, Authorization"
    if not unchanged(request, etag):
        return None
    return Response(status_code=304, headers=dict(response.headers))
