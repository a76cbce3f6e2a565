"""Says when an event takes place, in words of one language: the venue's wall time and its zone.

Pure. Digits are Western in all three languages, as the organisation's own letters have them.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from notifications.entries.occasion import Occasion
from notifications.wording import wording

_DAY = "EEEE d MMMM y"
_MARK = "\u200e"  # keeps `UTC+03:00` in order between Arabic words
_UTC = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Tile:
    """The date as a leaf of a calendar: `15` or `15–17`."""

    month: str
    day: str
    year: str


def dates(occasion: Occasion) -> str:
    """Return the day, or the first and the last: `Monday 15 March 2027`."""
    first, last = occasion.starts.date(), last_day(occasion)
    template = wording(occasion.language)["dates"]["one" if first == last else "several"]
    return str(
        template.format(first=_day(first, occasion.language), last=_day(last, occasion.language))
    )


def hours(occasion: Occasion) -> str:
    """Return the hours by the clocks at the venue, and which clocks; nothing for whole days."""
    if occasion.takes_whole_days:
        return ""
    return f"{_hours(occasion)} ({_zone(occasion)})"


def bare_hours(occasion: Occasion) -> str:
    """Return the hours without the clocks that they go by."""
    return _hours(occasion)


def hours_elsewhere(occasion: Occasion, zone: str) -> str:
    """Return the hours by another zone's clocks; nothing where these show the same."""
    away = _moved(occasion, zone)
    same = away.starts == occasion.starts and away.ends == occasion.ends
    if occasion.takes_whole_days or same:
        return ""
    same_day = away.starts.date() == occasion.starts.date() and last_day(away) == last_day(occasion)
    told = _hours(away) if same_day else f"{dates(away)}, {_hours(away)}"
    return f"{told} ({_zone(away)})"


def tile(occasion: Occasion) -> Tile:
    """Return the leaf of a calendar that a letter shows beside the title."""
    first, last = occasion.starts.date(), last_day(occasion)
    days = str(first.day)
    if first != last and (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{last.day}"
    return Tile(format_date(first, "LLL", locale=occasion.language), days, str(first.year))


def last_day(occasion: Occasion) -> date:
    """Return the last day in words; an evening that ends after midnight belongs to its day."""
    if not occasion.lasts_several_days:
        return occasion.starts.date()
    return occasion.whole().end - timedelta(days=1)


def _hours(occasion: Occasion) -> str:
    words = wording(occasion.language)["hours"]
    start, end = f"{occasion.starts:%H:%M}", f"{occasion.ends:%H:%M}"
    if not occasion.lasts_several_days:
        return str(words["one"].format(start=start, end=end))
    if occasion.has_daily_hours:
        return str(words["several"].format(start=start, end=end))
    first = _day(occasion.starts.date(), occasion.language)
    last = _day(occasion.ends.date(), occasion.language)
    return str(words["across"].format(first=first, start=start, last=last, end=end))


def _zone(occasion: Occasion) -> str:
    if occasion.zone in _UTC:
        return "UTC"
    place = get_timezone_location(occasion.zone, locale=occasion.language, return_city=True)
    template: str = wording(occasion.language)["zone"]
    return template.format(place=place, offset=_offset(occasion))


def _offset(occasion: Occasion) -> str:
    offset = occasion.starts.replace(tzinfo=ZoneInfo(occasion.zone)).utcoffset() or timedelta()
    sign, minutes = ("-" if offset < timedelta() else "+"), abs(offset) // timedelta(minutes=1)
    return f"{_MARK}UTC{sign}{minutes // 60:02}:{minutes % 60:02}{_MARK}"


def _moved(occasion: Occasion, zone: str) -> Occasion:
    return replace(
        occasion,
        zone=zone,
        starts=_wall(occasion.starts, occasion.zone, zone),
        ends=_wall(occasion.ends, occasion.zone, zone),
    )


def _wall(wall: datetime, zone: str, other: str) -> datetime:
    moment = wall.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(ZoneInfo(other)).replace(tzinfo=None)


def _day(day: date, language: str) -> str:
    return format_date(day, _DAY, locale=language)
