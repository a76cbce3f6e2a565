"""HTTP face of one registration: what becomes of it, step by step."""

from typing import Annotated

from fastapi import Body, Response

from core.http.etags import IfMatch
from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from events.access import registration_to_see
from events.errors import (
    AlreadyRegistered,
    EventFull,
    ExternalIdTaken,
    NotInThisStatus,
    RegistrationClosed,
    SeatConflict,
)
from events.registrations import actions, approval_actions, change_actions, substitution_actions
from events.registrations.api import shown
from events.registrations.people_forms import RegistrationChange, RejectionForm, SubstitutionForm
from events.registrations.views import RegistrationView
from events.roles import DelegationLook, DelegationWork, FocalPointWork, Id, OrganizerWork

router = Router(prefix="/v1/registrations/{id}", tags=["registrations"])
_REFUSED = (Unauthenticated, Forbidden)
_STEP = (*_REFUSED, NotInThisStatus, SeatConflict)


@router.get("", operation_id="show_registration", responses=answers(*_REFUSED))
def show_registration(work: DelegationLook, id: Id, response: Response) -> RegistrationView:
    """Show one registration."""
    return shown(work, registration_to_see(work, id), response)


@router.patch(
    "",
    operation_id="change_registration",
    responses=answers(*_REFUSED, ExternalIdTaken, EventFull, ConditionRequired, Stale),
)
def change_registration(
    work: DelegationWork,
    id: Id,
    body: RegistrationChange,
    if_match: IfMatch,
    response: Response,
) -> RegistrationView:
    """Edit a name, a position, a language, a role or the external id."""
    changed = change_actions.change_registration(work, id, body, if_match.check)
    return shown(work, changed, response)


@router.post(
    "/approval",
    operation_id="approve_registration",
    responses=answers(*_STEP, RegistrationClosed, EventFull),
)
def approve_registration(work: OrganizerWork, id: Id, response: Response) -> RegistrationView:
    """Let somebody in who waited for the organizer: a seat, or the line."""
    return shown(work, approval_actions.approve(work, id), response)


@router.post(
    "/endorsement",
    operation_id="endorse_registration",
    responses=answers(*_STEP, RegistrationClosed, EventFull),
)
def endorse_registration(work: FocalPointWork, id: Id, response: Response) -> RegistrationView:
    """Stand for somebody of the own state, where the event asks states first."""
    return shown(work, approval_actions.endorse(work, id), response)


@router.post("/rejection", operation_id="reject_registration", responses=answers(*_STEP))
def reject_registration(
    work: DelegationWork,
    id: Id,
    response: Response,
    body: Annotated[RejectionForm | None, Body()] = None,
) -> RegistrationView:
    """Refuse somebody; a seat so freed goes to the first in line.

    A focal point refuses those who wait for its decision, nobody else.
    """
    return shown(work, approval_actions.reject(work, id, body.reason if body else None), response)


@router.post("/withdrawal", operation_id="withdraw_registration", responses=answers(*_STEP))
def withdraw_registration(work: DelegationWork, id: Id, response: Response) -> RegistrationView:
    """Take a registration back; a seat so freed goes to the first in line."""
    return shown(work, actions.withdraw(work, id), response)


@router.post(
    "/substitution",
    operation_id="substitute_registration",
    status_code=201,
    responses=answers(*_STEP, AlreadyRegistered, EventFull, ExternalIdTaken, KeyReused),
)
def substitute_registration(
    work: DelegationWork, id: Id, body: SubstitutionForm, once: OnceDep, response: Response
) -> RegistrationView:
    """Hand the seat to somebody else of the same state; answers the new registration.

    Where others must let the newcomer in, the former one keeps the seat until they have.
    """

    def make() -> RegistrationView:
        return shown(work, substitution_actions.substitute(work, id, body), response)

    return once.answer(work, response, RegistrationView, make)
