"""Reads the catalogue's files and refuses what has not their shape."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from registry.model import Activity, Basis, Kind
from registry.parties_model import BodyKind

Words = dict[str, str]
Aliases = dict[str, list[str]]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CatalogueBody(_Entry):
    """A body; `confirmed` names the languages whose name nobody could check."""

    code: str
    kind: BodyKind
    name: Words
    short: Words | None
    state: str | None
    members: list[str] | Literal["states"]
    aliases: Aliases
    confirmed: dict[str, bool] = Field(default_factory=dict[str, bool])


class CatalogueState(_Entry):
    """A state and its periods of membership; `since` null: from the beginning."""

    code: str
    alpha3: str
    name: Words
    time_zone: str
    zones: list[str]
    weekend: list[str]
    weekend_note: str | None = None
    group: str
    language: str
    other_languages: list[str]
    memberships: list[dict[str, str | None]]
    aliases: Aliases


class CatalogueSession(_Entry):
    """One session of a conference, with its date when that is known."""

    code: str
    body: str
    expected: str | None
    on: date | None = Field(alias="date")
    title: Words
    note: Words


class CatalogueSection(_Entry):
    """A section's label and its title in our words."""

    label: str
    title: Words


class CatalogueDue(_Entry):
    """A deadline that the text gives."""

    on: date | None = Field(alias="date")
    basis: Basis
    session: str | None


class CatalogueMandate(_Entry):
    """One clause as a person read it; `verb` is as printed."""

    verb: str
    canonical: str
    kind: Kind
    activities: list[Activity]
    deliverables: list[str]
    addressees: list[str]
    partners: list[str]
    recurrence: str | None
    quantity: int | None = None
    due: CatalogueDue | None


class CatalogueParagraph(_Entry):
    """An operative paragraph: its summary in our words and its clauses."""

    label: str
    summary: Words
    mandates: list[CatalogueMandate]


class CatalogueResolution(_Entry):
    """A resolution's facts. Its paragraphs are in one file per section."""

    slug: str
    symbol: str
    printed_symbol: str
    title: Words
    short_title: Words
    adopting_body: str
    session: int
    theme: Words
    adopted_on: date
    starts_on: date
    hijri_printed: str
    place: dict[str, Any]
    original_language: str
    next_session: str
    sections: list[CatalogueSection]
    sessions: list[CatalogueSession]
    paragraphs: dict[str, list[CatalogueParagraph]] = Field(
        default_factory=dict[str, list[CatalogueParagraph]]
    )


class Venue(_Entry):
    """Where an event was held."""

    name: str | None
    city: str
    country: str


class BodyInRole(_Entry):
    """A body and what it did."""

    body: str
    role: str


class StateInRole(_Entry):
    """A state and what it did."""

    state: str
    role: str


class Claim(_Entry):
    """A date as one source gives it; two sources may differ (PRODUCT.md, rule 7)."""

    starts_on: date
    ends_on: date
    source: str
    reference: str
    precision: str


class CatalogueEvent(_Entry):
    """A past event that a resolution reports; `mode` is null where the text says nothing.

    `reported_in`: paragraph labels of the resolution, preambular ones as `P9`.
    """

    external_id: str
    type: Activity
    title: Words
    mode: str | None
    venue: Venue | None
    timezone: str
    organizers: list[BodyInRole]
    states: list[StateInRole]
    claims: list[Claim]
    reported_in: list[str]


class _Events(_Entry):
    events: tuple[CatalogueEvent, ...]


class _SectionFile(_Entry):
    section: str
    paragraphs: list[CatalogueParagraph]


_BODIES = TypeAdapter(tuple[CatalogueBody, ...])
_STATES = TypeAdapter(tuple[CatalogueState, ...])


def bodies() -> tuple[CatalogueBody, ...]:
    """Return the bodies, groups after nobody in particular: codes are resolved when read."""
    return _BODIES.validate_json((_home() / "bodies.json").read_bytes())


def states() -> tuple[CatalogueState, ...]:
    """Return the 57 states."""
    return _STATES.validate_json((_home() / "states.json").read_bytes())


def catalogue_events() -> tuple[CatalogueEvent, ...]:
    """Return the past events that the catalogue's resolutions report, and their conferences."""
    return _Events.model_validate_json((_home() / "events.json").read_bytes()).events


def resolutions() -> Iterator[CatalogueResolution]:
    """Give each resolution with its paragraphs, sections in the order of the text."""
    for folder in sorted(_home().iterdir(), key=lambda each: each.name):
        if folder.is_dir() and (folder / "resolution.json").is_file():
            yield _resolution(folder)


def _resolution(folder: Traversable) -> CatalogueResolution:
    head = CatalogueResolution.model_validate_json((folder / "resolution.json").read_bytes())
    paragraphs: dict[str, list[CatalogueParagraph]] = {}
    for section in head.sections:
        content = (folder / f"section-{section.label.lower()}.json").read_bytes()
        paragraphs[section.label] = _SectionFile.model_validate_json(content).paragraphs
    return head.model_copy(update={"paragraphs": paragraphs})


def _home() -> Traversable:
    return files("registry.catalogue")
