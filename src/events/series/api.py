"""HTTP face of series: many events in one call."""

from uuid import UUID

from fastapi import Response
from pydantic import BaseModel

from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from events.errors import ExternalIdTaken
from events.roles import OrganizerWork
from events.series.actions import plan_series as plan_all
from events.series.forms import SeriesForm
from events.store import around
from events.views import EventView

router = Router(prefix="/v1/events", tags=["events"])


class SeriesView(BaseModel):
    """A series and its events, in order."""

    series: UUID
    items: list[EventView]


@router.post(
    "/series",
    operation_id="plan_series",
    status_code=201,
    responses=answers(Unauthenticated, Forbidden, ExternalIdTaken, KeyReused),
)
def plan_series(
    work: OrganizerWork, body: SeriesForm, once: OnceDep, response: Response
) -> SeriesView:
    """Plan all events of a series, or none; each is a draft until it is announced."""

    def make() -> SeriesView:
        events = plan_all(work, body)
        work.session.flush()
        parts = around(work, events)
        items = [EventView.of(event, parts[event.id], work.actor) for event in events]
        series = events[0].series_id
        assert series is not None
        return SeriesView(series=series, items=items)

    return once.answer(work, response, SeriesView, make)
