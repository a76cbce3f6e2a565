"""What scheduling asks the database: the states' calendars, and the events around a date."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from core.work import Work
from events.access import RUNNING
from events.conflicts import NEAR, Occasion
from events.model import Event
from events.state_calendars import CalendarRules, StateCalendar
from events.store import Around, around
from events.vocabulary import EventStatus, StateRole
from registry import State

_STANDING = (EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.HELD, EventStatus.REPORTED)


def calendars_of(work: Work) -> CalendarRules:
    """Return the calendars of all states as the registry has them."""
    found = work.session.exec(select(State.code, State.time_zone, State.weekend))
    return CalendarRules(
        {code: StateCalendar(zone, tuple(weekend)) for code, zone, weekend in found}
    )


def occasion_of(event: Event, parts: Around, dates: tuple[datetime, datetime]) -> Occasion:
    """Return an event that has dates, as conflicts see it."""
    return Occasion(
        id=event.id,
        reference=event.reference,
        type=event.type,
        starts_at=dates[0],
        ends_at=dates[1],
        bodies=frozenset(each.body for each in parts.organizers if each.role in RUNNING),
        states=frozenset(each.state for each in parts.states),
        mandates=frozenset(link.mandate_id for link in parts.links),
    )


def occasions_near(work: Work, dates: tuple[datetime, datetime]) -> list[Occasion]:
    """Return the events that could stand in the way of one on these dates."""
    near = select(Event).where(
        col(Event.status).in_(_STANDING),
        col(Event.ends_at_utc) > dates[0] - NEAR,
        col(Event.starts_at_utc) < dates[1] + NEAR,
    )
    return _occasions(work, work.session.exec(near).all())


def host_of(parts: Around) -> str | None:
    """Return the state at whose place an event is, if one is named."""
    return next((each.state for each in parts.states if each.role is StateRole.HOST), None)


def _occasions(work: Work, events: Iterable[Event]) -> list[Occasion]:
    found = list(events)
    parts = around(work, found)
    return [
        occasion_of(event, parts[event.id], (event.starts_at_utc, event.ends_at_utc))
        for event in found
        if event.starts_at_utc and event.ends_at_utc
    ]
