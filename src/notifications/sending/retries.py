"""Decides when a letter is tried again (RFC 5321, section 4.5.4.1). Pure."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

GIVE_UP = timedelta(hours=72)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
_DOUBLINGS = 16  # beyond this every wait is the longest


def next_try(letter: UUID, attempts: int, queued_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again after `attempts` tries (1 or more); None when 72 hours are over.

    Waits double from half a minute up to two hours, each a quarter shorter to a quarter longer, so
    that letters which failed together do not come back together. The last try is at the very end.
    """
    last = queued_at + GIVE_UP
    if now >= last:
        return None
    wait = min(FIRST_WAIT * (1 << min(attempts - 1, _DOUBLINGS)), LONGEST_WAIT)
    return min(now + wait * _jitter(letter, attempts), last)


def _jitter(letter: UUID, attempts: int) -> float:
    """Return a number from 0.75 to 1.25 that is always the same for the same try."""
    digest = sha256(letter.bytes + attempts.to_bytes(4, "big")).digest()
    return 0.75 + int.from_bytes(digest[:4], "big") / 2**33
