"""What happens to people at events: ids and codes, never a name or an address.

Subscribers may rely on these, as on `facts`.
"""

from typing import ClassVar
from uuid import UUID

from core.journal import Fact
from events.vocabulary import Answer, Attendance, PersonRole, Seat


class _OfRegistration(Fact):
    """Something about one registration, which is the subject."""

    event: UUID
    person: UUID
    state: str | None


class SeatRequested(_OfRegistration):
    """Somebody asked to take part and waits: for the own state, then for the organizer."""

    name: ClassVar[str] = "seat.requested"


class RegistrationEndorsed(_OfRegistration):
    """The focal point of the person's state stands for somebody who asked to take part."""

    name: ClassVar[str] = "registration.endorsed"


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
    """The organizer, or the own state, refused a registration; `held` is the seat it had."""

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
    """Somebody answered the invitation; declining frees the seat where the event says so."""

    name: ClassVar[str] = "registration.answered"
    before: Answer
    answer: Answer


class QuestionsPublished(Fact):
    """An event (the subject) asks this version of its questions from now on."""

    name: ClassVar[str] = "questions.published"
    number: int


class AnswersGiven(_OfRegistration):
    """Somebody answered that version of the event's questions; the answers are not told here."""

    name: ClassVar[str] = "registration.answers_given"
    number: int


class FeedbackAsked(Fact):
    """An event (the subject) asks those who were there these questions."""

    name: ClassVar[str] = "feedback.asked"


class FeedbackReceived(Fact):
    """Somebody who was at an event (the subject) answered; it is said nowhere who."""

    name: ClassVar[str] = "feedback.received"


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
