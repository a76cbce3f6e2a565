"""Why events refuse; each is explained in docs/problems."""

from core.problem import Problem


class DatesMissing(Problem):
    """An event without dates cannot be announced."""

    slug, title, status = "dates-missing", "The event has no dates yet", 409


class NotInThisStatus(Problem):
    """The event's status does not allow this step; `status_now` says what it is."""

    slug, title, status = "event-status-conflict", "The event's status does not allow this", 409


class NotStarted(Problem):
    """An event cannot have been held before it began."""

    slug, title, status = "event-not-started", "The event has not started", 409


class ExternalIdTaken(Problem):
    """Another event or registration carries that external id already."""

    slug, title, status = "external-id-taken", "That external id is in use", 409


class CapacityBelowConfirmed(Problem):
    """More people have seats than the new limits would leave; withdraw some first."""

    slug, title, status = "capacity-below-confirmed", "More seats are confirmed than that", 409


class RegistrationClosed(Problem):
    """The event does not take registrations (yet, or any more)."""

    slug, title, status = "registration-closed", "Registration is not open", 409


class AlreadyRegistered(Problem):
    """That e-mail address is registered for the event; `existing` is its id, for who may see it."""

    slug, title, status = "already-registered", "That person is registered already", 409


class EventFull(Problem):
    """Every seat that this person could have is taken, and there is no waiting list."""

    slug, title, status = "event-full", "There is no seat left, and no waiting list", 409


class SeatConflict(Problem):
    """What the registration holds does not allow this step; `seat` says what it is."""

    slug, title, status = "seat-conflict", "The registration's seat does not allow this", 409


class NominationsNotTaken(Problem):
    """The event takes people one by one, not by a state's nomination."""

    slug, title, status = "nominations-not-taken", "The event does not take nominations", 409


class BatchUnreadable(Problem):
    """The list of people is neither CSV with the known columns nor a JSON list."""

    slug, title, status = "batch-unreadable", "The list could not be read", 422


class CertificateNotDue(Problem):
    """A certificate says that somebody was at a held event; this is not so (yet)."""

    slug, title, status = "certificate-not-due", "There is no attendance to certify", 409


class FeedbackNotDue(Problem):
    """Feedback is asked of those who were there, once the event was held and asks for it."""

    slug, title, status = "feedback-not-due", "No feedback is asked of this person", 409


class FeedbackGiven(Problem):
    """Feedback is given once: who gave which is kept nowhere, so nothing can be replaced."""

    slug, title, status = "feedback-given", "The feedback was given already", 409


class FeedbackBegun(Problem):
    """Somebody has answered; other questions would make the answers mean something else."""

    slug, title, status = "feedback-begun", "The questions are being answered already", 409


class SessionUsed(Problem):
    """People were checked in at the session; it stays in the programme, as history."""

    slug, title, status = "session-used", "People were checked in at that session", 409


class CodeRefused(Problem):
    """What was scanned is no code of this event's people."""

    slug, title, status = "code-refused", "This is no code of this event", 409


class OutsideTheDays(Problem):
    """People are checked in on the days of the event, by the clocks of its zone."""

    slug, title, status = "outside-the-days", "That is not a day of the event", 409


class ProgrammeChanged(Problem):
    """The same wishes give another proposal than the one to be applied; `digest` is that one's."""

    slug, title, status = "programme-changed", "The programme is another one by now", 409


class OverrideExists(Problem):
    """These days of the state, or its weekend, are corrected already; `existing` is by what."""

    slug, title, status = "override-exists", "That is corrected already", 409


class FileRefused(Problem):
    """The file is of no kind that is taken, or is not what its name says."""

    slug, title, status = "file-refused", "That file is not taken", 422
