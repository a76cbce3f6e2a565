"""The only place that reads the time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def running_from(start: datetime) -> Clock:
    """Return a clock that shows `start` now and runs on from there (demonstrations, tests)."""
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def milliseconds() -> int:
    """Return the Unix time in whole milliseconds, for identifiers."""
    return time.time_ns() // 1_000_000


def stopwatch() -> float:
    """Return seconds on a clock that never goes back, for measuring how long something took."""
    return time.perf_counter()
