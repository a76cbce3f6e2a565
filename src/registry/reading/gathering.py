"""Events to which people are to be called together: `to bring experts together in a forum`."""

from dataclasses import replace

from registry.reading.forward import Wanted
from registry.reading.governed import take, things_behind
from registry.reading.lists import is_task
from registry.reading.passage import Passage
from registry.reading.things import Thing
from registry.reading.triggers import NEAR_WORDS, is_new, known

_GUESTS = 16
_ARABIC_THE = ("ال", "لل", "بال", "وال")
_GATHERED = "people are to be called to the event"


def gathered(text: Passage, found: dict[int, Thing], span: tuple[int, int]) -> tuple[Wanted, ...]:
    """Return the events to which people are to be called: `to invite the ministers to a session`.

    Only into an event that is not known yet; `to invite States to attend the session` convenes
    nobody.
    """
    taken: dict[int, Wanted] = {}
    if not found:
        return ()
    for place, after, _ in text.phrases("inviting", *span):
        at = _where_to(text, found, after, min(span[1], after + _GUESTS))
        if at:
            behind = things_behind(text, found, place, (at + 1, span[1]))
            take(taken, (replace(want, doubts=(_GATHERED,)) for want in behind))
    return tuple(taken[place] for place in sorted(taken))


def _where_to(text: Passage, found: dict[int, Thing], start: int, end: int) -> int:
    """Return the place of the preposition behind which a new event stands; 0 if a task does."""
    for at in range(start, end):
        if text.stop(at) or text.comma(at) or text.has("attending", at):
            return 0
        if text.has("inviting_to", at) and _to_new(text, found, at):
            return at
        if text.language != "ar" and is_task(text, at):
            return 0
    return 0


def _to_new(text: Passage, found: dict[int, Thing], at: int) -> bool:
    """Whether an event that is not known yet stands right behind a preposition."""
    near = range(at + 1, at + 2 + NEAR_WORDS)
    thing = next((found[place] for place in near if place in found), None)
    if thing is None or any(text.has("attending", place) for place in range(at, thing.start)):
        return False
    if text.language == "ar":
        return not text.at(thing.start).startswith(_ARABIC_THE)
    several = text.language == "en" and text.at(thing.end - 1).endswith("s")
    return is_new(text, thing) or (several and not known(text, at + 1))
