"""For those who run it: is the process up, is the database ready, what do the figures say."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from pydantic import BaseModel
from sqlmodel import col, func, select

from core.http.threads import Router
from core.http.work import look_for
from core.metrics import counted
from core.people import EVERYONE
from core.work import Work
from nadwa.readiness import NEWEST, Readiness, backlog_of, readiness_of
from notifications import Letter, LetterState

router = Router(tags=["operations"])
PublicLook = Annotated[Work, look_for(*EVERYONE)]


class Health(BaseModel):
    """The process answers."""

    status: str


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
    """Say whether the database is at the newest revision and takes writes, and what waits."""
    ready = readiness_of(work)
    if ready.status != "ok":
        response.status_code = 503
    return ready


@router.get("/metrics", operation_id="metrics", response_class=Response)
def metrics(work: PublicLook) -> Response:
    """Give the few figures that matter, for Prometheus."""
    ready = backlog_of(work, Readiness(status="ok", revision=NEWEST))
    lost = col(Letter.state).in_((LetterState.FAILED, LetterState.BOUNCED))
    figures = {
        "nadwa_facts_waiting": ("Journal entries not yet handled", ready.facts_waiting),
        "nadwa_facts_parked": ("Journal entries set aside for a person", ready.facts_parked),
        "nadwa_oldest_fact_seconds": ("Since when the oldest is due", ready.oldest_fact_seconds),
        "nadwa_letters_waiting": ("Letters that are not sent yet", ready.letters_waiting),
        "nadwa_oldest_letter_seconds": ("Its age", ready.oldest_letter_seconds),
        "nadwa_letters_failed": (
            "Letters that failed or came back",
            work.session.exec(select(func.count()).where(lost)).one(),
        ),
        "nadwa_mail_paused": ("1 while no letter leaves", ready.worker == "mail paused"),
    }
    waiting = (
        GaugeMetricFamily(name, text, value=value) for name, (text, value) in figures.items()
    )
    content = generate_latest(_Found(waiting)) + generate_latest(counted())
    return Response(content, media_type=CONTENT_TYPE_LATEST)


class _Found(CollectorRegistry):
    """Figures that were found just now."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        super().__init__()
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """Give them once."""
        yield from self._figures
