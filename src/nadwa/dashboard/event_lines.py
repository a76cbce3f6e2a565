"""One event in a list: when, what, where, and which paragraphs it answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core import days as dates
from core.work import Work
from events import Event
from nadwa.dashboard import store
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader
from reports import called


@dataclass(frozen=True, slots=True)
class Leaf:
    """The date as a leaf of a calendar: `15` or `15–17`, with month and year."""

    day: str
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A paragraph that an event is meant to answer."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Then:
    """An event as it stood at a moment; `ends_at` is exclusive where only days are known."""

    id: UUID
    type: str
    status: str
    title: Mapping[str, str]
    mode: str | None
    venue: Mapping[str, Any] | None
    starts_at: datetime | None
    ends_at: datetime | None
    expected: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list; `on` is its first day, `leaf` None while no date is fixed."""

    title: str
    href: str
    kind: str
    status: str
    status_words: str
    when: str
    on: date | None
    leaf: Leaf | None
    place: str
    paragraphs: tuple[Answered, ...]


def event_lines(work: Work, reader: Reader, events: Sequence[Event]) -> list[EventLine]:
    """Show events as they are, with the paragraphs that they are meant to answer."""
    answered = store.answered_by(work, [event.id for event in events])
    states = store.state_names(work, reader.language)
    return [
        event_line(reader, _now(event), states, _answers(reader, answered.get(event.id, ())))
        for event in events
    ]


_FIELDS = tuple(field.name for field in fields(Then))


def _now(event: Event) -> Then:
    shown: dict[str, Any] = {name: getattr(event, name) for name in _FIELDS}
    shown["status"] = event.status.value
    return Then(**shown)


def _answers(reader: Reader, paragraphs: Iterable[tuple[str, str]]) -> tuple[Answered, ...]:
    return tuple(
        Answered(label, reader.to(f"/resolutions/{slug}", anchor=anchor_of(label)))
        for slug, label in paragraphs
    )


def event_line(
    reader: Reader,
    event: Then,
    states: store.Names,
    answers: tuple[Answered, ...],
) -> EventLine:
    """Show an event as it stood."""
    return EventLine(
        title=reader.pick(event.title),
        href=reader.to(f"/events/{event.id}"),
        kind=called("activity", event.type, reader.language),
        status=event.status,
        status_words=called("event_status", event.status, reader.language),
        when=when(reader, event),
        on=days[0] if (days := span(event)) else None,
        leaf=_leaf(reader, *days) if days else None,
        place=place(reader, event, states),
        paragraphs=answers,
    )


def place(reader: Reader, event: Event | Then, states: store.Names) -> str:
    """Return where an event is: the city and the state, or that it is online."""
    venue = event.venue or {}
    country = venue.get("country") or ""
    where = [venue.get("city"), states.get(country, country)]
    at = reader.say("comma").join(part for part in where if part)
    online = reader.say("event.online") if event.mode in {"online", "hybrid"} else ""
    return " · ".join(part for part in (at, online) if part)


def span(event: Event | Then) -> tuple[date, date] | None:
    """Return an event's first and last day by the clocks of its zone."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return event.starts_at.date(), dates.last_day(event.ends_at)


def when(reader: Reader, event: Event | Then) -> str:
    """Return an event's days in words; without a date, what is expected."""
    days = span(event)
    if days is None:
        return event.expected or reader.say("event.no_date")
    return reader.days(*days)


def _leaf(reader: Reader, first: date, last: date) -> Leaf:
    several = first != last and (first.year, first.month) == (last.year, last.month)
    day = f"{first.day}–{last.day}" if several else str(first.day)
    return Leaf(day, dates.short_month(first, reader.language), str(first.year))
