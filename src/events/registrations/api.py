"""HTTP face of the people at an event: registering them, and looking at who is registered."""

from typing import Annotated

from fastapi import Query, Response
from sqlmodel import col, select

from core.http.etags import tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.work import Work
from events.access import event_to_enter, visible_registrations
from events.errors import AlreadyRegistered, EventFull, ExternalIdTaken, RegistrationClosed
from events.forms import StateCode
from events.registration_model import Registration
from events.registrations import actions
from events.registrations.people_forms import RegistrationForm
from events.registrations.views import RegistrationView, view_of, views_of
from events.roles import DelegationLook, EntryWork, Id
from events.vocabulary import Seat

router = Router(prefix="/v1/events/{id}/registrations", tags=["registrations"])
_REFUSED = (Unauthenticated, Forbidden)


@router.get("", operation_id="list_registrations", responses=answers(*_REFUSED))
def list_registrations(
    work: DelegationLook,
    id: Id,
    turn: TurnDep,
    seat: Annotated[Seat | None, Query()] = None,
    state: Annotated[StateCode | None, Query()] = None,
) -> Page[RegistrationView]:
    """List who is registered; a focal point sees the people of its own state only."""
    event = event_to_enter(work, id)
    asked = [col(Registration.event_id) == event.id, visible_registrations(work.actor)]
    if seat is not None:
        asked.append(col(Registration.seat) == seat)
    if state is not None:
        asked.append(col(Registration.state) == state)
    rows, after = turn.rows(work, Registration, select(Registration).where(*asked))
    return Page(items=views_of(work, rows), next=after)


@router.post(
    "",
    operation_id="register_person",
    status_code=201,
    responses=answers(
        *_REFUSED, RegistrationClosed, AlreadyRegistered, EventFull, ExternalIdTaken, KeyReused
    ),
)
def register_person(
    work: EntryWork, id: Id, body: RegistrationForm, once: OnceDep, response: Response
) -> RegistrationView:
    """Register somebody: a seat, a place in line, or the organizer's decision to wait for."""

    def make() -> RegistrationView:
        return shown(work, actions.register(work, id, body), response)

    return once.answer(work, response, RegistrationView, make)


def shown(work: Work, registration: Registration, response: Response) -> RegistrationView:
    """Show a registration with its ETag, which also knows of the place in line."""
    work.session.flush()
    view = view_of(work, registration)
    tag(response, registration, view.waitlist_position, view.person)
    return view
