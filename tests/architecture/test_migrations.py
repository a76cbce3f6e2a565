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
