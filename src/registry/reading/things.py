"""Event words and product words in a passage, traps and names left out."""

from dataclasses import dataclass

from registry.reading.deadlines import is_session, session_opening
from registry.reading.passage import Passage

_PAST_REACH = 5
_NOT_PAST = ("be_held", "held_if_ensured", "convene")
_WEAK = "?"
_TRAP = ""


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
    traps = [(place, after, _TRAP) for place, after, _ in text.phrases("traps", start, end)]
    read_to = start
    for place, after, code in sorted([*text.phrases(kind, start, end), *traps], key=_longest_first):
        if place < read_to:
            continue
        if code == _TRAP:
            read_to = after
        elif not _left_out(text, place, code, start):
            found[place] = Thing(place, after, code.removesuffix(_WEAK), code.endswith(_WEAK))
            read_to = after
    return found


def _longest_first(match: tuple[int, int, str]) -> tuple[int, int, str]:
    place, after, code = match
    return place, -after, code


def past(text: Passage, thing: Thing) -> bool:
    """Whether the event was held already: `the workshop held in ...`, `qui s'est tenu`."""
    for place in range(thing.end, min(len(text), thing.end + _PAST_REACH)):
        if text.stop(place) or any(text.phrase(kind, place) for kind in _NOT_PAST):
            return False
        if text.phrase("past", place):
            return True
    return False


def _left_out(text: Passage, place: int, code: str, start: int) -> bool:
    """A session that is only a date, or a word inside a name."""
    dated = is_session(text, place) and session_opening(text, place, start) is not None
    return dated or _hidden(text, place, code)


def _hidden(text: Passage, place: int, code: str) -> bool:
    """A word inside a name is no event, except a conference that is itself named."""
    if not text.named(place):
        return False
    return not (code == "conference" and (text.language == "en" or text.mention(place) is not None))
