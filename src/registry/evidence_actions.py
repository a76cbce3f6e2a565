"""What people do with claims: record, hand in, review, return, take back."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from core.people import Actor, Role
from core.problem import Forbidden, Invalid
from core.work import Work
from registry.access import may_change, may_verify
from registry.errors import MandateIsRejected, StepNotPossible
from registry.evidence_model import Evidence, EvidenceStatus, EvidenceStep, Grade
from registry.facts import (
    EvidenceApproved,
    EvidenceCarriedOver,
    EvidenceFact,
    EvidenceRecorded,
    EvidenceRetracted,
    EvidenceReturned,
    EvidenceSubmitted,
    EvidenceTakenUp,
)
from registry.forms import EvidenceApproval, NewEvidence
from registry.model import Mandate, Review
from registry.store import steps_of, unknown_bodies, unknown_states

_IN_REVIEW = frozenset({EvidenceStatus.SUBMITTED, EvidenceStatus.UNDER_REVIEW})
_BEFORE = {
    EvidenceStatus.SUBMITTED: frozenset({EvidenceStatus.DRAFT, EvidenceStatus.RETURNED}),
    EvidenceStatus.UNDER_REVIEW: frozenset({EvidenceStatus.SUBMITTED}),
    EvidenceStatus.APPROVED: _IN_REVIEW,
    EvidenceStatus.RETURNED: _IN_REVIEW,
    EvidenceStatus.RETRACTED: frozenset(EvidenceStatus) - {EvidenceStatus.RETRACTED},
}
"""From where each step may begin (PRODUCT.md, rule 3)."""


def record_evidence(work: Work, mandate: Mandate, claim: NewEvidence) -> Evidence:
    """Write a claim down as a draft, for the state or body that the actor speaks for.

    Raises `Forbidden` for another's, `Invalid` for unknown ones or a day in the future,
    `MandateIsRejected`.
    """
    if mandate.review is Review.REJECTED:
        raise MandateIsRejected
    state, body = _side(work.actor, claim)
    _check(work, claim, state, body)
    evidence = work.add(
        Evidence(
            **claim.model_dump(exclude={"on", "state", "body", "dates"}),
            dates=[each.model_dump(mode="json", exclude_none=True) for each in claim.dates],
            mandate_id=mandate.id,
            state=state,
            body=body,
            done_on=claim.on,
            recorded_by=work.actor.name,
            recorded_at=work.now,
        )
    )
    _write_down(work, evidence, EvidenceRecorded)
    return evidence


def submit(work: Work, evidence: Evidence, answers: Sequence[str] = ()) -> Evidence:
    """Hand a draft or a returned claim in for review, with answers to what was asked.

    Raises `Invalid` unless there are as many answers as questions, or none.
    """
    _only_its_side(work, evidence)
    _check_step(evidence, EvidenceStatus.SUBMITTED)
    asked = len(steps_of(work, [evidence])[evidence.id][-1].questions)
    if answers and len(answers) != asked:
        raise Invalid("/answers", f"{asked} questions were asked; give each its answer, in order")
    told = {"answers": list(answers)}
    return _step(work, evidence, EvidenceStatus.SUBMITTED, EvidenceSubmitted, **told)


def take_up(work: Work, evidence: Evidence) -> Evidence:
    """Begin to review a claim."""
    return _step(work, evidence, EvidenceStatus.UNDER_REVIEW, EvidenceTakenUp)


def approve(work: Work, evidence: Evidence, approval: EvidenceApproval) -> Evidence:
    """Find a claim right. Only the Secretariat verifies; raises `Forbidden` for others."""
    if approval.grade is Grade.VERIFIED and not may_verify(work.actor):
        raise Forbidden("Only the General Secretariat verifies a claim; you can support it.")
    _check_step(evidence, EvidenceStatus.APPROVED)
    evidence.grade = approval.grade
    return _step(work, evidence, EvidenceStatus.APPROVED, EvidenceApproved, reason=approval.reason)


def send_back(
    work: Work, evidence: Evidence, reason: str, questions: Sequence[str] = ()
) -> Evidence:
    """Return a claim to its side, with what is missing and what is asked."""
    told = {"reason": reason, "questions": list(questions)}
    return _step(work, evidence, EvidenceStatus.RETURNED, EvidenceReturned, **told)


def retract(work: Work, evidence: Evidence, reason: str) -> Evidence:
    """Take a claim back, whatever became of it; it supports nothing any more."""
    _only_its_side(work, evidence)
    _check_step(evidence, EvidenceStatus.RETRACTED)
    evidence.grade = Grade.CLAIMED
    return _step(work, evidence, EvidenceStatus.RETRACTED, EvidenceRetracted, reason=reason)


def carry_over(work: Work, origin: Mandate, into: Mandate) -> None:
    """Let the claims about a mandate go on as claims about the one that takes it up.

    The old ones stay where they are, for coverage as of the past; retracted ones are left behind.
    """
    theirs = select(Evidence).where(
        col(Evidence.mandate_id) == origin.id,
        col(Evidence.status) != EvidenceStatus.RETRACTED,
    )
    for claim in work.session.exec(theirs.order_by(col(Evidence.id))).all():
        said = claim.model_dump(exclude={"id", "version", "mandate_id", "recorded_at"})
        carried = work.add(Evidence(**said, mandate_id=into.id, recorded_at=work.now))
        _keep_step(work, carried, reason=f"carried over from {origin.reference}")
        work.record(
            EvidenceCarriedOver(
                subject=carried.id, mandate=into.id, grade=carried.grade, origin=origin.id
            )
        )


def _step(
    work: Work,
    evidence: Evidence,
    to: EvidenceStatus,
    fact: type[EvidenceFact],
    **said: Any,
) -> Evidence:
    _check_step(evidence, to)
    evidence.status = to
    work.session.flush()
    _write_down(work, evidence, fact, **said)
    return evidence


def _check_step(evidence: Evidence, to: EvidenceStatus) -> None:
    if evidence.status not in _BEFORE[to]:
        raise StepNotPossible(f"The claim is {evidence.status.value}; it cannot become {to.value}.")


def _write_down(work: Work, evidence: Evidence, fact: type[EvidenceFact], **said: Any) -> None:
    _keep_step(work, evidence, **said)
    work.record(fact(subject=evidence.id, mandate=evidence.mandate_id, grade=evidence.grade))


def _keep_step(work: Work, evidence: Evidence, **said: Any) -> None:
    """Keep the step for ever, with the reason, questions or answers that were `said`."""
    work.add(
        EvidenceStep(
            evidence_id=evidence.id,
            status=evidence.status,
            grade=evidence.grade,
            at=work.now,
            actor=work.actor.name,
            **said,
        )
    )


def _only_its_side(work: Work, evidence: Evidence) -> None:
    if not may_change(work.actor, evidence):
        raise Forbidden("Only those for whom the claim speaks may do this.")


def _side(actor: Actor, claim: NewEvidence) -> tuple[str | None, str | None]:
    """Return for which state and body the claim speaks; raises `Forbidden` for another's."""
    if actor.role is Role.FOCAL_POINT:
        if claim.body or claim.state not in {None, actor.state}:
            raise Forbidden("A focal point speaks for its own state only.")
        return actor.state, None
    if actor.body is None:
        return claim.state, claim.body
    if claim.body not in {None, actor.body}:
        raise Forbidden(f"You speak for {actor.body} only.")
    return claim.state, claim.body if claim.state else actor.body


def _check(work: Work, claim: NewEvidence, state: str | None, body: str | None) -> None:
    if state and unknown_states(work, [state]):
        raise Invalid("/state", f"there is no state {state}")
    if body and unknown_bodies(work, [body]):
        raise Invalid("/body", f"there is no body {body}")
    days = [("/on", claim.on), *((f"/dates/{n}/on", d.on) for n, d in enumerate(claim.dates))]
    for pointer, day in days:
        if day and day > work.now.date():
            raise Invalid(pointer, "a claim is about what has been done; this day is to come")
