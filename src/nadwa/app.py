"""Builds the office and the web application around it."""

from fastapi import FastAPI

from core.clock import Clock, system_clock
from core.engines import open_engines
from core.http.headers import SafeHeaders
from core.http.limits import BodyLimit
from core.http.openapi import install_openapi
from core.http.problems import install_problems
from core.work import Office

ROUTERS = ()


def build_office(database_url: str, clock: Clock = system_clock) -> Office:
    """Open the database and connect the subscribers."""
    return Office(open_engines(database_url), clock)


def build_app(office: Office) -> FastAPI:
    """Assemble the routers around an office."""
    app = FastAPI(
        title="Nadwa",
        version="0.1.0",
        description="From the paragraphs of resolutions to events that are held, and back.",
        separate_input_output_schemas=False,
    )
    app.state.office = office
    install_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    install_openapi(app)
    return app
