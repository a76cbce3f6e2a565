"""Enters past events on the word of a resolution that a person confirmed; see `registry`.

The same event told by two sources is one event with two claims about its dates (PRODUCT.md, 7).
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from sqlmodel import col, select

from core.work import Work
from events.facts import DateClaimed, EventRecorded
from events.model import DateClaim, Event, InvolvedState, Milestone, Organizer, Seating
from events.store import event_with_external_id, next_reference
from events.vocabulary import BodyRole, EventStatus, Mode, StateRole
from events.wall_time import instant
from registry import ReportedEventConfirmed, unknown_bodies, unknown_states

_MIDNIGHT = time(0)
_NEARBY = timedelta(days=45)
_HELD = (EventStatus.HELD, EventStatus.REPORTED)
_ZONE = "UTC"


def enter_reported(work: Work, told: ReportedEventConfirmed) -> None:
    """Enter a reported event as held, or give its dates to the event that it is already.

    It is the same event when the report entered it before, or when one of that type, by one of
    these organizers or in that place, was held within 45 days.
    """
    known = event_with_external_id(work, _external_id(told)) or _same_event(work, told)
    if known is None:
        _enter(work, told)
    elif _claim(work, known, told):
        work.record(DateClaimed(subject=known.id, source=told.resolution))


def _external_id(told: ReportedEventConfirmed) -> str:
    return f"reported:{told.subject}"


def _type(told: ReportedEventConfirmed) -> str:
    return "conference" if told.type == "session" else told.type


def _same_event(work: Work, told: ReportedEventConfirmed) -> Event | None:
    starts, ends = _days(told)
    candidates = work.session.exec(
        select(Event)
        .where(
            col(Event.status).in_(_HELD),
            col(Event.type) == _type(told),
            col(Event.starts_at) < ends + _NEARBY,
            col(Event.ends_at) > starts - _NEARBY,
        )
        .order_by(col(Event.id))
    ).all()
    same = [event for event in candidates if _is_by_them(work, event, told)]
    nearest = sorted(same, key=lambda event: abs((event.starts_at or starts) - starts))
    return nearest[0] if nearest else None


def _is_by_them(work: Work, event: Event, told: ReportedEventConfirmed) -> bool:
    if (
        told.place
        and event.venue
        and told.place.casefold() == (event.venue["city"] or "").casefold()
    ):
        return True
    bodies = select(Organizer.body).where(col(Organizer.event_id) == event.id)
    states = select(InvolvedState.state).where(
        col(InvolvedState.event_id) == event.id, col(InvolvedState.role) == StateRole.HOST
    )
    theirs = {*work.session.exec(bodies), *work.session.exec(states)}
    return not theirs.isdisjoint(told.organizers)


def _days(told: ReportedEventConfirmed) -> tuple[datetime, datetime]:
    """Return the midnights before the first and after the last day."""
    starts = datetime.combine(told.starts_on, _MIDNIGHT)
    return starts, datetime.combine(told.ends_on + timedelta(days=1), _MIDNIGHT)


def _enter(work: Work, told: ReportedEventConfirmed) -> None:
    starts, ends = _days(told)
    event = work.add(
        Event(
            reference=next_reference(work, told.starts_on.year),
            external_id=_external_id(told),
            type=_type(told),
            title={told.language: told.title},
            mode=Mode(told.mode) if told.mode else None,
            starts_at=starts,
            ends_at=ends,
            whole_days=True,
            timezone=_ZONE,
            starts_at_utc=instant(starts, _ZONE),
            ends_at_utc=instant(ends, _ZONE),
            venue={"name": None, "city": told.place, "country": None} if told.place else None,
            status=EventStatus.HELD,
            created_at=work.now,
            changed_at=work.now,
        )
    )
    work.add(Seating(event_id=event.id))
    _involve(work, event, told)
    held = Milestone(event_id=event.id, status=EventStatus.HELD, at=work.now)
    held.since = event.ends_at_utc
    work.session.add(held)
    _claim(work, event, told)
    work.record(EventRecorded(subject=event.id, reference=event.reference))


def _involve(work: Work, event: Event, told: ReportedEventConfirmed) -> None:
    """Name the bodies and the states that held it; a group such as the Member States is nobody."""
    for roles, codes in (
        ((BodyRole.LEAD, StateRole.HOST), told.organizers),
        ((BodyRole.PARTNER, StateRole.PARTICIPANT), told.partners),
    ):
        for body in _known(codes, unknown_bodies(work, codes)):
            work.session.add(Organizer(event_id=event.id, body=body, role=roles[0]))
        for state in _known(codes, unknown_states(work, codes)):
            work.session.add(InvolvedState(event_id=event.id, state=state, role=roles[1]))


def _known(codes: Collection[str], unknown: Collection[str]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code not in unknown]


def _claim(work: Work, event: Event, told: ReportedEventConfirmed) -> bool:
    """Store when it was held according to this source; say whether that is news."""
    sign = "" if told.paragraph.startswith("P") else "§"
    claim = DateClaim(
        event_id=event.id,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        precision=told.precision,
        source="resolution",
        reference=f"{told.resolution} {sign}{told.paragraph}",
    )
    known = work.session.exec(select(DateClaim).where(col(DateClaim.event_id) == event.id)).all()
    if any(_says_the_same(claim, each) for each in known):
        return False
    work.add(claim)
    return True


def _says_the_same(one: DateClaim, other: DateClaim) -> bool:
    return one.model_dump(exclude={"id"}) == other.model_dump(exclude={"id"})
