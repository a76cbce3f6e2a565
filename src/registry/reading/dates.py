"""Printed dates in a text: a day, a span of days, a month or a year, in three languages."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from registry.reading.lexicon import Lexicon
from registry.reading.words import Words

_YEARS = range(1900, 2100)
_DAYS = 31


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: first and last day, `day`, `month` or `year` precision, word places (half open)."""

    first: date
    last: date
    precision: str
    start: int
    end: int


def date_at(words: Words, lex: Lexicon, place: int) -> Printed | None:
    """Read the date that begins there: `30 April 2026`, `5-6 juin 2023`, `April 30, 2026`, `mars 2008`, `2026`."""
    if year := _year(words, place):
        return Printed(date(year, 1, 1), date(year, 12, 31), "year", place, place + 1)
    if month := lex.months.get(words.at(place)):
        return _from_month(words, lex, place, month)
    return _from_day(words, lex, place)


def _year(words: Words, place: int) -> int:
    word = words.at(place)
    return int(word) if len(word) == 4 and word.isdigit() and int(word) in _YEARS else 0


def _day(words: Words, place: int) -> int:
    word = words.at(place)
    return int(word) if len(word) <= 2 and word.isdigit() and 1 <= int(word) <= _DAYS else 0


def _from_month(words: Words, lex: Lexicon, place: int, month: int) -> Printed | None:
    after = _month_end(words, lex, place)
    day = _day(words, after)
    if day:
        after += 2 if words.at(after + 1) in {",", "،"} else 1
    year = _year(words, after)
    if not year:
        return None
    if day and (on := _real(year, month, day)):
        return Printed(on, on, "day", place, after + 1)
    last = date(year, month, monthrange(year, month)[1])
    return Printed(last.replace(day=1), last, "month", place, after + 1)


def _month_end(words: Words, lex: Lexicon, place: int) -> int:
    """The place after a month; Arabic prints both names: `نيسان/أبريل`."""
    after = place + 1
    if words.at(after) == "/" and words.at(after + 1) in lex.months:
        after += 2
    return after


def _from_day(words: Words, lex: Lexicon, place: int) -> Printed | None:
    """`5-6 juin 2023`, `19 to 30 January 2026`, `31 May to 11 June 2010`, `1er mars 2019`."""
    ends: list[tuple[int, int]] = []
    at = place
    while len(ends) < 2 and (day := _day(words, at)):
        at += 1
        while lex.has("ordinal_marks", words.at(at)):
            at += 1
        month = lex.months.get(words.at(at), 0)
        at = _month_end(words, lex, at) if month else at
        ends.append((day, month))
        while lex.has("range_words", words.at(at)) and not _year(words, at):
            at += 1
    at -= 1 if ends and words.at(at - 1) == "," and not _year(words, at) else 0
    year = _year(words, at)
    if not ends or not year or not ends[-1][1]:
        return None
    last = _real(year, ends[-1][1], ends[-1][0])
    first = _real(year, ends[0][1] or ends[-1][1], ends[0][0])
    return Printed(first, last, "day", place, at + 1) if first and last else None


def _real(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
