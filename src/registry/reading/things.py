"""Event words and product words in a passage, traps and names left out."""

from dataclasses import dataclass

from registry.reading.deadlines import is_session, session_opening
from registry.reading.passage import Passage

_PAST_REACH = 5
_WEAK = "?"


@dataclass(frozen=True, slots=True)
class Thing:
    """An event word or a product word; `weak`: it is one only if it is truly organised."""

    start: int
    end: int
    code: str
    weak: bool


def things(text: Passage, kind: str, start: int, end: int) -> dict[int, Thing]:
    """Find the words of `events` or `deliverables` between two places, traps and names left out."""
    found: dict[int, Thing] = {}
    place = start
    while place < end:
        trap = text.phrase("traps", place)
        match = text.phrase(kind, place)
        if trap and (not match or trap[0] >= match[0]):
            place = trap[0]
        elif is_session(text, place) and session_opening(text, place, start) is not None:
            place += 1
        elif match and not _hidden(text, place, match[1]):
            code = match[1].removesuffix(_WEAK)
            found[place] = Thing(place, match[0], code, match[1].endswith(_WEAK))
            place = match[0]
        else:
            place += 1
    return found


def past(text: Passage, thing: Thing) -> bool:
    """Whether the event was held already: `the workshop held in ...`, `qui s'est tenu`."""
    for place in range(thing.end, min(len(text), thing.end + _PAST_REACH)):
        if text.stop(place) or text.phrase("convene", place):
            return False
        if text.phrase("past", place):
            return True
    return False


def _hidden(text: Passage, place: int, code: str) -> bool:
    """A word inside a name is no event, except a conference that is itself named."""
    if not text.named(place):
        return False
    return not (code == "conference" and (text.language == "en" or text.mention(place) is not None))
