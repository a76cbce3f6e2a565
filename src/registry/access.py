"""Who may see and change what: everything is fetched here, and what one may not see is missing."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, or_, true
from sqlmodel import col, select

from core.people import SIGNED_IN, Actor, Role
from core.problem import Missing
from core.storage import Table
from core.work import Work
from registry.evidence_model import Evidence, EvidenceStatus
from registry.model import Mandate, Review
from registry.parties_model import Body, Session, State
from registry.text_model import Resolution

R = TypeVar("R", bound=Table)
SECRETARIAT = "GENERAL_SECRETARIAT"


def is_insider(actor: Actor) -> bool:
    """Say whether the actor sees what nobody has reviewed yet."""
    return actor.role in SIGNED_IN or actor.role is Role.SYSTEM


def visible_mandates(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on mandates: outsiders see only what a person confirmed."""
    return true() if is_insider(actor) else col(Mandate.review) == Review.CONFIRMED


def visible_resolutions(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on resolutions: public from the first confirmed mandate on."""
    if is_insider(actor):
        return true()
    return exists().where(
        col(Mandate.resolution_id) == col(Resolution.id),
        col(Mandate.review) == Review.CONFIRMED,
    )


def visible_evidence(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on claims: a draft is its side's own, a focal point sees its state's.

    Everybody signed in sees what was approved.
    """
    handed_in = col(Evidence.status) != EvidenceStatus.DRAFT
    approved = col(Evidence.status) == EvidenceStatus.APPROVED
    if actor.role is Role.FOCAL_POINT:
        return or_(col(Evidence.state) == actor.state, approved)
    if actor.is_staff:
        own = (
            true()
            if actor.body is None
            else or_(col(Evidence.body) == actor.body, col(Evidence.recorded_by) == actor.name)
        )
        return or_(own, handed_in)
    return handed_in if is_insider(actor) else false()


def may_change(actor: Actor, evidence: Evidence) -> bool:
    """Say whether the claim is the actor's side's: its state's, its body's, or its own."""
    if actor.role is Role.FOCAL_POINT:
        return actor.state is not None and evidence.state == actor.state
    return actor.speaks_for({evidence.body or ""}) or evidence.recorded_by == actor.name


def may_verify(actor: Actor) -> bool:
    """Say whether the actor's word makes a claim `verified`: the Secretariat's (PRODUCT.md, 3)."""
    if actor.role in {Role.ADMIN, Role.SYSTEM}:
        return True
    return actor.role is Role.ORGANIZER and actor.body == SECRETARIAT


def mandate_of(work: Work, id: UUID, *, lock: bool = False) -> Mandate:
    """Return a mandate that the actor may see; raises `Missing`."""
    mandate = work.get(Mandate, id, lock=lock)
    if mandate.review is not Review.CONFIRMED and not is_insider(work.actor):
        raise Missing
    return mandate


def evidence_of(work: Work, id: UUID, *, lock: bool = False) -> Evidence:
    """Return a claim that the actor may see; raises `Missing`."""
    seen = select(Evidence.id).where(col(Evidence.id) == id, visible_evidence(work.actor))
    if work.session.exec(seen).first() is None:
        raise Missing
    return work.get(Evidence, id, lock=lock)


def resolution_of(work: Work, slug: str) -> Resolution:
    """Return a resolution that the actor may see; raises `Missing`."""
    seen = select(Resolution).where(col(Resolution.slug) == slug, visible_resolutions(work.actor))
    return _one(work.session.exec(seen).first())


def body_of(work: Work, code: str) -> Body:
    """Return a body by its code; raises `Missing`."""
    return _one(work.session.exec(select(Body).where(col(Body.code) == code)).first())


def state_of(work: Work, code: str) -> State:
    """Return a state by its code, in either case; raises `Missing`."""
    return _one(work.session.exec(select(State).where(col(State.code) == code.upper())).first())


def session_of(work: Work, code: str, *, lock: bool = False) -> Session:
    """Return a conference session by its code; raises `Missing`."""
    query = select(Session).where(col(Session.code) == code)
    return _one(work.session.exec(query.with_for_update() if lock else query).first())


def _one(row: R | None) -> R:
    if row is None:
        raise Missing
    return row
