"""What happens to events: ids and codes, never a name or an address.

Subscribers may rely on these. `sequence` is iCalendar's (RFC 5546, 2.1.4) after the fact; people
already invited need word of it when it is higher than what they have.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from core.journal import Fact
from events.calendars.public_holidays import Confidence
from events.vocabulary import FileKind, OverrideKind


class EventPlanned(Fact):
    """An event was drafted; `mandates` are those it is meant to answer."""

    name: ClassVar[str] = "event.planned"
    reference: str
    mandates: list[UUID]


class EventRecorded(Fact):
    """A past event was entered as held, on the word of a source."""

    name: ClassVar[str] = "event.recorded"
    reference: str


class DateClaimed(Fact):
    """Another source says when a past event took place; `source` is a resolution's slug."""

    name: ClassVar[str] = "event.date_claimed"
    source: str


class EventChanged(Fact):
    """Something about an event was edited.

    `changed` names all edited fields as in the API. `before` and `after` hold the values of those
    that people must hear of: starts_at, ends_at, timezone, mode, venue, online_url (local times in
    ISO 8601); and of those that a report as of the past tells: whole_days, type, title, organizers
    and states (pairs of code and role). `sequence` is above `sequence_before` when people were told
    the old values.
    `answers_reset`: the date moved, so everybody is asked again.
    """

    name: ClassVar[str] = "event.changed"
    changed: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    sequence_before: int
    sequence: int
    answers_reset: bool = False


class EventInstantMoved(Fact):
    """New rules of its zone moved an event's instant; its local times are as before.

    `sequence` is above `sequence_before` when people were told the old instant.
    """

    name: ClassVar[str] = "event.instant_moved"
    starts_before: datetime | None
    ends_before: datetime | None
    starts_at_utc: datetime | None
    ends_at_utc: datetime | None
    sequence_before: int
    sequence: int


class EventAnnounced(Fact):
    """An event was made known, with dates; `again` after it had been postponed."""

    name: ClassVar[str] = "event.announced"
    sequence_before: int
    sequence: int
    again: bool = False


class EventPostponed(Fact):
    """An announced event will not happen on its dates; new ones are not known yet."""

    name: ClassVar[str] = "event.postponed"
    sequence_before: int
    sequence: int


class EventCancelled(Fact):
    """An event will not happen; `announced` says whether anybody could know of it."""

    name: ClassVar[str] = "event.cancelled"
    sequence_before: int
    sequence: int
    announced: bool


class EventHeld(Fact):
    """An event took place; `people` were there, null where nobody counted."""

    name: ClassVar[str] = "event.held"
    people: int | None


class AttendanceCorrected(Fact):
    """How many people of a state (null: of none) were there was counted anew, after the event."""

    name: ClassVar[str] = "event.attendance_corrected"
    state: str | None
    people: int


class EventReported(Fact):
    """The outcome of a held event was written down, with that many documents.

    `before`: the summary and the documents that it had; missing in entries from before it was kept.
    """

    name: ClassVar[str] = "event.reported"
    documents: int
    before: dict[str, Any] | None = None


class SessionPlanned(Fact):
    """A session (the subject) was added to an event; `speakers` are registrations."""

    name: ClassVar[str] = "session.planned"
    event: UUID
    speakers: list[UUID] = Field(default_factory=list)


class SessionChanged(Fact):
    """A session (the subject) was edited; the names of the fields, not their values.

    `speakers`: the registrations that speak at it, or did before.
    """

    name: ClassVar[str] = "session.changed"
    event: UUID
    changed: list[str]
    speakers: list[UUID] = Field(default_factory=list)


class SessionRemoved(Fact):
    """A session (the subject) was taken out of an event's programme; `speakers` spoke at it."""

    name: ClassVar[str] = "session.removed"
    event: UUID
    speakers: list[UUID] = Field(default_factory=list)


class FileStored(Fact):
    """A file (the subject) was put with an event."""

    name: ClassVar[str] = "file.stored"
    event: UUID
    kind: FileKind


class FileRemoved(Fact):
    """A file (the subject) was taken away; its bytes are gone."""

    name: ClassVar[str] = "file.removed"
    event: UUID
    kind: FileKind


class CalendarOverridden(Fact):
    """A state's calendar was corrected, or a correction (the subject) was edited to this."""

    name: ClassVar[str] = "calendar.overridden"
    state: str
    kind: OverrideKind
    first_day: date | None
    last_day: date | None
    weekend: list[str] | None
    title: dict[str, str] | None
    confidence: Confidence
    source: str


class CalendarOverrideWithdrawn(Fact):
    """A correction of a state's calendar was taken back; the sources speak again."""

    name: ClassVar[str] = "calendar.override_withdrawn"
    state: str


class ProgrammeApplied(Fact):
    """An organizer applied the proposal with this digest: these events have its dates."""

    name: ClassVar[str] = "programme.applied"
    year: int
    digest: str
    events: list[UUID]
