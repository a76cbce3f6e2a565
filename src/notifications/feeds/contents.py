"""Which events a feed holds, and its validators: what changes whenever its bytes would.

Public feeds hold public events that were announced or held. One that is off (cancelled, or
postponed without a new date) stays for 30 days as STATUS:CANCELLED: no program keeps a ghost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from core.http.etags import digest
from core.problem import Missing
from core.texts import pick
from core.work import Work
from events import Event, EventStatus, InvolvedState, Link, Organizer, Visibility
from notifications.entries.objects import feed
from notifications.entries.scenes import scenes
from notifications.entries.sessions import session_entry, sessions_at
from notifications.feeds.rendering import entries
from notifications.wording import wording
from registry import Body, Mandate, State, resolution_of

MOST_EVENTS = 5000
LOOKS_BACK = timedelta(days=731)  # 24 months
GHOSTS_STAY = timedelta(days=30)
_EDITION = 2  # raise it when the same facts are written as other bytes
_ON = (EventStatus.ANNOUNCED, EventStatus.HELD, EventStatus.REPORTED)
_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, its own address, and which events it holds."""

    name: str
    source: str
    language: str
    holds: Condition


@dataclass(frozen=True, slots=True)
class Validators:
    """What a client sends back to ask whether anything changed (RFC 9110, 8.8)."""

    etag: str
    changed_at: datetime | None


def public_feed(base_url: str, language: str) -> Feed:
    """Return the feed of everything public."""
    words = wording(language)["feeds"]
    return Feed(words["public"], f"{base_url}/calendars/public.ics", language, sa.true())


def body_feed(work: Work, base_url: str, code: str, language: str) -> Feed:
    """Return the feed of the events that a body takes part in, in whatever role."""
    name = _named(work, Body, Body.code, code, language)
    mine = select(Organizer.event_id).where(col(Organizer.body) == code)
    source = f"{base_url}/calendars/bodies/{code}.ics"
    return Feed(name, source, language, col(Event.id).in_(mine))


def state_feed(work: Work, base_url: str, code: str, language: str) -> Feed:
    """Return the feed of the events that a state takes part in, in whatever role."""
    name = _named(work, State, State.code, code, language)
    mine = select(InvolvedState.event_id).where(col(InvolvedState.state) == code)
    source = f"{base_url}/calendars/states/{code}.ics"
    return Feed(name, source, language, col(Event.id).in_(mine))


def resolution_feed(work: Work, base_url: str, slug: str, language: str) -> Feed:
    """Return the feed of the events that answer a resolution's mandates, if one may see it."""
    resolution = resolution_of(work, slug)
    mine = (
        select(Link.event_id)
        .join(Mandate, col(Mandate.id) == col(Link.mandate_id))
        .where(col(Mandate.resolution_id) == resolution.id, col(Link.until).is_(None))
    )
    name = pick(dict(resolution.short_title or resolution.title), language)
    source = f"{base_url}/calendars/resolutions/{slug}.ics"
    return Feed(name, source, language, col(Event.id).in_(mine))


def event_feed(base_url: str, event: Event, language: str) -> Feed:
    """Return the feed of one event."""
    name = pick(dict(event.title), language)
    source = f"{base_url}/calendars/events/{event.id}.ics"
    return Feed(name, source, language, col(Event.id) == event.id)


def published(now: datetime) -> Condition:
    """Return which events public feeds hold at a moment."""
    public = col(Event.visibility) == Visibility.PUBLIC
    return public & shown(now) & (col(Event.ends_at_utc) > now - LOOKS_BACK)


def shown(now: datetime) -> Condition:
    """Return which events can be in a calendar at all: dated, known, and off not for long."""
    just_off = (
        col(Event.status).in_(_OFF)
        & col(Event.announced_at).is_not(None)
        & (col(Event.changed_at) > now - GHOSTS_STAY)
    )
    return col(Event.starts_at).is_not(None) & (col(Event.status).in_(_ON) | just_off)


def validators(work: Work, asked: Feed, held: Condition) -> Validators:
    """Return a feed's ETag and when it last changed: one question, however many events."""
    counted = select(func.count(), func.max(Event.changed_at), func.sum(Event.version))
    count, changed_at, versions = work.session.exec(counted.where(asked.holds, held)).one()
    what = (_EDITION, asked.source, asked.name, asked.language)
    return Validators(f'"{digest(*what, count, changed_at, versions)}"', changed_at)


def write(work: Work, base_url: str, asked: Feed, held: Condition) -> bytes:
    """Return the bytes of a feed, its events in the order of their beginning."""
    ids: Sequence[UUID] = work.session.exec(
        select(Event.id)
        .where(asked.holds, held)
        .order_by(col(Event.starts_at_utc), col(Event.id))
        .limit(MOST_EVENTS)
    ).all()
    return feed(asked.name, entries(work, base_url, ids, asked.language), source=asked.source)


def event_calendar(work: Work, base_url: str, event: Event, asked: Feed) -> bytes:
    """Return the bytes of one event's own feed: its entries, then its sessions as their own."""
    held = select(Event.id).where(asked.holds, shown(work.now))
    if work.session.exec(held).first() is None:
        return feed(asked.name, (), source=asked.source)
    told = scenes(work, base_url, [event], asked.language)[event.id]
    programme = [
        session_entry(each, told, event.id) for each in sessions_at(work, [event.id])[event.id]
    ]
    days = entries(work, base_url, [event.id], asked.language)
    return feed(asked.name, (*days, *programme), source=asked.source)


def _named(
    work: Work, table: type[Body] | type[State], key: object, code: str, language: str
) -> str:
    name = work.session.exec(select(table.name).where(col(key) == code)).first()
    if name is None:
        raise Missing
    return pick(dict(name), language)
