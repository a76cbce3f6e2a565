"""Tells whether anything was committed since one looked, by this process or by another one.

A position is anything that is equal only while nothing was committed. SQLite counts the commits of
everybody else on one connection (`PRAGMA data_version`: some microseconds, asked each time). Of
PostgreSQL it is the snapshot that a new transaction would have. That question goes over the wire,
so the answer counts for `staleness` seconds; commits of this process are seen at once.
"""

from contextlib import suppress
from threading import Lock

from anyio import to_thread

from core.clock import stopwatch
from core.work import Office

Position = object
_DATA_VERSION = "PRAGMA data_version"
_AFTER_TROUBLE_SECONDS = 1.0
_SNAPSHOT = "SELECT pg_current_snapshot()::text"


class Watch:
    """Looks at an office's database, on a connection of its own."""

    def __init__(self, office: Office, staleness: float = 0.0) -> None:
        self._office, self._staleness = office, staleness
        self._lock = Lock()
        self._seen: Position | None = None
        self._until = 0.0

    async def position(self) -> Position | None:
        """Return where the database is; None when it cannot be told."""
        if self._office.engines.is_sqlite:
            return self._ask(_DATA_VERSION)
        mark = self._office.last_commit
        known = stopwatch() < self._until
        seen = self._seen if known else await to_thread.run_sync(self._look)
        return None if seen is None else (seen, mark)

    def _look(self) -> Position | None:
        """Ask; who waited for another one's question takes its answer where that is new enough."""
        with self._lock:
            asked = stopwatch()
            if asked >= self._until:
                self._seen = self._ask(_SNAPSHOT)
                known = self._seen is not None
                self._until = asked + (self._staleness if known else _AFTER_TROUBLE_SECONDS)
            return self._seen

    def _ask(self, question: str) -> Position | None:
        try:
            connection = self._office.engines.watch.raw_connection()
        except Exception:  # noqa: BLE001 -- the pool's or the driver's: nothing is known
            return None
        try:
            cursor = connection.cursor()
            cursor.execute(question)
            return cursor.fetchone(), id(connection.dbapi_connection)
        except Exception:  # noqa: BLE001 -- the driver's own: nothing is known, and it is lost
            with suppress(Exception):
                connection.invalidate()
            return None
        finally:
            connection.close()
