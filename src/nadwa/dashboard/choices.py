"""What a reader can choose from in the filters: only what occurs, in words, in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.work import Work
from nadwa.dashboard import store
from nadwa.dashboard.bars import STATUSES
from nadwa.dashboard.filters import Filters
from nadwa.dashboard.reader import Reader
from registry import Section
from reports import Judgement, called


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A list to choose from: the filter's name and its entries."""

    name: str
    entries: tuple[Choice, ...]


def choices(
    work: Work,
    reader: Reader,
    judgements: Sequence[Judgement],
    sections: Sequence[Section],
    filters: Filters,
) -> list[Choices]:
    """Return the lists: sections, kinds, activities, bodies, states, statuses."""
    language = reader.language
    bodies = store.body_names(work, language)
    states = store.state_names(work, language)
    occurring = {
        "section": [(row.label, f"{row.label} · {reader.pick(row.title)}") for row in sections],
        "status": [(code, called("status", code, language)) for code in STATUSES],
        "kind": _called("kind", (each.mandate.kind for each in judgements), language),
        "activity": _called(
            "activity", _all(each.mandate.activities for each in judgements), language
        ),
        "body": _named(
            _all(each.asked.addressed.units for each in judgements) | _groups(judgements), bodies
        ),
        "state": _named(_all(each.asked.addressed.states for each in judgements), states),
    }
    wished = filters.wished
    return [_choices(name, pairs, wished.get(name, "")) for name, pairs in occurring.items()]


def _choices(name: str, pairs: Iterable[tuple[str, str]], wish: str) -> Choices:
    return Choices(name, tuple(Choice(code, words, code == wish) for code, words in pairs))


def _all(codes: Iterable[Iterable[str]]) -> set[str]:
    return {code for some in codes for code in some}


def _groups(judgements: Sequence[Judgement]) -> set[str]:
    """Return the groups that stand for all states: addressed, though no body answers for them."""
    return {
        code
        for judgement in judgements
        for code in judgement.mandate.addressees
        if code not in judgement.asked.addressed.named_states
    }


def _called(kind: str, codes: Iterable[str], language: str) -> list[tuple[str, str]]:
    return [(code, called(kind, code, language)) for code in sorted(set(codes))]


def _named(codes: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    named = [(code, names.get(code, code)) for code in codes]
    return sorted(named, key=lambda pair: pair[1].casefold())
