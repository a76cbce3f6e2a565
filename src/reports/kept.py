"""Keeps what was computed until it is not asked for any more; what it rests on is in the key."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from core.engines import Engines
from core.work import Office

V = TypeVar("V")
_MOST = 64


class Shelf:
    """Holds the things used last, so many of them; for all threads of a process."""

    def __init__(self, most: int = _MOST) -> None:
        self.things: OrderedDict[Hashable, object] = OrderedDict()
        self._most, self._lock = most, Lock()

    def found(self, key: Hashable) -> object | None:
        """Return what was made under this key, if it is still there."""
        with self._lock:
            return self.things.get(key)

    def kept(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what was made under this key, else make it."""
        with self._lock:
            if key in self.things:
                self.things.move_to_end(key)
                return cast("V", self.things[key])
        made = make()
        with self._lock:
            self.things[key] = made
            while len(self.things) > self._most:
                self.things.popitem(last=False)
        return made


_lock = Lock()
by_database: WeakKeyDictionary[Engines, Shelf] = WeakKeyDictionary()


def kept(office: Office, key: Hashable, make: Callable[[], V]) -> V:
    """Return what was made under this key, else make it; the 64 used last are kept per process.

    The key must hold the journal's position, so that nothing outlives a change.
    """
    with _lock:
        mine = by_database.setdefault(office.engines, Shelf())
    return mine.kept(key, make)
