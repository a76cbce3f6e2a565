"""The life of an event: announced, postponed, cancelled, held, reported. Each step is kept."""

from datetime import datetime
from uuid import UUID

from core.work import Work
from events.access import event_to_run
from events.door.attendance_actions import record_presence
from events.errors import DatesMissing, NotInThisStatus, NotStarted
from events.facts import (
    EventAnnounced,
    EventCancelled,
    EventHeld,
    EventPostponed,
    EventReported,
)
from events.forms import OutcomeForm
from events.held_forms import ConclusionForm
from events.model import Event, Milestone
from events.plan import documents_of
from events.seat_actions import promote
from events.vocabulary import EventStatus


def announce(work: Work, event_id: UUID) -> Event:
    """Make an event known; it needs dates. After a postponement this raises SEQUENCE."""
    event, seating = event_to_run(work, event_id)
    _expect(event, EventStatus.DRAFT, EventStatus.POSTPONED)
    if event.starts_at is None:
        raise DatesMissing("Set starts_at, ends_at and timezone first")
    again, before = event.announced_at is not None, event.sequence
    event.announced_at = event.announced_at or work.now
    event.sequence += again
    event.reason = None
    _reach(work, event, EventStatus.ANNOUNCED)
    work.record(
        EventAnnounced(
            subject=event.id, sequence_before=before, sequence=event.sequence, again=again
        )
    )
    promote(work, event, seating)
    return event


def postpone(work: Work, event_id: UUID, reason: str) -> Event:
    """Say that an announced event will not happen on its dates. People keep their seats."""
    event, _ = event_to_run(work, event_id)
    _expect(event, EventStatus.ANNOUNCED)
    before = event.sequence
    event.sequence, event.reason = before + 1, reason
    _reach(work, event, EventStatus.POSTPONED, reason=reason)
    work.record(EventPostponed(subject=event.id, sequence_before=before, sequence=event.sequence))
    return event


def cancel(work: Work, event_id: UUID, reason: str) -> Event:
    """Call an event off for good. Registrations stay as they were, as history."""
    event, _ = event_to_run(work, event_id)
    _expect(event, EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.POSTPONED)
    announced, before = event.announced_at is not None, event.sequence
    event.sequence, event.reason = before + announced, reason
    _reach(work, event, EventStatus.CANCELLED, reason=reason)
    work.record(
        EventCancelled(
            subject=event.id,
            sequence_before=before,
            sequence=event.sequence,
            announced=announced,
        )
    )
    return event


def conclude(work: Work, event_id: UUID, form: ConclusionForm | None = None) -> Event:
    """Say that an event was held, and who was there as far as anybody knows.

    Raises `NotStarted` before its start.
    """
    event, _ = event_to_run(work, event_id)
    _expect(event, EventStatus.ANNOUNCED)
    if event.starts_at_utc is None or work.now < event.starts_at_utc:
        raise NotStarted(f"It starts at {event.starts_at} {event.timezone}")
    people = record_presence(work, event, form or ConclusionForm())
    ended = min(event.ends_at_utc or work.now, work.now)
    _reach(work, event, EventStatus.HELD, since=ended)
    work.record(EventHeld(subject=event.id, people=people))
    return event


def report(work: Work, event_id: UUID, form: OutcomeForm) -> Event:
    """Write down what came out of a held event; later reports replace earlier ones."""
    event, _ = event_to_run(work, event_id)
    _expect(event, EventStatus.HELD, EventStatus.REPORTED)
    before = {"summary": event.summary, "documents": event.documents}
    event.summary = form.summary.model_dump(exclude_none=True)
    event.documents = documents_of(form.documents)
    if event.status is EventStatus.HELD:
        _reach(work, event, EventStatus.REPORTED)
    event.changed_at = work.now
    work.record(EventReported(subject=event.id, documents=len(event.documents), before=before))
    return event


def _expect(event: Event, *allowed: EventStatus) -> None:
    if event.status not in allowed:
        words = " or ".join(status.value for status in allowed)
        detail = f"The event is {event.status.value}; this needs an event that is {words}"
        raise NotInThisStatus(detail, status_now=event.status)


def _reach(
    work: Work,
    event: Event,
    status: EventStatus,
    *,
    since: datetime | None = None,
    reason: str | None = None,
) -> None:
    event.status, event.changed_at = status, work.now
    work.add(Milestone(event_id=event.id, status=status, at=work.now, since=since, reason=reason))
