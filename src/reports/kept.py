"""Keeps what was computed until the journal moves on: equal to a recount by construction."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from core.engines import Engines
from core.work import Office

V = TypeVar("V")
_MOST = 64
_lock = Lock()
by_database: WeakKeyDictionary[Engines, OrderedDict[Hashable, object]] = WeakKeyDictionary()


def kept(office: Office, key: Hashable, make: Callable[[], V]) -> V:
    """Return what was made under this key, else make it; the 64 used last are kept per process.

    The key must hold the journal's position, so that nothing outlives a change.
    """
    with _lock:
        mine = by_database.setdefault(office.engines, OrderedDict())
        if key in mine:
            mine.move_to_end(key)
            return cast("V", mine[key])
    made = make()
    with _lock:
        mine[key] = made
        while len(mine) > _MOST:
            mine.popitem(last=False)
    return made
