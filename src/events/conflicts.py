"""What stands against an event's dates: other events, and the calendar. Said, never blocked. Pure.

Others count while somebody still works on them: drafts with dates, announced and held ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

NEAR = timedelta(days=90)
"""Two events on one task within this time could be one."""


class ConflictKind(StrEnum):
    """Why two events should not both stand as they are."""

    SAME_ORGANIZER = "same_organizer"
    SAME_STATES = "same_states"
    SAME_TASK = "same_task"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event as far as its dates concern others; `bodies` are those who run it."""

    id: UUID
    reference: str
    type: str
    starts_at: datetime
    ends_at: datetime
    bodies: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    mandates: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another event that stands in the way, whom or what both share, and what to do about it."""

    kind: ConflictKind
    event: UUID
    reason: str
    bodies: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    mandates: tuple[UUID, ...] = ()


def conflicts(event: Occasion, others: Iterable[Occasion]) -> list[Conflict]:
    """Return what stands in the way, in the order of the others' begin."""
    found: list[Conflict] = []
    for other in sorted(others, key=lambda each: (each.starts_at, each.reference)):
        if other.id != event.id:
            found += _between(event, other)
    return found


def _between(event: Occasion, other: Occasion) -> list[Conflict]:
    found: list[Conflict] = []
    if event.starts_at < other.ends_at and other.starts_at < event.ends_at:
        found += _at_once(event, other)
    tasks = tuple(sorted(event.mandates & other.mandates))
    if tasks and event.type == other.type and _apart(event, other) <= NEAR:
        reason = (
            f"{other.reference} is another {event.type} for the same mandate within "
            f"{NEAR.days} days: consider one joint event"
        )
        bodies = tuple(sorted(event.bodies | other.bodies))
        found.append(Conflict(ConflictKind.SAME_TASK, other.id, reason, bodies, mandates=tasks))
    return found


def _at_once(event: Occasion, other: Occasion) -> list[Conflict]:
    found: list[Conflict] = []
    if bodies := tuple(sorted(event.bodies & other.bodies)):
        reason = f"{', '.join(bodies)} also runs {other.reference} at that time"
        found.append(Conflict(ConflictKind.SAME_ORGANIZER, other.id, reason, bodies))
    if states := tuple(sorted(event.states & other.states)):
        reason = f"{', '.join(states)} takes part in {other.reference} at that time"
        found.append(Conflict(ConflictKind.SAME_STATES, other.id, reason, states=states))
    return found


def _apart(event: Occasion, other: Occasion) -> timedelta:
    """Return the time from the end of the one to the start of the other; none if they meet."""
    gap = max(event.starts_at, other.starts_at) - min(event.ends_at, other.ends_at)
    return max(gap, timedelta())
