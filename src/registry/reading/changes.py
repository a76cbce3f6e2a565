"""What changed from one text to its successor, readably: words kept, dropped, added. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from registry.reading.similarity import Pair, one_to_one, pairs_between

_WORD = re.compile(r"\s+|[^\W_]+|\W|_")
_MOST_WORDS = 3_000  # of one paragraph; a longer one is shown as replaced as a whole


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that is `kept`, `dropped` or `added`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a paragraph: `same`, `changed`, `added` or `dropped`, by its keys.

    `segments` tell a changed paragraph word by word: without the added ones they are the earlier
    text, without the dropped ones the later.
    """

    kind: str
    earlier: str | None
    later: str | None
    similarity: float | None
    segments: tuple[Segment, ...]


def changes(
    earlier: Mapping[str, str], later: Mapping[str, str], language: str
) -> tuple[Step, ...]:
    """Return what became of each paragraph, in the order of the later text.

    A dropped paragraph stands behind the one that followed its neighbour above.
    """
    pairs = one_to_one(pairs_between(earlier, later, language))
    by_later = {pair.second: pair for pair in pairs}
    dropped = _dropped_after(list(earlier), {pair.first: pair.second for pair in pairs})
    steps = [_dropped(each, earlier) for each in dropped.get(None, ())]
    for label, text in later.items():
        pair = by_later.get(label)
        steps.append(_kept(pair, earlier, text) if pair else _added(label, text))
        steps += [_dropped(each, earlier) for each in dropped.get(label, ())]
    return tuple(steps)


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """Tell word by word how one text became another; as a whole when one is very long."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return _segments(("dropped", before), ("added", after))
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("kept", "".join(old[a:b])))
        else:
            found += [("dropped", "".join(old[a:b])), ("added", "".join(new[c:d]))]
    return _segments(*found)


def _segments(*found: tuple[str, str]) -> tuple[Segment, ...]:
    return tuple(Segment(kind, text) for kind, text in found if text)


def _dropped_after(
    earlier: list[str], successors: Mapping[str, str]
) -> dict[str | None, list[str]]:
    """Return the dropped paragraphs by the later paragraph that they are shown behind."""
    found: dict[str | None, list[str]] = {}
    place: str | None = None
    for label in earlier:
        if label in successors:
            place = successors[label]
        else:
            found.setdefault(place, []).append(label)
    return found


def _kept(pair: Pair, earlier: Mapping[str, str], text: str) -> Step:
    before = earlier[pair.first]
    same = before.split() == text.split()
    told = () if same else segments(before, text)
    kind = "same" if same else "changed"
    return Step(kind, pair.first, pair.second, pair.similarity, told)


def _added(label: str, text: str) -> Step:
    return Step("added", None, label, None, _segments(("added", text)))


def _dropped(label: str, earlier: Mapping[str, str]) -> Step:
    return Step("dropped", label, None, None, _segments(("dropped", earlier[label])))
