"""Identifiers that sort by creation time (RFC 9562, version 7)."""

import secrets
from threading import Lock
from uuid import UUID

from core.clock import milliseconds

_COUNTER_BITS = 12
_RANDOM_BITS = 62


class _Sequence:
    """Milliseconds and a counter that together only rise within one process (RFC 9562, 6.2)."""

    def __init__(self) -> None:
        self._lock, self._last = Lock(), 0

    def next(self) -> int:
        with self._lock:
            self._last = max(milliseconds() << _COUNTER_BITS, self._last + 1)
            return self._last


_sequence = _Sequence()


def new_id() -> UUID:
    """Return a fresh UUIDv7; ids made by one process sort in the order they were made."""
    stamp, counter = divmod(_sequence.next(), 1 << _COUNTER_BITS)
    value = stamp << 80 | 0x7 << 76 | counter << 64 | 0b10 << _RANDOM_BITS
    return UUID(int=value | secrets.randbits(_RANDOM_BITS))
