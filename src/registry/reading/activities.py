"""What a clause asks for: events, products, or neither; how many, how often, in which mode."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.reading.addressees import Asked
from registry.reading.convoking import convoked
from registry.reading.forward import Wanted
from registry.reading.gathering import gathered
from registry.reading.governed import needed, object_of_verb, wanted
from registry.reading.held import something_held, to_be_held
from registry.reading.passage import Passage
from registry.reading.products import STATES, UNASKING, asked_products
from registry.reading.speaking import ASKING, Action
from registry.reading.things import Thing, past, things
from registry.reading.triggers import convenes, makes

_TRAINING_OF = 3
_DIGITS = 2
_ARTICLE_REACH = (1, 2)
_ARABIC_ARTICLES = ("ال", "لل", "بال", "وال", "فال", "كال")
_WORRIED = 5
_UNMADE = "something is to be made for which no product word is known"
_UNHEARD = "something is to be organised for which no event word is known"


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


def contents(text: Passage, action: Action, end: int, whom: Asked) -> Contents:
    """Read what one clause asks `whom` for, from its verb to the word `end`."""
    if action.form.force == "acknowledgement":
        return Contents(
            "acknowledgement", reasons=("the verb acknowledges",), doubts=_worried(text, action)
        )
    found = things(text, "events", action.after, end)
    events = _events(text, action, end, found)
    if events:
        return _convening(text, action, end, events, found)
    products, doubts = asked_products(text, action, end, whom)
    unasked = tuple(
        f"an event word that nobody is asked to convene: {text.printed(t.start, t.end)}"
        for t in found.values()
        if _perhaps_asked(text, t, action, whom)
    )
    kind = "deliverable" if products else "policy"
    unmade = not products and not (whom.codes and set(whom.codes) <= STATES)
    unmade = unmade and makes(text, (action.after, end))
    unheard = not unasked and (
        (not products and convenes(text, (action.after, end)))
        or (action.form.force in ASKING and something_held(text, action.after, end))
    )
    return Contents(
        kind,
        deliverables=products,
        recurrence=_meaning(text, "recurrences", action.after, end) if products else None,
        reasons=(f"asks for {', '.join(products)}",)
        if products
        else ("no event or product is asked for",),
        doubts=(*unasked, *doubts, *((_UNHEARD,) * unheard), *((_UNMADE,) * unmade)),
    )


def _events(text: Passage, action: Action, end: int, found: dict[int, Thing]) -> tuple[Wanted, ...]:
    span = (action.after, end)
    events = _named_best(wanted(text, found, "convene", span))
    if action.form.force == "position":
        sure = tuple(w for w in events if not w.doubts or (w.of_new and len(w.doubts) == 1))
        return sure or needed(text, found, span)
    events = events or gathered(text, found, span) or to_be_held(text, found, action.after, end)
    if events:
        return events
    own = object_of_verb(text, found, action.after, end)
    return own or convoked(text, span) or _training(text, found, action) or _verbal(text, span)


def _named_best(events: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """`events and campaigns`: a word for any event says nothing beside one of its own."""
    own = tuple(w for w in events if not (w.thing.weak and w.thing.code == "meeting"))
    return own or events


def _training(text: Passage, found: dict[int, Thing], action: Action) -> tuple[Wanted, ...]:
    """`ENCOURAGE la formation des cadres`: people to be trained, not a standing service."""
    for thing in found.values():
        near = thing.start - action.after < _TRAINING_OF
        if thing.code == "training" and near and text.has("genitives", thing.end):
            return (Wanted(thing, action.after, ("training of people, without a form",)),)
    return ()


def _verbal(text: Passage, span: tuple[int, int]) -> tuple[Wanted, ...]:
    """`to meet annually`: the convening is the verb itself."""
    for place, after, code in text.phrases("event_verbs", *span):
        return (Wanted(Thing(place, after, code, weak=False), place, ("the event is a verb",)),)
    return ()


def _worried(text: Passage, action: Action) -> tuple[str, ...]:
    """`Notes with concern`: a person may call it a policy."""
    near = text.phrases("worried", action.start, action.after + _WORRIED)
    return ("the verb notes with concern",) if any(near) else ()


def _convening(
    text: Passage, action: Action, end: int, events: tuple[Wanted, ...], found: dict[int, Thing]
) -> Contents:
    codes = _all_codes(text, events)
    doubts = [doubt for want in events for doubt in want.doubts]
    doubts += _other_readings(text, events, found)
    if action.form.force == "position":
        doubts.append("the verb stresses, it does not ask")
    first = events[0]
    return Contents(
        "event",
        activities=codes,
        quantity=_quantity(text, first),
        mode=_meaning(text, "modes", action.after, end),
        recurrence=_meaning(text, "recurrences", action.after, end),
        reasons=(f"asks to convene: {', '.join(codes)}",),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _other_readings(
    text: Passage, events: tuple[Wanted, ...], found: dict[int, Thing]
) -> Iterator[str]:
    """Why a person may name other activities than those that were read."""
    own = {want.thing.start for want in events}
    for thing in found.values():
        if thing.start not in own and thing.code != "session" and not _by_name(text, thing):
            yield "another event word stands beside the event"
    if any(text.phrase("ambiguous_events", want.thing.start) for want in events):
        yield "the event has two names"


def _perhaps_asked(text: Passage, thing: Thing, action: Action, whom: Asked) -> bool:
    """Whether a person may read a call into an event word that no verb of convening governs.

    Not into a session, a past event, one that is known already (*the forum*), states' own training
    of people, or what is only condemned or affirmed.
    """
    if action.form.canonical in UNASKING or thing.code == "session" or past(text, thing):
        return False
    if thing.weak:
        own = action.form.force == "position" or (whom.codes and set(whom.codes) <= STATES)
        return not (own and thing.code == "training")
    return not (_by_name(text, thing) or _definite(text, thing))


def _definite(text: Passage, thing: Thing) -> bool:
    """`the annual forum`, `les ateliers`, `المنتدى`: one that is known already."""
    if text.language == "ar":
        return any(text.at(thing.start).startswith(mark) for mark in _ARABIC_ARTICLES)
    return any(text.has("articles", thing.start - back) for back in _ARTICLE_REACH)


def _by_name(text: Passage, thing: Thing) -> bool:
    return text.has("articles", thing.start - 1) and text.words.capital(thing.start)


def _all_codes(text: Passage, events: tuple[Wanted, ...]) -> tuple[str, ...]:
    """The activities in printed order; `session` says nothing beside the event it belongs to."""
    told = [want.thing for want in events if want.thing.code != "session"] or [events[0].thing]
    return tuple(dict.fromkeys(code for thing in told for code in _codes(text, thing)))


def _codes(text: Passage, thing: Thing) -> tuple[str, ...]:
    """A session of a conference is a conference; a word may stand for several activities."""
    of_conference = any(text.has("conference_words", p) for p in range(thing.end, thing.end + 4))
    if thing.code == "session":
        return ("conference",) if of_conference else ("meeting",)
    return tuple(thing.code.split("+"))


def _quantity(text: Passage, want: Wanted) -> int | None:
    for place in range(want.thing.start - 1, max(want.trigger, want.thing.start - 6) - 1, -1):
        word = text.at(place)
        if text.words.glued(place):
            continue
        if word in text.lex.numbers:
            return text.lex.numbers[word]
        if word.isdigit() and len(word) <= _DIGITS:
            return int(word)
    return None


def _meaning(text: Passage, phrases: str, start: int, end: int) -> str | None:
    return next((meaning for _, _, meaning in text.phrases(phrases, start, end)), None)
