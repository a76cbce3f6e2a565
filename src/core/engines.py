"""Opens databases: PostgreSQL for many processes, SQLite for one machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import NullPool, QueuePool

LOCK_SECONDS = 3
QUERY_SECONDS = 5
_WAIT_FOR_WRITER_SECONDS = 30
_POOLER = "pooler"
_ONE_KEPT: dict[str, Any] = {
    "poolclass": QueuePool,
    "pool_size": 1,
    "max_overflow": 0,
    "pool_reset_on_return": None,
}


@dataclass(frozen=True)
class Engines:
    """Ways into one database: `write` begins real transactions, `read` refuses to write.

    `public` reads what everybody may see, from a replica where there is one. `watch` has one
    connection there without transactions, to see whether anything was committed.
    """

    write: Engine
    read: Engine
    public: Engine
    watch: Engine

    @property
    def is_sqlite(self) -> bool:
        """Say whether the database is an SQLite file."""
        return self.write.dialect.name == "sqlite"

    def truncate_log(self) -> None:
        """Bring SQLite's log into the file and empty it, so that nothing erased is left in it."""
        if self.is_sqlite:
            connection = self.write.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Close every connection."""
        self.write.dispose()
        self.read.dispose()
        self.public.dispose()
        self.watch.dispose()


def open_engines(url: str, replica: str | None = None) -> Engines:
    """Open a database by its URL (`sqlite:///file.db`, `postgresql://...`).

    `?pooler=transaction` at the end of the URL of a PostgreSQL: it is reached through a pooler that
    may give each transaction another connection, such as PgBouncer.
    `replica` is the URL of a PostgreSQL that follows it, for what everybody may see.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    return _postgresql(parsed, sa.make_url(replica) if replica else None)


def open_plain(url: str) -> Engine:
    """Open one unpooled engine without time limits, for migrations and maintenance."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed, "BEGIN IMMEDIATE", poolclass=NullPool)
    unprepared = {"prepare_threshold": None} if _is_shared(parsed) else {}
    return sa.create_engine(_with_psycopg(parsed), poolclass=NullPool, connect_args=unprepared)


def without_pooler(url: sa.URL) -> sa.URL:
    """Return the URL without the word that only we understand."""
    return url.difference_update_query([_POOLER])


def _postgresql(url: sa.URL, replica: sa.URL | None) -> Engines:
    write = _pooled(url)
    read = write.execution_options(postgresql_readonly=True)
    public = _pooled(replica).execution_options(postgresql_readonly=True) if replica else read
    watch = sa.create_engine(
        _with_psycopg(replica or url),
        isolation_level="AUTOCOMMIT",
        connect_args=_connecting(replica or url, {"statement_timeout": "1s"}, seconds=2),
        **_ONE_KEPT,
    )
    return Engines(write, read, public, watch)


def _pooled(url: sa.URL) -> Engine:
    limits = {
        "lock_timeout": f"{LOCK_SECONDS}s",
        "statement_timeout": f"{QUERY_SECONDS}s",
        "timezone": "UTC",
    }
    engine = sa.create_engine(
        _with_psycopg(url),
        pool_pre_ping=True,
        pool_size=16,
        max_overflow=8,
        pool_timeout=_WAIT_FOR_WRITER_SECONDS,
        connect_args=_connecting(url, limits),
    )
    if _is_shared(url):
        local = "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in limits.items())

        def set_limits(connection: Connection) -> None:
            connection.exec_driver_sql(local)

        event.listen(engine, "begin", set_limits)
    return engine


def _connecting(url: sa.URL, limits: dict[str, str], seconds: int = 5) -> dict[str, Any]:
    """Return how to connect; through a pooler nothing may be left in a connection."""
    if _is_shared(url):
        return {"connect_timeout": seconds, "prepare_threshold": None}
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {"connect_timeout": seconds, "options": options}


def _is_shared(url: sa.URL) -> bool:
    return url.query.get(_POOLER) == "transaction"


def _with_psycopg(url: sa.URL) -> sa.URL:
    return without_pooler(url).set(drivername="postgresql+psycopg")


def _sqlite(url: sa.URL) -> Engines:
    """One writing connection in this process, many reading ones: nobody meets a locked database."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    write = _sqlite_engine(
        url,
        "BEGIN IMMEDIATE",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_WAIT_FOR_WRITER_SECONDS,
    )
    read = _sqlite_engine(url, "BEGIN", poolclass=QueuePool, pool_size=16, max_overflow=24)
    event.listen(read, "connect", _refuse_writes)
    watch = _sqlite_engine(url, "BEGIN", **_ONE_KEPT)
    return Engines(write, read, read, watch)


def _sqlite_engine(url: sa.URL, begin: str, **options: Any) -> Engine:
    engine = sa.create_engine(
        url,
        module=pysqlite3,
        connect_args={"timeout": 10, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare_sqlite)

    def say_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", say_begin)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "secure_delete=on"):
        connection.execute(f"PRAGMA {pragma}")


def _refuse_writes(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only=on")
