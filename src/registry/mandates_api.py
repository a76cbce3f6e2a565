"""HTTP face of mandates: what people do to them. Lists and status are in reports."""

from fastapi import Response
from sqlmodel import col, select

from core.http.etags import IfMatch, tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from core.work import Work
from registry import actions, owner_actions
from registry.access import mandate_of
from registry.errors import AlreadyDecided, AlreadyOwned, MandateIsRejected
from registry.forms import Because, MandateChange, NewDecision, Ownership
from registry.model import Decision, Mandate
from registry.roles import Id, InsiderLook, StaffWork
from registry.store import places
from registry.views import DecisionView, MandateView

router = Router(prefix="/v1/mandates/{id}", tags=["mandates"])
_REFUSED = (Unauthenticated, Forbidden)


@router.patch(
    "",
    operation_id="change_mandate",
    responses=answers(*_REFUSED, ConditionRequired, Stale),
)
def change_mandate(
    work: StaffWork, id: Id, body: MandateChange, if_match: IfMatch, response: Response
) -> MandateView:
    """Correct what was read, or set another rule (with a reason), owner or deadline."""
    mandate = mandate_of(work, id, lock=True)
    if_match.check(mandate)
    return _shown(work, actions.change_mandate(work, mandate, body), response)


@router.post("/confirmation", operation_id="confirm_mandate", responses=answers(*_REFUSED))
def confirm_mandate(work: StaffWork, id: Id, response: Response) -> MandateView:
    """Say that the reading is right; from now on the mandate counts."""
    return _shown(work, actions.confirm(work, mandate_of(work, id, lock=True)), response)


@router.post("/rejection", operation_id="reject_mandate", responses=answers(*_REFUSED))
def reject_mandate(work: StaffWork, id: Id, body: Because, response: Response) -> MandateView:
    """Say that the clause asks for nothing; it stays, with the reason, and counts nowhere."""
    mandate = mandate_of(work, id, lock=True)
    return _shown(work, actions.reject(work, mandate, body.reason), response)


@router.post(
    "/claim",
    operation_id="claim_mandate",
    responses=answers(*_REFUSED, AlreadyOwned, MandateIsRejected),
)
def claim_mandate(
    work: StaffWork, id: Id, response: Response, body: Ownership | None = None
) -> MandateView:
    """Let a body take up a mandate that names nobody to do it; its organizers claim for it."""
    mandate = mandate_of(work, id, lock=True)
    return _shown(work, owner_actions.claim(work, mandate, body or Ownership()), response)


@router.post("/release", operation_id="release_mandate", responses=answers(*_REFUSED))
def release_mandate(work: StaffWork, id: Id, response: Response) -> MandateView:
    """Give a mandate back; nobody in particular answers for it then."""
    return _shown(work, owner_actions.release(work, mandate_of(work, id, lock=True)), response)


@router.get("/decisions", operation_id="list_decisions", responses=answers(*_REFUSED))
def list_decisions(work: InsiderLook, id: Id, turn: TurnDep) -> Page[DecisionView]:
    """List the decisions about a mandate, oldest first; withdrawn ones stay."""
    mandate = mandate_of(work, id)
    query = select(Decision).where(col(Decision.mandate_id) == mandate.id)
    rows, after = turn.rows(work, Decision, query)
    return Page(items=DecisionView.listed(work, rows), next=after)


@router.post(
    "/decision",
    operation_id="decide_mandate",
    status_code=201,
    responses=answers(*_REFUSED, AlreadyDecided, MandateIsRejected, KeyReused),
)
def decide_mandate(
    work: StaffWork, id: Id, body: NewDecision, once: OnceDep, response: Response
) -> DecisionView:
    """Take a mandate out of the count: superseded, not applicable or closed unfulfilled."""

    def decide() -> DecisionView:
        decision = actions.decide(work, mandate_of(work, id, lock=True), body)
        tag(response, decision)
        return DecisionView.listed(work, [decision])[0]

    return once.answer(work, response, DecisionView, decide)


@router.post("/decision/withdrawal", operation_id="withdraw_decision", responses=answers(*_REFUSED))
def withdraw_decision(work: StaffWork, id: Id, body: Because) -> DecisionView:
    """Take the standing decision back; the mandate counts again."""
    mandate = mandate_of(work, id, lock=True)
    decision = actions.withdraw_decision(work, mandate, body.reason)
    return DecisionView.listed(work, [decision])[0]


def _shown(work: Work, mandate: Mandate, response: Response) -> MandateView:
    tag(response, mandate)
    return MandateView.of(mandate, places(work, [mandate])[mandate.id])
