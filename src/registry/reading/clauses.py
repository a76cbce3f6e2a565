"""The mandates of one paragraph: clauses found by their verbs, then read part by part."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from registry.reading.activities import Contents, contents
from registry.reading.addressees import UNKNOWN, Asked, asked, beside_event, partners
from registry.reading.again import named_again
from registry.reading.deadlines import due
from registry.reading.lexicon import lexicon
from registry.reading.missed import missed_verbs
from registry.reading.passage import Passage, passage_of
from registry.reading.passed_over import passed_over
from registry.reading.shapes import ReadMandate, Vocabulary
from registry.reading.speaking import Action
from registry.reading.verbs import actions, adverbs_of, left_out

_STATES = "STATES"
_MEMBERS = "MEMBER_STATES"
_PRONOUN = "the addressee is a pronoun"
_LINKS = frozenset(",،;؛:.")


@dataclass(frozen=True, slots=True)
class _Clause:
    """One verb with what follows, up to the word `end`.

    `earlier` are those whom the clause before asked (`told`) or else named, `spoken` all who were
    named before, `named` all whom the paragraph names.
    """

    text: Passage
    action: Action
    end: int
    earlier: tuple[str, ...]
    spoken: tuple[str, ...]
    named: tuple[str, ...]
    told: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: the house's style, the organ that speaks, who was named before.

    `spoken` are the codes of the paragraphs before in their order: `the Centre` may be one.
    """

    house: str | None = None
    organ: str | None = None
    spoken: tuple[str, ...] = ()


_NOWHERE = Setting()


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph's mandates, words that may be verbs but are in no lexicon, and codes named."""

    mandates: tuple[ReadMandate, ...]
    missed: tuple[str, ...]
    named: tuple[str, ...]


def read_mandates(
    text: str,
    language: str,
    vocabulary: Vocabulary,
    *,
    house: str | None = None,
    organ: str | None = None,
) -> tuple[ReadMandate, ...]:
    """Return the mandates of an operative paragraph in printed order; spans count its characters.

    `house` is whose style the text has (`oic`, `un`, `au`; guessed when left out): it decides which
    Secretary-General is meant. `organ` is the code of the organ that speaks: it is the addressee of
    what it decides to do itself. Raises `ValueError` for a language without a lexicon.
    """
    return read_clauses(text, language, vocabulary, Setting(house, organ)).mandates


def read_clauses(
    text: str, language: str, vocabulary: Vocabulary, setting: Setting = _NOWHERE
) -> Clauses:
    """Return the mandates as `read_mandates` does, and what may be a verb but is in no lexicon."""
    passage = passage_of(text, lexicon(language), vocabulary, setting.house)
    covered = adverbs_of(passage)
    found = actions(passage, covered)
    missed = missed_verbs(passage, found, covered)
    ends = [action.start for action in found[1:]] + [len(passage)] * bool(found)
    mandates: list[ReadMandate] = []
    earlier: tuple[str, ...] = ()
    told = False
    named = _named_in(passage, 0, len(passage))
    befores = _named_before(passage, [action.start for action in found])
    doubtful = deque(sorted({*missed, *left_out(passage, found, covered)}))
    for action, end, before in zip(found, ends, befores, strict=True):
        spoken = (*setting.spoken, *before)
        trimmed = _trimmed(passage, action.start, end)
        clause = _Clause(passage, action, trimmed, earlier, spoken, named, told)
        beside = False
        while doubtful and doubtful[0] < end:
            beside |= doubtful.popleft() >= action.start
        mandates.append(_mandate(clause, setting.organ, beside=beside))
        told = bool(mandates[-1].addressees)
        earlier = mandates[-1].addressees or _named_in(passage, action.after, end)
    words = tuple(passage.printed(place, place + 1) for place in missed)
    return Clauses(tuple(mandates), words, named)


def _trimmed(text: Passage, start: int, end: int) -> int:
    """Leave the link to the next clause out: `; et`, `, and in this regard`."""
    adverbs = {after: place for place, after, _ in text.phrases("adverbs", start, end)}
    while end < len(text) and end > start + 1:
        if end in adverbs and adverbs[end] > start:
            end = adverbs[end]
        elif text.at(end - 1) in _LINKS or _joins(text, end - 1):
            end -= 1
        else:
            break
    return end


def _joins(text: Passage, place: int) -> bool:
    return text.has("connectors", place) or text.has("clitics", place)


def _named_in(text: Passage, start: int, end: int) -> tuple[str, ...]:
    mentions = text.names.between(start, end)
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def _named_before(text: Passage, starts: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Give for each of these ascending places the codes named before it, each once."""
    codes: dict[str, None] = {}
    seen = 0
    for start in starts:
        codes |= dict.fromkeys(_named_in(text, seen, start))
        seen = start
        yield tuple(codes)


def _mandate(clause: _Clause, organ: str | None, *, beside: bool) -> ReadMandate:
    text, action, end = clause.text, clause.action, clause.end
    whom = _whom(clause, organ)
    inside = contents(text, action, end, whom)
    told = inside.kind == "acknowledgement"
    withs, unknown = ((), False) if told else _partners(clause, inside)
    doubts = _all_doubts(clause, whom, inside, withs, unknown=unknown)
    doubts += ("a word beside it may be another verb",) * beside
    return ReadMandate(
        verb=_printed_verb(text, action),
        canonical=action.form.canonical,
        kind=inside.kind,
        activities=inside.activities,
        deliverables=inside.deliverables,
        addressees=whom.codes,
        partners=tuple(code for code in withs if code not in whom.codes),
        recurrence=inside.recurrence,
        due=None if told else due(text, action.after, end),
        span=(text.words.starts[action.start], _span_end(text, end)),
        confidence="review" if doubts else "high",
        quantity=inside.quantity,
        mode=inside.mode,
        reasons=(*inside.reasons, *doubts),
        force=action.form.force,
    )


def _whom(clause: _Clause, organ: str | None) -> Asked:
    text, action = clause.text, clause.action
    if action.pronoun and action.form.force != "acknowledgement":
        sure = clause.told and bool(clause.earlier)
        return Asked(clause.earlier, action.after, () if sure else (_PRONOUN,))
    if action.form.canonical == "decides" and _does_itself(text, action):
        return Asked((organ,) if organ else (), action.after)
    whom = asked(text, action.form, action.after, clause.end)
    if not whom.codes and text.has("pointing", action.after) and not text.named(action.after + 1):
        return Asked(clause.earlier, action.after, (_PRONOUN,))
    if not whom.codes and UNKNOWN in whom.doubts:
        return _again(clause, whom)
    if _STATES in whom.codes and _MEMBERS in clause.named:
        codes = dict.fromkeys(_MEMBERS if code == _STATES else code for code in whom.codes)
        return replace(whom, codes=tuple(codes))
    return whom


def _again(clause: _Clause, unknown: Asked) -> Asked:
    """Look for the body that an unknown object means by one word: `the Centre`."""
    code = named_again(clause.text, clause.action.after, clause.end, clause.spoken)
    return Asked((code,), unknown.task, ("a body is named by one word",)) if code else unknown


def _does_itself(text: Passage, action: Action) -> bool:
    """`Decides to convene`, `يقرر أن يعقد`: the organ is to act itself."""
    if text.language != "ar":
        return text.has("infinitive_marks", _past_adverbs(text, action.after))
    same_person = text.at(action.after + 1)[:1] == text.at(action.verb).lstrip("وف")[:1]
    return same_person or not text.has("that", action.after)


def _past_adverbs(text: Passage, place: int) -> int:
    """Return the place behind adverbs and their commas: `Decides, in this regard, to`."""
    while (phrase := text.phrase("adverbs", place)) or text.comma(place):
        place = phrase[0] if phrase else place + 1
    return place


def _partners(clause: _Clause, inside: Contents) -> tuple[tuple[str, ...], bool]:
    text, after, end = clause.text, clause.action.after, clause.end
    withs, unknown = partners(text, after, end)
    beside = beside_event(text, after, end) if inside.kind == "event" else ()
    return tuple(dict.fromkeys((*beside, *withs))), unknown > 0


def _all_doubts(
    clause: _Clause, whom: Asked, inside: Contents, withs: tuple[str, ...], *, unknown: bool
) -> tuple[str, ...]:
    text, known = clause.text, frozenset((*whom.codes, *withs))
    unsure = any(text.lex.has("unsure_codes", code.lower()) for code in whom.codes)
    return (
        *clause.action.doubts,
        *whom.doubts,
        *inside.doubts,
        *(("a partner is not in the registry",) if unknown else ()),
        *(("the verb is not in the vocabulary",) if clause.action.form.own else ()),
        *(("those asked are known by two codes",) if unsure else ()),
        *(
            ("a body that is named may be asked too",)
            if passed_over(text, clause.action, clause.end, known)
            else ()
        ),
    )


def _printed_verb(text: Passage, action: Action) -> str:
    """The verb as printed, with adverbs that stand before it: `Also calls upon`."""
    first = action.verb
    while first > action.start and text.has("leading", first - 1):
        first -= 1
    return text.printed(first, action.after)


def _span_end(text: Passage, end: int) -> int:
    return len(text.words.text.rstrip()) if end == len(text) else text.words.ends[end - 1]
