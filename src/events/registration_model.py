"""Tables and rules of people at events. Personal data lives here, nowhere else in the package."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words
from events.quotas import Guest
from events.reasons import Why
from events.vocabulary import Answer, Attendance, Gender, PersonRole, Seat


class Person(Row, table=True):
    """Somebody who takes part. Personal data: shown to the own state and the organizers only.

    `email` is in lower case. `vouched_at`: since when an organizer, a focal point or the person's
    own confirmation stands for the address; null while only a stranger's sign-up names it.
    `erased_at`: since when the record says no more who it was; it is written to no more either.
    """

    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    language: str = Field(max_length=2)
    state: str | None = Field(default=None, max_length=2)
    body: str | None = Field(default=None, max_length=60)
    position: str | None = Field(default=None, max_length=200)
    vouched_at: datetime | None = moment(nullable=True)
    erased_at: datetime | None = moment(nullable=True)


class Registration(Row, table=True):
    """One person at one event: the seat, the answer and the attendance are three separate things.

    `number` is the place in the queue, given once; `state` is the one whose seat it takes, `body`
    and `gender` what it counts for beside. `why` the seat is what it is, `explanation` in English.
    `stated`: personal details as handed in here, where they differ from the person's record and
    whoever sent them may not change that. `replaces_id`: the registration whose seat it took
    over. `answers`: by question id, to that `form_version` of the event's questions. `attested`:
    the attendance as an organizer said it for the event as a whole; it counts for more than the
    marks of single days. `endorsed_at`: since when its state's focal point stands for it.
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
    body: str | None = Field(default=None, max_length=60)
    gender: Gender | None = Field(default=None, sa_type=words(Gender))
    explanation: str | None = Field(default=None, max_length=300)
    why: dict[str, Any] | None = document()
    answer: Answer = Field(default=Answer.NEEDS_ACTION, sa_type=words(Answer))
    attendance: Attendance = Field(default=Attendance.NONE, sa_type=words(Attendance))
    attested: Attendance | None = Field(default=None, sa_type=words(Attendance, check="attested"))
    checked_in_at: datetime | None = moment(nullable=True)
    external_id: str | None = Field(default=None, max_length=200)
    nomination_id: UUID | None = Field(default=None, foreign_key="nomination.id", index=True)
    registered_at: datetime = moment()
    stated: dict[str, str | None] | None = document()
    endorsed_at: datetime | None = moment(nullable=True)
    form_version: int | None = None
    answers: dict[str, Any] | None = document()
    feedback_given: bool = False
    replaces_id: UUID | None = Field(default=None, foreign_key="registration.id")

    @property
    def counts(self) -> bool:
        """Say whether it takes one of the event's seats; staff do not."""
        return self.role is not PersonRole.STAFF

    @property
    def guest(self) -> Guest:
        """Return what the seat counts for."""
        return Guest(self.state, self.body, self.gender and self.gender.value)

    def explain(self, why: Why | None) -> None:
        """Keep why the seat is what it is; None: nothing needs to be said."""
        self.why = why.stored() if why else None
        self.explanation = str(why) if why else None


class Nomination(Row, table=True):
    """The list of people that one state sends for an event, by note verbale."""

    event_id: UUID = Field(foreign_key="event.id", index=True)
    state: str = Field(max_length=2)
    note_reference: str = Field(max_length=200)
    note_date: date | None = None
    nominated_by: str = Field(max_length=100)
    nominated_at: datetime = moment()


use_versions(Person, Registration, Nomination)
