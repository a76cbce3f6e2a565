"""Which events or products a clause asks for: those that a verb of making governs.

`organiser ... des ateliers` asks for workshops; `les conclusions de l'atelier` does not. From each
trigger the text is read forward over articles, adjectives and asides until something else begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.reading.addressees import is_task, skip_aside
from registry.reading.lexicon import Lexicon
from registry.reading.names import Names
from registry.reading.words import Words

_ADJECTIVES_MAX = 5
_PAST_REACH = 5
_STOPS = frozenset(";؛.")
_COMMAS = frozenset(",،")
_WEAK = "?"


@dataclass(frozen=True, slots=True)
class Thing:
    """An event word or a product word in the text; `weak`: it is one only if it is truly organised."""

    start: int
    end: int
    code: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that is asked for, the trigger's place, and what made the reader doubt."""

    thing: Thing
    trigger: int
    doubts: tuple[str, ...] = ()


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


def things(words: Words, lex: Lexicon, names: Names, kind: str, start: int, end: int) -> dict[int, Thing]:
    """Find the words of `events` or `deliverables` between two places, traps and names left out."""
    found: dict[int, Thing] = {}
    place = start
    while place < end:
        trap = lex.phrases["traps"].find(words, place)
        match = lex.phrases[kind].find(words, place)
        if trap and (not match or trap[0] >= match[0]):
            place = trap[0]
        elif match and not _hidden(names, lex, words, place, match[1]):
            code = match[1].removesuffix(_WEAK)
            found[place] = Thing(place, match[0], code, match[1].endswith(_WEAK))
            place = match[0]
        else:
            place += 1
    return found


def _hidden(names: Names, lex: Lexicon, words: Words, place: int, code: str) -> bool:
    """A word inside a name is no event, except a conference that is itself named."""
    if not names.inside(place):
        return False
    return not (code == "conference" and (lex.language == "en" or names.at(place) is not None))


def wanted(
    words: Words, lex: Lexicon, names: Names, found: dict[int, Thing], triggers: str, span: tuple[int, int]
) -> tuple[Wanted, ...]:
    """Return the things that the triggers between two places govern, in printed order."""
    taken: dict[int, Wanted] = {}
    for place in range(*span):
        trigger = lex.phrases[triggers].find(words, place)
        if not trigger or names.inside(place) or lex.phrases["not_triggers"].find(words, place):
            continue
        scan = _Scan(place, trigger[0], trigger[1])
        _read_on(words, lex, names, found, scan, span[1])
        for want in scan.wanted:
            known = taken.get(want.thing.start)
            if known is None or len(want.doubts) < len(known.doubts):
                taken[want.thing.start] = want
    return tuple(taken[place] for place in sorted(taken))


def object_of_verb(
    words: Words, lex: Lexicon, names: Names, found: dict[int, Thing], after: int, end: int
) -> tuple[Wanted, ...]:
    """Return the things that the clause's own verb asks for: `calls for a conference`."""
    scan = _Scan(after, after, "loose", adjectives=_ADJECTIVES_MAX - 2)
    if words.at(after) in _COMMAS or names.at(after):
        return ()
    _read_on(words, lex, names, found, scan, end)
    return tuple(Wanted(w.thing, w.trigger, (*w.doubts, "the event is the verb's own object")) for w in scan.wanted)


def _read_on(words: Words, lex: Lexicon, names: Names, found: dict[int, Thing], scan: _Scan, end: int) -> None:
    while scan.place < end and words.folded[scan.place] not in _STOPS:
        thing = found.get(scan.place)
        if thing and _takes(words, lex, scan, thing):
            scan.wanted += _want(words, lex, scan, thing)
            scan.place, scan.met, scan.adjectives = thing.end, True, 0
            continue
        step = _over(words, lex, names, scan, end)
        if not step:
            return
        scan.place = step


def _takes(words: Words, lex: Lexicon, scan: _Scan, thing: Thing) -> bool:
    if not scan.topic:
        return True
    if lex.language == "ar":
        return words.folded[thing.start].startswith("و")
    back = thing.start - 1
    if lex.language == "en":
        return lex.has("connectors", words.at(back)) or lex.has("connectors", words.at(back - 1))
    if not lex.has("indefinite", words.at(back)):
        return False
    return words.at(back - 1) in _COMMAS or lex.has("connectors", words.at(back - 1)) or words.at(back - 2) == "ainsi"


def _want(words: Words, lex: Lexicon, scan: _Scan, thing: Thing) -> Iterator[Wanted]:
    """The thing is asked for unless it is past already, or the word and its trigger are both too weak."""
    if past(words, lex, thing) or (thing.weak and scan.strength == "loose"):
        return
    doubts = []
    if scan.topic:
        doubts.append("the event may belong to the topic of another one")
    if scan.strength == "loose":
        doubts.append("the event's verb does not convene by itself")
    yield Wanted(thing, scan.trigger, tuple(doubts))


def past(words: Words, lex: Lexicon, thing: Thing) -> bool:
    """Whether the event was held already: `the workshop held in ...`, `qui s'est tenu`."""
    for place in range(thing.end, min(len(words), thing.end + _PAST_REACH)):
        if words.folded[place] in _STOPS or lex.phrases["convene"].find(words, place):
            return False
        if lex.phrases["past"].find(words, place):
            return True
    return False


def _over(words: Words, lex: Lexicon, names: Names, scan: _Scan, end: int) -> int:
    """Return the place after what may stand between the trigger and its object; 0 at the end of both."""
    place = scan.place
    word = words.folded[place]
    if aside := skip_aside(words, lex, names, place, end):
        return aside
    if scan.met and (is_task(words, lex, names, place) or lex.has("stoppers", word)):
        scan.topic = True
        return place + 1
    if scan.topic:
        return place + 1
    if lex.has("stoppers", word):
        return 0
    if lex.has("genitives", word) or lex.has("fillers", word) or lex.has("connectors", word) or _numeric(lex, word):
        return place + 1
    if word in _COMMAS:
        return place + 1 if scan.met or place == scan.place else 0
    scan.adjectives += 1
    return place + 1 if scan.adjectives <= _ADJECTIVES_MAX else 0


def _numeric(lex: Lexicon, word: str) -> bool:
    return word.isdigit() or word in lex.numbers or word in lex.months
