"""What reviewers say about clauses that were cut wrongly or missed."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from core.input import Line
from core.texts import Language
from registry.forms import BodyCode, Codes, DueForm, Form, Period, Reason, StateCode, Word
from registry.model import Activity, Kind

_LONGEST = 20_000_000


class SpanForm(Form):
    """Where in the paragraph's text a clause is: characters, half open."""

    language: Language
    start: Annotated[int, Field(ge=0, le=_LONGEST)]
    end: Annotated[int, Field(ge=1, le=_LONGEST)]

    @model_validator(mode="after")
    def somewhere(self) -> Self:
        """Refuse a span of nothing."""
        if self.end <= self.start:
            raise ValueError("the span must end behind its start")
        return self


class NewClause(Form):
    """One clause as a person reads it; what the text does not say stays empty."""

    verb: Annotated[Line, Field(max_length=120)]
    canonical: Annotated[Line, Field(max_length=40)]
    kind: Kind
    activities: Annotated[list[Activity], Field(max_length=14)] = Field(
        default_factory=list[Activity]
    )
    deliverables: Annotated[list[Word], Field(max_length=20)] = Field(default_factory=list[Word])
    addressees: Codes = Field(default_factory=list[BodyCode | StateCode])
    partners: Codes = Field(default_factory=list[BodyCode | StateCode])
    recurrence: Period | None = None
    quantity: Annotated[int, Field(ge=1, le=1000)] | None = None
    due: DueForm | None = None
    span: SpanForm | None = None


class Split(Form):
    """The clauses that a mandate holds, in the order of the text; the first keeps its identity."""

    clauses: Annotated[list[NewClause], Field(min_length=2, max_length=10)]


class Merge(Form):
    """The mandates that are part of the one in the address, and why; `clause`: what all say.

    Without `clause` the mandate keeps its verb and kind and takes the others' activities,
    deliverables, addressees and partners.
    """

    mandates: Annotated[list[UUID], Field(min_length=1, max_length=9)]
    reason: Reason
    clause: NewClause | None = None
