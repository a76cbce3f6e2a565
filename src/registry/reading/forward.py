"""Reading forward from a verb of making: what may stand between it and its object."""

from dataclasses import dataclass, field

from registry.reading.addressees import skip_aside
from registry.reading.deadlines import time_aside
from registry.reading.lists import is_task
from registry.reading.passage import Passage
from registry.reading.things import Thing

ADJECTIVES_MAX = 5
_ASIDE_MAX = 30
_AFTER_ASIDE = 7


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that is asked for, the trigger's place, and what made the reader doubt.

    `of_new`: it is named as one that is not known yet (`a dialogue`).
    """

    thing: Thing
    trigger: int
    doubts: tuple[str, ...] = ()
    of_new: bool = False


@dataclass(slots=True)
class Scan:
    """A reading forward from one trigger; `of_other`: a word of its own stood before an *of*."""

    trigger: int
    place: int
    strength: str
    adjectives: int = 0
    topic: bool = False
    met: bool = False
    of_other: bool = False
    wanted: list[Wanted] = field(default_factory=list)


def step_over(text: Passage, found: dict[int, Thing], scan: Scan, end: int) -> int:
    """Return the place after what may stand between a trigger and its object; 0 at their end."""
    place = scan.place
    if aside := skip_aside(text, place, end) or time_aside(text, place, end) or manner(text, place):
        return aside
    if text.has("quantities", place) and not scan.topic:
        of = text.has("genitives", place + 1) or text.has("of_quantity", place + 1)
        return place + 1 + of
    listed = text.phrase("enumerators", place)
    if listed and not scan.topic:
        return listed[0]
    scan.topic = scan.topic or (scan.met and _begins_topic(text, place))
    if scan.adjectives and not scan.met and text.has("genitives", place):
        scan.of_other = True
    if scan.topic or _connects(text, place):
        return place + 1
    if text.comma(place):
        return place + 1 if scan.met else _past_aside(text, found, place, end)
    scan.adjectives += 1
    return 0 if _stops(text, place) or scan.adjectives > ADJECTIVES_MAX else place + 1


def manner(text: Passage, place: int) -> int:
    """Return the place after words that say how or how often: `without delay`; else 0."""
    aside = text.comma(place)
    phrase = text.phrase("manners", place + aside)
    if not phrase or (aside and not text.comma(phrase[0])):
        return 0
    return phrase[0] + aside


def _begins_topic(text: Passage, place: int) -> bool:
    """Behind an event, a preposition, a task or a genitive says what it is about."""
    of = text.has("genitives", place) and not _lists(text, place)
    return of or _stops(text, place) or is_task(text, place)


def _stops(text: Passage, place: int) -> bool:
    return text.has("stoppers", place) and not text.words.glued(place)


def _connects(text: Passage, place: int) -> bool:
    """Articles, genitives, conjunctions and numbers stand between a verb and its object."""
    groups = ("genitives", "fillers", "connectors")
    light = any(text.has(group, place) for group in groups) or _numeric(text, text.at(place))
    return light and not _stops(text, place)


def _past_aside(text: Passage, found: dict[int, Thing], comma: int, end: int) -> int:
    """`to submit, if it so wishes, a report`: pass to the comma behind which the thing stands."""
    for place in range(comma + 1, min(end, comma + _ASIDE_MAX)):
        if text.stop(place):
            return 0
        if place in found:
            back = place - 1
            while back > max(comma, place - _AFTER_ASIDE) and not text.comma(back):
                back -= 1
            if text.comma(back):
                return back + 1
    return 0


def _lists(text: Passage, place: int) -> bool:
    """A genitive after a comma or *and* goes on with the list: `d'ateliers et de cours`."""
    return text.comma(place - 1) or text.has("connectors", place - 1)


def _numeric(text: Passage, word: str) -> bool:
    return word.isdigit() or word in text.lex.numbers or word in text.lex.months
