"""Whom a verb asks to act, and with whom.

Addressees are explicit only: the verb's object, not every body that the sentence mentions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.reading.lexicon import Lexicon, VerbForm
from registry.reading.names import Mention, Names
from registry.reading.words import Words

_COMMAS = frozenset(",،")
_STOPS = frozenset(";؛.")
_LOOK_AHEAD = 90
_NEAR = 8
_UNASKING = frozenset({"acknowledgement"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a clause asks: their codes in printed order, where the task begins, and doubts."""

    codes: tuple[str, ...]
    task: int
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _List:
    """A list of names being read: the mentions so far, the place it has come to, and doubts."""

    place: int
    mentions: list[Mention] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)


def asked(words: Words, lex: Lexicon, names: Names, form: VerbForm, after: int, end: int) -> Asked:
    """Return whom the clause from `after` to `end` asks to act."""
    if form.force in _UNASKING:
        return Asked((), after)
    if form.force == "position":
        return _deeper(words, lex, names, form, after, end)
    first = object_start(words, lex, names, after, end)
    if first is None:
        return _deeper(words, lex, names, form, after, end)
    read = _read_list(words, lex, names, first, end, bounded=True)
    doubts = set(read.doubts)
    if form.canonical == "calls for" and not is_task(words, lex, names, read.place):
        doubts.add("the object of the call is not followed by a task")
    return Asked(_codes(read.mentions), read.place, tuple(sorted(doubts)))


def object_start(words: Words, lex: Lexicon, names: Names, after: int, end: int | None = None) -> int | None:
    """Return where the first name of the verb's own object stands, if the object is a name."""
    place, limit = after, len(words) if end is None else end
    while place < limit:
        if names.at(place):
            return place
        partner = lex.phrases["partners"].find(words, place)
        if partner:
            place = _read_list(words, lex, names, partner[0], limit, bounded=False).place
            continue
        if not (step := _light(words, lex, place)) or (place > after and is_task(words, lex, names, place)):
            return None
        place = step
    return None


def _light(words: Words, lex: Lexicon, place: int) -> int:
    """Return the place after a word that may stand before a name (article, adverb, comma); else 0."""
    found = [lex.phrases[kind].find(words, place) for kind in ("adverbs", "joiners")]
    if longest := max((match[0] for match in found if match), default=0):
        return longest
    word = words.at(place)
    light = word in _COMMAS or word in {"(", ")"} or word.isdigit()
    known = lex.has("fillers", word) or lex.has("connectors", word) or _qualifies(lex, word)
    return place + 1 if light or known else 0


def _qualifies(lex: Lexicon, word: str) -> bool:
    return lex.has("qualifiers", word) or lex.has("qualifiers", word.removesuffix("s").removesuffix("e"))


def partners(words: Words, lex: Lexicon, names: Names, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Return the codes of those with whom to act, and how many partner phrases named nobody known."""
    found: list[Mention] = []
    unknown, place = 0, start
    while place < end:
        phrase = lex.phrases["partners"].find(words, place)
        if not phrase or names.inside(place):
            place += 1
            continue
        read = _read_list(words, lex, names, phrase[0], end, bounded=False)
        found += read.mentions
        unknown += not read.mentions
        place = max(read.place, phrase[0])
    return _codes(found), unknown


def skip_aside(words: Words, lex: Lexicon, names: Names, place: int, end: int) -> int:
    """Return the place after an aside with partners that begins there (`, in coordination with X,`); else 0."""
    opening = place + 1 if words.at(place) in _COMMAS else place
    phrase = lex.phrases["partners"].find(words, opening)
    if not phrase or names.inside(opening):
        return 0
    read = _read_list(words, lex, names, phrase[0], end, bounded=False)
    beyond = read.place
    if words.at(beyond - 1) in _COMMAS:
        return beyond
    while read.mentions and beyond < end and words.folded[beyond] not in _COMMAS | _STOPS and beyond < read.place + _NEAR:
        beyond += 1
    return beyond if words.at(beyond) in _COMMAS else read.place


def listed_after(words: Words, lex: Lexicon, names: Names, start: int, end: int) -> tuple[str, ...]:
    """Return the codes of the list of names that begins at `start`."""
    return _codes(_read_list(words, lex, names, start, end, bounded=False).mentions)


def _read_list(words: Words, lex: Lexicon, names: Names, start: int, end: int, *, bounded: bool) -> _List:
    """Read names, their qualifiers and conjunctions until the task begins, or a word fits no list.

    `bounded`: words that fit no list are passed over when a task still follows.
    """
    read = _List(start)
    until = _task_after(words, lex, names, start, end) if bounded else None
    while read.place < end and words.folded[read.place] not in _STOPS:
        if read.place > start and is_task(words, lex, names, read.place):
            break
        step = _step(words, lex, names, read, end) or (_pass_over(words, lex, names, read, until) if until else 0)
        if not step:
            break
        read.place = step
    return read


def _step(words: Words, lex: Lexicon, names: Names, read: _List, end: int) -> int:
    """Take one known piece of the list and return the place after it; 0 when the piece is unknown."""
    place = read.place
    if mention := names.at(place):
        if not (read.mentions and _belongs_to(words, place)):
            read.mentions.append(mention)
        return _enumerated(words, lex, names, read, mention.end) or mention.end
    if partner := lex.phrases["partners"].find(words, place):
        return _read_list(words, lex, names, partner[0], end, bounded=False).place if read.mentions else 0
    if of := _genitive(words, lex, names, place):
        return of
    if light := _light(words, lex, place):
        return light
    return 0


def _enumerated(words: Words, lex: Lexicon, names: Names, read: _List, place: int) -> int:
    """`the organs (A, B and C)` names the members in the group's stead; `the Fund (ISF)` does not."""
    after = _genitive(words, lex, names, place) or place
    if words.at(after) != "(":
        return 0
    inside = _List(after + 1)
    while words.at(inside.place) != ")" and (step := _step(words, lex, names, inside, len(words))):
        inside.place = step
    if words.at(inside.place) != ")" or len(inside.mentions) <= 1:
        return 0
    read.mentions[-1:] = inside.mentions
    return inside.place + 1


def _belongs_to(words: Words, place: int) -> bool:
    """An Arabic name with a glued `ل` belongs to the name before it."""
    return words.language == "ar" and words.folded[place].startswith("لل")


def _genitive(words: Words, lex: Lexicon, names: Names, place: int) -> int:
    """`of the X`, `de l'X` after a name: the X is not another member of the list."""
    if not lex.has("genitives", words.at(place)):
        return 0
    before = words.at(place - 1)
    if before in _COMMAS or lex.has("connectors", before) or (before == "que" and words.at(place - 2) == "ainsi"):
        return place + 1
    inner = place + 1
    while lex.has("fillers", words.at(inner)) or lex.has("genitives", words.at(inner)):
        inner += 1
    mention = names.at(inner)
    return mention.end if mention else 0


def _pass_over(words: Words, lex: Lexicon, names: Names, read: _List, until: int) -> int:
    """Pass over an aside, a relative clause or an unknown member, up to the next comma or conjunction."""
    place = read.place
    if lex.language == "ar" and (_task_noun(words, lex, place) or not _may_join(words, lex, place)):
        return 0
    aside = bool(lex.phrases["adjuncts"].find(words, place)) or lex.has("relatives", words.at(place))
    joined = words.at(place - 1) in _COMMAS or lex.has("connectors", words.at(place - 1)) or lex.has("fillers", words.at(place - 1))
    if joined and not aside:
        read.doubts.add("a name in the object is not in the registry")
    place += 1
    while place < until and words.folded[place] not in _COMMAS:
        if not aside and lex.has("connectors", words.folded[place]) and not lex.has("genitives", words.at(place + 1)):
            break
        place += 1
    return place


def _task_noun(words: Words, lex: Lexicon, place: int) -> bool:
    return bool(lex.phrases["convene"].find(words, place) or lex.phrases["produce"].find(words, place))


def _may_join(words: Words, lex: Lexicon, place: int) -> bool:
    before = words.at(place - 1)
    return words.folded[place].startswith("و") or before in _COMMAS or lex.has("relatives", words.at(place))


def _task_after(words: Words, lex: Lexicon, names: Names, start: int, end: int) -> int | None:
    for place in range(start, min(end, start + _LOOK_AHEAD)):
        if words.folded[place] in _STOPS:
            return None
        if is_task(words, lex, names, place):
            return place
    return None


def is_task(words: Words, lex: Lexicon, names: Names, place: int) -> bool:
    """Whether the task begins there: `à organiser`, `to convene`, `that`, `إلى`, a purpose."""
    if place >= len(words) or names.inside(place):
        return False
    word = words.folded[place]
    if lex.phrases["joiners"].find(words, place):
        return False
    if lex.has("that", word) or lex.phrases["purposes"].find(words, place):
        return True
    return lex.has("infinitive_marks", word) and _infinitive(words, lex, names, place + 1)


def _infinitive(words: Words, lex: Lexicon, names: Names, place: int) -> bool:
    """Whether an infinitive follows a mark, past clitics and adverbs; Arabic marks need none."""
    if lex.language == "ar":
        return True
    for step in range(place, place + 4):
        word = words.at(step)
        if lex.has("before_infinitive", word):
            continue
        if names.inside(step) or not word.isalpha() or lex.has("not_infinitives", word):
            return False
        if lex.language == "en":
            return not words.capital(step)
        if not lex.phrases["adverbs"].find(words, step):
            return word.endswith(lex.endings)
    return False


def _deeper(words: Words, lex: Lexicon, names: Names, form: VerbForm, after: int, end: int) -> Asked:
    """Look for those who act inside the task: `that States shall`, `for States to`, `between X and Y`."""
    for place in _until_purpose(words, lex, after, end):
        first = object_start(words, lex, names, place + 1, end)
        if first is None or names.inside(place):
            continue
        read = _read_list(words, lex, names, first, end, bounded=_of_duty(words, lex, place))
        if _acts(words, lex, names, form, place, read.place):
            return Asked(_codes(read.mentions), place, ("the addressee stands inside the task",))
    doubts = ()
    if form.force != "position" and _named_unknown(words, lex, names, after, end):
        doubts = ("the verb's object is not in the registry",)
    return Asked((), after, doubts)


def _until_purpose(words: Words, lex: Lexicon, after: int, end: int) -> Iterator[int]:
    place = after
    while place < end and not lex.phrases["final_purposes"].find(words, place):
        joiner = lex.phrases["joiners"].find(words, place)
        if not joiner:
            yield place
        place = joiner[0] if joiner else place + 1


def _acts(words: Words, lex: Lexicon, names: Names, form: VerbForm, place: int, beyond: int) -> bool:
    word = words.folded[place]
    task = is_task(words, lex, names, beyond)
    if lex.has("that", word):
        passive = bool(lex.phrases["passive"].find(words, beyond))
        modal = any(lex.has("modals", words.at(p)) for p in range(beyond, beyond + 4))
        return not passive and (modal or form.force != "position")
    if lex.has("between", word):
        return _near(words, lex, "joint_action", place)
    if lex.has("for_whom", word) or _of_duty(words, lex, place):
        return task
    if lex.has("causatives", word):
        return task and form.force != "position"
    return form.force != "position" and lex.has("agents", word) and _near(words, lex, "efforts", place)


def _of_duty(words: Words, lex: Lexicon, place: int) -> bool:
    """`the responsibility of all enterprises to ...`."""
    word, before = words.folded[place], words.at(place - 1)
    return lex.has("duty_words", word if lex.language == "ar" else before) and (
        lex.language == "ar" or lex.has("genitives", word)
    )


def _near(words: Words, lex: Lexicon, group: str, place: int) -> bool:
    return any(lex.has(group, words.at(p)) for p in range(max(0, place - _NEAR), place))


def _named_unknown(words: Words, lex: Lexicon, names: Names, after: int, end: int) -> bool:
    task = _task_after(words, lex, names, after, end)
    if task is None or task == after or lex.language == "ar":
        return False
    place = after
    while place < task and (step := _light(words, lex, place)):
        place = step
    return place < task and words.folded[task] != "que"


def _codes(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))
