"""Whom a verb asks to act, and with whom.

Addressees are explicit only: the verb's object, not every body that the sentence mentions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.reading.further import further
from registry.reading.lexicon import Lexicon, VerbForm
from registry.reading.lists import codes_of, is_task, light, object_start, read_list, task_after
from registry.reading.names import Mention
from registry.reading.passage import Passage

_NEAR = 8
UNKNOWN = "the verb's object is not in the registry"
_EVENT_REACH = 5
_NOUN_MAX = 6
_MET = ("consultation", "dialogue", "meeting")
_MODAL_REACH = 4
_MARKS = ("that", "between", "for_whom", "causatives", "agents")
_known_marks: dict[str, frozenset[str]] = {}
WITH_OBJECT = frozenset({"requests", "urges", "mandates", "invites", "reminds", "demands"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a clause asks: their codes in printed order, where the task begins, and doubts."""

    codes: tuple[str, ...]
    task: int
    doubts: tuple[str, ...] = ()


def asked(text: Passage, form: VerbForm, after: int, end: int) -> Asked:
    """Return whom the clause from `after` to `end` asks to act."""
    if form.force == "acknowledgement":
        return Asked((), after)
    if form.force == "position":
        return _deeper(text, form, after, end)
    first = object_start(text, after, end)
    if first is None:
        return _deeper(text, form, after, end, else_from=_behind_unknown(text, after, end))
    read = read_list(text, first, end, bounded=True)
    doubts = set(read.doubts)
    if form.canonical == "calls for" and not is_task(text, read.place):
        doubts.add("the object of the call is not followed by a task")
    others = list(further(text, after, read.place, end))
    if others:
        doubts.add("another addressee stands behind the first task")
    return Asked(codes_of([*read.mentions, *others]), read.place, tuple(sorted(doubts)))


def partners(text: Passage, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the codes of the partners, and how many partner phrases named nobody known."""
    found: list[Mention] = []
    unknown, read_to = 0, start
    for place, after, _ in text.phrases("partners", start, end):
        if place < read_to or text.named(place):
            continue
        read = read_list(text, after, end, bounded=False)
        found += [*read.mentions, *read.beside]
        unknown += not read.mentions
        read_to = read.place
    return codes_of(found), unknown


def skip_aside(text: Passage, place: int, end: int) -> int:
    """Return the place after an aside (`, in coordination with X,`) that begins there; else 0."""
    opening = place + 1 if text.comma(place) else place
    phrase = text.phrase("partners", opening)
    if not phrase or text.named(opening):
        return 0
    read = read_list(text, phrase[0], end, bounded=False)
    beyond = read.place
    named = read.mentions[-1].end if read.mentions else beyond
    for at in range(beyond - 1, named - 1, -1):
        if text.comma(at):
            return at + 1
    while (
        read.mentions
        and beyond < end
        and not (text.comma(beyond) or text.stop(beyond))
        and beyond < read.place + _NEAR
    ):
        beyond += 1
    return beyond if text.comma(beyond) else read.place


def beside_event(text: Passage, start: int, end: int) -> tuple[str, ...]:
    """`organiser des ateliers avec X`: a bare *with* right behind an event names partners.

    With whom one consults, talks or meets is no partner.
    """
    for place in range(start, end):
        if text.has("bare_with", place) and _after_event(text, place):
            return codes_of(read_list(text, place + 1, end, bounded=False).mentions)
    return ()


def _after_event(text: Passage, place: int) -> bool:
    starts = range(max(0, place - _EVENT_REACH), place)
    matches = (text.phrase("events", start) for start in starts)
    near = [match[1] for match in matches if match and match[0] in {place, place - 1}]
    return bool(near) and not near[0].startswith(_MET)


def _deeper(
    text: Passage, form: VerbForm, after: int, end: int, else_from: int | None = None
) -> Asked:
    """Look for those who act inside the task: `that States shall`, `for States to`.

    `else_from` is where an object begins whose first member is unknown: its others are read then.
    """
    actors = list(_actors(text, form, after, end))
    if actors:
        codes = codes_of([mention for _, found in actors for mention in found])
        return Asked(codes, actors[0][0], ("the addressee stands inside the task",))
    if else_from is not None:
        read = read_list(text, else_from, end, bounded=True)
        return Asked(codes_of(read.mentions), read.place, (UNKNOWN,))
    if form.force == "position":
        return Asked((), after, _perhaps(text, after, end))
    unknown = _named_unknown(text, form, after, end)
    return Asked((), after, (UNKNOWN,) if unknown else ())


def _perhaps(text: Passage, after: int, end: int) -> tuple[str, ...]:
    """`stresses the importance of cooperation between States`: nobody is asked, or all of them."""
    for place in range(after, end):
        if (
            text.has("between", place)
            and _near(text, "joint_action", place)
            and object_start(text, place + 1, end)
        ):
            return ("those between whom it is stressed may be asked",)
    return ()


def _actors(
    text: Passage, form: VerbForm, after: int, end: int
) -> Iterator[tuple[int, list[Mention]]]:
    """Those who act in the first place that tells it; of `that`-clauses all places."""
    for place in _until_purpose(text, after, end):
        if not _may_mark(text, place) or text.named(place):
            continue
        first = _subject(text, place, end)
        if first is None:
            continue
        read = read_list(text, first, end, bounded=_of_duty(text, place))
        if _acts(text, form, place, read.place):
            yield place, read.mentions
            if not text.has("that", place):
                return


def _may_mark(text: Passage, place: int) -> bool:
    """Whether a word can stand before one who acts; most words cannot."""
    return text.at(place) in _marks(text.lex) or _of_duty(text, place)


def _marks(lex: Lexicon) -> frozenset[str]:
    if lex.language not in _known_marks:
        _known_marks[lex.language] = frozenset().union(*(lex.sets[group] for group in _MARKS))
    return _known_marks[lex.language]


def _subject(text: Passage, place: int, end: int) -> int | None:
    """The first name behind a mark; in Arabic the verb may stand between: `أن تنظم الدول`."""
    first = object_start(text, place + 1, end)
    if first is None and text.language == "ar" and text.has("that", place):
        return object_start(text, place + 2, end)
    return first


def _behind_unknown(text: Passage, after: int, end: int) -> int | None:
    """Where an object begins whose first member is unknown: `the Forum and States to`."""
    place = after
    while place < end and (step := light(text, place)):
        place = step
    if place >= end or task_after(text, place, end) is None:
        return None
    return place if text.words.capital(place) or _plain_noun(text, place, end) else None


def _plain_noun(text: Passage, place: int, end: int) -> bool:
    """A few words without a preposition, then *and* or a comma: `schools and States to`."""
    at, last = place, min(end, place + _NOUN_MAX)
    while at < last and not (text.comma(at) or text.has("connectors", at)):
        if text.has("genitives", at) or text.has("stoppers", at) or is_task(text, at):
            return False
        at += 1
    return place < at < last


def _until_purpose(text: Passage, after: int, end: int) -> Iterator[int]:
    place = after
    while place < end and not text.phrase("final_purposes", place):
        joiner = text.phrase("joiners", place)
        if not joiner:
            yield place
        place = joiner[0] if joiner else place + 1


def _acts(text: Passage, form: VerbForm, place: int, beyond: int) -> bool:
    word = text.at(place)
    task = is_task(text, beyond)
    if text.lex.has("that", word):
        passive = bool(text.phrase("passive", beyond))
        modal = any(text.has("modals", p) for p in range(beyond, beyond + _MODAL_REACH))
        return not passive and (modal or form.force != "position")
    if text.lex.has("between", word):
        return form.force != "position" and _near(text, "joint_action", place)
    if text.lex.has("for_whom", word) or _of_duty(text, place):
        return task or (text.language == "ar" and _of_duty(text, place))
    if text.lex.has("causatives", word):
        return task and form.force != "position"
    return (
        form.force != "position" and text.lex.has("agents", word) and _near(text, "efforts", place)
    )


def _of_duty(text: Passage, place: int) -> bool:
    """`the responsibility of all enterprises to ...`."""
    word, before = text.at(place), text.at(place - 1)
    return text.lex.has("duty_words", word if text.language == "ar" else before) and (
        text.language == "ar" or text.lex.has("genitives", word)
    )


def _near(text: Passage, group: str, place: int) -> bool:
    return any(text.has(group, p) for p in range(max(0, place - _NEAR), place))


def _named_unknown(text: Passage, form: VerbForm, after: int, end: int) -> bool:
    """Somebody is asked whom nobody knows: the verb wants an object, and no task stands there."""
    if text.language == "ar" and form.canonical == "requests":
        return text.has("fillers", after)
    task = task_after(text, after, end)
    direct = after
    while phrase := text.phrase("adverbs", direct):
        direct = phrase[0]
    if form.canonical in WITH_OBJECT and task != direct:
        return True
    if text.language == "ar" or task is None or task == after:
        return False
    place = after
    while place < task and (step := light(text, place)):
        place = step
    return place < task and text.at(task) != "que"
