"""Lists of names in a sentence: where they begin, go on and end, and where the task begins."""

from dataclasses import dataclass, field

from registry.reading.names import Mention
from registry.reading.passage import Passage
from registry.reading.words import variants

_LOOK_AHEAD = 90
_OBJECT_REACH = 60
_LIST_MAX = 300
_BRACKET_MAX = 60
_ADVERBS_BEFORE_INFINITIVE = 4


@dataclass(slots=True)
class NameList:
    """A list of names being read: the mentions so far, the place it has come to, and doubts.

    `beside` are those of asides inside the list: `X, in cooperation with Y, and Z`.
    """

    place: int
    mentions: list[Mention] = field(default_factory=list)
    beside: list[Mention] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)


def object_start(text: Passage, after: int, end: int | None = None) -> int | None:
    """Return where the first name of the verb's own object stands, if the object is a name."""
    place, limit = after, min(after + _OBJECT_REACH, len(text) if end is None else end)
    began = after
    while place < limit:
        if text.mention(place):
            return place
        if partner := text.phrase("partners", place):
            place = read_list(text, partner[0], limit, bounded=False).place
            continue
        if place > began and is_task(text, place):
            return None
        step = light(text, place)
        if not step:
            return None
        began += (step - place) * (began == place and text.phrase("adverbs", place) is not None)
        place = step
    return None


def read_list(text: Passage, start: int, end: int, *, bounded: bool) -> NameList:
    """Read names, their qualifiers and conjunctions until the task begins, or a word fits no list.

    `bounded`: words that fit no list are passed over when a task still follows.
    """
    read, end = NameList(start), min(end, start + _LIST_MAX)
    until = task_after(text, start, end) if bounded else None
    while read.place < end and not text.stop(read.place):
        if read.place > start and (is_task(text, read.place) or _ends(text, read.place, until)):
            break
        step = _step(text, read, end) or (_pass_over(text, read, until) if until else 0)
        if not step:
            break
        read.place = step
    return read


def is_task(text: Passage, place: int) -> bool:
    """Whether the task begins there: `à organiser`, `to convene`, `that`, `إلى`, a purpose."""
    if place >= len(text) or text.named(place):
        return False
    word = text.at(place)
    if text.phrase("joiners", place):
        return False
    if text.lex.has("that", word) or text.phrase("purposes", place):
        return True
    return text.lex.has("infinitive_marks", word) and _infinitive(text, place + 1)


def task_after(text: Passage, start: int, end: int) -> int | None:
    """Return where the next task of the sentence begins, if one does."""
    for place in range(start, min(end, start + _LOOK_AHEAD)):
        if text.stop(place):
            return None
        if is_task(text, place):
            return place
    return None


def light(text: Passage, place: int) -> int:
    """Return the place after a word that may stand before a name (article, comma); else 0."""
    found = [text.phrase(kind, place) for kind in ("adverbs", "joiners", "heads")]
    if longest := max((match[0] for match in found if match), default=0):
        return longest
    word = text.at(place)
    number = word.isdigit() or word in text.lex.numbers
    mark = text.comma(place) or word in {"(", ")"} or number
    known = _fills(text, word) or text.lex.has("connectors", word) or _qualifies(text, word)
    return place + 1 if mark or known else 0


def codes_of(mentions: list[Mention]) -> tuple[str, ...]:
    """Return the codes of the mentions, each once, in printed order."""
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def _fills(text: Passage, word: str) -> bool:
    """An Arabic article-like word may carry a preposition: `بجميع الدول`."""
    if text.language == "ar":
        return any(text.lex.has("fillers", each) for each in variants(word, "ar"))
    return text.lex.has("fillers", word)


def _qualifies(text: Passage, word: str) -> bool:
    return text.lex.has("qualifiers", word) or text.lex.has(
        "qualifiers", word.removesuffix("s").removesuffix("e")
    )


def _ends(text: Passage, place: int, until: int | None) -> bool:
    """An aside's list ends where the verb's preposition comes again: `, avec X, au Y de ...`."""
    return until is None and text.comma(place - 1) and text.has("object_again", place)


def _step(text: Passage, read: NameList, end: int) -> int:
    """Take one known piece of the list and return the place after it; 0 when it is unknown."""
    place = read.place
    if mention := text.mention(place):
        if not (read.mentions and _belongs_to(text, place)):
            read.mentions.append(mention)
        return _enumerated(text, read, mention.end) or mention.end
    if partner := text.phrase("partners", place):
        return _aside(text, read, partner[0], end) if read.mentions else 0
    if of := _genitive(text, place):
        return of
    return light(text, place)


def _aside(text: Passage, read: NameList, after: int, end: int) -> int:
    inside = read_list(text, after, end, bounded=False)
    read.beside += [*inside.mentions, *inside.beside]
    return inside.place


def _enumerated(text: Passage, read: NameList, place: int) -> int:
    """`the organs (A, B and C)` names members in the group's stead; `the Fund (ISF)` does not."""
    after = _genitive(text, place) or place
    if text.at(after) != "(":
        return 0
    inside = NameList(after + 1)
    while text.at(inside.place) not in {")", ""} and inside.place < after + _BRACKET_MAX:
        inside.place = _step(text, inside, len(text)) or inside.place + 1
    if text.at(inside.place) != ")" or len(inside.mentions) <= 1:
        return 0
    read.mentions[-1:] = inside.mentions
    return inside.place + 1


def _belongs_to(text: Passage, place: int) -> bool:
    """An Arabic name with a glued `ل` belongs to the name before it."""
    return text.language == "ar" and text.at(place).startswith("لل")


def _genitive(text: Passage, place: int) -> int:
    """`of the X`, `de l'X` after a name: the X is not another member of the list."""
    if not text.has("genitives", place):
        return 0
    if (
        text.comma(place - 1)
        or text.has("connectors", place - 1)
        or (text.at(place - 1) == "que" and text.at(place - 2) == "ainsi")
    ):
        return place + 1
    inner = place + 1
    while text.has("fillers", inner) or text.has("genitives", inner):
        inner += 1
    mention = text.mention(inner)
    return mention.end if mention else 0


def _pass_over(text: Passage, read: NameList, until: int) -> int:
    """Pass over an aside, a relative clause or an unknown member, up to the next pause."""
    place = read.place
    if text.language == "ar" and (_task_noun(text, place) or not _may_join(text, place)):
        return 0
    aside = bool(text.phrase("adjuncts", place)) or text.has("relatives", place)
    joined = (
        text.comma(place - 1)
        or any(text.has(group, place - 1) for group in ("connectors", "fillers"))
        or (text.language == "ar" and text.at(place).startswith("و"))
    )
    if joined and not aside:
        read.doubts.add("a name in the object is not in the registry")
    place += 1
    while place < until and not text.comma(place):
        if not aside and text.has("connectors", place) and not text.has("genitives", place + 1):
            break
        place += 1
    return place


def _task_noun(text: Passage, place: int) -> bool:
    return bool(text.phrase("convene", place) or text.phrase("produce", place))


def _may_join(text: Passage, place: int) -> bool:
    return text.at(place).startswith("و") or text.comma(place - 1) or text.has("relatives", place)


def _infinitive(text: Passage, place: int) -> bool:
    """Whether an infinitive follows a mark, past clitics and adverbs; Arabic marks need none."""
    if text.language == "ar":
        return True
    for step in range(place, place + _ADVERBS_BEFORE_INFINITIVE):
        word = text.at(step)
        if text.lex.has("before_infinitive", word):
            continue
        if text.named(step) or not word.isalpha() or text.lex.has("not_infinitives", word):
            return False
        if text.language == "en":
            return not text.words.capital(step)
        if not text.phrase("adverbs", step):
            return word.endswith(text.lex.endings)
    return False
