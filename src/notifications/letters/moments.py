"""Decides which reminder of an event is due. Pure: the moment comes in."""

from collections.abc import Iterable
from datetime import datetime, timedelta


def reminder_due(starts: datetime, hours: Iterable[int], now: datetime) -> int | None:
    """Return how many hours before the start it is time to remind; None: not yet, or too late.

    Of several that have passed only the nearest counts: after a pause nobody is reminded twice.
    """
    passed = [each for each in hours if now >= time_of(starts, each)]
    return min(passed) if passed and now < starts else None


def time_of(starts: datetime, hours: int) -> datetime:
    """Return the moment so many hours before the start."""
    return starts - timedelta(hours=hours)
