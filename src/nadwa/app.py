"""Builds the office and the web application around it."""

import os
import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from fastapi import FastAPI

from core.claims import ClaimNames
from core.clock import Clock, system_clock
from core.engines import open_engines
from core.http.headers import DressedApp
from core.http.kept import KeptAnswers
from core.http.limits import BodyLimit
from core.http.openapi import install_openapi
from core.http.problems import install_problems
from core.http.rates import RateLimit
from core.http.watch import Watch
from core.oidc import Identities, Provider
from core.progress import Board
from core.seals import Seals
from core.work import Office
from events import ROUTERS as EVENTS
from events import subscribe as subscribe_events
from nadwa.accounts_api import router as accounts
from nadwa.answered import answered_mandates
from nadwa.dashboard import ROUTERS as PAGES
from nadwa.dashboard import install_problem_pages
from nadwa.journal_api import router as journal
from nadwa.kept_paths import KEPT
from nadwa.logs import configure_logs
from nadwa.operations import router as operations
from nadwa.people_api import router as people
from nadwa.problem_pages import router as problem_pages
from nadwa.settings import DEVELOPMENT_ADDRESS, Settings, read_settings
from notifications import ROUTERS as NOTIFICATIONS
from notifications import Mailing, subscribe
from registry import ROUTERS as REGISTRY
from reports import ROUTERS as REPORTS

ROUTERS = (
    operations,
    journal,
    people,
    accounts,
    problem_pages,
    *REGISTRY,
    *EVENTS,
    *NOTIFICATIONS,
    *REPORTS,
    *PAGES,
)
STALENESS_SECONDS = 0.05
"""How long kept answers may not know what another process committed to PostgreSQL."""

NOWHERE = Mailing("events@calendar.localhost", DEVELOPMENT_ADDRESS, secrets.token_hex(32))
"""The mail of an office without settings: its links end with the process."""


def build_office(
    database_url: str,
    clock: Clock = system_clock,
    mailing: Mailing = NOWHERE,
    replica_url: str | None = None,
) -> Office:
    """Open the database and connect the subscribers."""
    office = Office(open_engines(database_url, replica_url), clock, Board(database_url))
    subscribe_events(office)
    subscribe(office, mailing)
    return office


def office_of(settings: Settings) -> Office:
    """Return the office of an installation."""
    return build_office(
        settings.database_url, settings.clock, mailing_of(settings), settings.database_read_url
    )


@contextmanager
def opened(settings: Settings) -> Generator[Office, None, None]:
    """Open the office of an installation for one command; close its connections at the end."""
    office = office_of(settings)
    try:
        yield office
    finally:
        office.engines.close()


def mailing_of(settings: Settings) -> Mailing:
    """Return what an installation's letters and links are made with."""
    return Mailing(settings.calendar_address, settings.base_url, settings.secret_key)


def identities_of(settings: Settings) -> Identities | None:
    """Return who tells whom an identity provider's tokens speak for, if there is a provider."""
    if settings.oidc_issuer is None:
        return None
    usual = ClaimNames()
    names = ClaimNames(
        settings.oidc_role_claim or usual.role,
        settings.oidc_body_claim or usual.body,
        settings.oidc_state_claim or usual.state,
    )
    audience = settings.oidc_audience or settings.oidc_client_id or ""
    return Identities(Provider(settings.oidc_issuer, audience, names))


def build_app(  # noqa: PLR0913 -- one parameter for each part of an installation
    office: Office,
    mailing: Mailing = NOWHERE,
    *,
    rate: int = 0,
    identities: Identities | None = None,
    largest_file: int = 10 << 20,
    staleness: float = 0.0,
) -> FastAPI:
    """Assemble the routers around an office.

    `rate` as `NADWA_RATE_LIMIT`, 0 for no limit; `largest_file` in bytes; `staleness`: for
    how many seconds kept answers need not know what another process wrote to PostgreSQL.
    """
    app = DressedApp(
        title="Nadwa",
        version="0.1.0",
        description="From the paragraphs of resolutions to events that are held, and back.",
        separate_input_output_schemas=False,
        lifespan=_closing,
        docs_url=None,  # our own page: the framework's loads scripts from other hosts
        redoc_url=None,
    )
    app.state.office, app.state.mailing = office, mailing
    app.state.identities, app.state.largest_file = identities, largest_file
    app.state.answered = answered_mandates
    app.state.seals = Seals(mailing.secret_key, mailing.base_url)
    install_problems(app)
    install_problem_pages(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(BodyLimit)
    app.add_middleware(KeptAnswers, office=office, watch=Watch(office, staleness), paths=KEPT)
    if rate:
        app.add_middleware(RateLimit, rate=rate)
    install_openapi(app)
    return app


def from_environment() -> FastAPI:
    """Return the application of this process's environment (what `nadwa serve` starts)."""
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    return build_app(
        office_of(settings),
        mailing_of(settings),
        rate=settings.rate_limit,
        identities=identities_of(settings),
        largest_file=settings.largest_file,
        staleness=STALENESS_SECONDS,
    )


@asynccontextmanager
async def _closing(app: FastAPI) -> AsyncGenerator[None, None]:
    yield
    app.state.office.engines.close()
