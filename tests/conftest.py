"""Fixtures that every test shares: an office on both databases, a client, tokens, the catalogue."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from core.people import Role, system
from core.tokens import issue
from core.work import Office
from nadwa.app import build_app, build_office
from nadwa.migrate import migrate
from nadwa.tables import metadata
from tests.postgres import a_postgres

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SHARED = Path(__file__).parents[1] / "../shared"


class MovableClock:
    """A clock that stands still until a test sets `now`."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The maintenance URL of a real PostgreSQL, with a migrated database to copy."""
    with a_postgres() as url:
        _run(
            url, f"DROP DATABASE IF EXISTS {_TEMPLATE} WITH (FORCE)", f"CREATE DATABASE {_TEMPLATE}"
        )
        migrate(_database(url, _TEMPLATE))
        yield url
        _run(url, f"DROP DATABASE {_TEMPLATE} WITH (FORCE)")


@pytest.fixture(scope="session")
def shared_postgres(postgres: str) -> Iterator[str]:
    """The URL of one migrated PostgreSQL database, emptied after each test that had it."""
    with _copied(postgres, f"{_TEMPLATE}_shared") as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "nadwa.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database; each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield _sqlite_copy(request, tmp_path)
        return
    url = request.getfixturevalue("shared_postgres")
    yield url
    _empty(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database whose very tables a test may change; on both databases."""
    if request.param == "sqlite":
        return _sqlite_copy(request, tmp_path)
    return request.getfixturevalue("own_postgres_url")


@pytest.fixture
def own_postgres_url(postgres: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database of a test's own."""
    with _copied(postgres, f"{_TEMPLATE}_own") as url:
        yield url


@pytest.fixture
def clock() -> MovableClock:
    """The office's clock: stands at 2026-11-24T08:00Z until `clock.now` is set."""
    return MovableClock()


@pytest.fixture
def office(database_url: str, clock: MovableClock) -> Iterator[Office]:
    """An office on a fresh database, with all subscribers."""
    office = build_office(database_url, clock)
    yield office
    office.engines.close()


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    """A client of the whole application; server errors are answers, not exceptions."""
    with TestClient(build_app(office), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def tokens(office: Office) -> Callable[..., dict[str, str]]:
    """Make a token: `tokens("organizer", body="SESRIC")` gives the header to send."""

    def make(role: str, *, body: str | None = None, state: str | None = None) -> dict[str, str]:
        with office.work(system("tests")) as work:
            _, secret = issue(work, Role(role), role, body=body, state=state)
        return {"Authorization": f"Bearer {secret}"}

    return make


def _sqlite_copy(request: pytest.FixtureRequest, folder: Path) -> str:
    file = folder / "nadwa.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


@contextmanager
def _copied(server: str, name: str) -> Iterator[str]:
    _run(server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY wal_log")
    yield _database(server, name)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _empty(url: str) -> None:
    """Delete every row, past the triggers that protect the journal; ten times faster than a copy."""
    tables = (f'DELETE FROM "{table}"' for table in metadata.tables)
    _run(url, _END_OTHERS, "SET session_replication_role = replica", *tables)


def _run(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def _database(url: str, name: str) -> str:
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


_TEMPLATE = f"nadwa_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
