"""Wall time and instants: what a clock on the wall of the venue shows, and when that is in UTC.

Future events are kept as local time and IANA zone (RULE 8 of the product); the instant is computed
here, each time, from the tz database that is installed. Pure: reads no clock.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_AREAS = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific"
_PLACE = re.compile(rf"(?:{_AREAS})/[A-Za-z0-9_+\-/]+")
_UNIVERSAL = frozenset({"UTC", "Etc/UTC"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


class WallTimeRefused(ValueError):  # noqa: N818 - a refusal is named by its reason
    """A local time or a zone that names no single instant; the message says why."""


class UnknownZone(WallTimeRefused):
    """Not the name of an IANA zone, such as Europe/Istanbul; `zone` is what was given."""

    def __init__(self, zone: str) -> None:
        super().__init__("this is not an IANA time zone; give one such as Europe/Istanbul or UTC")
        self.zone = zone


class YearOutOfRange(WallTimeRefused):
    """A year that no event of ours can be in; `year` is what was given."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the year {year} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
        self.year = year


class NoSuchTime(WallTimeRefused):
    """The clocks jump over this local time; `before` and `after` are its valid neighbours."""

    def __init__(self, local: datetime, zone: str, before: datetime, after: datetime) -> None:
        super().__init__(
            f"{_shown(local)} does not exist in {zone}: the clocks go from {_shown(before)} "
            f"straight to {_shown(after)}; choose one of these two or another time"
        )
        self.local, self.zone, self.before, self.after = local, zone, before, after


class AmbiguousTime(WallTimeRefused):
    """The clocks show this local time twice; `instants` (UTC) and `offsets` name the two."""

    def __init__(self, local: datetime, zone: str, first: datetime, second: datetime) -> None:
        offsets = (local - _naive(first), local - _naive(second))
        super().__init__(
            f"{_shown(local)} happens twice in {zone}: at {_signed(offsets[0])} "
            f"({_shown(_naive(first))} UTC) and at {_signed(offsets[1])} "
            f"({_shown(_naive(second))} UTC); choose a time that happens once"
        )
        self.local, self.zone = local, zone
        self.instants, self.offsets = (first, second), offsets


@cache
def zones() -> frozenset[str]:
    """Return the names accepted as a zone: Area/Place names of the tz database, UTC and Etc/UTC."""
    return frozenset(n for n in available_timezones() if _PLACE.fullmatch(n)) | _UNIVERSAL


def instant(local: datetime, zone: str) -> datetime:
    """Return the instant, in UTC, at which the clocks of `zone` show `local` (naive).

    Raises UnknownZone, NoSuchTime (a gap), AmbiguousTime (a fold), YearOutOfRange;
    WallTimeRefused for a `local` that carries an offset. PEP 495 describes gaps and folds.
    """
    if local.tzinfo is not None:
        raise WallTimeRefused("give the local time without an offset; the zone decides the offset")
    zone_info = _zone(zone)
    if not _FIRST_YEAR <= local.year <= _LAST_YEAR:
        raise YearOutOfRange(local.year)
    local = local.replace(fold=0)
    first = local.replace(tzinfo=zone_info).astimezone(UTC)
    second = local.replace(tzinfo=zone_info, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first < second:
        raise AmbiguousTime(local, zone, first, second)
    jump = _jump(second, first, zone_info)
    before = _naive((jump - _SECOND).astimezone(zone_info)) + _SECOND - _MINUTE
    raise NoSuchTime(local, zone, before, _naive(jump.astimezone(zone_info)))


def day_begins(midnight: datetime, zone: str) -> datetime:
    """Return the instant, in UTC, at which the day of `midnight` begins in `zone`.

    That is its midnight; where the clocks jump over it, the first moment after the jump (Cairo's
    summer time begins so); the earlier one where it comes twice. Raises as `instant`, otherwise.
    """
    try:
        return instant(midnight, zone)
    except NoSuchTime as jumped:
        return instant(jumped.after, zone)
    except AmbiguousTime as twice:
        return twice.instants[0]


def clock_for(starts: datetime, ends: datetime) -> Callable[[datetime, str], datetime]:
    """Return what reads these local times: whole days, from midnight to midnight, or hours."""
    return day_begins if starts.time() == time.min == ends.time() else instant


def local(moment: datetime, zone: str) -> datetime:
    """Return what the clocks of `zone` show at `moment` (aware), as a naive local time.

    Raises UnknownZone, YearOutOfRange.
    """
    zone_info = _zone(zone)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise YearOutOfRange(moment.year)
    return _naive(moment.astimezone(zone_info))


@cache
def _zone(name: str) -> ZoneInfo:
    if name not in zones():
        raise UnknownZone(name)
    return ZoneInfo(name)


def _jump(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant, by the second, that has the later offset; between the two."""
    target = late.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == target:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _signed(offset: timedelta) -> str:
    minutes = round(abs(offset).total_seconds() / 60)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
