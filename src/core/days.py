"""Days and hours in words of one language. Pure; digits are Western in all three.

(The organisation's own letters have them so.)
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

_MARK = "\u200e"  # keeps `UTC+03:00` in order between Arabic words
_COMMA = {"ar": "، ", "en": ", ", "fr": ", "}
_UNIVERSAL = frozenset({"UTC", "Etc/UTC"})


def day(on: date, language: str) -> str:
    """Return such as `15 March 2027`."""
    return str(format_date(on, _first(on, language), locale=language))


def month(on: date, language: str) -> str:
    """Return such as `March 2027`."""
    return str(format_date(on, "LLLL y", locale=language))


def short_month(on: date, language: str) -> str:
    """Return such as `Mar`."""
    return str(format_date(on, "LLL", locale=language))


def days(first: date, last: date, language: str) -> str:
    """Return such as `15–17 March 2027`, saying no month or year twice."""
    if first == last:
        return day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, language)}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM', locale=language)} – {day(last, language)}"
    return f"{day(first, language)} – {day(last, language)}"


def last_day(ends: datetime) -> date:
    """Return the last day of something that ends at that moment; midnight ends the day before."""
    return (ends - timedelta(microseconds=1)).date()


def hours(starts: datetime, ends: datetime) -> str:
    """Return such as `09:00–16:00`, in order for a reader of Arabic too."""
    return f"{_MARK}{starts:%H:%M}–{ends:%H:%M}{_MARK}"


def zone(name: str, local: datetime, language: str) -> str:
    """Return such as `Istanbul, UTC+03:00`: which clocks show this local time."""
    if name in _UNIVERSAL:
        return "UTC"
    place = get_timezone_location(name, locale=language, return_city=True)
    offset = local.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta()
    sign, minutes = ("-" if offset < timedelta() else "+"), abs(offset) // timedelta(minutes=1)
    return f"{place}{_COMMA[language]}{_MARK}UTC{sign}{minutes // 60:02}:{minutes % 60:02}{_MARK}"


def _first(on: date, language: str) -> str:
    """Return the pattern; French writes the first of a month as `1er`."""
    return "d'er' MMMM y" if language == "fr" and on.day == 1 else "d MMMM y"
