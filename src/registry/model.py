"""Tables and rules of mandates. Nothing here reads a clock, a session or a request."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words


class Kind(StrEnum):
    """What a mandate asks for; an acknowledgement is in no denominator."""

    EVENT = "event"
    DELIVERABLE = "deliverable"
    POLICY = "policy"
    ACKNOWLEDGEMENT = "acknowledgement"


class Activity(StrEnum):
    """How people are convened."""

    WORKSHOP = "workshop"
    TRAINING = "training"
    EXPERT_GROUP = "expert_group"
    CONFERENCE = "conference"
    SEMINAR = "seminar"
    WEBINAR = "webinar"
    MEETING = "meeting"
    CONSULTATION = "consultation"
    DIALOGUE = "dialogue"
    WORKING_GROUP = "working_group"
    CAMPAIGN = "campaign"
    CAMP = "camp"
    FIELD_VISIT = "field_visit"
    STUDY_VISIT = "study_visit"


class Rule(StrEnum):
    """What has to be there before a mandate is fulfilled (PRODUCT.md, rule 2)."""

    ANY = "any"
    EACH_ACTIVITY = "each_activity"
    COUNT = "count"
    EACH_ADDRESSEE = "each_addressee"


class Basis(StrEnum):
    """Where a deadline comes from."""

    EXPLICIT = "explicit"
    SESSION = "session"
    POLICY = "policy"
    NONE = "none"


class Review(StrEnum):
    """Whether a person has confirmed what was read."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Mandate(Row, table=True):
    """One clause that asks somebody for something. Its status is computed, never stored.

    `reference` is the human name, such as `mcsd-2/14` or, for a second clause, `mcsd-2/14.2`.
    `span` counts characters of the text in `span_language`, half open. `reading_notes`: the rules
    that read it, and what made the reader doubt; none where a person did. `split_from`: the mandate
    that this one was part of; `merged_into`: the mandate that took this one up, and rejected it.
    `rule_partners`: bodies (or a group) without which an event answers in part only; `programme`:
    the organizer's own, as events name it (SD-CaB, StatCaB).
    """

    __table_args__ = (
        Index("ix_mandate_order", "resolution_id", "position"),
        CheckConstraint("rule_count >= 1", name="rule_counts"),
    )

    resolution_id: UUID = Field(foreign_key="resolution.id")
    paragraph_id: UUID = Field(foreign_key="paragraph.id", index=True)
    reference: str = Field(max_length=140, unique=True)
    position: int
    verb: str = Field(max_length=120)
    canonical: str = Field(max_length=40)
    kind: Kind = Field(sa_type=words(Kind))
    activities: list[str] = document(list)
    deliverables: list[str] = document(list)
    addressees: list[str] = document(list)
    partners: list[str] = document(list)
    recurrence: str | None = Field(default=None, max_length=40)
    quantity: int | None = None
    due_on: date | None = None
    due_basis: Basis = Field(default=Basis.NONE, sa_type=words(Basis))
    due_session: str | None = Field(default=None, max_length=40)
    rule: Rule = Field(sa_type=words(Rule))
    rule_count: int = 1
    rule_period: str | None = Field(default=None, max_length=20)
    rule_partners: list[str] = document(list)
    rule_reason: str | None = Field(default=None, max_length=1000)
    programme: str | None = Field(default=None, max_length=60)
    owner: str | None = Field(default=None, max_length=60)
    review: Review = Field(default=Review.SUGGESTED, sa_type=words(Review))
    reviewed_at: datetime | None = moment(nullable=True)
    review_reason: str | None = Field(default=None, max_length=2000)
    confidence: str = Field(default="high", max_length=10)
    reading_notes: list[str] = document(list)
    source: str = Field(max_length=20)
    created_at: datetime = moment()
    span: list[int] | None = document()
    span_language: str | None = Field(default=None, max_length=2)
    split_from: UUID | None = Field(default=None, foreign_key="mandate.id")
    merged_into: UUID | None = Field(default=None, foreign_key="mandate.id")

    @property
    def due(self) -> dict[str, Any] | None:
        """Return its deadline as the API shows it; None when the text gives none."""
        if self.due_basis is Basis.NONE:
            return None
        day = self.due_on.isoformat() if self.due_on else None
        return {"date": day, "basis": self.due_basis.value, "session": self.due_session}


class DecisionKind(StrEnum):
    """Why a mandate is taken out of the count by a person, with a reason."""

    SUPERSEDED = "superseded"
    NOT_APPLICABLE = "not_applicable"
    CLOSED_UNFULFILLED = "closed_unfulfilled"


class Decision(Row, table=True):
    """A recorded decision that a mandate is not to be answered (any more).

    `superseded_by`: the later resolution that asks instead; it stands from that one's adoption on.
    """

    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    kind: DecisionKind = Field(sa_type=words(DecisionKind))
    reason: str = Field(max_length=2000)
    superseded_by: UUID | None = Field(default=None, foreign_key="resolution.id")
    decided_at: datetime = moment()
    withdrawn_at: datetime | None = moment(nullable=True)
    withdrawal_reason: str | None = Field(default=None, max_length=2000)


use_versions(Mandate, Decision)
