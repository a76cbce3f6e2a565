"""Sessions in calendars: in the own invitation as words, in feeds as entries below the umbrella.

There is one answer for an event, that to the umbrella; nobody is asked for one to a session.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from sqlmodel import col, select

from core.texts import pick
from core.work import Work
from events import EventSession
from notifications.entries.objects import Entry, entry
from notifications.entries.occasion import Sitting
from notifications.entries.scenes import Scene


def sessions_at(work: Work, events: Collection[UUID]) -> dict[UUID, list[EventSession]]:
    """Return the sessions of these events, in the order of their beginning: one question."""
    asked = (
        select(EventSession)
        .where(col(EventSession.event_id).in_(events))
        .order_by(col(EventSession.starts_at), col(EventSession.id))
    )
    found: dict[UUID, list[EventSession]] = defaultdict(list)
    for session in work.session.exec(asked) if events else ():
        found[session.event_id].append(session)
    return found


def sittings(
    work: Work, event_id: UUID, registration_id: UUID, language: str
) -> tuple[Sitting, ...]:
    """Return the sessions of an event at which somebody speaks."""
    return tuple(
        Sitting(pick(dict(each.title), language), each.starts_at, each.ends_at, each.room or "")
        for each in sessions_at(work, [event_id])[event_id]
        if registration_id in each.registrations
    )


def session_entry(session: EventSession, told: Scene, umbrella: UUID) -> Entry:
    """Return a session as an entry of its own, RELATED-TO the umbrella's UID (RFC 5545, 3.8.4.5).

    Its UID is made from the umbrella's, so it stays when the session moves. Nobody is named.
    """
    occasion = told.occasion
    places = (session.room or "", occasion.location)
    comma = "، " if occasion.language == "ar" else ", "
    shown = replace(
        occasion,
        title=pick(dict(session.title), occasion.language),
        starts=session.starts_at,
        ends=session.ends_at,
        stamped=max(occasion.stamped, _stamped(session)),
        sequence=occasion.sequence + session.version - 1,
        description="",
        location=comma.join(place for place in places if place),
        online_url="",
        mandates=(),
        sittings=(),
        part_of=str(umbrella),
    )
    return entry(uuid5(umbrella, f"session {session.id}"), shown)


def _stamped(session: EventSession) -> datetime:
    """Return a moment that is later with each revision: ids hold when they were made."""
    made = datetime.fromtimestamp((session.id.int >> 80) / 1000, UTC)
    return made + timedelta(seconds=session.version - 1)
