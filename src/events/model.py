"""Tables and rules of events. Nothing here reads a clock, a session or a request."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, wall_time, words
from events.quotas import Guest, quotas_of, told_apart
from events.seats import SeatingState
from events.vocabulary import (
    Admission,
    Approval,
    BodyRole,
    EventStatus,
    Mode,
    Seat,
    StateRole,
    Visibility,
)


class Event(Row, table=True):
    """What is convened. Times are local wall time and a zone; instants are computed from them.

    `starts_at`, `ends_at`: local, without offset; null while the date is not fixed (`expected`
    says when, in words such as `2027-Q3`). `starts_at_utc`, `ends_at_utc`: the instants by the
    zone rules in force at the last change. `sequence` is iCalendar's (RFC 5546, 2.1.4), not the
    row version. `whole_days`: only the days are known (midnight to midnight), as of events long
    past, and `mode` is null where nobody knows it. `announced_at`: since when people could read
    of it. `declining_frees`: who declines gives the seat up. `reminders`: hours before the start.
    `state_first`: a focal point decides about people of the own state before the organizer.
    `series_id`: what events that were planned as one series share, numbered from 1.
    """

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_event_when", "status", "starts_at_utc"),
    )

    reference: str = Field(max_length=40, unique=True)
    external_id: str | None = Field(default=None, max_length=200, unique=True)
    type: str = Field(max_length=40)
    title: dict[str, str] = document(dict)
    description: dict[str, str] | None = document()
    mode: Mode | None = Field(default=None, sa_type=words(Mode))
    starts_at: datetime | None = wall_time()
    ends_at: datetime | None = wall_time()
    whole_days: bool = False
    expected: str | None = Field(default=None, max_length=60)
    timezone: str = Field(max_length=60)
    starts_at_utc: datetime | None = moment(nullable=True)
    ends_at_utc: datetime | None = moment(nullable=True)
    venue: dict[str, Any] | None = document()
    online_url: str | None = Field(default=None, max_length=2000)
    languages: list[str] = document(list)
    admission: Admission = Field(default=Admission.OPEN, sa_type=words(Admission))
    approval: Approval = Field(default=Approval.AUTOMATIC, sa_type=words(Approval))
    state_first: bool = False
    waitlist: bool = True
    declining_frees: bool = True
    reminders: list[int] = document(list)
    opens_at: datetime | None = moment(nullable=True)
    closes_at: datetime | None = moment(nullable=True)
    programme: str | None = Field(default=None, max_length=60)
    work_plan_year: int | None = None
    series_id: UUID | None = Field(default=None, index=True)
    series_number: int | None = None
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=words(Visibility))
    status: EventStatus = Field(default=EventStatus.DRAFT, sa_type=words(EventStatus))
    announced_at: datetime | None = moment(nullable=True)
    sequence: int = 0
    reason: str | None = Field(default=None, max_length=2000)
    summary: dict[str, str] | None = document()
    documents: list[dict[str, Any]] = document(list)
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Seating(Table, table=True):
    """How many seats an event has and how many are taken; the row that registrations lock.

    Its own row, so that a registration does not change the event's ETag. `by_state` counts the
    confirmed of each state, `waiting_by_state` those in line ("" for people of no state); where
    `quotas` tell people apart by body or gender, of each state, body and gender (`SN|SESRIC|male`).
    `last_number` is the newest place in the queue.
    """

    __table_args__ = (
        CheckConstraint("confirmed >= 0", name="confirmed_counts"),
        CheckConstraint("capacity IS NULL OR confirmed <= capacity", name="never_oversold"),
    )

    event_id: UUID = Field(foreign_key="event.id", unique=True)
    capacity: int | None = None
    seats_per_state: int | None = None
    quotas: list[dict[str, Any]] = document(list)
    confirmed: int = 0
    waitlisted: int = 0
    last_number: int = 0
    by_state: dict[str, int] = document(dict)
    waiting_by_state: dict[str, int] = document(dict)

    def seen(self, *, waitlist: bool) -> SeatingState:
        """Return the counts as `seats` decides by them."""
        return SeatingState(
            self.capacity,
            self.seats_per_state,
            waitlist,
            {_guest(key): people for key, people in self.by_state.items()},
            {_guest(key): people for key, people in self.waiting_by_state.items()},
            quotas_of(self.quotas, self.capacity),
        )

    def kind_of(self, guest: Guest) -> Guest:
        """Return somebody as the event's quotas tell people apart."""
        return told_apart(self.quotas, guest)

    def count(self, seat: Seat, guest: Guest, by: int) -> None:
        """Count `by` people more (or fewer) of that kind in that seat; only two seats count."""
        key = _key(self.kind_of(guest))
        if seat is Seat.CONFIRMED:
            self.confirmed += by
            self.by_state = _counted(self.by_state, key, by)
        elif seat is Seat.WAITLISTED:
            self.waitlisted += by
            self.waiting_by_state = _counted(self.waiting_by_state, key, by)

    def count_anew(self, people: Mapping[tuple[Seat, Guest], int]) -> None:
        """Count everybody again, because other quotas tell people apart otherwise."""
        self.confirmed = self.waitlisted = 0
        self.by_state, self.waiting_by_state = {}, {}
        for (seat, guest), number in people.items():
            self.count(seat, guest, number)

    def next_number(self) -> int:
        """Return the next place in the queue; each is given once."""
        self.last_number += 1
        return self.last_number


def _counted(counts: dict[str, int], key: str, by: int) -> dict[str, int]:
    after = {**counts, key: counts.get(key, 0) + by}
    return {code: people for code, people in after.items() if people}


def _key(guest: Guest) -> str:
    return "|".join(part or "" for part in guest).rstrip("|")


def _guest(key: str) -> Guest:
    return Guest(*(part or None for part in key.split("|")))


class Organizer(Table, table=True):
    """A body and what it does in an event."""

    __table_args__ = (UniqueConstraint("event_id", "body", "role"),)

    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    body: str = Field(max_length=60, index=True)
    role: BodyRole = Field(sa_type=words(BodyRole))


class InvolvedState(Table, table=True):
    """A state and what it does in an event."""

    __table_args__ = (UniqueConstraint("event_id", "state", "role"),)

    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    state: str = Field(max_length=2, index=True)
    role: StateRole = Field(sa_type=words(StateRole))


class Link(Table, table=True):
    """An event that is meant to answer a mandate; ended links stay, for coverage as of the past.

    `share`: how much of the mandate the event can answer, above 0 up to 1.
    """

    __table_args__ = (CheckConstraint("share > 0 AND share <= 1", name="share_of_one"),)

    event_id: UUID = Field(foreign_key="event.id", index=True)
    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    since: datetime = moment()
    until: datetime | None = moment(nullable=True)
    share: float = 1.0


class Milestone(Table, table=True):
    """The moment an event reached a status; kept for ever, for coverage as of the past.

    `at` is when it was recorded, `since` when it became true where that was earlier (a held event
    was held when it ended).
    """

    event_id: UUID = Field(foreign_key="event.id", index=True)
    status: EventStatus = Field(sa_type=words(EventStatus))
    at: datetime = moment()
    since: datetime | None = moment(nullable=True)
    reason: str | None = Field(default=None, max_length=2000)


class Presence(Table, table=True):
    """How many people of a state (null: of none) were there, as recorded from `at` on."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    state: str | None = Field(default=None, max_length=2)
    people: int
    at: datetime = moment()


class DateClaim(Table, table=True):
    """When a past event took place, according to one source; sources may differ."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    starts_on: date
    ends_on: date
    precision: str = Field(default="day", max_length=10)
    source: str = Field(max_length=60)
    reference: str | None = Field(default=None, max_length=500)


class EventNumber(Table, table=True):
    """The last number given to an event of a year, for references such as EVT-2027-014."""

    bookkeeping = True

    year: int = Field(unique=True)
    last: int


use_versions(Event)
