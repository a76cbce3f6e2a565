"""Where in a paragraph's words a clause says what was read of it; pure.

The reader keeps the span of a clause, not of its parts: these are found again by the same names
and words, so that a correction by a person moves the marks with it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.importing.matching import match_spans
from registry.model import Basis, Mandate
from registry.reading.clauses import read_clauses
from registry.reading.deadlines import due
from registry.reading.lexicon import lexicon
from registry.reading.passage import Passage, passage_of
from registry.reading.shapes import Vocabulary
from registry.reading.things import things


class Role(StrEnum):
    """What a marked place says."""

    VERB = "verb"
    ADDRESSEE = "addressee"
    PARTNER = "partner"
    ACTIVITY = "activity"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text: plain (no role), or a mark; `clause` counts from 1, 0 is outside them."""

    text: str
    role: Role | None = None
    clause: int = 0


_Mark = tuple[int, int, Role]
_Place = tuple[str, int, int]


def pieces_of(
    text: str, language: str, vocabulary: Vocabulary, mandates: Sequence[Mandate]
) -> tuple[Piece, ...]:
    """Cut a text at the marks of these mandates; the pieces together are the text.

    A clause whose span is in another language is looked for by its verb; one that is not found
    marks nothing. Of two marks that overlap the one that begins first stands, the longer of two
    that begin together.
    """
    passage = passage_of(text, lexicon(language), vocabulary)
    places = _places(text, language, vocabulary, mandates)
    marks = [
        (start, end, role, number)
        for number, (mandate, place) in enumerate(zip(mandates, places, strict=True), 1)
        if place
        for start, end, role in _marks(passage, mandate, *place)
    ]
    pieces: list[Piece] = []
    place = 0
    for start, end, role, number in sorted(marks, key=lambda each: (each[0], -each[1])):
        if start >= place:
            pieces += [Piece(text[place:start]), Piece(text[start:end], role, number)]
            place = end
    return tuple(each for each in (*pieces, Piece(text[place:])) if each.text)


def _places(
    text: str, language: str, vocabulary: Vocabulary, mandates: Sequence[Mandate]
) -> list[_Place | None]:
    """Return for each clause its printed verb and its span in this language."""
    ours: list[_Place | None] = [
        (each.verb, each.span[0], each.span[1])
        if each.span and each.span_language == language
        else None
        for each in mandates
    ]
    if all(ours):
        return ours
    read = read_clauses(text, language, vocabulary).mandates
    theirs = match_spans([each.canonical for each in mandates], read)
    verbs = {each.span: each.verb for each in read}
    return [
        own or (other and (verbs[other], *other)) for own, other in zip(ours, theirs, strict=True)
    ]


def _marks(passage: Passage, mandate: Mandate, verb: str, start: int, end: int) -> Iterator[_Mark]:
    yield from _printed(passage, verb, Role.VERB, start, end)
    words = passage.words
    first, last = bisect_left(words.starts, start), bisect_right(words.ends, end)
    yield from _names(passage, mandate, first, last)
    for kind, asked in (("events", mandate.activities), ("deliverables", mandate.deliverables)):
        for thing in things(passage, kind, first, last).values():
            if thing.code in asked:
                yield words.starts[thing.start], words.ends[thing.end - 1], Role.ACTIVITY
    if mandate.due_basis in {Basis.EXPLICIT, Basis.SESSION} and (
        found := due(passage, first, last)
    ):
        yield from _printed(passage, found.text, Role.DEADLINE, start, end)


def _printed(passage: Passage, said: str, role: Role, start: int, end: int) -> Iterator[_Mark]:
    at = passage.words.text.find(said, start, end)
    if at >= 0 and said:
        yield at, at + len(said), role


def _names(passage: Passage, mandate: Mandate, first: int, last: int) -> Iterator[_Mark]:
    for place in range(first, last):
        mention = passage.mention(place)
        if mention is None or mention.end > last:
            continue
        where = passage.words.starts[place], passage.words.ends[mention.end - 1]
        if not set(mention.codes).isdisjoint(mandate.addressees):
            yield *where, Role.ADDRESSEE
        elif not set(mention.codes).isdisjoint(mandate.partners):
            yield *where, Role.PARTNER
