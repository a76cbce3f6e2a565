"""Events that are to be held, told behind their name: `that a workshop be organized`."""

from registry.reading.forward import Wanted
from registry.reading.passage import Passage
from registry.reading.things import Thing, past

_REACH = 12
_LISTED = 3


def to_be_held(text: Passage, found: dict[int, Thing], start: int, end: int) -> tuple[Wanted, ...]:
    """`that a workshop be held`, `qu'une réunion se tienne`: it is convened behind its name."""
    held: list[Wanted] = []
    ensured = any(text.phrases("ensuring", start, end))
    for thing in found.values():
        reach = range(thing.end, min(end, thing.end + _REACH))
        if past(text, thing) or not any(_held(text, place, ensured=ensured) for place in reach):
            continue
        if not held or _joined(text, thing):
            held.append(Wanted(thing, thing.start))
    return tuple(held)


def something_held(text: Passage, start: int, end: int) -> bool:
    """`that the second edition be held`: of an event for which no word is known."""
    places = (place for place, _, _ in text.phrases("be_held", start, end))
    return any(not text.has("infinitive_marks", place - 1) for place in places)


def _joined(text: Passage, thing: Thing) -> bool:
    """`that seminars and workshops be held`: it goes on with a list."""
    before = range(thing.start - 1, thing.start - 1 - _LISTED, -1)
    return any(text.has("connectors", place) or text.comma(place) for place in before) or (
        text.language == "ar" and text.at(thing.start).startswith("و")
    )


def _held(text: Passage, place: int, *, ensured: bool) -> bool:
    """`be held`, but not `to be held`: that tells of a plan that stands."""
    if ensured and text.phrase("held_if_ensured", place):
        return True
    return bool(text.phrase("be_held", place)) and not text.has("infinitive_marks", place - 1)
