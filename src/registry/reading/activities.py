"""What a clause asks for: events, products, or neither; how many, how often, in which mode."""

from dataclasses import dataclass

from registry.reading.governed import Thing, Wanted, object_of_verb, past, things, wanted
from registry.reading.lexicon import Lexicon
from registry.reading.names import Names
from registry.reading.verbs import Action
from registry.reading.words import Words

_ASKING = frozenset({"order", "request"})
_STATES = frozenset({"MEMBER_STATES", "STATES", "STATES_PARTIES", "GOVERNMENTS", "MEMBER_STATES_MINISTRIES"})
_SHARED = frozenset({"report", "study", "database", "platform", "fund", "convention"})
_REACH = 12
_TRAINING_OF = 3
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Contents:
    """What a clause asks for: its kind, activities and products in printed order, and details."""

    kind: str
    activities: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    quantity: int | None = None
    mode: str | None = None
    recurrence: str | None = None
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def contents(
    words: Words, lex: Lexicon, names: Names, action: Action, end: int, addressees: tuple[str, ...]
) -> Contents:
    """Read what one clause asks for, from its verb to the word `end`."""
    if action.form.force == "acknowledgement":
        return Contents("acknowledgement", reasons=("the verb acknowledges",))
    found = things(words, lex, names, "events", action.after, end)
    events = _events(words, lex, names, action, end, found)
    if events:
        return _convening(words, lex, action, end, events)
    products, doubts = _products(words, lex, names, action, end, addressees)
    unasked = tuple(f"an event word that nobody is asked to convene: {_printed(words, t)}" for t in found.values())
    kind = "deliverable" if products else "policy"
    return Contents(
        kind,
        deliverables=products,
        recurrence=_meaning(words, lex, "recurrences", action.after, end) if products else None,
        reasons=(f"asks for {', '.join(products)}",) if products else ("no event or product is asked for",),
        doubts=(*unasked, *doubts),
    )


def _printed(words: Words, thing: Thing) -> str:
    return words.text[words.starts[thing.start] : words.ends[thing.end - 1]]


def _events(
    words: Words, lex: Lexicon, names: Names, action: Action, end: int, found: dict[int, Thing]
) -> tuple[Wanted, ...]:
    span = (action.after, end)
    events = wanted(words, lex, names, found, "convene", span)
    events = events or _to_be_held(words, lex, found, end)
    if events or action.form.force not in _ASKING:
        return events
    own = object_of_verb(words, lex, names, found, action.after, end)
    return own or _training(words, lex, found, action) or _verbal(words, lex, names, span)


def _to_be_held(words: Words, lex: Lexicon, found: dict[int, Thing], end: int) -> tuple[Wanted, ...]:
    """`that a workshop be held`, `qu'une réunion se tienne`: the convening stands after the event."""
    held = []
    for thing in found.values():
        reach = range(thing.end, min(end, thing.end + _REACH))
        if not past(words, lex, thing) and any(lex.phrases["be_held"].find(words, place) for place in reach):
            held.append(Wanted(thing, thing.start, ("the event's verb follows it",)))
    return tuple(held[:1])


def _training(words: Words, lex: Lexicon, found: dict[int, Thing], action: Action) -> tuple[Wanted, ...]:
    """`ENCOURAGE la formation des cadres`: people to be trained, not a standing service."""
    for thing in found.values():
        near = thing.start - action.after < _TRAINING_OF
        if thing.code == "training" and near and lex.has("genitives", words.at(thing.end)):
            return (Wanted(thing, action.after, ("training of people, without a form",)),)
    return ()


def _verbal(words: Words, lex: Lexicon, names: Names, span: tuple[int, int]) -> tuple[Wanted, ...]:
    """`to meet annually`: the convening is the verb itself."""
    for place in range(*span):
        match = lex.phrases["event_verbs"].find(words, place)
        if match and not names.inside(place):
            return (Wanted(Thing(place, match[0], match[1], weak=False), place, ("the event is a verb",)),)
    return ()


def _convening(words: Words, lex: Lexicon, action: Action, end: int, events: tuple[Wanted, ...]) -> Contents:
    codes = _all_codes(words, lex, events)
    doubts = [doubt for want in events for doubt in want.doubts]
    if action.form.force == "position":
        doubts.append("the verb stresses, it does not ask")
    first = events[0]
    return Contents(
        "event",
        activities=codes,
        quantity=_quantity(words, lex, first),
        mode=_meaning(words, lex, "modes", action.after, end),
        recurrence=_meaning(words, lex, "recurrences", action.after, end),
        reasons=(f"asks to convene: {', '.join(codes)}",),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _all_codes(words: Words, lex: Lexicon, events: tuple[Wanted, ...]) -> tuple[str, ...]:
    """The activities in printed order; `session` says nothing beside the event that it is a session of."""
    told = [want.thing for want in events if want.thing.code != "session"] or [events[0].thing]
    return tuple(dict.fromkeys(code for thing in told for code in _codes(words, lex, thing)))


def _codes(words: Words, lex: Lexicon, thing: Thing) -> tuple[str, ...]:
    """A session of a conference is a conference; a word may stand for several activities."""
    of_conference = any(lex.has("conference_words", words.at(p)) for p in range(thing.end, thing.end + 4))
    if thing.code == "session":
        return ("conference",) if of_conference else ("meeting",)
    return tuple(thing.code.split("+"))


def _quantity(words: Words, lex: Lexicon, want: Wanted) -> int | None:
    for place in range(want.thing.start - 1, max(want.trigger, want.thing.start - 6) - 1, -1):
        word = words.at(place)
        if word in lex.numbers:
            return lex.numbers[word]
        if word.isdigit() and len(word) <= 2:
            return int(word)
    return None


def _meaning(words: Words, lex: Lexicon, phrases: str, start: int, end: int) -> str | None:
    matches = (lex.phrases[phrases].find(words, place) for place in range(start, end))
    return next((match[1] for match in matches if match), None)


def _products(
    words: Words, lex: Lexicon, names: Names, action: Action, end: int, addressees: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A product counts when an organisation is to make it; what states do at home is policy."""
    found = things(words, lex, names, "deliverables", action.after, end)
    asked = wanted(words, lex, names, found, "produce", (action.after, end))
    asked = asked or _reports(words, lex, (action.after, end))
    codes = tuple(dict.fromkeys(w.thing.code for w in asked))
    if not codes:
        return (), ()
    if action.form.force not in _ASKING:
        return (), ("a product is named, but the verb does not ask for it",)
    if addressees and set(addressees) <= _STATES:
        doubt = "states are to make the product: their own policy"
        return (), (doubt,) if _SHARED & set(codes) else ()
    if not addressees and asked[0].trigger - action.after > _AT_ONCE and not _joint(words, lex, asked, end):
        return (), ("nobody is asked to make the product",)
    return codes, () if addressees else ("nobody is asked to make the product",)


def _reports(words: Words, lex: Lexicon, span: tuple[int, int]) -> tuple[Wanted, ...]:
    """`to report thereon to the Council`: the product is the verb itself."""
    for place in range(*span):
        if match := lex.phrases["reporting"].find(words, place):
            return (Wanted(Thing(place, match[0], match[1], weak=False), place),)
    return ()


def _joint(words: Words, lex: Lexicon, asked: tuple[Wanted, ...], end: int) -> bool:
    """A product of the organisation itself: joint, unified, of the OIC."""
    start = asked[0].trigger
    return any(lex.has("joint", words.at(place)) for place in range(start, min(end, asked[-1].thing.end + _REACH)))
