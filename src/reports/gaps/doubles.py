"""Open mandates that say nearly the same and one event can answer, to be planned together; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from registry import Pair
from reports.gaps.finding import is_wanting
from reports.ladder import Judgement


@dataclass(frozen=True, slots=True)
class Doubles:
    """Mandates of which each two are alike, wherever they stand, and an activity all ask for.

    `similarity`, 0 to 1, is that of the two that are least alike; `partners` are asked for by any.
    """

    activity: str
    mandates: tuple[UUID, ...]
    paragraphs: tuple[str, ...]
    partners: tuple[str, ...]
    similarity: float


def convening(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the mandates that ask for an event, answered or not: those that are compared.

    How like two are is told by words that are rare among all of these, so that it stays the same
    when one is answered.
    """
    return [each for each in judgements if each.operational and each.mandate.activities]


def doubles(judgements: Sequence[Judgement], pairs: Iterable[Pair]) -> list[Doubles]:
    """Put together open mandates without an event on the way that are alike and share an activity.

    `pairs` name mandates by their ids, most alike first. Two clauses of one paragraph are no
    doubles. The most alike come first; each mandate is in one group at most, like all others in it.
    """
    known = {str(each.mandate.id): each for each in judgements if is_wanting(each)}
    alike = {
        frozenset({pair.first, pair.second}): pair.similarity
        for pair in pairs
        if {pair.first, pair.second} <= known.keys()
        and known[pair.first].mandate.label != known[pair.second].mandate.label
    }
    order = {each: place for place, each in enumerate(known)}
    groups: list[list[str]] = []
    for pair in alike:
        home = next((group for group in groups if pair & set(group)), None)
        if home is None and _shared(known, pair):
            groups.append(sorted(pair, key=order.__getitem__))
        elif home is not None and _fits(known, alike, home, pair):
            home.extend(pair.difference(home) - {each for group in groups for each in group})
    return [_group(known, alike, group) for group in groups]


def _fits(
    known: Mapping[str, Judgement],
    alike: Mapping[frozenset[str], float],
    home: list[str],
    pair: Iterable[str],
) -> bool:
    new = set(pair).difference(home)
    return bool(_shared(known, {*home, *new})) and all(
        frozenset({one, other}) in alike for one in new for other in home
    )


def _shared(known: Mapping[str, Judgement], ids: Iterable[str]) -> set[str]:
    """Return the activities that all of these ask for."""
    return set.intersection(*(set(known[each].mandate.activities) for each in ids))


def _group(
    known: Mapping[str, Judgement], alike: Mapping[frozenset[str], float], ids: list[str]
) -> Doubles:
    those = [each for key, each in known.items() if key in ids]
    first = those[0].mandate
    shared = _shared(known, ids)
    return Doubles(
        activity=next(each for each in first.activities if each in shared),
        mandates=tuple(each.mandate.id for each in those),
        paragraphs=tuple(each.mandate.label for each in those),
        partners=tuple(sorted({code for each in those for code in each.mandate.partners})),
        similarity=min(
            alike[frozenset({one, other})] for one in ids for other in ids if one != other
        ),
    )
