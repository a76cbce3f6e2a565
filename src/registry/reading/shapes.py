"""What reading a document gives: plain data, the shape of `nadwa parse`."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Who can be named in a text: per language, each printed name and the code it stands for.

    `names["fr"]["organes et institutions compétents"] == ("OIC_ORGANS",)`; states are ISO alpha-2.
    """

    names: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as the text gives it; `basis` is `explicit` or `session`."""

    basis: str
    text: str
    on: date | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class ReadMandate:
    """One clause that asks somebody for something; a suggestion until a person confirms it.

    `span` counts characters of the paragraph's text, half open. `confidence` is `high` or `review`;
    `reasons` name the rules that fired and what made the reader doubt.
    """

    verb: str
    canonical: str
    kind: str
    activities: tuple[str, ...]
    deliverables: tuple[str, ...]
    addressees: tuple[str, ...]
    partners: tuple[str, ...]
    recurrence: str | None
    due: Due | None
    span: tuple[int, int]
    confidence: str
    quantity: int | None = None
    mode: str | None = None
    reasons: tuple[str, ...] = ()
    force: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A heading that groups paragraphs: `A`, `II`, or the heading's own words."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A sub-item of a paragraph: `30 (a)`, and its span in the paragraph's text, half open."""

    label: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """One operative paragraph, joined over page breaks, without markup.

    `line` is where it starts (from 1). Sub-items stay in the text; `items` says where they are.
    """

    label: str
    section: str | None
    text: str
    line: int
    mandates: tuple[ReadMandate, ...] = ()
    items: tuple[ReadItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPreamble:
    """One preambular paragraph; `n` counts from 1."""

    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that fitted nothing; listed, never guessed away."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadAnnex:
    """An annex: its whole text, and its numbered paragraphs, labelled with the annex (`Annex I/3`).

    They are no paragraphs of the resolution and ask for nothing by themselves.
    """

    label: str
    title: str
    line: int
    text: str
    paragraphs: tuple[ReadParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadResolution:
    """One resolution of a document; `paragraphs` are the operative ones, annexes stand apart.

    `opening` is the sentence that names the organ, `marker` what begins the operative part.
    """

    symbol: str | None
    language: str
    original_language: str | None
    title: str
    slug: str
    sections: tuple[ReadSection, ...]
    preambular: tuple[ReadPreamble, ...]
    paragraphs: tuple[ReadParagraph, ...]
    unread: tuple[Unread, ...] = field(default=())
    opening: str = ""
    marker: str | None = None
    annexes: tuple[ReadAnnex, ...] = ()
