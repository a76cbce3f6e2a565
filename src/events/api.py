"""HTTP face of events: planning them and looking at them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Query, Response

from core.http.etags import Condition, IfMatch, tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.input import Line
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from core.work import Work
from events import planning_actions as actions
from events.access import event_to_see
from events.errors import (
    CapacityBelowConfirmed,
    DatesMissing,
    ExternalIdTaken,
    NotInThisStatus,
)
from events.filters import EventFilter, matching
from events.forms import BodyCode, EventChange, EventForm, ExternalId, StateCode
from events.model import Event
from events.roles import Id, OrganizerWork, PublicLook
from events.store import around, around_one
from events.views import EventView, seat_numbers
from events.vocabulary import EventStatus
from registry import Activity

router = Router(prefix="/v1/events", tags=["events"])
_REFUSED = (Unauthenticated, Forbidden)
_NOT_AS_IT_IS = (DatesMissing, ExternalIdTaken, CapacityBelowConfirmed, NotInThisStatus)


def wanted_events(  # noqa: PLR0913, PLR0917 -- one parameter for each filter of the contract
    status: Annotated[list[EventStatus] | None, Query(max_length=10)] = None,
    type: Annotated[Activity | None, Query()] = None,
    body: Annotated[BodyCode | None, Query()] = None,
    state: Annotated[StateCode | None, Query()] = None,
    mandate: Annotated[UUID | None, Query()] = None,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
    q: Annotated[Line | None, Query(max_length=200)] = None,
    series: Annotated[UUID | None, Query()] = None,
    programme: Annotated[Line | None, Query(max_length=60)] = None,
    work_plan_year: Annotated[int | None, Query(ge=1900, le=2199)] = None,
) -> EventFilter:
    """Return what a list of events is asked for."""
    return EventFilter(
        status or [], type, body, state, mandate, since, until, q, series, programme, work_plan_year
    )


@router.get("", operation_id="list_events", responses=answers(Unauthenticated))
def list_events(
    work: PublicLook, turn: TurnDep, wanted: Annotated[EventFilter, Depends(wanted_events)]
) -> Page[EventView]:
    """List the events that you may see; without a token, the public ones."""
    rows, after = turn.rows(work, Event, matching(work.actor, wanted))
    parts = around(work, rows)
    views = [EventView.of(event, parts[event.id], work.actor) for event in rows]
    return Page(items=views, next=after)


@router.post(
    "",
    operation_id="plan_event",
    status_code=201,
    responses=answers(*_REFUSED, ExternalIdTaken, KeyReused),
)
def plan_event(
    work: OrganizerWork, body: EventForm, once: OnceDep, response: Response
) -> EventView:
    """Plan an event: a draft until it is announced."""
    make = lambda: shown(work, actions.plan(work, body), response)  # noqa: E731
    return once.answer(work, response, EventView, make)


@router.get("/{id}", operation_id="show_event", responses=answers(Unauthenticated))
def show_event(work: PublicLook, id: Id, response: Response) -> EventView:
    """Show one event."""
    return shown(work, event_to_see(work, id), response)


@router.patch(
    "/{id}",
    operation_id="change_event",
    responses=answers(*_REFUSED, *_NOT_AS_IT_IS, ConditionRequired, Stale),
)
def change_event(
    work: OrganizerWork, id: Id, body: EventChange, if_match: IfMatch, response: Response
) -> EventView:
    """Edit the fields that are sent. People invited hear of a new date, place or mode."""
    return shown(work, actions.change(work, id, body, if_match.check), response)


@router.put(
    "/by-external-id/{external_id:path}",
    operation_id="put_event",
    responses={
        201: {"description": "It was not there and is planned now", "model": EventView},
        **answers(*_REFUSED, *_NOT_AS_IT_IS, ConditionRequired, Stale),
    },
)
def put_event(
    work: OrganizerWork,
    external_id: Annotated[ExternalId, Path()],
    body: EventForm,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=200)] = None,
) -> EventView:
    """Plan or replace the event that another system knows by this id.

    One that is there needs `If-Match`: the ETag that was seen, or `*` for whatever is there.
    """
    event, new = actions.put(work, external_id, body, lambda row: Condition(if_match).check(row))
    response.status_code = 201 if new else 200
    return shown(work, event, response)


def shown(work: Work, event: Event, response: Response) -> EventView:
    """Show an event with its ETag, which also knows of the seats taken."""
    work.session.flush()
    parts = around_one(work, event)
    tag(response, event, *seat_numbers(parts))
    return EventView.of(event, parts, work.actor)
