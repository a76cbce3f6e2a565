"""Events whose instant is no longer what it was: the rules of their zone have changed.

Times of future events are local wall time (PRODUCT.md, 8): a new tz database moves the instant, not
the meeting. Nobody should find out by being late, so it is said, stored and told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from core.work import Work
from events.access import event_to_run
from events.facts import EventInstantMoved
from events.model import Event
from events.vocabulary import EventStatus
from events.wall_time import WallTimeRefused, clock_for

_AHEAD = (EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.POSTPONED)

_TAKE_UP = "; POST /v1/scheduling/zone-rules takes it up and tells people"
_EDIT = "; give it another local time"


@dataclass(frozen=True, slots=True)
class Moved:
    """A future event, and its instants by the rules in force now; `why` when it has none."""

    event: Event
    starts_at_utc: datetime | None
    ends_at_utc: datetime | None
    why: str = ""


def moved_by_zone_rules(work: Work) -> list[Moved]:
    """Return the future events whose stored instants are not those of today's zone rules."""
    ahead = select(Event).where(col(Event.status).in_(_AHEAD), col(Event.ends_at_utc) > work.now)
    found = (_compared(event) for event in work.session.exec(ahead.order_by(col(Event.id))))
    return [each for each in found if each is not None]


def broken_by_zone_rules(work: Work) -> Iterator[str]:
    """Yield a sentence for each such event, for `nadwa check`."""
    for moved in moved_by_zone_rules(work):
        event = moved.event
        after = moved.why or f"is {moved.starts_at_utc} now, {event.starts_at_utc} was announced"
        after += _EDIT if moved.why else _TAKE_UP
        yield f"event {event.reference} at {event.starts_at} {event.timezone}: its instant {after}"


def take_up_zone_rules(work: Work) -> list[Moved]:
    """Store the instants by today's rules and say so; local times stay.

    An announced event's SEQUENCE rises, so that calendars take the new instant. Events whose local
    time no longer exists, or happens twice, are left to their organizers.
    """
    taken: list[Moved] = []
    for found in moved_by_zone_rules(work):
        event, _ = event_to_run(work, found.event.id)
        moved = _compared(event)
        if moved is not None and not moved.why:
            _take_up(work, moved)
            taken.append(moved)
    return taken


def _take_up(work: Work, moved: Moved) -> None:
    event, before = moved.event, moved.event.sequence
    earlier = event.starts_at_utc, event.ends_at_utc
    event.starts_at_utc, event.ends_at_utc = moved.starts_at_utc, moved.ends_at_utc
    event.sequence = before + (event.announced_at is not None)
    event.changed_at = work.now
    work.record(
        EventInstantMoved(
            subject=event.id,
            starts_before=earlier[0],
            ends_before=earlier[1],
            starts_at_utc=moved.starts_at_utc,
            ends_at_utc=moved.ends_at_utc,
            sequence_before=before,
            sequence=event.sequence,
        )
    )


def _compared(event: Event) -> Moved | None:
    if event.starts_at is None or event.ends_at is None:
        return None
    clock = clock_for(event.starts_at, event.ends_at)
    try:
        starts = clock(event.starts_at, event.timezone)
        ends = clock(event.ends_at, event.timezone)
    except WallTimeRefused as refused:
        return Moved(event, None, None, str(refused))
    same = (starts, ends) == (event.starts_at_utc, event.ends_at_utc)
    return None if same else Moved(event, starts, ends)
