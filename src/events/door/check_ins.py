"""What marks at the door say together: who was there, since when, and for how much of the event.

The rules for devices that were offline: marks may arrive in any order and more than once, the
outcome is the same. Of several marks that somebody came the earliest counts; a mark that takes back
(`undone`) takes back what lies before it, not what comes after. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from events.vocabulary import Attendance


@dataclass(frozen=True, slots=True)
class Occasion:
    """What somebody can be at: a day by the event's clocks, or one session on it."""

    day: date
    session: UUID | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark at the door, at an instant."""

    occasion: Occasion
    at: datetime
    undone: bool = False


def present(marks: Iterable[Mark]) -> dict[Occasion, datetime]:
    """Return where somebody was, and since when; in the same moment, coming is before undoing."""
    found: dict[Occasion, datetime] = {}
    for mark in sorted(marks, key=lambda each: (each.at, each.undone)):
        if mark.undone:
            found.pop(mark.occasion, None)
        else:
            found.setdefault(mark.occasion, mark.at)
    return found


def attendance(where: Mapping[Occasion, datetime], days: Sequence[date]) -> Attendance:
    """Return full for who was there on every day of the event, at whatever session."""
    seen = {occasion.day for occasion in where}.intersection(days)
    if not seen:
        return Attendance.NONE
    return Attendance.FULL if seen.issuperset(days) else Attendance.PARTIAL
