"""Tables and rules of events. Nothing here reads a clock, a session or a request."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, wall_time, words


class EventStatus(StrEnum):
    """Where an event is in its life."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    REPORTED = "reported"


class Mode(StrEnum):
    """Where people meet."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Visibility(StrEnum):
    """Who may see that an event exists."""

    PUBLIC = "public"
    INTERNAL = "internal"


class BodyRole(StrEnum):
    """What a body does in an event."""

    LEAD = "lead"
    CO_ORGANIZER = "co_organizer"
    PARTNER = "partner"
    HOST = "host"
    AUSPICES = "auspices"
    CHAIR = "chair"


class StateRole(StrEnum):
    """What a state does in an event."""

    HOST = "host"
    PROVIDER = "provider"
    BENEFICIARY = "beneficiary"
    PARTICIPANT = "participant"


class Admission(StrEnum):
    """How people get in."""

    OPEN = "open"
    NOMINATION = "nomination"
    INVITATION = "invitation"


class Approval(StrEnum):
    """Whether a registration waits for the organizer."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class PersonRole(StrEnum):
    """What a person does at an event; staff take no seat."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    OBSERVER = "observer"
    STAFF = "staff"


class Seat(StrEnum):
    """What a registration holds."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Answer(StrEnum):
    """What the person said in the calendar (PARTSTAT)."""

    NEEDS_ACTION = "needs_action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class Attendance(StrEnum):
    """Whether the person was there."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class Event(Row, table=True):
    """What is convened. Times are local wall time and a zone; instants are computed from them.

    `starts_at`, `ends_at`: local, without offset; null while the date is not fixed (`expected`
    says when, in words such as `2027-Q3`). `starts_at_utc`, `ends_at_utc`: the instants by the
    zone rules in force at the last change. `sequence` is iCalendar's (RFC 5546, 2.1.4), not the
    row version.
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
    mode: Mode = Field(sa_type=words(Mode))
    starts_at: datetime | None = wall_time()
    ends_at: datetime | None = wall_time()
    expected: str | None = Field(default=None, max_length=60)
    timezone: str = Field(max_length=60)
    starts_at_utc: datetime | None = moment(nullable=True)
    ends_at_utc: datetime | None = moment(nullable=True)
    venue: dict[str, Any] | None = document()
    online_url: str | None = Field(default=None, max_length=2000)
    languages: list[str] = document(list)
    admission: Admission = Field(default=Admission.OPEN, sa_type=words(Admission))
    approval: Approval = Field(default=Approval.AUTOMATIC, sa_type=words(Approval))
    waitlist: bool = True
    opens_at: datetime | None = moment(nullable=True)
    closes_at: datetime | None = moment(nullable=True)
    programme: str | None = Field(default=None, max_length=60)
    work_plan_year: int | None = None
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=words(Visibility))
    status: EventStatus = Field(default=EventStatus.DRAFT, sa_type=words(EventStatus))
    sequence: int = 0
    reason: str | None = Field(default=None, max_length=2000)
    summary: dict[str, str] | None = document()
    documents: list[dict[str, Any]] = document(list)
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Seating(Table, table=True):
    """How many seats an event has and how many are taken; the row that registrations lock.

    Its own row, so that a registration does not change the event's ETag. `by_state` counts the
    confirmed of each state; `last_number` is the newest place in the queue.
    """

    __table_args__ = (
        CheckConstraint("confirmed >= 0", name="confirmed_counts"),
        CheckConstraint("capacity IS NULL OR confirmed <= capacity", name="never_oversold"),
    )

    event_id: UUID = Field(foreign_key="event.id", unique=True)
    capacity: int | None = None
    seats_per_state: int | None = None
    confirmed: int = 0
    waitlisted: int = 0
    last_number: int = 0
    by_state: dict[str, int] = document(dict)


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
    """An event that is meant to answer a mandate; ended links stay, for coverage as of the past."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    since: datetime = moment()
    until: datetime | None = moment(nullable=True)


class Milestone(Table, table=True):
    """The moment an event reached a status; kept for ever, for coverage as of the past."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    status: EventStatus = Field(sa_type=words(EventStatus))
    at: datetime = moment()
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


class Person(Row, table=True):
    """Somebody who takes part. Personal data: shown to the own state and the organizers only."""

    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    language: str = Field(max_length=2)
    state: str | None = Field(default=None, max_length=2)
    body: str | None = Field(default=None, max_length=60)
    position: str | None = Field(default=None, max_length=200)


class Registration(Row, table=True):
    """One person at one event: the seat, the answer and the attendance are three separate things.

    `number` is the place in the queue, given once; `state` is the one whose seat it takes.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        UniqueConstraint("event_id", "external_id"),
        Index("ix_registration_queue", "event_id", "seat", "number"),
    )

    event_id: UUID = Field(foreign_key="event.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    state: str | None = Field(default=None, max_length=2)
    role: PersonRole = Field(default=PersonRole.PARTICIPANT, sa_type=words(PersonRole))
    seat: Seat = Field(sa_type=words(Seat))
    number: int
    explanation: str | None = Field(default=None, max_length=300)
    answer: Answer = Field(default=Answer.NEEDS_ACTION, sa_type=words(Answer))
    attendance: Attendance = Field(default=Attendance.NONE, sa_type=words(Attendance))
    checked_in_at: datetime | None = moment(nullable=True)
    external_id: str | None = Field(default=None, max_length=200)
    nomination_id: UUID | None = Field(default=None, foreign_key="nomination.id", index=True)
    registered_at: datetime = moment()


class Nomination(Row, table=True):
    """The list of people that one state sends for an event, by note verbale."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    state: str = Field(max_length=2)
    note_reference: str = Field(max_length=200)
    note_date: date | None = None
    nominated_by: str = Field(max_length=100)
    nominated_at: datetime = moment()


use_versions(Event, Person, Registration, Nomination)
