"""Which events or products a clause asks for: those that a verb of making governs.

`organiser ... des ateliers` asks for workshops; `les conclusions de l'atelier` does not. From each
trigger the text is read forward over articles, adjectives and asides until something else begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.reading.addressees import is_task, skip_aside
from registry.reading.deadlines import is_session, session_opening, time_aside
from registry.reading.lexicon import Lexicon
from registry.reading.names import Names
from registry.reading.words import Words

_ADJECTIVES_MAX = 5
_PAST_REACH = 5
_BEFORE = 4
_ASIDE_MAX = 30
_AFTER_ASIDE = 4
_STOPS = frozenset(";؛.")
_COMMAS = frozenset(",،")
_WEAK = "?"
_FOUNDED = frozenset({"working_group", "expert_group", "campaign", "camp"})


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
        elif is_session(words, lex, place) and session_opening(words, lex, place, start) is not None:
            place += 1
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
        if not trigger or names.inside(place) or _no_trigger(words, lex, place, trigger[0]):
            continue
        scan = _Scan(place, trigger[0], trigger[1])
        _read_on(words, lex, names, found, scan, span[1])
        for want in scan.wanted:
            known = taken.get(want.thing.start)
            if known is None or len(want.doubts) < len(known.doubts):
                taken[want.thing.start] = want
    return tuple(taken[place] for place in sorted(taken))


def _no_trigger(words: Words, lex: Lexicon, place: int, after: int) -> bool:
    """`before the convening of the Conference`, `support to its organization`: it is convened anyway."""
    if lex.phrases["not_triggers"].find(words, place):
        return True
    before = range(max(0, place - _BEFORE), place)
    of_it = lex.language == "ar" or lex.has("genitives", words.at(after)) or lex.has("genitives", words.at(after - 1))
    return of_it and any(lex.has("supporting", words.at(p)) for p in before)


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
        step = _over(words, lex, names, found, scan, end)
        if not step:
            return
        scan.place = step


def _takes(words: Words, lex: Lexicon, scan: _Scan, thing: Thing) -> bool:
    if not scan.topic:
        return True
    if lex.language == "ar":
        return words.folded[thing.start].startswith("و")
    back = thing.start - 1
    if _in_brackets(words, lex, scan, back):
        return True
    if lex.language == "en":
        return lex.has("connectors", words.at(back)) or lex.has("connectors", words.at(back - 1))
    if not lex.has("indefinite", words.at(back)):
        return False
    back -= lex.has("genitives", words.at(back - 1))
    return words.at(back - 1) in _COMMAS or lex.has("connectors", words.at(back - 1)) or words.at(back - 2) == "ainsi"


def _in_brackets(words: Words, lex: Lexicon, scan: _Scan, back: int) -> bool:
    """An enumeration in brackets says which forms are meant: `(conférences, ateliers, réunions)`."""
    while back > scan.trigger and words.at(back) != ")":
        if words.at(back) == "(":
            return True
        if not (words.at(back) in _COMMAS or lex.has("connectors", words.at(back)) or lex.phrases["events"].find(words, back)):
            return False
        back -= 1
    return False


def _want(words: Words, lex: Lexicon, scan: _Scan, thing: Thing) -> Iterator[Wanted]:
    """The thing is asked for unless it is past already, or the word and its trigger are both too weak."""
    if past(words, lex, thing) or (thing.weak and scan.strength != "strong"):
        return
    if scan.strength != "strong" and lex.has("articles", words.at(thing.start - 1)) and words.capital(thing.start):
        return
    if scan.strength == "found" and thing.code not in _FOUNDED:
        return
    doubts = []
    if scan.topic:
        doubts.append("the event may belong to the topic of another one")
    if scan.strength != "strong":
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


def _over(
    words: Words, lex: Lexicon, names: Names, found: dict[int, Thing], scan: _Scan, end: int
) -> int:
    """Return the place after what may stand between the trigger and its object; 0 at the end of both."""
    place = scan.place
    word = words.folded[place]
    if aside := skip_aside(words, lex, names, place, end):
        return aside
    if timed := time_aside(words, lex, place, end):
        return timed
    if lex.has("quantities", word) and not scan.topic:
        return place + 1 + lex.has("genitives", words.at(place + 1))
    stops = lex.has("stoppers", word) and not words.glued(place)
    if scan.met and (stops or is_task(words, lex, names, place)):
        scan.topic = True
        return place + 1
    if scan.met and lex.has("genitives", word) and not _lists(words, lex, place):
        scan.topic = True
    if scan.topic:
        return place + 1
    if stops:
        return 0
    if lex.has("genitives", word) or lex.has("fillers", word) or lex.has("connectors", word) or _numeric(lex, word):
        return place + 1
    if word in _COMMAS:
        return place + 1 if scan.met else _past_aside(words, lex, found, place, end)
    scan.adjectives += 1
    return place + 1 if scan.adjectives <= _ADJECTIVES_MAX else 0


def _past_aside(words: Words, lex: Lexicon, found: dict[int, Thing], comma: int, end: int) -> int:
    """`to submit, if it so wishes, a report`: pass to the comma behind which the thing stands."""
    for place in range(comma + 1, min(end, comma + _ASIDE_MAX)):
        if words.folded[place] in _STOPS:
            return 0
        if place in found:
            back = place - 1
            while back > max(comma, place - _AFTER_ASIDE) and words.at(back) not in _COMMAS:
                back -= 1
            if words.at(back) in _COMMAS:
                return back + 1
    return 0


def _lists(words: Words, lex: Lexicon, place: int) -> bool:
    """A genitive after a comma or *and* goes on with the list: `d'ateliers et de cours`."""
    return words.at(place - 1) in _COMMAS or lex.has("connectors", words.at(place - 1))


def _numeric(lex: Lexicon, word: str) -> bool:
    return word.isdigit() or word in lex.numbers or word in lex.months
