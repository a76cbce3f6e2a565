"""What happens to events and registrations: ids and codes, never a name or an address.

Subscribers may rely on these. `sequence` is iCalendar's (RFC 5546, 2.1.4) after the fact; people
already invited need word of it when it is higher than what they have.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from core.journal import Fact
from events.vocabulary import Answer, Attendance, PersonRole, Seat


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
    ISO 8601). `sequence` is above `sequence_before` when people were told the old values.
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
    """The outcome of a held event was written down, with that many documents."""

    name: ClassVar[str] = "event.reported"
    documents: int


class SessionPlanned(Fact):
    """A session (the subject) was added to an event."""

    name: ClassVar[str] = "session.planned"
    event: UUID


class SessionChanged(Fact):
    """A session (the subject) was edited; the names of the fields, not their values."""

    name: ClassVar[str] = "session.changed"
    event: UUID
    changed: list[str]


class SessionRemoved(Fact):
    """A session (the subject) was taken out of an event's programme."""

    name: ClassVar[str] = "session.removed"
    event: UUID


class _OfRegistration(Fact):
    """Something about one registration, which is the subject."""

    event: UUID
    person: UUID
    state: str | None


class SeatRequested(_OfRegistration):
    """Somebody asked to take part and waits for the organizer's approval."""

    name: ClassVar[str] = "seat.requested"


class SeatConfirmed(_OfRegistration):
    """Somebody has a seat; `promoted` when it came from the waiting list.

    Nothing says that the address is theirs: see the person's `vouched_at` before inviting.
    """

    name: ClassVar[str] = "seat.confirmed"
    promoted: bool = False


class SeatWaitlisted(_OfRegistration):
    """Somebody is on the waiting list."""

    name: ClassVar[str] = "seat.waitlisted"


class SeatFreed(_OfRegistration):
    """A confirmed seat was given back, by whatever way."""

    name: ClassVar[str] = "seat.freed"


class RegistrationWithdrawn(_OfRegistration):
    """A registration was taken back; `held` is the seat it had."""

    name: ClassVar[str] = "registration.withdrawn"
    held: Seat


class RegistrationRejected(_OfRegistration):
    """The organizer refused a registration; `held` is the seat it had."""

    name: ClassVar[str] = "registration.rejected"
    held: Seat


class RegistrationSubstituted(_OfRegistration):
    """Somebody else took over the seat; `replacement` is the new registration."""

    name: ClassVar[str] = "registration.substituted"
    replacement: UUID
    held: Seat


class RegistrationChanged(_OfRegistration):
    """Details of a registration were edited; the names of the fields, not their values."""

    name: ClassVar[str] = "registration.changed"
    changed: list[str]
    role: PersonRole


class AnswerRecorded(_OfRegistration):
    """Somebody answered the invitation; a declined one has freed its seat."""

    name: ClassVar[str] = "registration.answered"
    before: Answer
    answer: Answer


class CheckedIn(_OfRegistration):
    """Somebody was seen at the event."""

    name: ClassVar[str] = "registration.checked_in"
    attendance: Attendance


class CheckInUndone(_OfRegistration):
    """A check-in was a mistake."""

    name: ClassVar[str] = "registration.check_in_undone"


class AddressConfirmed(Fact):
    """A person (the subject) proved that the address is theirs."""

    name: ClassVar[str] = "person.address_confirmed"


class PersonErased(Fact):
    """Who a person (the subject) was is erased; what is counted stays."""

    name: ClassVar[str] = "person.erased"


class PersonExported(Fact):
    """Everything that is kept about a person (the subject) was given out."""

    name: ClassVar[str] = "person.exported"


class NominationReceived(Fact):
    """A state sent its list of people for an event."""

    name: ClassVar[str] = "nomination.received"
    event: UUID
    state: str
    people: int


class BatchImported(Fact):
    """A list of people was read into an event (the subject): rows by what became of them."""

    name: ClassVar[str] = "registrations.imported"
    rows: dict[str, int]
