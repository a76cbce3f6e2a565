"""Organs and people that are to be convened where no event is named: `convene the committee`."""

from registry.reading.deadlines import time_aside
from registry.reading.forward import Wanted, manner
from registry.reading.passage import Passage
from registry.reading.things import Thing
from registry.reading.triggers import no_trigger, told

_WORDS_MAX = 7
_DOUBT = "an organ or people are to be convened, no event is named"


def convoked(text: Passage, span: tuple[int, int]) -> tuple[Wanted, ...]:
    """Return a meeting for an organ or people that a verb of calling together governs."""
    for place in range(*span):
        if not text.has("convoking", place) or text.named(place):
            continue
        if no_trigger(text, place, place + 1) or told(text, place):
            continue
        if whom := _whom(text, place + 1, span[1]):
            return (Wanted(Thing(whom, whom + 1, "meeting", weak=True), place, (_DOUBT,)),)
    return ()


def _whom(text: Passage, place: int, end: int) -> int:
    """Return the place of the organ or the people a few words on; 0 where something else begins."""
    left = _WORDS_MAX
    while place < end and left and not text.stop(place):
        if text.has("convoked", place):
            return place
        beyond = manner(text, place) or time_aside(text, place, end)
        if not beyond and (text.comma(place) or text.has("stoppers", place)):
            return 0
        left -= not beyond
        place = beyond or place + 1
    return 0
