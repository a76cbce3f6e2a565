"""HTTP face of what follows an event: its numbers, and the next one like it."""

from typing import Annotated

from fastapi import Response

from core.http.etags import digest
from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for
from core.people import STAFF, Role
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.work import Work
from events.access import event_to_see
from events.after.statistics_store import statistics_of
from events.api import shown
from events.roles import Id, OrganizerWork
from events.series.copy_actions import CopyForm, copy
from events.views import EventView, View

router = Router(prefix="/v1/events/{id}", tags=["events"])
CountsLook = Annotated[Work, look_for(*STAFF, Role.VIEWER)]
_REFUSED = (Unauthenticated, Forbidden)


class CountedView(View):
    """People of one group: registered at all, with a seat, and there (partial and full)."""

    registered: int
    confirmed: int
    attended: int


class StatisticsView(View):
    """The people of an event in numbers; the key of those who named none is empty.

    Organizing staff are counted under their role only. `by_answer` and `by_attendance` count those
    with a seat.
    """

    total: CountedView
    by_state: dict[str, CountedView]
    by_region: dict[str, CountedView]
    by_body: dict[str, CountedView]
    by_gender: dict[str, CountedView]
    by_role: dict[str, CountedView]
    by_seat: dict[str, int]
    by_answer: dict[str, int]
    by_attendance: dict[str, int]


@router.get("/statistics", operation_id="show_statistics", responses=answers(*_REFUSED))
def show_statistics(work: CountsLook, id: Id, response: Response) -> StatisticsView:
    """Count an event's people by state, region, body, gender, role, seat, answer and attendance."""
    view = StatisticsView.model_validate(statistics_of(work, event_to_see(work, id)))
    response.headers["ETag"] = f'"{digest(view)}"'
    return view


@router.post(
    "/copy",
    operation_id="copy_event",
    status_code=201,
    responses=answers(*_REFUSED, KeyReused),
)
def copy_event(
    work: OrganizerWork, id: Id, body: CopyForm, once: OnceDep, response: Response
) -> EventView:
    """Plan the next event of a series: a draft like this one, on another date."""

    def make() -> EventView:
        return shown(work, copy(work, id, body), response)

    return once.answer(work, response, EventView, make)
