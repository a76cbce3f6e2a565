"""The states as a grid of tiles, grouped by region: every state the same size, no borders drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nadwa.dashboard.reader import Reader
from reports import AnswersView, GroupView

LEVELS = ("blank", "silent", "claimed", "some", "much", "all")
"""What a tile can show, least first; each has a pattern and a sign of its own beside its colour."""

_REGIONS = ("AFRICAN", "ARAB", "ASIAN")
_MUCH = 0.5


@dataclass(frozen=True, slots=True)
class Tile:
    """A state: how many of the mandates that address it are answered, and where to read on."""

    code: str
    name: str
    level: str
    answers: AnswersView
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Region:
    """A regional group of states, by name in the reader's language."""

    words: str
    tiles: tuple[Tile, ...]


def regions(
    reader: Reader, groups: Sequence[GroupView], region_of: Mapping[str, str], slug: str
) -> list[Region]:
    """Return the tiles of the states that are addressed, by region and name."""
    made = [(region_of.get(group.key, ""), tile(reader, group, slug)) for group in groups]
    return [
        Region(
            reader.say(f"region.{region}"),
            tuple(sorted((each for at, each in made if at == region), key=lambda tile: tile.name)),
        )
        for region in _REGIONS
        if any(at == region for at, _ in made)
    ]


def tile(reader: Reader, group: GroupView, slug: str) -> Tile:
    """Return one state's tile."""
    answers = group.answers
    assert answers is not None
    name = group.label.pick(reader.language)
    level = level_of(answers)
    return Tile(
        code=group.key,
        name=name,
        level=level,
        answers=answers,
        said=reader.say(
            "states.tile",
            name=name,
            answered=answers.answered,
            expected=answers.expected,
            level=reader.say(f"level.{level}"),
        ),
        href=reader.to(f"/resolutions/{slug}", state=group.key),
    )


def level_of(answers: AnswersView) -> str:
    """Return how much a state has answered; blank: nothing is known."""
    if answers.expected and answers.answered == answers.expected:
        return "all"
    if answers.answered >= _MUCH * answers.expected and answers.answered:
        return "much"
    if answers.answered:
        return "some"
    if answers.claimed:
        return "claimed"
    return "silent" if answers.silent else "blank"
