"""The table of an event's sessions, and of who was seen at which of them or on which day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions


class EventSession(Row, table=True):
    """A part of an event's programme, by the clocks of the event's zone.

    `speakers`: each has a `name`, or the id of a `registration` whose person speaks.
    """

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_event_session_when", "event_id", "starts_at"),
    )

    event_id: UUID = Field(foreign_key="event.id")
    title: dict[str, str] = document(dict)
    starts_at: datetime = Field(sa_type=DateTime)  # pyright: ignore[reportArgumentType] -- a type
    ends_at: datetime = Field(sa_type=DateTime)  # pyright: ignore[reportArgumentType] -- a type
    room: str | None = Field(default=None, max_length=200)
    speakers: list[dict[str, Any]] = document(list)
    languages: list[str] = document(list)

    @property
    def registrations(self) -> list[UUID]:
        """Return the registrations of those who speak at it."""
        named = (each.get("registration") for each in self.speakers)
        return [UUID(each) for each in named if each]


class CheckIn(Table, table=True):
    """A mark at the door: somebody came, or (`undone`) what was marked before was a mistake.

    Marks are only added, so that devices that were offline may send theirs in any order; what they
    say together is decided in `check_ins`. `session_id` null: the day as a whole.
    """

    __table_args__ = (Index("ix_check_in_day", "event_id", "day"),)

    event_id: UUID = Field(foreign_key="event.id")
    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    day: date
    session_id: UUID | None = Field(default=None, foreign_key="event_session.id", index=True)
    at: datetime = moment()
    undone: bool = False
    recorded_at: datetime = moment()


use_versions(EventSession)
