"""HTTP face of an event's life: each step is a thing of its own."""

from typing import Annotated

from fastapi import Body, Response

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from events import actions
from events.api import shown
from events.errors import DatesMissing, NotInThisStatus, NotStarted
from events.forms import OutcomeForm, ReasonForm
from events.held_forms import ConclusionForm
from events.roles import Id, OrganizerWork
from events.views import EventView

router = Router(prefix="/v1/events/{id}", tags=["events"])
_REFUSED = (Unauthenticated, Forbidden, NotInThisStatus)


@router.post(
    "/announcement", operation_id="announce_event", responses=answers(*_REFUSED, DatesMissing)
)
def announce_event(work: OrganizerWork, id: Id, response: Response) -> EventView:
    """Make an event known; it needs dates. Also after a postponement."""
    return shown(work, actions.announce(work, id), response)


@router.post("/postponement", operation_id="postpone_event", responses=answers(*_REFUSED))
def postpone_event(work: OrganizerWork, id: Id, body: ReasonForm, response: Response) -> EventView:
    """Say that an announced event will not be on its dates; people keep their seats."""
    return shown(work, actions.postpone(work, id, body.reason), response)


@router.post("/cancellation", operation_id="cancel_event", responses=answers(*_REFUSED))
def cancel_event(work: OrganizerWork, id: Id, body: ReasonForm, response: Response) -> EventView:
    """Call an event off for good."""
    return shown(work, actions.cancel(work, id, body.reason), response)


@router.post("/conclusion", operation_id="conclude_event", responses=answers(*_REFUSED, NotStarted))
def conclude_event(
    work: OrganizerWork,
    id: Id,
    response: Response,
    body: Annotated[ConclusionForm | None, Body()] = None,
) -> EventView:
    """Say that an event was held, and who was there; refused before its start."""
    return shown(work, actions.conclude(work, id, body), response)


@router.post("/outcome", operation_id="report_event", responses=answers(*_REFUSED))
def report_event(work: OrganizerWork, id: Id, body: OutcomeForm, response: Response) -> EventView:
    """Write down what came out of a held event; a later report replaces it."""
    return shown(work, actions.report(work, id, body), response)
