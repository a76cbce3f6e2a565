"""Paragraphs that say nearly the same: cosine of weighted words, found through an inverted index.

Pure. Words are folded and cut to their stem; a word's weight is its inverse document frequency
over all paragraphs compared, so what every paragraph says (*Member States*) counts for nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.reading.words import variants, words_of

NEAR = 0.3
"""From here on two paragraphs are worth a look: by the pairs that readers found in a resolution."""

REWORDED = 0.5
SAME = 0.9
_STEM = 5
_SHORTEST = 3
_COMMON = 200  # a word in more paragraphs than this finds no pairs: keeps the work linear


@dataclass(frozen=True, slots=True)
class Pair:
    """Two paragraphs by their keys, and how like they are: 0 to 1, rounded to three digits."""

    first: str
    second: str
    similarity: float

    @property
    def likeness(self) -> str:
        """Say it in a word: `same`, `reworded` or `related`."""
        if self.similarity >= SAME:
            return "same"
        return "reworded" if self.similarity >= REWORDED else "related"


def near_pairs(
    texts: Mapping[str, str], language: str, *, least: float = NEAR, most: int = 200
) -> tuple[Pair, ...]:
    """Return the pairs within these texts, most alike first, at most `most` of them.

    `first` comes before `second` in the order of the mapping.
    """
    vectors = _vectors(list(texts.values()), language)
    found = _similar(vectors, [(n, n + 1) for n in range(len(vectors))])
    return _pairs(list(texts), list(texts), found, least)[:most]


def pairs_between(
    earlier: Mapping[str, str], later: Mapping[str, str], language: str, *, least: float = NEAR
) -> tuple[Pair, ...]:
    """Return the pairs of an earlier and a later text, most alike first: `first` is the earlier."""
    size = len(earlier)
    vectors = _vectors([*earlier.values(), *later.values()], language)
    found = _similar(vectors, [(n, size) for n in range(size)])
    across = {(a, b - size): value for (a, b), value in found.items()}
    return _pairs(list(earlier), list(later), across, least)


def one_to_one(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Keep of pairs, most alike first, those whose two sides are both still free."""
    firsts: set[str] = set()
    seconds: set[str] = set()
    kept: list[Pair] = []
    for pair in pairs:
        if pair.first not in firsts and pair.second not in seconds:
            firsts.add(pair.first)
            seconds.add(pair.second)
            kept.append(pair)
    return tuple(kept)


Vector = Mapping[str, float]


def _vectors(texts: Sequence[str], language: str) -> list[Vector]:
    """Return unit vectors of stems, weighted by how rare each is among the texts."""
    stems = [set(_stems(text, language)) for text in texts]
    frequency = Counter(stem for each in stems for stem in each)
    weight = {stem: math.log((len(texts) + 1) / count) for stem, count in frequency.items()}
    return [_unit({stem: weight[stem] for stem in sorted(each)}) for each in stems]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {stem: value / length for stem, value in vector.items()}


def _stems(text: str, language: str) -> Iterator[str]:
    for word in words_of(text, language).folded:
        if len(word) >= _SHORTEST or word.isdigit():
            bare = variants(word, language)[-1] if language == "ar" else word
            yield bare[:_STEM]


def _similar(
    vectors: Sequence[Vector], ranges: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """Add up, word by word, the products of all pairs that share it.

    `ranges` gives for each of the first texts its number and from which number on its partners are.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for stem in vector:
            index[stem].append(number)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for number, start in ranges:
        for stem, value in vectors[number].items():
            if len(index[stem]) <= _COMMON:
                for other in index[stem]:
                    if other >= start:
                        found[number, other] += value * vectors[other][stem]
    return found


def _pairs(
    firsts: Sequence[str],
    seconds: Sequence[str],
    found: Mapping[tuple[int, int], float],
    least: float,
) -> tuple[Pair, ...]:
    alike = [(min(value, 1.0), a, b) for (a, b), value in found.items() if value >= least]
    alike.sort(key=lambda each: (-round(each[0], 3), each[1], each[2]))
    return tuple(Pair(firsts[a], seconds[b], round(value, 3)) for value, a, b in alike)
