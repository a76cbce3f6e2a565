"""What a piece of evidence is worth for a mandate: an answer, a part of one, a plan, or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Piece:
    """One event or claim (`source`), what it is used for, and why not for more.

    `on` is the day it was or will be done; `states` and `bodies` are those it speaks for; a claim
    that speaks for none has neither. `share` is the part of the mandate that it can answer.
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
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])


def weigh(mandate: MandateFacts, snapshot: Snapshot) -> Iterator[Piece]:
    """Give every linked event and every claim of a mandate, weighed; the rule fits them later."""
    for link in snapshot.links.get(mandate.id, ()):
        if standing := snapshot.events.get(link.event):
            yield _event(mandate, link, standing, snapshot)
    for claim, step in snapshot.claims.get(mandate.id, ()):
        yield _claim(mandate, claim, step)


def _event(mandate: MandateFacts, link: Link, standing: Standing, snapshot: Snapshot) -> Piece:
    event = standing.event
    piece = _Draft("event", event.id, standing.on, event.type)
    if standing.status == "cancelled":
        return piece.set_aside(Why.EVENT_CANCELLED)
    if refused := piece.refused_by(mandate):
        return refused
    if standing.status not in HELD:
        announced = standing.status == "announced"
        return piece.coming(Use.SCHEDULED if announced else Use.PLANNED)
    missing = _missing_partners(mandate, standing, snapshot)
    why = _what_lacks(mandate, missing)
    return Piece(
        source="event",
        id=event.id,
        use=Use.CONTRIBUTES if why else Use.ANSWERS,
        grade=Assurance.SUPPORTED if standing.supported else Assurance.CLAIMED,
        on=standing.on,
        share=link.share,
        activity=event.type,
        states=standing.states,
        bodies=standing.bodies,
        why=why,
        parameters={"partners": missing} if missing else {},
    )


def _what_lacks(mandate: MandateFacts, missing_partners: tuple[str, ...]) -> Why | None:
    if mandate.kind != "event":
        return Why.EVENTS_DO_NOT_ANSWER_ALONE
    return Why.PARTNER_MISSING if missing_partners else None


def _missing_partners(
    mandate: MandateFacts, standing: Standing, snapshot: Snapshot
) -> tuple[str, ...]:
    return tuple(
        partner
        for partner in mandate.rule.partners
        if partner not in standing.bodies
        and not standing.bodies & snapshot.groups.get(partner, NOBODY)
    )


_UNWORTHY = {
    "draft": Why.CLAIM_DRAFT,
    "returned": Why.CLAIM_RETURNED,
    "retracted": Why.CLAIM_RETRACTED,
}


def _claim(mandate: MandateFacts, claim: Claim, step: Step) -> Piece:
    draft = _Draft("claim", claim.id, done_on(claim), claim.activity)
    if why := _UNWORTHY.get(step.status):
        return draft.set_aside(why)
    if refused := draft.refused_by(mandate):
        return refused
    approved = step.status == "approved"
    return Piece(
        source="claim",
        id=claim.id,
        use=Use.ANSWERS if approved else Use.CONTRIBUTES,
        grade=Assurance(step.grade or "supported") if approved else Assurance.CLAIMED,
        on=draft.on,
        activity=claim.activity,
        states=frozenset((claim.state,)) if claim.state else NOBODY,
        bodies=frozenset((claim.body,)) if claim.body else NOBODY,
        why=None if approved else Why.CLAIM_WAITS,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    source: str
    id: UUID
    on: date | None
    activity: str | None

    def set_aside(self, why: Why, **parameters: Parameter) -> Piece:
        return Piece(
            self.source,
            self.id,
            Use.SET_ASIDE,
            on=self.on,
            activity=self.activity,
            why=why,
            parameters=parameters,
        )

    def coming(self, use: Use) -> Piece:
        return Piece(self.source, self.id, use, on=self.on, activity=self.activity)

    def refused_by(self, mandate: MandateFacts) -> Piece | None:
        """Set aside what the mandate did not ask for, or what was done before it existed."""
        if mandate.activities and self.activity and self.activity not in mandate.activities:
            return self.set_aside(Why.ACTIVITY_NOT_ASKED, activity=self.activity)
        if mandate.adopted_on and self.on and self.on < mandate.adopted_on:
            return self.set_aside(Why.BEFORE_ADOPTION, on=self.on.isoformat())
        return None
