"""The mandates of one paragraph: clauses found by their verbs, then read part by part."""

from dataclasses import dataclass

from registry.reading.activities import Contents, contents
from registry.reading.addressees import Asked, asked, listed_after, partners
from registry.reading.deadlines import due
from registry.reading.lexicon import Lexicon, lexicon
from registry.reading.names import Names, names_in
from registry.reading.shapes import ReadMandate, Vocabulary
from registry.reading.verbs import Action, actions
from registry.reading.words import Words, words_of

_STATES = "STATES"
_MEMBERS = "MEMBER_STATES"
_LINKS = frozenset(",،;؛:.")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A paragraph being read: its words, its language, who is named, which organ speaks."""

    words: Words
    lex: Lexicon
    names: Names
    organ: str | None


def read_mandates(
    text: str, language: str, vocabulary: Vocabulary, *, house: str | None = None, organ: str | None = None
) -> tuple[ReadMandate, ...]:
    """Return the mandates of an operative paragraph in printed order; spans count its characters.

    `house` is whose style the text has (`oic`, `un`, `au`; guessed when left out): it decides which
    Secretary-General is meant. `organ` is the code of the organ that speaks: it is the addressee of
    what it decides to do itself. Raises `ValueError` for a language without a lexicon.
    """
    lex = lexicon(language)
    words = words_of(text, language)
    names = names_in(words, lex, vocabulary, house or house_of(words, lex))
    reading = _Reading(words, lex, names, organ)
    found = actions(words, lex, names)
    ends = [*(action.start for action in found[1:]), len(words)]
    mandates: list[ReadMandate] = []
    for n, (action, end) in enumerate(zip(found, ends, strict=True)):
        asked_before = mandates[-1].addressees if mandates else ()
        earlier = asked_before or (_spoken_of(reading, found[n - 1], action.start) if n else ())
        mandates.append(_mandate(reading, action, _trimmed(words, lex, action.start, end), earlier))
    return tuple(mandates)


def house_of(words: Words, lex: Lexicon) -> str:
    """Guess whose style a paragraph has: `oic` names itself, `un` prints its verbs in small letters."""
    for house in ("oic", "au"):
        if any(lex.has(f"{house}_words", word) for word in words.folded):
            return house
    if lex.language == "ar":
        return "un" if words.at(0).startswith("ت") else "oic"
    return "oic" if words.shouts(0) else "un"


def _trimmed(words: Words, lex: Lexicon, start: int, end: int) -> int:
    """Leave the link to the next clause out: `; et`, `, and in this regard`."""
    while end > start + 1 and (
        words.at(end - 1) in _LINKS or lex.has("connectors", words.at(end - 1)) or lex.has("clitics", words.at(end - 1))
    ):
        end -= 1
    return end


def _mandate(reading: _Reading, action: Action, end: int, earlier: tuple[str, ...]) -> ReadMandate:
    words, lex, names = reading.words, reading.lex, reading.names
    whom = _whom(reading, action, end, earlier)
    inside = contents(words, lex, names, action, end, whom.codes)
    told = inside.kind == "acknowledgement"
    withs, unknown = ((), 0) if told else partners(words, lex, names, action.after, end)
    withs = withs if told else _beside_event(reading, inside, action, end, withs)
    doubts = [*action.doubts, *whom.doubts, *inside.doubts, *(["a partner is not in the registry"] * bool(unknown))]
    if action.form.canonical in lex.own_verbs:
        doubts.append("the verb is not in the vocabulary")
    return ReadMandate(
        verb=_printed_verb(reading, action),
        canonical=action.form.canonical,
        kind=inside.kind,
        activities=inside.activities,
        deliverables=inside.deliverables,
        addressees=whom.codes,
        partners=tuple(code for code in withs if code not in whom.codes),
        recurrence=inside.recurrence,
        due=None if told else due(words, lex, action.after, end),
        span=(words.starts[action.start], _span_end(words, end)),
        confidence="review" if doubts else "high",
        quantity=inside.quantity,
        mode=inside.mode,
        reasons=(*inside.reasons, *doubts),
        force=action.form.force,
    )


def _printed_verb(reading: _Reading, action: Action) -> str:
    """The verb as printed, with adverbs that stand before it: `Also calls upon`."""
    words, first = reading.words, action.verb
    while first > action.start and reading.lex.has("leading", words.at(first - 1)):
        first -= 1
    return words.text[words.starts[first] : words.ends[action.after - 1]]


def _span_end(words: Words, end: int) -> int:
    closing = words.ends[end - 1]
    return len(words.text.rstrip()) if end == len(words) else closing


def _whom(reading: _Reading, action: Action, end: int, earlier: tuple[str, ...]) -> Asked:
    if action.pronoun:
        doubt = ("the addressee is a pronoun",)
        return Asked(earlier, action.after, doubt)
    if action.form.canonical == "decides" and _does_itself(reading, action):
        return Asked((reading.organ,) if reading.organ else (), action.after)
    whom = asked(reading.words, reading.lex, reading.names, action.form, action.after, end)
    if _STATES in whom.codes and _MEMBERS in _all(reading):
        return Asked(tuple(_MEMBERS if code == _STATES else code for code in whom.codes), whom.task, whom.doubts)
    return whom


def _does_itself(reading: _Reading, action: Action) -> bool:
    """`Decides to convene`, `يقرر أن يعقد`: the organ is to act itself."""
    words, lex, after = reading.words, reading.lex, action.after
    if lex.language == "ar":
        return words.at(after + 1)[:1] == words.folded[action.verb].lstrip("وف")[:1] or not lex.has("that", words.at(after))
    return lex.has("infinitive_marks", words.at(after))


def _all(reading: _Reading) -> set[str]:
    return {code for mention in reading.names.by_start.values() for code in mention.codes}


def _spoken_of(reading: _Reading, action: Action, until: int) -> tuple[str, ...]:
    """Whom the clause before spoke of: what *them* in the next one means."""
    mentions = [m for m in reading.names.by_start.values() if action.after <= m.start < until]
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def _beside_event(
    reading: _Reading, inside: Contents, action: Action, end: int, withs: tuple[str, ...]
) -> tuple[str, ...]:
    """`organiser des ateliers avec X`: a bare *with* names partners when it follows the event at once."""
    if inside.kind != "event" or withs and len(withs) > len(_all(reading)):
        return withs
    words, lex = reading.words, reading.lex
    for place in range(action.after, end):
        if lex.has("bare_with", words.at(place)) and _after_event(words, lex, place):
            beside = listed_after(words, lex, reading.names, place + 1, end)
            return tuple(dict.fromkeys((*beside, *withs)))
    return withs


def _after_event(words: Words, lex: Lexicon, place: int) -> bool:
    return any(
        (match := lex.phrases["events"].find(words, start)) is not None and match[0] in {place, place - 1}
        for start in range(max(0, place - 5), place)
    )
