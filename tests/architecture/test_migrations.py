"""The migrations build exactly what the models describe, on both databases, up and down."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command

from core.engines import open_plain
from nadwa.migrate import configuration, migrate, newest_revision, present_revision


@pytest.fixture
def empty_database_url(own_database_url):
    migrate(own_database_url, "base")
    return own_database_url


def tables(url):
    engine = open_plain(url)
    with engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
    engine.dispose()
    return names


def test_upgraded_equals_the_models(database_url):
    engine = open_plain(database_url)
    with engine.begin() as connection:
        command.check(configuration(connection))
    engine.dispose()


def test_downgraded_leaves_nothing(empty_database_url):
    assert tables(empty_database_url) == {"alembic_version"}


def test_up_again_after_down(empty_database_url):
    migrate(empty_database_url)
    assert "registration" in tables(empty_database_url)


def test_four_starting_at_once_migrate_once(empty_database_url):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(empty_database_url), range(4)))
    engine = open_plain(empty_database_url)
    with engine.connect() as connection:
        assert present_revision(connection) == newest_revision()
    engine.dispose()


def test_letters_keep_their_bytes_when_their_table_is_written_anew(empty_database_url):
    migrate(empty_database_url, "0002")
    _fill(empty_database_url, "event", "person", "registration", "letter", "envelope")
    migrate(empty_database_url)
    assert _counted(empty_database_url, "letter", "envelope") == [1, 1]
    with open_plain(empty_database_url).begin() as connection:
        command.downgrade(configuration(connection), "0002")
    assert _counted(empty_database_url, "letter", "envelope") == [1, 1]


_VALUES = {"BOOLEAN": True, "JSON": "{}", "BLOB": b"x", "BYTEA": b"x", "INTEGER": 1}


def _fill(url, *tables):
    """Put one row into each table, every required column filled, pointing at one another."""
    engine = open_plain(url)
    with engine.begin() as connection:
        for name in tables:
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            connection.execute(sa.insert(table).values(_a_row(table)))
    engine.dispose()


def _a_row(table):
    needed = [column for column in table.columns if not column.nullable]
    return {column.name: _value(table, column) for column in needed}


def _value(table, column):
    checks = [c for c in table.constraints if isinstance(c, sa.CheckConstraint)]
    for check in checks:
        words = str(check.sqltext)
        if words.startswith((f"{column.name} IN", f"{column.name}::", f"(({column.name})::")):
            return words.split("'")[1]
    kind = str(column.type).upper()
    if "DATETIME" in kind or "TIMESTAMP" in kind:
        return sa.func.now()
    if isinstance(column.type, sa.Uuid) or kind == "CHAR(32)":
        return sa.text("'00000000000000000000000000000001'")
    return next((value for name, value in _VALUES.items() if kind.startswith(name)), "x")


def _counted(url, *tables):
    engine = open_plain(url)
    with engine.connect() as connection:
        found = [connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) for name in tables]
    engine.dispose()
    return found
