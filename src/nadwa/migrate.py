"""Brings a database to the newest revision; several processes starting at once do it once."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from core.engines import open_plain

_LOCK = 7_283_110_657  # any number, the same in every process: an advisory lock's name
_INSTALLED = Path(__file__).parent / "_migrations"
_CHECKOUT = Path(__file__).parents[2] / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade (or downgrade) the database at `url` to a revision."""
    with _alone(url) as connection:
        config = configuration(connection)
        move = command.downgrade if revision == "base" else command.upgrade
        move(config, revision)


def write_revision(url: str, text: str) -> None:
    """Write a migration script from the difference between a database at head and the models."""
    with _alone(url) as connection:
        config = configuration(connection)
        known = len(list(ScriptDirectory.from_config(config).walk_revisions()))
        command.revision(config, text, autogenerate=True, rev_id=f"{known + 1:04d}")


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, working on an open connection."""
    config = Config()
    folder = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str | None:
    """Return the revision that this program's tables need."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def present_revision(connection: Connection) -> str | None:
    """Return the revision that a database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _alone(url: str) -> Generator[Connection, None, None]:
    """Open a transaction that no other migrating process can be in at the same time."""
    engine = open_plain(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:name)"), {"name": _LOCK})
            yield connection
    finally:
        engine.dispose()
