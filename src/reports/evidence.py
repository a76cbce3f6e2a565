"""What a piece of evidence is worth for a mandate: an answer, a part of one, a plan, or nothing."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from reports.as_of import HELD, Snapshot, Standing, done_on
from reports.given import Claim, Link, MandateFacts, Step
from reports.reasons import Parameter, Why

NOBODY: frozenset[str] = frozenset()


class Assurance(StrEnum):
    """How well evidence is supported, from the weakest to the strongest."""

    NONE = "none"
    CLAIMED = "claimed"
    SUPPORTED = "supported"
    VERIFIED = "verified"

    @property
    def rank(self) -> int:
        """Return the place in the order, 0 to 3."""
        return _RANKS[self]


BY_RANK = tuple(Assurance)
_RANKS = {grade: rank for rank, grade in enumerate(BY_RANK)}


class Use(StrEnum):
    """What a piece of evidence does for a mandate."""

    ANSWERS = "answers"
    CONTRIBUTES = "contributes"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    SET_ASIDE = "set_aside"


_Because = tuple[Why | None, Mapping[str, Parameter]]
_NONE: Mapping[str, Parameter] = {}
_NO_REASON: _Because = (None, _NONE)
_COUNTING = frozenset({Use.ANSWERS, Use.CONTRIBUTES})
_UNWORTHY = {
    "draft": Why.CLAIM_DRAFT,
    "returned": Why.CLAIM_RETURNED,
    "retracted": Why.CLAIM_RETRACTED,
}


class Piece(NamedTuple):
    """One event or claim (`source`), what it is used for, and why not for more.

    `on` is the day it was or will be done; `states` and `bodies` are those it speaks for; a claim
    that speaks for none has neither. `share` is the part of the mandate that it can answer; what
    does not count has no `grade`.
    """

    source: str
    id: UUID
    use: Use
    grade: Assurance = Assurance.NONE
    on: date | None = None
    share: float = 1.0
    activity: str | None = None
    states: frozenset[str] = NOBODY
    bodies: frozenset[str] = NOBODY
    why: Why | None = None
    parameters: Mapping[str, Parameter] = _NONE


def weigh(mandate: MandateFacts, snapshot: Snapshot) -> Iterator[Piece]:
    """Give every linked event and every claim of a mandate, weighed; the rule fits them later."""
    for link in snapshot.links.get(mandate.id, ()):
        if standing := snapshot.events.get(link.event):
            yield _event(mandate, link, standing, snapshot)
    for claim, step in snapshot.claims.get(mandate.id, ()):
        yield _claim(mandate, claim, step)


def _event(mandate: MandateFacts, link: Link, standing: Standing, snapshot: Snapshot) -> Piece:
    event = standing.event
    use, (why, parameters) = _use_of_event(mandate, standing, snapshot)
    return Piece(
        source="event",
        id=event.id,
        use=use,
        grade=_grade(use, Assurance.SUPPORTED if standing.supported else Assurance.CLAIMED),
        on=standing.on,
        share=link.share,
        activity=event.type,
        states=standing.states,
        bodies=standing.bodies,
        why=why,
        parameters=parameters,
    )


def _use_of_event(
    mandate: MandateFacts, standing: Standing, snapshot: Snapshot
) -> tuple[Use, _Because]:
    if standing.status == "cancelled":
        return Use.SET_ASIDE, (Why.EVENT_CANCELLED, _NONE)
    if refusal := _refusal(mandate, standing.event.type, standing.on):
        return Use.SET_ASIDE, refusal
    if standing.status not in HELD:
        announced = standing.status == "announced"
        return Use.SCHEDULED if announced else Use.PLANNED, _NO_REASON
    if shortfall := _shortfall(mandate, standing, snapshot):
        return Use.CONTRIBUTES, shortfall
    return Use.ANSWERS, _NO_REASON


def _shortfall(mandate: MandateFacts, standing: Standing, snapshot: Snapshot) -> _Because | None:
    """Say why a held event answers in part only."""
    if mandate.kind != "event":
        return Why.EVENTS_DO_NOT_ANSWER_ALONE, _NONE
    if missing := _missing_partners(mandate, standing, snapshot):
        return Why.PARTNER_MISSING, {"partners": missing}
    return (Why.GOES_ON, _NONE) if mandate.goes_on else None


def _grade(use: Use, grade: Assurance) -> Assurance:
    return grade if use in _COUNTING else Assurance.NONE


def _refusal(mandate: MandateFacts, activity: str | None, on: date | None) -> _Because | None:
    """Refuse what the mandate did not ask for, and what was done before it existed."""
    if mandate.activities and activity and activity not in mandate.activities:
        return Why.ACTIVITY_NOT_ASKED, {"activity": activity}
    if mandate.adopted_on and on and on < mandate.adopted_on:
        return Why.BEFORE_ADOPTION, {"on": on.isoformat()}
    return None


def _missing_partners(
    mandate: MandateFacts, standing: Standing, snapshot: Snapshot
) -> tuple[str, ...]:
    return tuple(
        partner
        for partner in mandate.rule.partners
        if partner not in standing.bodies
        and not standing.bodies & snapshot.groups.get(partner, NOBODY)
    )


def _claim(mandate: MandateFacts, claim: Claim, step: Step) -> Piece:
    on = done_on(claim)
    use, (why, parameters) = _use_of_claim(mandate, claim, step, on)
    approved = step.status == "approved"
    return Piece(
        source="claim",
        id=claim.id,
        use=use,
        grade=_grade(use, Assurance(step.grade or "supported") if approved else Assurance.CLAIMED),
        on=on,
        activity=claim.activity,
        states=frozenset((claim.state,)) if claim.state else NOBODY,
        bodies=frozenset((claim.body,)) if claim.body else NOBODY,
        why=why,
        parameters=parameters,
    )


def _use_of_claim(
    mandate: MandateFacts, claim: Claim, step: Step, on: date
) -> tuple[Use, _Because]:
    if unworthy := _UNWORTHY.get(step.status):
        return Use.SET_ASIDE, (unworthy, _NONE)
    if refusal := _refusal(mandate, claim.activity, on):
        return Use.SET_ASIDE, refusal
    if step.status != "approved":
        return Use.CONTRIBUTES, (Why.CLAIM_WAITS, _NONE)
    return Use.ANSWERS, _NO_REASON
