"""Who speaks where and when: the sessions of some events, and those registered as speakers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events.model import Event
from events.registration_model import Registration
from events.scheduling.occasions import Named, Talk
from events.sessions.model import EventSession
from events.vocabulary import PersonRole, Seat
from events.wall_time import WallTimeRefused, instant

_COMING = (Seat.PENDING, Seat.CONFIRMED, Seat.WAITLISTED)


def talks_of(work: Work, events: Collection[Event]) -> dict[UUID, tuple[Talk, ...]]:
    """Return the talks of events, by event; who only is a speaker there speaks all the time."""
    by_id = {event.id: event for event in events}
    sessions = work.session.exec(
        select(EventSession)
        .where(col(EventSession.event_id).in_(by_id))
        .order_by(col(EventSession.id))
    ).all()
    named = {UUID(one["registration"]) for one in _speakers(sessions) if one.get("registration")}
    speaking = work.session.exec(
        select(Registration.id, Registration.event_id, Registration.person_id).where(
            col(Registration.event_id).in_(by_id),
            (col(Registration.role) == PersonRole.SPEAKER) | col(Registration.id).in_(named),
            col(Registration.seat).in_(_COMING),
        )
    ).all()
    people = {str(registration): str(person) for registration, _, person in speaking}
    talks: dict[UUID, list[Talk]] = defaultdict(list)
    for session in sessions:
        talks[session.event_id] += _talk(session, by_id[session.event_id].timezone, people)
    for registration, event_id, person in speaking:
        event = by_id[event_id]
        if registration not in named and event.starts_at_utc and event.ends_at_utc:
            whole = Talk(
                event.starts_at_utc, event.ends_at_utc, None, frozenset({(str(person), "")})
            )
            talks[event_id].append(whole)
    return {event: tuple(found) for event, found in talks.items()}


def _speakers(sessions: Iterable[EventSession]) -> Iterable[dict[str, str]]:
    return (speaker for session in sessions for speaker in session.speakers)


def _talk(session: EventSession, zone: str, people: dict[str, str]) -> Iterable[Talk]:
    speakers: set[Named] = set()
    for each in session.speakers:
        name, person = each["name"], people.get(each.get("registration", ""))
        speakers |= {(name.casefold(), name)} | ({(person, name)} if person else set())
    times = _instant(session.starts_at, zone), _instant(session.ends_at, zone)
    if times[0] and times[1]:
        yield Talk(times[0], times[1], session.room, frozenset(speakers))


def _instant(at: datetime, zone: str) -> datetime | None:
    """Return the instant; None where new rules of the zone left none (`nadwa check` names it)."""
    try:
        return instant(at, zone)
    except WallTimeRefused:
        return None
