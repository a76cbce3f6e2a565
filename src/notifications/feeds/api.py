"""HTTP face of calendars: feeds that programs fetch every hour, most often to hear of no change."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import Path, Request, Response

from core.http.etags import digest, unchanged
from core.http.problems import answers
from core.http.threads import Router
from core.people import Role
from core.texts import Language
from core.work import Work
from events import event_to_see
from notifications.feeds.contents import (
    Feed,
    body_feed,
    event_calendar,
    event_feed,
    public_feed,
    published,
    resolution_feed,
    state_feed,
    validators,
    write,
)
from notifications.feeds.private_feeds import deadline_feed, person_of_feed, personal_feed
from notifications.mailing import Mailing
from notifications.roles import AnsweredDep, Id, MailingDep, PublicLook, Reading, Secret

router = Router(prefix="/calendars", tags=["calendars"])
_TYPE = "text/calendar; charset=utf-8"
_SHARED, _PRIVATE = "public, no-cache", "private, no-cache"
_FEED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The calendar", "content": {"text/calendar": {}}},
    304: {"description": "It has not changed since the caller looked"},
}
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]


def _calendar(path: str, name: str) -> Callable[[Callable[..., Response]], None]:
    """Serve a feed for GET, and for HEAD without being listed twice."""
    responses: dict[int | str, dict[str, Any]] = {**_FEED, **answers()}

    def serve(endpoint: Callable[..., Response]) -> None:
        router.get(path, operation_id=name, responses=responses, response_class=Response)(endpoint)
        router.head(path, include_in_schema=False, response_class=Response)(endpoint)

    return serve


@_calendar("/public.ics", "get_public_calendar")
def get_public_calendar(
    request: Request, work: PublicLook, mailing: MailingDep, language: Reading = Language.EN
) -> Response:
    """Give all public events, announced or held."""
    return _feed(request, work, mailing, public_feed(mailing.base_url, language))


@_calendar("/events/{id}.ics", "get_event_calendar")
def get_event_calendar(
    request: Request, work: PublicLook, mailing: MailingDep, id: Id, language: Reading = Language.EN
) -> Response:
    """Give one event and its sessions; also an internal one, to those who may see it."""
    event = event_to_see(work, id)
    asked = event_feed(mailing.base_url, event, language)
    content = event_calendar(work, mailing.base_url, event, asked)
    return _answer(request, f'"{digest(content)}"', None, lambda: content, cache=_PRIVATE)


@_calendar("/bodies/{code}.ics", "get_body_calendar")
def get_body_calendar(
    request: Request,
    work: PublicLook,
    mailing: MailingDep,
    code: Code,
    language: Reading = Language.EN,
) -> Response:
    """Give the public events that a body takes part in."""
    return _feed(request, work, mailing, body_feed(work, mailing.base_url, code, language))


@_calendar("/states/{code}.ics", "get_state_calendar")
def get_state_calendar(
    request: Request,
    work: PublicLook,
    mailing: MailingDep,
    code: Code,
    language: Reading = Language.EN,
) -> Response:
    """Give the public events that a state hosts or takes part in."""
    return _feed(request, work, mailing, state_feed(work, mailing.base_url, code, language))


@_calendar("/resolutions/{slug}.ics", "get_resolution_calendar")
def get_resolution_calendar(
    request: Request,
    work: PublicLook,
    mailing: MailingDep,
    slug: Slug,
    language: Reading = Language.EN,
) -> Response:
    """Give the public events that answer a resolution's mandates."""
    return _feed(request, work, mailing, resolution_feed(work, mailing.base_url, slug, language))


@_calendar("/deadlines/{code}.ics", "get_deadline_calendar")
def get_deadline_calendar(  # noqa: PLR0913, PLR0917 -- each is a dependency by its name
    request: Request,
    work: PublicLook,
    mailing: MailingDep,
    answered: AnsweredDep,
    code: Code,
    language: Reading = Language.EN,
) -> Response:
    """Give the deadlines of what a body was asked for, as days and as tasks; done once answered."""
    content = deadline_feed(work, mailing.base_url, code, language, answered(work))
    return _answer(request, f'"{digest(content)}"', None, lambda: content, cache=_cache(work))


@_calendar("/people/{secret}.ics", "get_personal_calendar")
def get_personal_calendar(
    request: Request,
    work: PublicLook,
    mailing: MailingDep,
    secret: Secret,
    language: Reading = Language.EN,
) -> Response:
    """Give a person's own events; the address is the secret."""
    person_id = person_of_feed(work, mailing, secret)
    content = personal_feed(work, mailing, person_id, language)
    return _answer(request, f'"{digest(content)}"', None, lambda: content, cache=_PRIVATE)


def _feed(request: Request, work: Work, mailing: Mailing, asked: Feed) -> Response:
    held = published(work.now)
    found = validators(work, asked, held)
    return _answer(
        request,
        found.etag,
        found.changed_at,
        lambda: write(work, mailing.base_url, asked, held),
        cache=_cache(work),
    )


def _cache(work: Work) -> str:
    """Leave to caches between us only what everybody sees: insiders also see what is unreviewed."""
    return _SHARED if work.actor.role is Role.ANONYMOUS else _PRIVATE


def _answer(
    request: Request,
    etag: str,
    changed_at: datetime | None,
    content: Callable[[], bytes],
    *,
    cache: str,
) -> Response:
    """Answer 304 where nothing changed, else with the bytes (RFC 9110, 13.2.2)."""
    headers = {"ETag": etag, "Cache-Control": cache}
    if changed_at is not None:
        headers["Last-Modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    if unchanged(request, etag) or _not_modified_since(request, changed_at):
        return Response(status_code=304, headers=headers)
    return Response(content(), headers=headers, media_type=_TYPE)


def _not_modified_since(request: Request, changed_at: datetime | None) -> bool:
    """Say whether If-Modified-Since holds; it counts only where no If-None-Match is sent."""
    sent = request.headers.get("if-modified-since")
    if sent is None or changed_at is None or "if-none-match" in request.headers:
        return False
    try:
        since = parsedate_to_datetime(sent)
    except ValueError:
        return False
    return since.tzinfo is not None and changed_at.replace(microsecond=0) <= since
