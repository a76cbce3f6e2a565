"""Which events or products a clause asks for: those that a verb of making governs.

`organiser ... des ateliers` asks for workshops; `les conclusions de l'atelier` does not. From each
trigger the text is read forward over articles, adjectives and asides until something else begins.
"""

from collections.abc import Iterable, Iterator

from registry.reading.forward import ADJECTIVES_MAX, Scan, Wanted, step_over
from registry.reading.lists import is_task
from registry.reading.passage import Passage
from registry.reading.things import Thing, past
from registry.reading.triggers import NEAR_WORDS, behind_that, is_new, known, no_trigger, told

_SCAN_MAX = 150
_TASK_REACH = 6
_ARTICLE_REACH = (1, 2, 3)
_ONE = frozenset({"a", "an", "un", "une"})
_NOT_FOUNDED = frozenset({"conference", "dialogue", "consultation", "meeting", "session"})


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
        scan = Scan(place, after, strength)
        _read_on(text, found, scan, span[1])
        take(taken, scan.wanted)
    return tuple(taken[place] for place in sorted(taken))


def things_behind(
    text: Passage, found: dict[int, Thing], trigger: int, span: tuple[int, int]
) -> list[Wanted]:
    """Return the things that stand in the span behind a preposition that `trigger` leads to."""
    scan = Scan(trigger, span[0], "loose")
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
    scan = Scan(after, after, "loose", adjectives=ADJECTIVES_MAX - 2)
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
        scan = Scan(place, after, "strong", adjectives=ADJECTIVES_MAX - 2)
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


def _read_on(text: Passage, found: dict[int, Thing], scan: Scan, end: int) -> None:
    end = min(end, scan.trigger + _SCAN_MAX)
    last = max(found, default=-1)
    while scan.place < end and scan.place <= last and not text.stop(scan.place):
        thing = found.get(scan.place)
        if thing and _takes(text, scan, thing):
            scan.wanted += _want(text, scan, thing)
            scan.place, scan.met, scan.adjectives = thing.end, True, 0
            continue
        step = step_over(text, found, scan, end)
        if not step:
            return
        scan.place = step


def _takes(text: Passage, scan: Scan, thing: Thing) -> bool:
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


def _in_brackets(text: Passage, scan: Scan, back: int) -> bool:
    """An enumeration in brackets says which forms are meant: `(conférences, ateliers)`."""
    while back > scan.trigger and (
        text.comma(back) or text.has("connectors", back) or text.phrase("events", back)
    ):
        back -= 1
    return text.at(back) == "("


def _want(text: Passage, scan: Scan, thing: Thing) -> Iterator[Wanted]:
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
    if scan.of_other and not scan.met:
        doubts.append("the event may say what another word is about")
    if scan.topic:
        doubts.append("the event may belong to the topic of another one")
    if thing.weak and thing.code == "meeting":
        doubts.append("a word for any event")
    if scan.strength != "strong" and not own:
        doubts.append("the event's verb does not convene by itself")
    yield Wanted(thing, scan.trigger, tuple(doubts), of_new=is_new(text, thing))


def _strong_enough(text: Passage, scan: Scan, thing: Thing, *, own: bool) -> bool:
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
