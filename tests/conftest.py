"""Fixtures that every test shares: an office on both databases, a client, tokens, the catalogue."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from fastapi.testclient import TestClient

from core.engines import open_plain
from core.people import Role, system
from core.tokens import issue
from core.work import Office
from nadwa.app import build_app, build_office
from nadwa.migrate import configuration
from nadwa.tables import metadata
from tests.postgres import a_postgres


def migrate(
    url: str,
) -> None:  # INTEGRATOR: replaced by nadwa.migrate.migrate when the models stand
    engine = open_plain(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        command.stamp(configuration(connection), "head")
    engine.dispose()


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
        _run(url, "CREATE DATABASE template_nadwa")
        migrate(_database(url, "template_nadwa"))
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "nadwa.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database; each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "nadwa.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server = request.getfixturevalue("postgres")
    name = f"t{abs(hash(request.node.nodeid)):x}"
    _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _run(server, f"CREATE DATABASE {name} TEMPLATE template_nadwa")
    yield _database(server, name)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


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


def _run(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def _database(url: str, name: str) -> str:
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)
