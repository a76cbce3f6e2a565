"""Which verbs of a paragraph act, and where each clause begins.

A verb acts where an organ speaks: first in the paragraph, after a semicolon, or joined by *and* to
such a verb with an object of its own. The same word inside a report of what others said does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from registry.reading.addressees import object_start
from registry.reading.lexicon import Lexicon, VerbForm
from registry.reading.names import Names
from registry.reading.words import Words

_WILD_MAX = 3
_STOPS = frozenset(";؛.")
_COMMAS = frozenset(",،")
_SHORTEST_FUZZY = 5
_ASKING = frozenset({"order", "request"})


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
class _Place:
    """Where a verb stands: `opening`, `joined`, `bare` (joined without a comma), `comma`, or nowhere."""

    level: str
    start: int
    clitic: bool = False


def actions(words: Words, lex: Lexicon, names: Names) -> tuple[Action, ...]:
    """Return the acting verbs in their order; none when the paragraph has no verb of an organ."""
    covered = _adverbs(words, lex)
    found: list[Action] = []
    place = 0
    while place < len(words):
        action = _action(words, lex, names, covered, place, found)
        if action:
            found.append(action)
        place = action.after if action else place + 1
    return tuple(found) if found else tuple(_misspelled(words, lex))


def match(words: Words, lex: Lexicon, place: int) -> tuple[int, VerbForm] | None:
    """Return the word after the verb form that begins there, and the form; the longest one wins."""
    for spelling in _spellings(words, place):
        for form in lex.verbs.get(spelling, ()):
            if end := _end(words, place + 1, form.words[1:]):
                return end, form
    return None


def _spellings(words: Words, place: int) -> tuple[str, ...]:
    word = words.folded[place]
    if words.language == "ar" and word[:1] in {"و", "ف"}:
        return (word, word[1:])
    return (word,)


def _end(words: Words, place: int, rest: tuple[str, ...]) -> int:
    if not rest:
        return place
    if rest[0] != "*":
        return _end(words, place + 1, rest[1:]) if words.at(place) == rest[0] else 0
    for step in range(_WILD_MAX + 1):
        if step and not words.at(place + step - 1).isalnum():
            return 0
        if end := _end(words, place + step, rest[1:]):
            return end
    return 0


def _adverbs(words: Words, lex: Lexicon) -> list[bool]:
    covered = [False] * len(words)
    place = 0
    while place < len(words):
        end, _ = lex.phrases["adverbs"].find(words, place) or (place + 1, "")
        if end > place + 1 or lex.phrases["adverbs"].find(words, place):
            covered[place:end] = [True] * (end - place)
        place = end
    return covered


def _action(
    words: Words, lex: Lexicon, names: Names, covered: list[bool], place: int, found: list[Action]
) -> Action | None:
    matched = match(words, lex, place)
    if not matched or names.inside(place):
        return None
    end, form = matched
    where = _Place("comma", place) if form.gerund else _where(words, lex, covered, place)
    if not where:
        return None
    doubts = _doubts(words, lex, names, where, Action(place, place, end, form), found)
    if doubts is None:
        return None
    pronoun = where.clitic or form.pronoun or lex.has("pronouns", words.at(end))
    start = where.start if where.level == "opening" or lex.has("leading", words.at(place - 1)) else place
    return Action(max(start, found[-1].after if found else 0), place, end, form, pronoun, doubts)


def _where(words: Words, lex: Lexicon, covered: list[bool], place: int) -> _Place | None:
    back, start = place - 1, place
    clitic = lex.has("clitics", words.at(back))
    if clitic:
        back -= 1
    while back >= 0 and (covered[back] or (words.at(back) in _COMMAS and _between_adverbs(words, lex, covered, back))):
        start = back if covered[back] else start
        back -= 1
    before = words.at(back)
    glued = words.language == "ar" and words.folded[start][:1] in {"و", "ف"}
    if back < 0 or (before in _STOPS and not clitic):
        return _Place("opening", start, clitic)
    if before in _STOPS:
        return _Place("joined", start, clitic)
    if glued or lex.has("connectors", before):
        back -= 0 if glued else 1
        while words.at(back).isdigit():
            back -= 1
        earlier = words.at(back)
        return _Place("joined" if earlier in _COMMAS | _STOPS else "bare", start, clitic)
    if before in _COMMAS:
        return _Place("comma", start, clitic)
    return None


def _between_adverbs(words: Words, lex: Lexicon, covered: list[bool], comma: int) -> bool:
    """A comma that only sets an adverb apart: `and, in this regard, notes`."""
    after = comma + 1 < len(words) and covered[comma + 1]
    return comma > 0 and (covered[comma - 1] or (after and lex.has("connectors", words.at(comma - 1))))


def _doubts(
    words: Words, lex: Lexicon, names: Names, where: _Place, action: Action, found: list[Action]
) -> tuple[str, ...] | None:
    """Return why the verb may not act (empty: it surely does), or None when it does not."""
    if action.form.gerund:
        return _gerund(words, lex, names, action, found)
    if where.level == "opening":
        return ()
    if not found or action.form.canonical in lex.own_verbs:
        return None
    shouting = words.shouts(found[0].verb)
    if shouting and words.shouts(action.verb):
        return ()
    if not _agrees(words, lex, found[0], action):
        return None
    return _second(words, lex, names, where, action, found, quiet=shouting)


def _agrees(words: Words, lex: Lexicon, first: Action, action: Action) -> bool:
    """In Arabic all verbs of one organ have its gender: all in `ي` or all in `ت`."""
    if lex.language != "ar":
        return True
    return words.folded[first.verb].lstrip("وف")[:1] == words.folded[action.verb].lstrip("وف")[:1]


def _second(
    words: Words, lex: Lexicon, names: Names, where: _Place, action: Action, found: list[Action], *, quiet: bool
) -> tuple[str, ...] | None:
    asks = action.form.force in _ASKING
    to_whom = where.clitic or action.form.pronoun or lex.has("pronouns", words.at(action.after)) or object_start(words, lex, names, action.after) is not None
    reported = _reported(words, lex, found[-1].after, action.verb)
    says_that = lex.has("that", words.at(action.after))
    if asks and to_whom and not reported:
        return ("a second verb in small letters",) if quiet or where.level == "bare" else ()
    if asks and (to_whom or says_that) and where.level != "bare":
        return ("a second verb behind a relative clause",)
    if quiet or reported or (where.level == "bare" and (asks or _says_that(words, lex, found[-1].after, action.verb))):
        return None
    if asks and where.level == "joined" and _speaks_on(words, lex, action):
        return ("a second verb without a known addressee",)
    if asks or (len(action.form.words) == 1 and not _speaks_on(words, lex, action)):
        return None
    return ("a second verb without a pause",) if where.level == "bare" else ()


def _says_that(words: Words, lex: Lexicon, since: int, until: int) -> bool:
    """What the verb before says goes on: `notes that the Council met and stresses ...`."""
    return any(lex.has("that", words.folded[place]) for place in range(since, until))


def _speaks_on(words: Words, lex: Lexicon, action: Action) -> bool:
    """What follows can be a verb's object: an article, a preposition, *that*, a capital."""
    after = words.at(action.after)
    if lex.language == "ar":
        return bool(after)
    known = lex.has("fillers", after) or lex.has("genitives", after) or lex.has("that", after) or lex.has("infinitive_marks", after)
    return known or words.capital(action.after) or lex.phrases["adverbs"].find(words, action.after) is not None


def _reported(words: Words, lex: Lexicon, since: int, until: int) -> bool:
    """A relative clause is still open there: somebody else is speaking."""
    for place in range(until - 1, since - 1, -1):
        if words.folded[place] in _STOPS:
            return False
        if lex.has("relatives", words.folded[place]):
            return True
    return False


def _gerund(
    words: Words, lex: Lexicon, names: Names, action: Action, found: list[Action]
) -> tuple[str, ...] | None:
    """`tout en invitant X à ...`, `while urging X to ...` act; `while recalling that ...` reports."""
    if not found or object_start(words, lex, names, action.after) is None:
        return None
    before = words.at(action.verb - 1)
    spoken = found[-1].form.force not in _ASKING and before in _COMMAS
    if not (spoken or lex.phrases["while"].find(words, action.verb - 1) or lex.phrases["while"].find(words, action.verb - 2)):
        return None
    return ("a verb in participle form",)


def _misspelled(words: Words, lex: Lexicon) -> Iterator[Action]:
    """The paragraph begins with a word that is nearly a verb: read it, and say so."""
    if not len(words) or len(words.folded[0]) < _SHORTEST_FUZZY:
        return
    near = get_close_matches(words.folded[0], lex.verbs, n=1, cutoff=0.85)
    for form in lex.verbs.get(near[0], ()) if near else ():
        if not form.gerund and (end := _end(words, 1, form.words[1:])):
            yield Action(0, 0, end, form, doubts=("the verb is misspelled",))
            return
