"""What of a resolution travels to another registry: everything but ids, moments and the journal.

The same record goes out as Akoma Ntoso and as JSON-LD, and comes in from both. Languages are
ISO 639-1; spans count characters, half open; paragraphs and mandates stand in the text's order.
"""

import json
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.texts import Language
from registry.clauses.forms import SpanForm
from registry.forms import BodyCode, Codes, Slug, Word
from registry.lineage.model import RelationKind
from registry.model import Basis, Kind, Review, Rule
from registry.text_model import Part

_PLACE_MOST = 5_000
Label = Annotated[str, Field(min_length=1, max_length=60)]
Short = Annotated[str, Field(min_length=1, max_length=140)]
Words = dict[Language, Annotated[str, Field(max_length=1_000_000)]]
Titles = dict[Language, Annotated[str, Field(max_length=1_000)]]
Note = Annotated[str, Field(max_length=2_000)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]


class Record(BaseModel):
    """Base of what travels: unknown fields are refused, so that nothing is lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SectionRecord(Record):
    """A heading that groups paragraphs."""

    label: Label
    title: Titles


class DueRecord(Record):
    """A deadline, as far as the text gives it."""

    on: date | None
    basis: Basis
    session: Annotated[str, Field(max_length=40)] | None


class MandateRecord(Record):
    """One clause, how it is measured, and what a person found of it.

    `reference` begins with the resolution's slug; `split_from` and `merged_into` are references.
    """

    reference: Short
    verb: Annotated[str, Field(max_length=120)]
    canonical: Annotated[str, Field(max_length=40)]
    kind: Kind
    activities: Annotated[list[Word], Field(max_length=14)]
    deliverables: Annotated[list[Word], Field(max_length=20)]
    addressees: Codes
    partners: Codes
    recurrence: Annotated[str, Field(max_length=40)] | None
    quantity: Count | None
    due: DueRecord | None
    rule: Rule
    rule_count: Count
    rule_period: Annotated[str, Field(max_length=20)] | None
    rule_partners: Annotated[list[BodyCode], Field(max_length=20)] = Field(
        default_factory=list[BodyCode]
    )
    rule_reason: Note | None
    owner: BodyCode | None
    programme: Annotated[str, Field(max_length=60)] | None = None
    review: Review
    review_reason: Note | None
    confidence: Annotated[str, Field(max_length=10)]
    reading_notes: Annotated[list[Note], Field(max_length=100)] = Field(default_factory=list[Note])
    source: Annotated[str, Field(max_length=20)]
    span: SpanForm | None
    split_from: Short | None
    merged_into: Short | None


class ParagraphRecord(Record):
    """A paragraph: its official words in each language, our summary, its clauses."""

    label: Label
    part: Part
    section: Label | None
    texts: Words
    summary: Words
    mandates: Annotated[list[MandateRecord], Field(max_length=200)]


class VersionRecord(Record):
    """A language version and the file that it came from."""

    language: Language
    title: Annotated[str, Field(max_length=1_000)]
    filename: Annotated[str, Field(max_length=255)]


class RelationRecord(Record):
    """Another text that a paragraph names, as a person found it; suggestions are read anew."""

    paragraph: Label
    cited: Annotated[str, Field(max_length=20)]
    symbol: Annotated[str, Field(max_length=120)]
    kind: RelationKind
    dated: date | None
    span: SpanForm | None
    language: Language
    review: Review
    review_reason: Note | None


class ResolutionRecord(Record):
    """A whole resolution."""

    slug: Slug
    symbol: Annotated[str, Field(max_length=120)] | None
    printed_symbol: Annotated[str, Field(max_length=120)] | None
    title: Titles
    short_title: Titles | None
    theme: Titles | None
    adopting_body: Annotated[str, Field(max_length=60)] | None
    adopted_on: date | None
    starts_on: date | None
    hijri_printed: Annotated[str, Field(max_length=120)] | None
    place: dict[str, Any] | None
    original_language: Language | None
    next_session: Annotated[str, Field(max_length=40)] | None
    sections: Annotated[list[SectionRecord], Field(max_length=500)]
    versions: Annotated[list[VersionRecord], Field(max_length=3)]
    paragraphs: Annotated[list[ParagraphRecord], Field(max_length=5_000)]
    relations: Annotated[list[RelationRecord], Field(max_length=5_000)]

    @field_validator("place")
    @classmethod
    def small(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """Refuse a place that is no place."""
        if len(json.dumps(value)) > _PLACE_MOST:
            raise ValueError("a place is a name, a city and a country")
        return value

    @model_validator(mode="after")
    def consistent(self) -> Self:
        """Refuse labels, references and languages that do not fit together."""
        labels = [each.label for each in self.paragraphs]
        sections = [each.label for each in self.sections]
        mandates = [one for each in self.paragraphs for one in each.mandates]
        references = [one.reference for one in mandates]
        pointers = {at for one in mandates for at in (one.split_from, one.merged_into)}
        languages = {each.language for each in self.versions}
        faults = {
            "a paragraph's label is there twice": not _distinct(labels),
            "a section's label is there twice": not _distinct(sections),
            "a mandate's reference is there twice": not _distinct(references),
            "a language is there twice": len(languages) < len(self.versions),
            "a paragraph stands in a section that is not there": not {
                each.section for each in self.paragraphs
            }.issubset({None, *sections}),
            "a mandate's reference does not begin with the slug": not all(
                each.startswith(f"{self.slug}/") for each in references
            ),
            "a mandate points to one that is not there": not pointers <= {None, *references},
            "a paragraph has words in a language without a version": not all(
                languages.issuperset(each.texts) for each in self.paragraphs
            ),
            "a relation stands in a paragraph that is not there": not {
                each.paragraph for each in self.relations
            }.issubset(labels),
        }
        if wrong := [fault for fault, is_there in faults.items() if is_there]:
            raise ValueError("; ".join(wrong))
        return self

    def in_language(self, language: Language) -> Self:
        """Return the record with the official words of one language only."""
        return self.model_copy(
            update={
                "versions": [each for each in self.versions if each.language == language],
                "paragraphs": [
                    each.model_copy(
                        update={"texts": {k: v for k, v in each.texts.items() if k == language}}
                    )
                    for each in self.paragraphs
                ],
            }
        )


def _distinct(values: list[Any]) -> bool:
    return len(set(values)) == len(values)
