"""What bodies, states and sections are called, today or as it was at a moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlmodel import col

from core.texts import Text, pick
from core.work import Work
from registry import Body, Resolution, Said, Section, State, said_then
from reports.asking import columns, mappings, tuples

Names = Mapping[str, dict[str, str | None]]
TODAY: Said = {}


def said_at(work: Work, known_at: datetime) -> Said:
    """Return what rows said at a moment and say otherwise today; nothing of now."""
    return said_then(work, known_at) if known_at < work.now else TODAY


@dataclass(frozen=True, slots=True)
class StateFacts:
    """A state's name, and the two things that it is counted by: regional group and language."""

    code: str
    name: dict[str, str | None]
    group: str
    language: str


def states(work: Work, then: Said = TODAY) -> tuple[StateFacts, ...]:
    """Return the states in the order of their codes; `then`: what was said at the moment."""
    said = _said(work, then, State.id, State.code, State.name, State.group, State.language)
    return tuple(StateFacts(**each) for each in sorted(said, key=itemgetter("code")))


def state_names(work: Work, then: Said = TODAY) -> Names:
    """Return the states' names by code."""
    return {state.code: state.name for state in states(work, then)}


def body_names(work: Work, then: Said = TODAY) -> Names:
    """Return the bodies' names by code."""
    return {each["code"]: each["name"] for each in _said(work, then, Body.id, Body.code, Body.name)}


def section_titles(work: Work, resolution: str | None, then: Said = TODAY) -> Names:
    """Return the titles of a resolution's sections by label; of all, by slug and label."""
    query = columns(Section.id, Resolution.slug, Section.label, Section.title).join(
        Resolution, col(Resolution.id) == col(Section.resolution_id)
    )
    if resolution is not None:
        query = query.where(col(Resolution.slug) == resolution)
    return {
        label if resolution is not None else f"{slug}/{label}": then.get(key, {}).get(
            "title", title
        )
        for key, slug, label, title in tuples(work, query)
    }


def _said(work: Work, then: Said, *wanted: Any) -> Iterator[dict[str, Any]]:
    for row in mappings(work, columns(*wanted)):
        then_said = then.get(row.pop("id"), {})
        yield {name: then_said.get(name, value) for name, value in row.items()}


def text(names: Names, code: str) -> Text:
    """Return a name in its languages; a code without one is called by itself."""
    known = names.get(code)
    return Text(**known) if known else Text(en=code)


def name(names: Names, code: str, language: str) -> str:
    """Return a name in one language."""
    return pick(names.get(code) or {"en": code}, language)
