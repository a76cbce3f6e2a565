"""Counts of the people of an event, by the controlled lists; no personal data."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from core.work import Work
from events.model import Event
from events.registration_model import Person, Registration
from events.vocabulary import Attendance, Seat
from registry import State

NONE = ""
"""The key of those who named no state, no body, or no gender."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People of one group: registered at all, with a seat, and there (partial and full)."""

    registered: int
    confirmed: int
    attended: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The people of an event in numbers; staff are counted under their role only."""

    total: Counted
    by_state: dict[str, Counted]
    by_region: dict[str, Counted]
    by_body: dict[str, Counted]
    by_gender: dict[str, Counted]
    by_role: dict[str, Counted]
    by_seat: dict[str, int]
    by_answer: dict[str, int]
    by_attendance: dict[str, int]


def statistics_of(work: Work, event: Event) -> Statistics:
    """Count the people of an event; the attendance is that of the registrations."""
    query = (
        select(Registration, Person.body, State.group)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(State, col(State.code) == col(Registration.state), isouter=True)
        .where(col(Registration.event_id) == event.id)
    )
    everybody = [_Row(*row) for row in work.session.exec(query)]
    guests = [row for row in everybody if row.registration.counts]
    seated = [each.registration for each in guests if each.registration.seat is Seat.CONFIRMED]
    return Statistics(
        total=_count(guests),
        by_state=_grouped(guests, lambda row: row.registration.state or NONE),
        by_region=_grouped(guests, lambda row: row.region or NONE),
        by_body=_grouped(guests, _Row.body_named),
        by_gender=_grouped(guests, lambda row: row.registration.gender or NONE),
        by_role=_grouped(everybody, lambda row: row.registration.role.value),
        by_seat=_tally(each.registration.seat.value for each in guests),
        by_answer=_tally(each.answer.value for each in seated),
        by_attendance=_tally(each.attendance.value for each in seated),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    registration: Registration
    body: str | None
    region: str | None

    def body_named(self) -> str:
        """Return the body as handed in for this event."""
        stated = self.registration.stated
        return (stated["body"] if stated else self.body) or NONE


def _grouped(rows: list[_Row], key: Callable[[_Row], str]) -> dict[str, Counted]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: _count(groups[name]) for name in sorted(groups)}


def _count(rows: list[_Row]) -> Counted:
    registrations = [row.registration for row in rows]
    return Counted(
        registered=len(registrations),
        confirmed=sum(each.seat is Seat.CONFIRMED for each in registrations),
        attended=sum(each.attendance is not Attendance.NONE for each in registrations),
    )


def _tally(words: Any) -> dict[str, int]:
    return dict(sorted(Counter[str](words).items()))
