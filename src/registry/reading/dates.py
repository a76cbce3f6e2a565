"""Printed dates in a text: a day, a span of days, a month or a year, in three languages."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from registry.reading.passage import Passage

_YEARS = range(1900, 2100)
_DAYS = 31
_YEAR_DIGITS = 4
_DAY_DIGITS = 2
_BOTH_ENDS = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: first and last day, precision (`day`, `month`, `year`), word places."""

    first: date
    last: date
    precision: str
    start: int
    end: int


def date_at(text: Passage, place: int) -> Printed | None:
    """Read the date that begins there: `30 April 2026`, `5-6 juin 2023`, `mars 2008`, `2026`."""
    if year := _year(text, place):
        return Printed(date(year, 1, 1), date(year, 12, 31), "year", place, place + 1)
    if month := text.lex.months.get(text.at(place)):
        return _from_month(text, place, month)
    return _from_day(text, place)


def _year(text: Passage, place: int) -> int:
    word = text.at(place)
    return int(word) if len(word) == _YEAR_DIGITS and word.isdigit() and int(word) in _YEARS else 0


def _day(text: Passage, place: int) -> int:
    word = text.at(place)
    return (
        int(word) if len(word) <= _DAY_DIGITS and word.isdigit() and 1 <= int(word) <= _DAYS else 0
    )


def _from_month(text: Passage, place: int, month: int) -> Printed | None:
    after = _month_end(text, place)
    day = _day(text, after)
    if day:
        after += 2 if text.at(after + 1) in {",", "،"} else 1
    year = _year(text, after)
    if not year:
        return None
    if day and (on := _real(year, month, day)):
        return Printed(on, on, "day", place, after + 1)
    last = date(year, month, monthrange(year, month)[1])
    return Printed(last.replace(day=1), last, "month", place, after + 1)


def _month_end(text: Passage, place: int) -> int:
    """The place after a month; Arabic prints both names: `نيسان/أبريل`."""
    after = place + 1
    if text.at(after) == "/" and text.at(after + 1) in text.lex.months:
        after += 2
    return after


def _from_day(text: Passage, place: int) -> Printed | None:
    """`5-6 juin 2023`, `19 to 30 January 2026`, `31 May to 11 June 2010`, `1er mars 2019`."""
    ends: list[tuple[int, int]] = []
    at = place
    while len(ends) < _BOTH_ENDS and (day := _day(text, at)):
        at += 1
        while text.has("ordinal_marks", at):
            at += 1
        month = text.lex.months.get(text.at(at), 0)
        at = _month_end(text, at) if month else at
        ends.append((day, month))
        while text.has("range_words", at) and not _year(text, at):
            at += 1
    at -= 1 if ends and text.at(at - 1) == "," and not _year(text, at) else 0
    year = _year(text, at)
    if not ends or not year or not ends[-1][1]:
        return None
    last = _real(year, ends[-1][1], ends[-1][0])
    first = _real(year, ends[0][1] or ends[-1][1], ends[0][0])
    return Printed(first, last, "day", place, at + 1) if first and last else None


def _real(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
