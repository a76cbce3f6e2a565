"""Verbs that no lexicon knows: words where a clause begins, printed like the other verbs."""

from collections.abc import Iterator, Sequence

from registry.reading.passage import Passage
from registry.reading.speaking import Action, placed

_SHORTEST = 4
_MARKS = frozenset("()")


def missed_verbs(text: Passage, found: Sequence[Action], covered: list[bool]) -> tuple[int, ...]:
    """Return the places of words that look like verbs of the organ and were not read as such.

    These are the paragraph's first word when a later verb was read, words in capitals among verbs
    in capitals, and Arabic verbs of the same person behind a semicolon.
    """
    if not found:
        return ()
    known = {place for action in found for place in range(action.start, action.after)}
    first = next((p for p in range(len(text)) if _word(text, p) and not covered[p]), 0)
    opening = [first] if first not in known and first < found[0].verb else []
    known.add(first)
    return (*opening, *(p for p in _later(text, found[0], covered) if p not in known))


def _later(text: Passage, first: Action, covered: list[bool]) -> Iterator[int]:
    shouting = text.words.shouts(first.verb) and not text.words.text.isupper()
    for place in range(first.after, len(text)):
        alike = shouting and text.words.shouts(place) and len(text.at(place)) >= _SHORTEST
        if text.language == "ar":
            alike = (
                not first.form.nominal
                and text.stop(place - 1)
                and _same_person(text, first.verb, place)
            )
        if alike and text.at(place).isalpha() and not (text.named(place) or covered[place]):
            where = placed(text, covered, place)
            if where and where.level in {"opening", "joined"}:
                yield place


def _same_person(text: Passage, verb: int, place: int) -> bool:
    bare = text.at(place).lstrip("وف")
    return len(bare) >= _SHORTEST and bare[:1] == text.at(verb).lstrip("وف")[:1]


def _word(text: Passage, place: int) -> bool:
    """A word, and no sub-item's mark."""
    return text.at(place).isalpha() and text.at(place + 1) not in _MARKS
