"""Notes the moments of events that letters wait for: it begins soon, it is over.

Each is noted once, with the fact that says so in the same transaction, however many workers look;
the letters follow from the fact, each in a transaction of its own.
"""

from datetime import timedelta

from sqlmodel import col, select

from core.people import system
from core.storage import insert_unless_there
from core.work import Office, Work
from events import Event, EventStatus
from notifications.facts import EventNear, EventOver
from notifications.letters.moments import reminder_due
from notifications.model import Noted

_CLOCK = system("clock")
_FARTHEST = timedelta(hours=2160)  # the farthest reminder that an event can have
_ASKED_FOR = timedelta(days=30)  # an event that was over long before is not asked about any more


def note_moments(office: Office) -> int:
    """Note what has become due; return how much that was."""
    with office.work(_CLOCK) as work:
        return _note_near(work) + _note_over(work)


def _note_near(work: Work) -> int:
    soon = col(Event.starts_at_utc).between(work.now, work.now + _FARTHEST)
    found = select(Event).where(col(Event.status) == EventStatus.ANNOUNCED, soon)
    return sum(_is_near(work, event) for event in work.session.exec(found))


def _is_near(work: Work, event: Event) -> bool:
    assert event.starts_at_utc is not None
    hours = reminder_due(event.starts_at_utc, event.reminders, work.now)
    if hours is None or not _first(work, event, f"near {hours} {event.starts_at_utc.isoformat()}"):
        return False
    work.record(EventNear(subject=event.id, hours=hours, starts_at_utc=event.starts_at_utc))
    return True


def _note_over(work: Work) -> int:
    over = col(Event.ends_at_utc).between(work.now - _ASKED_FOR, work.now)
    found = select(Event).where(col(Event.status) == EventStatus.ANNOUNCED, over)
    return sum(_is_over(work, event) for event in work.session.exec(found))


def _is_over(work: Work, event: Event) -> bool:
    assert event.ends_at_utc is not None
    if not _first(work, event, f"over {event.ends_at_utc.isoformat()}"):
        return False
    work.record(EventOver(subject=event.id))
    return True


def _first(work: Work, event: Event, what: str) -> bool:
    """Say whether nobody noted this before."""
    return insert_unless_there(work.session, Noted, event_id=event.id, what=what, at=work.now)
