"""By when a clause asks for something: a printed date or year, or a session; vague words: none."""

from registry.reading.dates import Printed, date_at
from registry.reading.passage import Passage
from registry.reading.shapes import Due

_BACK = 8
_NEAR = 3
_SESSION_BACK = 8
_SESSION_AFTER = 3
_OF_WHOM = 12


def due(text: Passage, start: int, end: int) -> Due | None:
    """Return the deadline printed between two words, the firmest first: a date, then a session."""
    return _by_date(text, start, end) or _by_session(text, start, end)


def _by_date(text: Passage, start: int, end: int) -> Due | None:
    for place, after, strength in text.phrases("due_openers", start, end):
        printed = _date_after(text, after)
        told = printed and _told(text, place, start, _BACK, cited=strength != "firm")
        if printed and printed.end <= end and not told:
            return Due("explicit", text.printed(place, printed.end), on=printed.last)
    return None


def time_aside(text: Passage, place: int, end: int) -> int:
    """Return the place after `in 2027` or `at its next session` that begins there; else 0."""
    opener = text.phrase("due_openers", place)
    printed = _date_after(text, opener[0]) if opener else None
    if printed:
        return printed.end
    if not text.has("session_openers", place):
        return 0
    for at in range(place + 1, min(end, place + _SESSION_BACK)):
        if is_session(text, at) and session_opening(text, at, place) == place:
            return _session_end(text, at, end)
    return 0


def is_session(text: Passage, place: int) -> bool:
    """Whether the word there means a session of an organ."""
    return text.has("session_words", place)


def _date_after(text: Passage, place: int) -> Printed | None:
    for at in range(place, place + 5):
        if found := date_at(text, at):
            return found
        if not text.has("due_fillers", at):
            return None
    return None


def _told(text: Passage, place: int, start: int, reach: int, *, cited: bool) -> bool:
    """The date belongs to something past or cited: `adopted in 2019`, `resolution 76/114 of`."""
    for back in range(place - 1, max(start, place - reach) - 1, -1):
        if text.stop(back):
            return False
        if text.phrase("past", back) or (cited and text.has("cited", back)):
            return True
    return False


def _by_session(text: Passage, start: int, end: int) -> Due | None:
    for place in range(start, end):
        if not is_session(text, place):
            continue
        opening = session_opening(text, place, start)
        if opening is None or _told(text, opening, start, _NEAR, cited=False):
            continue
        last = _session_end(text, place, end)
        return Due(
            "session",
            text.printed(opening, last),
            session=text.printed(_named(text, opening), last),
        )
    return None


def session_opening(text: Passage, place: int, start: int) -> int | None:
    """Return where `at its eightieth session` begins, if an ordinal or *next* says which one."""
    which = any(
        _tells_which(text, text.at(p)) for p in range(place + 1, place + 1 + _SESSION_AFTER)
    )
    for back in range(place - 1, max(start, place - _SESSION_BACK) - 1, -1):
        word = text.at(back)
        if text.lex.has("session_openers", word):
            return back if which else None
        if _tells_which(text, word):
            which = True
        elif text.stop(back) or text.comma(back) or not _stands_before(text, word):
            return None
    return None


def _tells_which(text: Passage, word: str) -> bool:
    bare = word.removeprefix("ال")
    return (
        text.lex.has("next_words", word)
        or text.lex.has("next_words", bare)
        or word.endswith(_ORDINALS[text.language])
    )


_ORDINALS = {
    "fr": ("ieme", "eme"),
    "en": ("eth", "nth", "rth", "fth", "xth", "hth", "ond", "ird", "irst"),
    "ar": ("\0",),
}


def _stands_before(text: Passage, word: str) -> bool:
    return text.lex.has("session_fillers", word) or word in text.lex.numbers or word.isdigit()


def _session_end(text: Passage, place: int, end: int) -> int:
    """Take in `of the Council of ...` behind the session, up to a pause or a conjunction."""
    last = place + 1
    while last < end and _tells_which(text, text.at(last)):
        last += 1
    if not _of_whom(text, last):
        return last
    limit = min(end, last + _OF_WHOM)
    while last < limit and not (text.stop(last) or text.comma(last) or _joins(text, last)):
        last += 1
    return last


def _of_whom(text: Passage, place: int) -> bool:
    if text.language == "ar":
        return text.at(place).startswith("ل")
    inner = place
    while text.has("fillers", inner) or text.has("genitives", inner):
        inner += 1
    return text.has("genitives", place) and text.words.capital(inner)


def _joins(text: Passage, place: int) -> bool:
    glued = text.language == "ar" and text.at(place)[:2] in {"وا", "وي", "وت"}
    return text.has("connectors", place) or glued


def _named(text: Passage, opening: int) -> int:
    return (
        opening + 1 if text.has("session_openers", opening) and text.language != "ar" else opening
    )
