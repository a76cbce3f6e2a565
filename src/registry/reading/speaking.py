"""Whether a verb inside a paragraph acts: the organ speaks again, or others are reported.

First in the paragraph or after a semicolon it acts; joined by *and*, with an object of its own.
"""

from dataclasses import dataclass

from registry.reading.lexicon import VerbForm
from registry.reading.lists import object_start, task_after
from registry.reading.passage import Passage

_MARK_MAX = 4
_REACH = 250
_TASK_REACH = 14
ASKING = frozenset({"order", "request"})


@dataclass(frozen=True, slots=True)
class Action:
    """An acting verb: word places of the clause's start, the verb's start and the word after it."""

    start: int
    verb: int
    after: int
    form: VerbForm
    pronoun: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a verb stands: `opening`, `joined`, `bare` (joined without a comma) or `comma`."""

    level: str
    start: int
    clitic: bool = False


def placed(text: Passage, covered: list[bool], place: int) -> Standing | None:
    """Say where a verb stands, looking back over adverbs (`covered`); None where it cannot act."""
    clitic = text.has("clitics", place - 1)
    back, start = _past_adverbs(text, covered, place - 1 - clitic, place)
    back -= text.at(back).isdigit() and text.comma(back - 1)
    glued = text.language == "ar" and text.at(start)[:1] in {"و", "ف"}
    if back < 0 or text.stop(back):
        return Standing("joined" if clitic and back >= 0 else "opening", start, clitic)
    if glued or text.has("connectors", back):
        return Standing(_joint(text, back if glued else back - 1), start, clitic)
    return Standing("comma", start, clitic) if text.comma(back) else None


def _past_adverbs(text: Passage, covered: list[bool], back: int, start: int) -> tuple[int, int]:
    """Step back over adverbs, their commas and a mark; return the place and the first adverb's."""
    while back >= 0:
        if covered[back]:
            start = back
        elif not (text.comma(back) and _between_adverbs(text, covered, back)):
            break
        back -= 1
    return _past_mark(text, back), start


def _joint(text: Passage, back: int) -> str:
    """A pause before *and* (footnote figures apart) joins clauses; without one, perhaps nouns."""
    while text.at(back).isdigit():
        back -= 1
    return "joined" if text.comma(back) or text.stop(back) else "bare"


def _past_mark(text: Passage, back: int) -> int:
    """Step back over a sub-item's mark: `(a)`, `b)`, `(ii)`."""
    if text.at(back) != ")" or len(text.at(back - 1)) > _MARK_MAX:
        return back
    return back - 3 if text.at(back - 2) == "(" else back - 2


def _between_adverbs(text: Passage, covered: list[bool], comma: int) -> bool:
    """A comma that only sets an adverb apart: `and, in this regard, notes`."""
    after = comma + 1 < len(text) and covered[comma + 1]
    return comma > 0 and (covered[comma - 1] or (after and text.has("connectors", comma - 1)))


def doubts_of(
    text: Passage, where: Standing, action: Action, found: list[Action]
) -> tuple[str, ...] | None:
    """Return why the verb may not act (empty: it surely does), or None when it does not."""
    if action.form.gerund:
        return _gerund(text, action, found)
    if where.level == "opening":
        return ()
    shouting = bool(found) and text.words.shouts(found[0].verb)
    if shouting and text.words.shouts(action.verb):
        return ()
    if not found or action.form.own:
        return None
    if not _agrees(text, found[0], action):
        return None
    return _second(text, where, action, found, quiet=shouting)


def _agrees(text: Passage, first: Action, action: Action) -> bool:
    """In Arabic all verbs of one organ have its gender: all in `ي` or all in `ت`."""
    if text.language != "ar" or action.form.nominal:
        return True
    return text.at(first.verb).lstrip("وف")[:1] == text.at(action.verb).lstrip("وف")[:1]


def _second(
    text: Passage, where: Standing, action: Action, found: list[Action], *, quiet: bool
) -> tuple[str, ...] | None:
    """Decide over a verb that does not open a sentence; `quiet`: the others are in capitals."""
    since = max(found[-1].after, action.verb - _REACH)
    reported = _reported(text, since, action.verb)
    if action.form.force in ASKING:
        return _asks_again(text, where, action, quiet=quiet, reported=reported)
    if quiet or (len(action.form.words) == 1 and not _speaks_on(text, action)):
        return None
    if where.level == "bare":
        told = reported or _says_that(text, since, action.verb)
        return None if told else ("a second verb without a pause",)
    if reported:
        return ("a second verb behind a relative clause",) if where.level == "joined" else None
    return ()


def _asks_again(
    text: Passage, where: Standing, action: Action, *, quiet: bool, reported: bool
) -> tuple[str, ...] | None:
    to_whom = (
        where.clitic
        or action.form.pronoun
        or text.has("pronouns", action.after)
        or text.has("pointing", action.after)
        or object_start(text, action.after) is not None
    )
    if to_whom and not reported:
        sure = where.clitic or action.form.pronoun or text.has("pronouns", action.after)
        unsure = (quiet and not sure) or where.level == "bare"
        return ("a second verb in small letters",) if unsure else ()
    if (to_whom or text.has("that", action.after)) and where.level != "bare":
        return ("a second verb behind a relative clause",)
    if quiet or not _speaks_on(text, action) or (reported and where.level != "joined"):
        return None
    if where.level == "comma":
        one = action.form.force == "order" and text.has("fillers", action.after)
        return ("a second verb without a known addressee",) if one else None
    task = task_after(text, action.after, min(len(text), action.after + _TASK_REACH))
    if where.level == "bare" and task is None:
        return None
    return ("a second verb without a known addressee",)


def _says_that(text: Passage, since: int, until: int) -> bool:
    """What the verb before says goes on: `notes that the Council met and stresses ...`."""
    return any(text.has("that", place) for place in range(since, until))


def _speaks_on(text: Passage, action: Action) -> bool:
    """What follows can be a verb's object: an article, a preposition, *that*, a capital."""
    after = action.after
    if text.language == "ar":
        return bool(text.at(after))
    groups = ("fillers", "that", "infinitive_marks", *(("genitives",) * (text.language == "fr")))
    known = any(text.has(group, after) for group in groups)
    return known or text.words.capital(after) or text.phrase("adverbs", after) is not None


def _reported(text: Passage, since: int, until: int) -> bool:
    """A relative clause is still open there: somebody else is speaking."""
    for place in range(until - 1, since - 1, -1):
        if text.stop(place):
            return False
        if text.has("relatives", place):
            return True
    return False


def _gerund(text: Passage, action: Action, found: list[Action]) -> tuple[str, ...] | None:
    """`tout en invitant X à ...`, `while urging X to ...` act; `while recalling that` reports."""
    if not found or object_start(text, action.after) is None:
        return None
    spoken = found[-1].form.force not in ASKING and text.comma(action.verb - 1)
    if not (
        spoken or text.phrase("while", action.verb - 1) or text.phrase("while", action.verb - 2)
    ):
        return None
    return ("a verb in participle form",)
