"""Who can be named in a text: the names that a reading looks for, from bodies and states."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from core.work import Work
from registry.catalogue import files
from registry.parties_model import Body, State
from registry.reading.shapes import Vocabulary

Names = Mapping[str, str]
Aliases = Mapping[str, list[str]]
Naming = tuple[str, Names, Names | None, Aliases]
"""A code, its name, its short name and its aliases, each by language."""


def vocabulary(work: Work) -> Vocabulary:
    """Return every name of the registry's bodies and states, in all languages."""
    bodies = work.session.exec(
        select(Body.code, Body.name, Body.short, Body.aliases).order_by(col(Body.id))
    ).all()
    states = work.session.exec(
        select(State.code, State.name, State.aliases).order_by(col(State.id))
    ).all()
    return vocabulary_of([*bodies, *((code, name, None, more) for code, name, more in states)])


def built_in_vocabulary() -> Vocabulary:
    """Return the names of the catalogue's bodies and states; asks no database."""
    bodies = [(each.code, each.name, each.short, each.aliases) for each in files.bodies()]
    states = [(each.code, each.name, None, each.aliases) for each in files.states()]
    return vocabulary_of([*bodies, *states])


def vocabulary_of(namings: Iterable[Naming]) -> Vocabulary:
    """Return a vocabulary; a name that two bodies share stands for both."""
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for code, name, short, aliases in namings:
        for language, printed in _printed(name, short, aliases):
            codes = names[language].get(printed, ())
            if code not in codes:
                names[language][printed] = (*codes, code)
    return Vocabulary(dict(names))


def _printed(name: Names, short: Names | None, aliases: Aliases) -> Iterable[tuple[str, str]]:
    yield from name.items()
    yield from (short or {}).items()
    for language, more in aliases.items():
        for printed in more:
            yield language, printed
