"""The closed lists of words that events are described with."""

from enum import StrEnum


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


class Gender(StrEnum):
    """Said by the person or whoever enters them, for the balance of an event; never guessed."""

    FEMALE = "female"
    MALE = "male"


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


class FileKind(StrEnum):
    """What a file is to an event."""

    MATERIAL = "material"
    OUTCOME = "outcome"
    NOTE_VERBALE = "note_verbale"


class FileVisibility(StrEnum):
    """Who may read a file: everybody, those who take part, or only the organizers."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    ORGANIZERS = "organizers"


class OverrideKind(StrEnum):
    """What is corrected: days are off, days are worked after all, or the weekend is another."""

    DAY_OFF = "day_off"
    WORKING_DAY = "working_day"
    WEEKEND = "weekend"
