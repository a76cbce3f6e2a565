"""Which events or products a clause asks for: those that a verb of making governs.

`organiser ... des ateliers` asks for workshops; `les conclusions de l'atelier` does not. From each
trigger the text is read forward over articles, adjectives and asides until something else begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from registry.reading.addressees import skip_aside
from registry.reading.deadlines import time_aside
from registry.reading.lists import is_task
from registry.reading.passage import Passage
from registry.reading.things import Thing, past
from registry.reading.triggers import NEAR_WORDS, behind_that, is_new, known, no_trigger, told

_ADJECTIVES_MAX = 5
_ASIDE_MAX = 30
_SCAN_MAX = 150
_AFTER_ASIDE = 7
_TASK_REACH = 6
_ARTICLE_REACH = (1, 2, 3)
_ONE = frozenset({"a", "an", "un", "une"})
_NOT_FOUNDED = frozenset({"conference", "dialogue", "consultation", "meeting", "session"})


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
class _Scan:
    """A reading forward from one trigger."""

    trigger: int
    place: int
    strength: str
    adjectives: int = 0
    topic: bool = False
    met: bool = False
    wanted: list[Wanted] = field(default_factory=list)


def wanted(
    text: Passage,
    found: dict[int, Thing],
    triggers: str,
    span: tuple[int, int],
) -> tuple[Wanted, ...]:
    """Return the things that the triggers between two places govern, in printed order."""
    taken: dict[int, Wanted] = {}
    if not found:
        return ()
    for place, after, strength in text.phrases(triggers, *span):
        if text.named(place) or no_trigger(text, place, after) or told(text, place):
            continue
        if strength == "finite" and not behind_that(text, place):
            continue
        scan = _Scan(place, after, strength)
        _read_on(text, found, scan, span[1])
        take(taken, scan.wanted)
    return tuple(taken[place] for place in sorted(taken))


def things_behind(
    text: Passage, found: dict[int, Thing], trigger: int, span: tuple[int, int]
) -> list[Wanted]:
    """Return the things that stand in the span behind a preposition that `trigger` leads to."""
    scan = _Scan(trigger, span[0], "loose")
    _read_on(text, found, scan, span[1])
    return scan.wanted


def take(taken: dict[int, Wanted], more: Iterable[Wanted]) -> None:
    """Add what is asked for; of two readings of one thing the surer stays."""
    for want in more:
        known = taken.get(want.thing.start)
        if known is None or len(want.doubts) < len(known.doubts):
            taken[want.thing.start] = want


def object_of_verb(
    text: Passage, found: dict[int, Thing], after: int, end: int
) -> tuple[Wanted, ...]:
    """Return the things that the clause's own verb asks for: `calls for a conference`."""
    scan = _Scan(after, after, "loose", adjectives=_ADJECTIVES_MAX - 2)
    tasked = text.language != "ar" and is_task(text, after)
    if tasked or text.comma(after) or text.mention(after):
        return ()
    _read_on(text, found, scan, end)
    if any(_is_asked(text, want.thing) for want in scan.wanted):
        return ()
    return tuple(
        Wanted(w.thing, w.trigger, (*w.doubts, "the event is the verb's own object"))
        for w in scan.wanted
    )


def needed(text: Passage, found: dict[int, Thing], span: tuple[int, int]) -> tuple[Wanted, ...]:
    """Return what is said to be needed: `the need for regular dialogue`; but not training."""
    for place, after, _ in text.phrases("needs", *span) if found else ():
        scan = _Scan(place, after, "strong", adjectives=_ADJECTIVES_MAX - 2)
        _read_on(text, found, scan, span[1])
        if scan.wanted and scan.wanted[0].thing.code != "training":
            return tuple(scan.wanted)
    return ()


def _is_asked(text: Passage, thing: Thing) -> bool:
    """`Requests the working group to submit`: it is asked to act, and not to be held."""
    if text.language == "ar" or not any(known(text, thing.start - back) for back in _ARTICLE_REACH):
        return False
    near = range(thing.end, thing.end + _TASK_REACH)
    ends = (p for p in near if is_task(text, p) or text.comma(p) or text.stop(p))
    first = next(ends, None)
    return first is not None and is_task(text, first)


def _read_on(text: Passage, found: dict[int, Thing], scan: _Scan, end: int) -> None:
    end = min(end, scan.trigger + _SCAN_MAX)
    last = max(found, default=-1)
    while scan.place < end and scan.place <= last and not text.stop(scan.place):
        thing = found.get(scan.place)
        if thing and _takes(text, scan, thing):
            scan.wanted += _want(text, scan, thing)
            scan.place, scan.met, scan.adjectives = thing.end, True, 0
            continue
        step = _over(text, found, scan, end)
        if not step:
            return
        scan.place = step


def _takes(text: Passage, scan: _Scan, thing: Thing) -> bool:
    if not scan.topic:
        return True
    if text.language == "ar":
        return text.at(thing.start).startswith("و")
    back = thing.start - 1
    if _in_brackets(text, scan, back):
        return True
    if text.language == "en":
        return text.has("connectors", back) or text.has("connectors", back - 1)
    if not text.has("indefinite", back):
        return False
    back -= text.has("genitives", back - 1)
    return text.comma(back - 1) or text.has("connectors", back - 1) or text.at(back - 2) == "ainsi"


def _in_brackets(text: Passage, scan: _Scan, back: int) -> bool:
    """An enumeration in brackets says which forms are meant: `(conférences, ateliers)`."""
    while back > scan.trigger and (
        text.comma(back) or text.has("connectors", back) or text.phrase("events", back)
    ):
        back -= 1
    return text.at(back) == "("


def _want(text: Passage, scan: _Scan, thing: Thing) -> Iterator[Wanted]:
    """The thing is asked for unless it is past, or the word and its trigger are both too weak."""
    own = thing.code in text.meanings("convene_of", scan.trigger)
    sure = scan.strength == "strong" and not scan.topic and not known(text, thing.start - 1)
    weak = thing.weak and not _strong_enough(text, scan, thing, own=own)
    if weak or (past(text, thing) and not sure):
        return
    if (
        scan.strength != "strong"
        and text.has("articles", thing.start - 1)
        and text.words.capital(thing.start)
    ):
        return
    if scan.strength == "found" and not _founded(text, thing):
        return
    doubts = []
    if scan.topic:
        doubts.append("the event may belong to the topic of another one")
    if thing.weak and thing.code == "meeting":
        doubts.append("a word for any event")
    if scan.strength != "strong" and not own:
        doubts.append("the event's verb does not convene by itself")
    yield Wanted(thing, scan.trigger, tuple(doubts), of_new=is_new(text, thing))


def _strong_enough(text: Passage, scan: _Scan, thing: Thing, *, own: bool) -> bool:
    """A weak word is an event behind a strong verb, or as one new thing behind its own verbs."""
    if scan.strength == "strong":
        return True
    if thing.code == "training":
        return False
    return own or (scan.strength == "loose" and _one_new(text, thing))


def _one_new(text: Passage, thing: Thing) -> bool:
    """`launch a dialogue`: one, or so many, new things."""
    near = range(thing.start - 1, thing.start - 2 - NEAR_WORDS, -1)
    return any(text.at(p) in _ONE or text.at(p) in text.lex.numbers for p in near)


def _founded(text: Passage, thing: Thing) -> bool:
    """`establish a working group`; a forum or a dialogue only where it is said how often."""
    if thing.code not in _NOT_FOUNDED:
        return True
    near = range(max(0, thing.start - NEAR_WORDS), thing.end + NEAR_WORDS)
    return any(text.phrase("recurrences", place) for place in near)


def _over(text: Passage, found: dict[int, Thing], scan: _Scan, end: int) -> int:
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
    if scan.topic or _connects(text, place):
        return place + 1
    if text.comma(place):
        return place + 1 if scan.met else _past_aside(text, found, place, end)
    scan.adjectives += 1
    return 0 if _stops(text, place) or scan.adjectives > _ADJECTIVES_MAX else place + 1


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
