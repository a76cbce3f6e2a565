"""What callers may say: checked for shape here, for sense in the actions."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.input import Line, Link, Prose
from core.texts import Text
from registry.evidence_model import EvidenceKind, Grade
from registry.model import Activity, Basis, DecisionKind, Kind, Rule

BodyCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,59}$")]
StateCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
SessionCode = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9_-]{0,39}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
Reason = Annotated[Prose, Field(min_length=3, max_length=1000)]
Said = Annotated[Prose, Field(min_length=1, max_length=1000)]
Codes = Annotated[list[BodyCode | StateCode], Field(max_length=60)]
Period = Literal["monthly", "quarterly", "annual", "biennial", "each_session"]


class Form(BaseModel):
    """Base of what comes in: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class DueForm(Form):
    """A deadline: `explicit` and `policy` give a date, `session` the session's code."""

    on: date | None = Field(default=None, alias="date")
    basis: Basis
    session: SessionCode | None = None

    @model_validator(mode="after")
    def complete(self) -> Self:
        """Refuse a deadline that says nothing."""
        if self.basis is Basis.NONE:
            raise ValueError("a mandate without a deadline has `due: null`")
        if self.basis is Basis.SESSION and not self.session:
            raise ValueError("name the session that the deadline waits for")
        if self.basis is not Basis.SESSION and (self.on is None or self.session):
            raise ValueError("give the date, and no session")
        return self


class MandateChange(Form):
    """What may be corrected. Fields that are left out stay; `reason` is needed for another rule."""

    verb: Annotated[Line, Field(max_length=120)] | None = None
    canonical: Annotated[Line, Field(max_length=40)] | None = None
    kind: Kind | None = None
    activities: Annotated[list[Activity], Field(max_length=14)] | None = None
    deliverables: Annotated[list[Word], Field(max_length=20)] | None = None
    addressees: Codes | None = None
    partners: Codes | None = None
    recurrence: Period | None = None
    quantity: Annotated[int, Field(ge=1, le=1000)] | None = None
    due: DueForm | None = None
    rule: Rule | None = None
    rule_count: Annotated[int, Field(ge=1, le=1000)] | None = None
    rule_period: Period | None = None
    rule_partners: Annotated[list[BodyCode], Field(max_length=20)] | None = None
    owner: BodyCode | None = None
    programme: Annotated[Line, Field(max_length=60)] | None = None
    reason: Reason | None = None

    @field_validator(
        "verb",
        "canonical",
        "kind",
        "activities",
        "deliverables",
        "addressees",
        "partners",
        "rule",
        "rule_count",
        "rule_partners",
        mode="before",
    )
    @classmethod
    def always_something(cls, value: object) -> object:
        """Refuse null for what every mandate has."""
        if value is None:
            raise ValueError("leave the field out to keep it; null is not a value for it")
        return value


class Because(Form):
    """Why something is done; read by others, kept for ever: name no private person."""

    reason: Reason


class NewDecision(Because):
    """Why a mandate is not to be answered (any more); which later resolution asks instead."""

    kind: DecisionKind
    superseded_by: Slug | None = None

    @model_validator(mode="after")
    def only_superseded(self) -> Self:
        """Refuse a later resolution beside another kind of decision."""
        if self.superseded_by and self.kind is not DecisionKind.SUPERSEDED:
            raise ValueError("only a decision of kind `superseded` names a later resolution")
        return self


class Ownership(Form):
    """Which body answers for a mandate (left out: the caller's own), and in which programme."""

    body: BodyCode | None = None
    programme: Annotated[Line, Field(max_length=60)] | None = None


class DateSaid(Form):
    """The day, or the first of the days, on which a source says that something was done."""

    on: date
    until: date | None = None
    source: Line

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse days that end before they begin."""
        if self.until and self.until < self.on:
            raise ValueError("`until` is before `on`")
        return self


class NewEvidence(Form):
    """What supports that a mandate was answered, when and by whom.

    `on` is the day it was done, and the one that counts; `dates` are those that other sources give.
    `state` and `body` say for whom it speaks.
    """

    kind: EvidenceKind
    title: Line
    note: Annotated[Prose, Field(max_length=5000)] | None = None
    url: Link | None = None
    source: Line | None = None
    state: StateCode | None = None
    body: BodyCode | None = None
    activity: Activity | None = None
    on: date | None = None
    dates: Annotated[list[DateSaid], Field(max_length=10)] = []

    @model_validator(mode="after")
    def supported(self) -> Self:
        """Refuse a link without an address and a note without words."""
        if self.kind is EvidenceKind.LINK and not self.url:
            raise ValueError("a link needs its `url`")
        if self.kind is EvidenceKind.NOTE and not self.note:
            raise ValueError("a note needs its words in `note`")
        if not (self.url or self.note or self.source):
            raise ValueError("say where it can be seen: `url`, `source` or `note`")
        return self


class Return(Because):
    """What is missing, and what the reviewer wants to know."""

    questions: Annotated[list[Said], Field(max_length=20)] = []


class Submission(Form):
    """What is handed in: `answers` to the questions of the last return, in their order."""

    answers: Annotated[list[Said], Field(max_length=20)] = []


class EvidenceApproval(Form):
    """How sure the reviewer is: `supported`, or `verified` by the Secretariat."""

    grade: Grade = Grade.SUPPORTED
    reason: Reason | None = None

    @field_validator("grade")
    @classmethod
    def more_than_claimed(cls, value: Grade) -> Grade:
        """Refuse an approval that leaves a claim a mere claim."""
        if value is Grade.CLAIMED:
            raise ValueError("an approved claim is supported or verified")
        return value


class ConferenceSessionChange(Form):
    """When a session meets: its first day, or what is expected in words."""

    starts_on: date | None = None
    expected: Annotated[Line, Field(max_length=40)] | None = None


class NewSession(ConferenceSessionChange):
    """A session of a conference, by a code such as `MCSD-3`; `body` is the conference."""

    code: SessionCode
    body: BodyCode
    title: Text
