"""How the registry's things look from outside."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from core.texts import Text
from core.work import Work
from registry.evidence_model import Evidence, EvidenceKind, EvidenceStatus, EvidenceStep, Grade
from registry.model import Decision, DecisionKind, Kind, Mandate, Review, Rule
from registry.parties_model import BodyKind, State
from registry.reading_reasons import explained
from registry.store import Place, slugs_of
from registry.text_model import Part


class View(BaseModel):
    """Base of what goes out, made from rows."""

    model_config = ConfigDict(from_attributes=True)


class BodyView(View):
    """A body or a group of bodies; the member `states` stands for all Member States.

    `unconfirmed`: languages whose name could not be checked.
    """

    code: str
    kind: BodyKind
    name: Text
    short: Text | None
    state: str | None
    members: list[str]
    aliases: dict[str, list[str]]
    unconfirmed: list[str]


class MembershipView(View):
    """A period of membership: from `since` (null: the beginning) until before `until`."""

    since: date | None
    until: date | None


class StateView(View):
    """A state; `member`: whether it is one today, not suspended."""

    code: str
    alpha3: str
    name: Text
    time_zone: str
    zones: list[str]
    weekend: list[str]
    group: str
    language: str
    other_languages: list[str]
    memberships: list[MembershipView]
    aliases: dict[str, list[str]]
    member: bool

    @classmethod
    def of(cls, state: State, today: date) -> Self:
        """Show a state as of today."""
        return cls.model_validate({**state.model_dump(), "member": state.is_member(today)})


class ConferenceSessionView(View):
    """A session of a conference; `starts_on` is null until its date is known."""

    code: str
    body: str
    title: Text
    starts_on: date | None
    expected: str | None


class DueView(View):
    """A deadline and where it comes from; a session's date is null until it is known."""

    date: str | None
    basis: str
    session: str | None


class SpanView(View):
    """Where in the paragraph's text a clause is: characters, half open."""

    language: str
    start: int
    end: int


class MandateView(View):
    """One clause that asks somebody for something. Its status is computed elsewhere.

    `explained`: the `reading_notes` in each language that has words for them.
    """

    id: UUID
    reference: str
    resolution: str
    section: str | None
    paragraph: str
    verb: str
    canonical: str
    kind: Kind
    activities: list[str]
    deliverables: list[str]
    addressees: list[str]
    partners: list[str]
    recurrence: str | None
    quantity: int | None
    due: DueView | None
    rule: Rule
    rule_count: int
    rule_period: str | None
    rule_partners: list[str]
    rule_reason: str | None
    owner: str | None
    programme: str | None
    review: Review
    reviewed_at: datetime | None
    review_reason: str | None
    confidence: str
    reading_notes: list[str]
    explained: list[Text]
    source: str
    span: SpanView | None
    split_from: UUID | None
    merged_into: UUID | None

    @classmethod
    def of(cls, mandate: Mandate, place: Place, **more: Any) -> Self:
        """Show a mandate where it stands; `more` are the fields that a subclass adds."""
        return cls.model_validate({**mandate_fields(mandate, place), **more})


def mandate_fields(mandate: Mandate, place: Place) -> dict[str, Any]:
    """Return what a `MandateView` shows, as plain values."""
    span = mandate.span
    language = mandate.span_language
    return {
        **mandate.model_dump(exclude={"span"}),
        "resolution": place.resolution,
        "section": place.section,
        "paragraph": place.paragraph,
        "due": mandate.due,
        "explained": [explained(note) for note in mandate.reading_notes],
        "span": {"language": language, "start": span[0], "end": span[1]} if span else None,
    }


class ParagraphView(View):
    """A paragraph: its official words in each imported language, our summary, its mandates."""

    id: UUID
    label: str
    part: Part
    section: str | None
    texts: dict[str, str]
    summary: dict[str, str]
    mandates: list[MandateView]


class DecisionView(View):
    """A recorded decision that a mandate is not to be answered.

    `superseded_by`: the slug of the later resolution that asks instead.
    """

    id: UUID
    kind: DecisionKind
    reason: str
    superseded_by: str | None
    decided_at: datetime
    withdrawn_at: datetime | None
    withdrawal_reason: str | None

    @classmethod
    def listed(cls, work: Work, decisions: Sequence[Decision]) -> list[Self]:
        """Show decisions with the slugs of the later resolutions: one question for all."""
        named = {row.superseded_by for row in decisions if row.superseded_by}
        slugs = slugs_of(work, named)
        return [
            cls.model_validate({**row.model_dump(), "superseded_by": slugs.get(row.superseded_by)})
            for row in decisions
        ]


class StepView(View):
    """One step of a claim."""

    status: EvidenceStatus
    grade: Grade
    reason: str | None
    questions: list[str]
    answers: list[str]
    at: datetime
    actor: str


class DateSaidView(View):
    """A day that another source gives; none replaces the claim's own."""

    on: date
    until: date | None = None
    source: str


class EvidenceView(View):
    """A claim that a mandate was answered, what supports it, and its way through review."""

    id: UUID
    mandate: UUID
    kind: EvidenceKind
    title: str
    note: str | None
    url: str | None
    source: str | None
    state: str | None
    body: str | None
    activity: str | None
    on: date | None
    dates: list[DateSaidView]
    status: EvidenceStatus
    grade: Grade
    recorded_by: str
    recorded_at: datetime
    steps: list[StepView]

    @classmethod
    def of(cls, evidence: Evidence, steps: Iterable[EvidenceStep]) -> Self:
        """Show a claim with its steps, oldest first."""
        shown = [StepView.model_validate(step) for step in steps]
        fields = evidence.model_dump()
        return cls.model_validate(
            {**fields, "mandate": evidence.mandate_id, "on": evidence.done_on, "steps": shown}
        )
