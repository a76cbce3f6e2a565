"""For those who run it: is the process up, is the database ready, what do the figures say."""

from typing import Annotated

from fastapi import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from pydantic import BaseModel
from sqlmodel import col, func, select

from core.http.threads import Router
from core.http.work import look_for
from core.journal import JournalDelivery
from core.people import EVERYONE
from core.work import Work
from nadwa.migrate import newest_revision, present_revision
from notifications import backlog

router = Router(tags=["operations"])
PublicLook = Annotated[Work, look_for(*EVERYONE)]

_NEWEST = newest_revision()


class Health(BaseModel):
    """The process answers."""

    status: str


class Readiness(BaseModel):
    """Whether it can do its work. Ages are in seconds."""

    status: str
    revision: str | None
    facts_waiting: int
    facts_parked: int
    letters_waiting: int
    oldest_letter_seconds: float


@router.get("/healthz", operation_id="health")
async def health() -> Health:
    """Say that the process is up; asks nothing else."""
    return Health(status="ok")


@router.get(
    "/readyz",
    operation_id="readiness",
    responses={503: {"model": Readiness, "description": "Not ready"}},
)
def readiness(work: PublicLook, response: Response) -> Readiness:
    """Say whether the database is at the newest revision, and what the worker has before it."""
    revision = present_revision(work.session.connection())
    if revision != _NEWEST:
        response.status_code = 503
        return Readiness(
            status=f"database is at {revision}, run `nadwa migrate`",
            revision=revision,
            facts_waiting=0,
            facts_parked=0,
            letters_waiting=0,
            oldest_letter_seconds=0,
        )
    return _readiness(work, revision)


@router.get("/metrics", operation_id="metrics", response_class=Response)
def metrics(work: PublicLook) -> Response:
    """Give the few figures that matter, for Prometheus."""
    ready = _readiness(work, _NEWEST)
    registry = CollectorRegistry()
    for name, text, value in (
        (
            "nadwa_facts_waiting",
            "Journal entries that a subscriber has not handled",
            ready.facts_waiting,
        ),
        ("nadwa_facts_parked", "Journal entries set aside for a person", ready.facts_parked),
        ("nadwa_letters_waiting", "Letters that are not sent yet", ready.letters_waiting),
        (
            "nadwa_oldest_letter_seconds",
            "How long the oldest has waited",
            ready.oldest_letter_seconds,
        ),
    ):
        Gauge(name, text, registry=registry).set(value)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _readiness(work: Work, revision: str | None) -> Readiness:
    waiting, parked = work.session.exec(
        select(
            func.count().filter(col(JournalDelivery.parked_at).is_(None)),
            func.count(col(JournalDelivery.parked_at)),
        ).where(col(JournalDelivery.done_at).is_(None))
    ).one()
    letters, oldest = backlog(work)
    return Readiness(
        status="ok",
        revision=revision,
        facts_waiting=waiting,
        facts_parked=parked,
        letters_waiting=letters,
        oldest_letter_seconds=oldest,
    )
