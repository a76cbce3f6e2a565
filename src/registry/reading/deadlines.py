"""By when a clause asks for something: a printed date or year, or a session. Vague words give none."""

from registry.reading.dates import Printed, date_at
from registry.reading.lexicon import Lexicon
from registry.reading.shapes import Due
from registry.reading.words import Words

_BACK = 8
_NEAR = 3
_SESSION_BACK = 8
_SESSION_AFTER = 3
_OF_WHOM = 12
_STOPS = frozenset(";؛.,،")


def due(words: Words, lex: Lexicon, start: int, end: int) -> Due | None:
    """Return the deadline printed between two words, the firmest first: a date, then a session."""
    return _by_date(words, lex, start, end) or _by_session(words, lex, start, end)


def _by_date(words: Words, lex: Lexicon, start: int, end: int) -> Due | None:
    place = start
    while place < end:
        opener = lex.phrases["due_openers"].find(words, place)
        printed = _date_after(words, lex, opener[0]) if opener else None
        if opener and printed and printed.end <= end:
            if not _told(words, lex, place, start, _BACK, cited=opener[1] != "firm"):
                return Due("explicit", _text(words, place, printed.end), on=printed.last)
            place = printed.end
            continue
        place += 1
    return None


def time_aside(words: Words, lex: Lexicon, place: int, end: int) -> int:
    """Return the place after a date or a session that begins there (`in 2027`, `at its next session`); else 0."""
    opener = lex.phrases["due_openers"].find(words, place)
    printed = _date_after(words, lex, opener[0]) if opener else None
    if printed:
        return printed.end
    if not lex.has("session_openers", words.at(place)):
        return 0
    for at in range(place + 1, min(end, place + _SESSION_BACK)):
        if is_session(words, lex, at) and session_opening(words, lex, at, place) == place:
            return _session_end(words, lex, at, end)
    return 0


def is_session(words: Words, lex: Lexicon, place: int) -> bool:
    """Whether the word there means a session of an organ."""
    word = words.folded[place]
    return lex.has("session_words", word) or lex.has("session_words", word.removeprefix("ال"))


def _date_after(words: Words, lex: Lexicon, place: int) -> Printed | None:
    for at in range(place, place + 5):
        if found := date_at(words, lex, at):
            return found
        if not lex.has("due_fillers", words.at(at)):
            return None
    return None


def _told(words: Words, lex: Lexicon, place: int, start: int, reach: int, *, cited: bool) -> bool:
    """The date belongs to something past or cited: `adopted in 2019`, `resolution 76/114 of 9 December`."""
    for back in range(place - 1, max(start, place - reach) - 1, -1):
        if words.folded[back] in _STOPS - {",", "،"}:
            return False
        if lex.phrases["past"].find(words, back) or (cited and lex.has("cited", words.folded[back])):
            return True
    return False


def _by_session(words: Words, lex: Lexicon, start: int, end: int) -> Due | None:
    for place in range(start, end):
        if not is_session(words, lex, place):
            continue
        opening = session_opening(words, lex, place, start)
        if opening is None or _told(words, lex, opening, start, _NEAR, cited=False):
            continue
        last = _session_end(words, lex, place, end)
        return Due("session", _text(words, opening, last), session=_text(words, _named(lex, words, opening), last))
    return None


def session_opening(words: Words, lex: Lexicon, place: int, start: int) -> int | None:
    """Return where `at its eightieth session` begins, if an ordinal or *next* says which one."""
    which = any(_tells_which(lex, words.at(p)) for p in range(place + 1, place + 1 + _SESSION_AFTER))
    for back in range(place - 1, max(start, place - _SESSION_BACK) - 1, -1):
        word = words.folded[back]
        if lex.has("session_openers", word):
            return back if which else None
        if _tells_which(lex, word):
            which = True
        elif word in _STOPS or not _stands_before(lex, word):
            return None
    return None


def _tells_which(lex: Lexicon, word: str) -> bool:
    bare = word.removeprefix("ال")
    return lex.has("next_words", word) or lex.has("next_words", bare) or word.endswith(_ORDINALS[lex.language])


_ORDINALS = {"fr": ("ieme", "eme"), "en": ("eth", "nth", "rth", "fth", "xth", "hth", "ond", "ird", "irst"), "ar": ("\0",)}


def _stands_before(lex: Lexicon, word: str) -> bool:
    return lex.has("session_fillers", word) or word in lex.numbers or word.isdigit()


def _session_end(words: Words, lex: Lexicon, place: int, end: int) -> int:
    """Take in `of the Council of ...` behind the session, up to a pause or another verb's mark."""
    last = place + 1
    while last < end and _tells_which(lex, words.folded[last]):
        last += 1
    inner = last + 1
    while lex.has("fillers", words.at(inner)) or lex.has("genitives", words.at(inner)):
        inner += 1
    if lex.language == "ar" or not (lex.has("genitives", words.at(last)) and words.capital(inner)):
        return last
    of = last
    while last < min(end, of + _OF_WHOM) and words.folded[last] not in _STOPS and not lex.has("connectors", words.folded[last]):
        last += 1
    return last


def _named(lex: Lexicon, words: Words, opening: int) -> int:
    return opening + 1 if lex.has("session_openers", words.folded[opening]) and lex.language != "ar" else opening


def _text(words: Words, start: int, end: int) -> str:
    return words.text[words.starts[start] : words.ends[end - 1]]
