"""What bodies, states and sections are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from core.texts import Text, pick
from core.work import Work
from registry import Body, Resolution, Section, State
from reports.asking import columns, tuples

Names = Mapping[str, dict[str, str | None]]


@dataclass(frozen=True, slots=True)
class StateFacts:
    """A state's name, and the two things that it is counted by: regional group and language."""

    code: str
    name: dict[str, str | None]
    group: str
    language: str


def states(work: Work) -> tuple[StateFacts, ...]:
    """Return the states in the order of their codes."""
    query = columns(State.code, State.name, State.group, State.language).order_by(col(State.code))
    return tuple(StateFacts(*row) for row in tuples(work, query))


def state_names(work: Work) -> Names:
    """Return the states' names by code."""
    return {state.code: state.name for state in states(work)}


def body_names(work: Work) -> Names:
    """Return the bodies' names by code."""
    return dict(_pairs(work, Body.code, Body.name))


def section_titles(work: Work, resolution: str | None) -> Names:
    """Return the titles of a resolution's sections by label; of all, by slug and label."""
    query = columns(Resolution.slug, Section.label, Section.title).join(
        Resolution, col(Resolution.id) == col(Section.resolution_id)
    )
    if resolution is None:
        return {f"{slug}/{label}": title for slug, label, title in tuples(work, query)}
    mine = query.where(col(Resolution.slug) == resolution)
    return {label: title for _slug, label, title in tuples(work, mine)}


def text(names: Names, code: str) -> Text:
    """Return a name in its languages; a code without one is called by itself."""
    known = names.get(code)
    return Text(**known) if known else Text(en=code)


def name(names: Names, code: str, language: str) -> str:
    """Return a name in one language."""
    return pick(names.get(code) or {"en": code}, language)


def _pairs(work: Work, *wanted: Any) -> list[tuple[str, dict[str, str | None]]]:
    return [(code, name) for code, name in tuples(work, columns(*wanted))]
