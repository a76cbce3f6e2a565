"""Tables and rules of the registry. Nothing here reads a clock, a session or a request."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words


class BodyKind(StrEnum):
    """What sort of body it is; a `group` stands for its members."""

    ORGAN = "organ"
    INSTITUTION = "institution"
    MINISTRY = "ministry"
    GROUP = "group"
    CONFERENCE = "conference"
    EXTERNAL = "external"


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


class Part(StrEnum):
    """Which half of a resolution a paragraph belongs to."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"


class Body(Row, table=True):
    """An organ, institution, ministry, organisation, or a group of bodies.

    `members` of a group: codes of bodies, or the one word `states` for all Member States.
    `aliases`: per language, the names printed in texts.
    """

    code: str = Field(max_length=60, unique=True)
    kind: BodyKind = Field(sa_type=words(BodyKind))
    name: dict[str, str] = document(dict)
    short: dict[str, str] | None = document()
    state: str | None = Field(default=None, max_length=2)
    members: list[str] = document(list)
    aliases: dict[str, list[str]] = document(dict)
    unconfirmed: list[str] = document(list)


class State(Row, table=True):
    """A member state, with the periods of its membership (`since`, `until`; null is open)."""

    code: str = Field(max_length=2, unique=True)
    alpha3: str = Field(max_length=3)
    name: dict[str, str] = document(dict)
    time_zone: str = Field(max_length=60)
    zones: list[str] = document(list)
    weekend: list[str] = document(list)
    group: str = Field(max_length=20)
    language: str = Field(max_length=2)
    other_languages: list[str] = document(list)
    memberships: list[dict[str, str | None]] = document(list)
    aliases: dict[str, list[str]] = document(dict)

    def is_member(self, on: date) -> bool:
        """Say whether it is a member, not suspended, on that date."""
        day = on.isoformat()
        return any(
            (period["since"] or "") <= day < (period["until"] or "9999")
            for period in self.memberships
        )


class Session(Row, table=True):
    """One session of a conference or council; deadlines may wait for its date to be known."""

    __tablename__ = "conference_session"  # pyright: ignore[reportAssignmentType] -- SESSION is a reserved word

    code: str = Field(max_length=40, unique=True)
    body: str = Field(max_length=60)
    title: dict[str, str] = document(dict)
    starts_on: date | None = None
    expected: str | None = Field(default=None, max_length=40)
    known_at: datetime | None = moment(nullable=True)


class Resolution(Row, table=True):
    """One adopted text. Its words come in by import; the catalogue holds facts and summaries."""

    slug: str = Field(max_length=80, unique=True)
    symbol: str | None = Field(default=None, max_length=120)
    printed_symbol: str | None = Field(default=None, max_length=120)
    title: dict[str, str] = document(dict)
    short_title: dict[str, str] | None = document()
    theme: dict[str, str] | None = document()
    adopting_body: str | None = Field(default=None, max_length=60)
    adopted_on: date | None = None
    starts_on: date | None = None
    hijri_printed: str | None = Field(default=None, max_length=120)
    place: dict[str, Any] | None = document()
    original_language: str | None = Field(default=None, max_length=2)
    next_session: str | None = Field(default=None, max_length=40)


class Section(Row, table=True):
    """A heading that groups paragraphs."""

    __table_args__ = (UniqueConstraint("resolution_id", "label"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    position: int
    label: str = Field(max_length=60)
    title: dict[str, str] = document(dict)


class Paragraph(Row, table=True):
    """A numbered paragraph. It belongs to the resolution; each version has its own words of it."""

    __table_args__ = (UniqueConstraint("resolution_id", "part", "label"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    section_id: UUID | None = Field(default=None, foreign_key="section.id")
    part: Part = Field(sa_type=words(Part))
    position: int
    label: str = Field(max_length=60)
    summary: dict[str, str] = document(dict)


class Version(Row, table=True):
    """One language version of a resolution, as imported from a file.

    `unread`: the lines that fitted nothing; `unmatched`: labels that the resolution does not have;
    `missing`: labels of the resolution that the file does not have.
    """

    __table_args__ = (UniqueConstraint("resolution_id", "language"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    language: str = Field(max_length=2)
    title: str = Field(max_length=1000)
    filename: str = Field(max_length=255)
    digest: str = Field(max_length=64)
    imported_at: datetime = moment()
    unread: list[dict[str, Any]] = document(list)
    unmatched: list[str] = document(list)
    missing: list[str] = document(list)


class ParagraphText(Table, table=True):
    """The official words of a paragraph in one version."""

    __table_args__ = (UniqueConstraint("version_id", "paragraph_id"),)

    version_id: UUID = Field(foreign_key="version.id", ondelete="CASCADE")
    paragraph_id: UUID = Field(foreign_key="paragraph.id", index=True)
    text: str


class Mandate(Row, table=True):
    """One clause that asks somebody for something. Its status is computed, never stored.

    `reference` is the human name, such as `mcsd-2/14` or, for a second clause, `mcsd-2/14.2`.
    `span` counts characters of the text in `span_language`, half open. `split_from`: the mandate
    that this one was part of; `merged_into`: the mandate that took this one up, and rejected it.
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
    rule_reason: str | None = Field(default=None, max_length=1000)
    owner: str | None = Field(default=None, max_length=60)
    review: Review = Field(default=Review.SUGGESTED, sa_type=words(Review))
    reviewed_at: datetime | None = moment(nullable=True)
    review_reason: str | None = Field(default=None, max_length=2000)
    confidence: str = Field(default="high", max_length=10)
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
    """A recorded decision that a mandate is not to be answered (any more)."""

    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    kind: DecisionKind = Field(sa_type=words(DecisionKind))
    reason: str = Field(max_length=2000)
    decided_at: datetime = moment()
    withdrawn_at: datetime | None = moment(nullable=True)
    withdrawal_reason: str | None = Field(default=None, max_length=2000)


class EvidenceKind(StrEnum):
    """What supports a claim. Held events count by themselves and need none of these."""

    DOCUMENT = "document"
    NOTE = "note"
    LINK = "link"
    REPORT = "report"


class EvidenceStatus(StrEnum):
    """Where a claim is on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    RETURNED = "returned"
    RETRACTED = "retracted"


class Grade(StrEnum):
    """How sure an approved claim is."""

    CLAIMED = "claimed"
    SUPPORTED = "supported"
    VERIFIED = "verified"


class Evidence(Row, table=True):
    """Somebody's claim that a mandate was answered, and what supports it.

    `done_on` and `activity` say when and how it was answered, where the claim says so.
    """

    mandate_id: UUID = Field(foreign_key="mandate.id", index=True)
    kind: EvidenceKind = Field(sa_type=words(EvidenceKind))
    title: str = Field(max_length=500)
    note: str | None = Field(default=None, max_length=5000)
    url: str | None = Field(default=None, max_length=2000)
    source: str | None = Field(default=None, max_length=500)
    state: str | None = Field(default=None, max_length=2)
    body: str | None = Field(default=None, max_length=60)
    activity: str | None = Field(default=None, max_length=40)
    done_on: date | None = None
    status: EvidenceStatus = Field(default=EvidenceStatus.DRAFT, sa_type=words(EvidenceStatus))
    grade: Grade = Field(default=Grade.CLAIMED, sa_type=words(Grade))
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = moment()


class EvidenceStep(Table, table=True):
    """One step of a claim: kept for ever, so that coverage can be asked as of any moment."""

    evidence_id: UUID = Field(foreign_key="evidence.id", index=True)
    status: EvidenceStatus = Field(sa_type=words(EvidenceStatus))
    grade: Grade = Field(sa_type=words(Grade))
    reason: str | None = Field(default=None, max_length=2000)
    at: datetime = moment()
    actor: str = Field(max_length=100)


use_versions(
    Body, State, Session, Resolution, Section, Paragraph, Version, Mandate, Decision, Evidence
)
