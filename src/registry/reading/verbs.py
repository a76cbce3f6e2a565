"""Which verbs of a paragraph act, and where each clause begins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from registry.reading.lexicon import VerbForm
from registry.reading.passage import Passage
from registry.reading.speaking import ASKING, Action, Standing, doubts_of, placed

_WILD_MAX = 5
_GLUED = frozenset({"و", "ف"})  # Arabic conjunctions are written in one with the verb
_SHORTEST_FUZZY = 5
_BEHIND = "the verb before it is not in the lexicon"


def actions(text: Passage, covered: list[bool]) -> tuple[Action, ...]:
    """Return the acting verbs in their order; none when the paragraph has no verb of an organ.

    `covered` says which words are adverbs (see `adverbs_of`). Behind an opening that no lexicon
    knows, later verbs are read and doubted.
    """
    found = _read_on(text, covered, [])
    opened = bool(found) and not any(text.at(p).isalpha() for p in range(found[0].start))
    if opened or not len(text):
        return tuple(found)
    listed = _read_on(replace(text, lex=replace(text.lex, verbs=text.lex.nominals)), covered, [])
    if listed or found:
        return tuple(listed or found)
    seeds = list(_misspelled(text))
    if seeds:
        return tuple(_read_on(text, covered, seeds))
    unread = Action(0, 0, 1, VerbForm((text.at(0),), "", "position"))
    behind = _read_on(text, covered, [unread])[1:]
    return tuple(replace(each, doubts=(*each.doubts, _BEHIND)) for each in behind)


def adverbs_of(text: Passage) -> list[bool]:
    """Say of each word whether it is part of an adverb."""
    covered = [False] * len(text)
    for place, end, _ in text.phrases("adverbs", 0, len(text)):
        covered[place:end] = [True] * (end - place)
    return covered


def _read_on(text: Passage, covered: list[bool], found: list[Action]) -> list[Action]:
    for place in _openings(text):
        if found and place < found[-1].after:
            continue
        if action := _action(text, covered, place, found):
            found.append(action)
    return found


def _openings(text: Passage) -> Iterator[int]:
    """Give the places where a verb form of the lexicon can begin: few words of a text."""
    verbs = text.lex.verbs
    for place, word in enumerate(text.words.folded):
        if word in verbs or (word[:1] in _GLUED and word[1:] in verbs):
            yield place


def match(text: Passage, place: int) -> tuple[int, VerbForm] | None:
    """Return the word after the verb form that begins there, and the form; the longest one wins.

    Of two with a gap (`expresses its ... concern`) the one that ends first wins.
    """
    best: tuple[int, VerbForm] | None = None
    for spelling in _spellings(text, place):
        for form in text.lex.verbs.get(spelling, ()):
            if best and len(form.words) < len(best[1].words):
                break
            end = _end(text, place + 1, form.words[1:])
            if end and (best is None or end < best[0]):
                best = end, form
        if best:
            break
    return best


def left_out(text: Passage, found: Sequence[Action], covered: list[bool]) -> Iterator[int]:
    """Give the places where an asking verb could act (a pause or *and* before it) but was not read.

    They make the clause doubtful in which they stand.
    """
    read = {place for action in found for place in range(action.start, action.after)}
    for place in _openings(text):
        matched = None if place in read or text.named(place) else match(text, place)
        asks = matched is not None and matched[1].force in ASKING and not matched[1].gerund
        if asks and placed(text, covered, place):
            yield place


def _action(text: Passage, covered: list[bool], place: int, found: list[Action]) -> Action | None:
    matched = match(text, place)
    if not matched or text.named(place):
        return None
    end, form = matched
    where = _where(text, covered, place, form)
    if not where or (form.nominal and not _goes_on(where, found)):
        return None
    doubts = doubts_of(text, where, Action(place, place, end, form), found)
    if doubts is None:
        return None
    pronoun = where.clitic or form.pronoun or text.has("pronouns", end)
    start = where.start if where.level == "opening" or text.has("leading", place - 1) else place
    return Action(max(start, found[-1].after if found else 0), place, end, form, pronoun, doubts)


def _where(text: Passage, covered: list[bool], place: int, form: VerbForm) -> Standing | None:
    if form.gerund:
        return Standing("comma", place)
    marked = form.nominal and text.language != "ar" and text.has("infinitive_marks", place - 1)
    return placed(text, covered, place - marked)


def _goes_on(where: Standing, found: list[Action]) -> bool:
    """An infinitive or verbal noun acts where it opens the paragraph, or goes on behind one."""
    return where.level in {"opening", "joined"} and (bool(found) or where.start == 0)


def _spellings(text: Passage, place: int) -> tuple[str, ...]:
    word = text.words.folded[place]
    if word[:1] in _GLUED:
        return (word, word[1:])
    return (word,)


def _end(text: Passage, place: int, rest: tuple[str, ...]) -> int:
    if not rest:
        return place
    if rest[0] != "*":
        return _end(text, place + 1, rest[1:]) if _fits(text.at(place), rest[0]) else 0
    for step in range(_WILD_MAX + 1):
        if step and not text.at(place + step - 1).isalnum():
            return 0
        if end := _end(text, place + step, rest[1:]):
            return end
    return 0


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _misspelled(text: Passage) -> Iterator[Action]:
    """The paragraph begins with a word that is nearly a verb: read it, and say so."""
    if len(text.at(0)) < _SHORTEST_FUZZY:
        return
    near = get_close_matches(text.at(0), text.lex.verbs, n=1, cutoff=0.85)
    for form in text.lex.verbs.get(near[0], ()) if near else ():
        if not form.gerund and (end := _end(text, 1, form.words[1:])):
            yield Action(0, 0, end, form, doubts=("the verb is misspelled",))
            return
