"""HTTP face of claims: who says that a mandate was answered, and the way of that claim."""

from fastapi import Response
from sqlmodel import col, select

from core.http.etags import tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.work import Work
from registry import evidence_actions as actions
from registry.access import evidence_of, mandate_of, visible_evidence
from registry.errors import MandateIsRejected, StepNotPossible
from registry.evidence_model import Evidence
from registry.forms import Because, EvidenceApproval, NewEvidence, Return, Submission
from registry.roles import ClaimantWork, Id, InsiderLook, StaffWork
from registry.store import steps_of
from registry.views import EvidenceView

router = Router(prefix="/v1", tags=["evidence"])
_REFUSED = (Unauthenticated, Forbidden)


@router.get("/mandates/{id}/evidence", operation_id="list_evidence", responses=answers(*_REFUSED))
def list_evidence(work: InsiderLook, id: Id, turn: TurnDep) -> Page[EvidenceView]:
    """List the claims about a mandate that the caller may see, oldest first."""
    mandate = mandate_of(work, id)
    query = select(Evidence).where(
        col(Evidence.mandate_id) == mandate.id, visible_evidence(work.actor)
    )
    rows, after = turn.rows(work, Evidence, query)
    steps = steps_of(work, rows)
    return Page(items=[EvidenceView.of(row, steps[row.id]) for row in rows], next=after)


@router.post(
    "/mandates/{id}/evidence",
    operation_id="record_evidence",
    status_code=201,
    responses=answers(*_REFUSED, MandateIsRejected, KeyReused),
)
def record_evidence(
    work: ClaimantWork, id: Id, body: NewEvidence, once: OnceDep, response: Response
) -> EvidenceView:
    """Write down, as a draft, what supports that the mandate was answered."""

    def record() -> EvidenceView:
        evidence = actions.record_evidence(work, mandate_of(work, id), body)
        return _shown(work, evidence, response)

    return once.answer(work, response, EvidenceView, record)


@router.get("/evidence/{id}", operation_id="get_evidence", responses=answers(*_REFUSED))
def get_evidence(work: InsiderLook, id: Id, response: Response) -> EvidenceView:
    """Show one claim with its steps."""
    return _shown(work, evidence_of(work, id), response)


@router.post(
    "/evidence/{id}/submission",
    operation_id="submit_evidence",
    responses=answers(*_REFUSED, StepNotPossible),
)
def submit_evidence(
    work: ClaimantWork, id: Id, response: Response, body: Submission | None = None
) -> EvidenceView:
    """Hand a draft or a returned claim in for review, with answers to what was asked."""
    evidence = evidence_of(work, id, lock=True)
    return _shown(work, actions.submit(work, evidence, body.answers if body else ()), response)


@router.post(
    "/evidence/{id}/review",
    operation_id="review_evidence",
    responses=answers(*_REFUSED, StepNotPossible),
)
def review_evidence(work: StaffWork, id: Id, response: Response) -> EvidenceView:
    """Begin to review a claim, so that others see that somebody does."""
    return _shown(work, actions.take_up(work, evidence_of(work, id, lock=True)), response)


@router.post(
    "/evidence/{id}/approval",
    operation_id="approve_evidence",
    responses=answers(*_REFUSED, StepNotPossible),
)
def approve_evidence(
    work: StaffWork, id: Id, response: Response, body: EvidenceApproval | None = None
) -> EvidenceView:
    """Find a claim right: supported, or verified by the General Secretariat."""
    evidence = evidence_of(work, id, lock=True)
    return _shown(work, actions.approve(work, evidence, body or EvidenceApproval()), response)


@router.post(
    "/evidence/{id}/return",
    operation_id="return_evidence",
    responses=answers(*_REFUSED, StepNotPossible),
)
def return_evidence(work: StaffWork, id: Id, body: Return, response: Response) -> EvidenceView:
    """Send a claim back to its side, with what is missing and questions to answer."""
    evidence = evidence_of(work, id, lock=True)
    return _shown(work, actions.send_back(work, evidence, body.reason, body.questions), response)


@router.post(
    "/evidence/{id}/retraction",
    operation_id="retract_evidence",
    responses=answers(*_REFUSED, StepNotPossible),
)
def retract_evidence(work: ClaimantWork, id: Id, body: Because, response: Response) -> EvidenceView:
    """Take a claim back; it supports nothing any more."""
    evidence = evidence_of(work, id, lock=True)
    return _shown(work, actions.retract(work, evidence, body.reason), response)


def _shown(work: Work, evidence: Evidence, response: Response) -> EvidenceView:
    tag(response, evidence)
    return EvidenceView.of(evidence, steps_of(work, [evidence])[evidence.id])
