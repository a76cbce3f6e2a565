"""What people do with mandates: correct, confirm, reject, decide. One function, one intention."""

from typing import Any
from uuid import UUID

from core.problem import Invalid, Missing
from core.work import Work
from registry.codes import unknown_codes
from registry.default_rule import default_rule
from registry.errors import AlreadyDecided, MandateIsRejected, SessionExists
from registry.facts import (
    DecisionWithdrawn,
    MandateChanged,
    MandateConfirmed,
    MandateDecided,
    MandateFact,
    MandateRejected,
    SessionAdded,
    SessionDated,
)
from registry.forms import ConferenceSessionChange, MandateChange, NewDecision, NewSession
from registry.model import Basis, Decision, Mandate, Review, Rule
from registry.parties_model import Session
from registry.store import (
    known_resolution,
    standing_decision,
    unknown_bodies,
    unknown_sessions,
)
from registry.text_model import Resolution

_RULE = ("rule", "rule_count", "rule_period", "rule_partners")
_SHAPES_THE_RULE = {"kind", "activities", "addressees", "recurrence", "quantity"}


def change_mandate(work: Work, mandate: Mandate, change: MandateChange) -> Mandate:
    """Correct what was read, or set another rule, owner or deadline.

    Another rule needs a reason. A corrected reading brings its own default rule, unless a person
    has set one. Raises `Invalid` for unknown codes and a rule without reason.
    """
    values = change.model_dump(exclude_unset=True, exclude={"due", "reason"})
    if "due" in change.model_fields_set:
        values |= _due_columns(change)
    _check_codes(work, values)
    _check_owner(work, mandate, values)
    ruled = {name: values[name] for name in _RULE if name in values}
    if _news(mandate, ruled):
        if change.reason is None:
            raise Invalid("/reason", "say why another rule than the text's measures this mandate")
        values["rule_reason"] = change.reason
    elif mandate.rule_reason is None and _SHAPES_THE_RULE & values.keys():
        values |= _rule_of(mandate, values)
    return apply(work, mandate, values, MandateChanged)


def confirm(work: Work, mandate: Mandate) -> Mandate:
    """Say that the reading is right; from now on the mandate counts. Again: nothing happens."""
    if mandate.review is Review.CONFIRMED:
        return mandate
    values = {"review": Review.CONFIRMED, "reviewed_at": work.now, "review_reason": None}
    return apply(work, mandate, {**values, "merged_into": None}, MandateConfirmed)


def reject(work: Work, mandate: Mandate, reason: str) -> Mandate:
    """Say that the clause asks for nothing. It stays, with the reason, and counts nowhere."""
    if mandate.review is Review.REJECTED:
        return mandate
    values = {"review": Review.REJECTED, "reviewed_at": work.now, "review_reason": reason}
    return apply(work, mandate, values, MandateRejected)


def decide(work: Work, mandate: Mandate, decision: NewDecision) -> Decision:
    """Take a mandate out of the count, with a reason.

    Raises `AlreadyDecided`, and `Invalid` for a resolution that is not a later one.
    """
    if mandate.review is Review.REJECTED:
        raise MandateIsRejected
    if standing_decision(work, mandate.id):
        raise AlreadyDecided("Withdraw the decision that stands before you make another.")
    later = _later(work, mandate, decision.superseded_by) if decision.superseded_by else None
    made = work.add(
        Decision(
            mandate_id=mandate.id,
            kind=decision.kind,
            reason=decision.reason,
            superseded_by=later,
            decided_at=work.now,
        )
    )
    work.record(
        MandateDecided(
            subject=mandate.id, decision=made.id, kind=made.kind, superseded_by=made.superseded_by
        )
    )
    return made


def withdraw_decision(work: Work, mandate: Mandate, reason: str) -> Decision:
    """Take the standing decision back: the mandate counts again. Raises `Missing` without one."""
    decision = standing_decision(work, mandate.id)
    if decision is None:
        raise Missing
    decision.withdrawn_at, decision.withdrawal_reason = work.now, reason
    work.record(DecisionWithdrawn(subject=mandate.id, decision=decision.id))
    return decision


def add_session(work: Work, new: NewSession) -> Session:
    """Enter a session that deadlines may wait for. Raises `Invalid` and `SessionExists`."""
    if unknown_bodies(work, [new.body]):
        raise Invalid("/body", f"there is no body {new.body}")
    if not unknown_sessions(work, [new.code]):
        raise SessionExists
    values = new.model_dump(exclude={"title"})
    title = new.title.model_dump(exclude_none=True)
    known_at = work.now if new.starts_on else None
    session = work.add(Session(**values, title=title, known_at=known_at))
    work.record(SessionAdded(subject=session.id, session=session.code))
    return session


def date_session(work: Work, session: Session, change: ConferenceSessionChange) -> Session:
    """Say when a session meets; deadlines that wait for it are computed from that day."""
    values = change.model_dump(exclude_unset=True)
    news = _news(session, values)
    if not news:
        return session
    before = {column: getattr(session, column) for column in news}
    for column, value in news.items():
        setattr(session, column, value)
    session.known_at = work.now
    work.record(SessionDated(subject=session.id, before=before, after=news))
    work.session.flush()
    return session


def _check_owner(work: Work, mandate: Mandate, values: dict[str, Any]) -> None:
    """Let a body's organizer take up and give back for its own body only."""
    if values.get("owner", mandate.owner) == mandate.owner:
        return
    for owner in (mandate.owner, values["owner"]):
        if owner and not work.actor.speaks_for({owner}):
            raise Invalid("/owner", f"you speak for {work.actor.body} only")


def _later(work: Work, mandate: Mandate, slug: str) -> UUID:
    """Return the id of the resolution that supersedes; refuse one that cannot."""
    where = "/superseded_by"
    later, mine = known_resolution(work, slug), work.get(Resolution, mandate.resolution_id)
    if later is None:
        raise Invalid(where, f"there is no resolution {slug}")
    if later.id == mine.id:
        raise Invalid(where, "a resolution does not supersede itself")
    if later.adopted_on and mine.adopted_on and later.adopted_on < mine.adopted_on:
        raise Invalid(where, f"{slug} was adopted before {mine.slug}")
    return later.id


def apply(work: Work, mandate: Mandate, values: dict[str, Any], fact: type[MandateFact]) -> Mandate:
    """Change the columns that differ and record it; do nothing when all is so already."""
    news = _news(mandate, values)
    if not news:
        return mandate
    before = {column: getattr(mandate, column) for column in news}
    for column, value in news.items():
        setattr(mandate, column, value)
    work.session.flush()
    work.record(fact(subject=mandate.id, before=before, after=news))
    return mandate


def _news(row: Mandate | Session, values: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in values.items() if getattr(row, column) != value}


def _due_columns(change: MandateChange) -> dict[str, Any]:
    due = change.due
    return {
        "due_on": due.on if due else None,
        "due_basis": due.basis if due else Basis.NONE,
        "due_session": due.session if due else None,
    }


def _rule_of(mandate: Mandate, values: dict[str, Any]) -> dict[str, Any]:
    said = {name: values.get(name, getattr(mandate, name)) for name in _SHAPES_THE_RULE}
    rule = default_rule(**{**said, "kind": said["kind"].value})
    return {"rule": Rule(rule.kind.value), "rule_count": rule.n, "rule_period": rule.period}


def _check_codes(work: Work, values: dict[str, Any]) -> None:
    """Refuse codes that the registry does not know, each with its place."""
    faults = unknown_codes(work, values, ("addressees", "partners"))
    partners: list[str] = values.get("rule_partners", [])
    strange = unknown_bodies(work, partners)
    faults += [
        (f"/rule_partners/{n}", f"there is no body {code}")
        for n, code in enumerate(partners)
        if code in strange
    ]
    if (owner := values.get("owner")) and unknown_bodies(work, [owner]):
        faults.append(("/owner", f"there is no body {owner}"))
    if (session := values.get("due_session")) and unknown_sessions(work, [session]):
        faults.append(("/due/session", f"there is no session {session}"))
    if faults:
        (pointer, detail), *more = faults
        raise Invalid(pointer, detail, *more)
