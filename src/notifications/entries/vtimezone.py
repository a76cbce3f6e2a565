"""Writes VTIMEZONE components that other programs read right (RFC 5545, section 3.6.5).

Libraries write components that only they themselves read right; Morocco's Ramadan periods get
lost. So: where one yearly rule for each half of the year explains the years around the window,
the two rules are written; everywhere else only the observances that are in force inside the window,
each with its own start and no rule. The truth is `zoneinfo`, looked at day by day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a wall clock
_DAY, _WEEK, _SECOND = timedelta(days=1), timedelta(days=7), timedelta(seconds=1)
_YEARS_BEFORE = 2  # enough to tell a yearly rule from a single change
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _State:
    """What the clocks of a zone show at one instant."""

    offset: timedelta
    name: str
    dst: timedelta


@dataclass(frozen=True, slots=True)
class _Observance:
    """A stretch of time with one offset; `onset` is the wall clock just before it begins."""

    instant: datetime
    onset: datetime
    before: timedelta
    offset: timedelta
    name: str
    daylight: bool
    rule: str = ""


@lru_cache(maxsize=2048)
def vtimezone(tzid: str, earliest: datetime, latest: datetime) -> str:
    """Return the VTIMEZONE text of an IANA zone, right for every instant of a window.

    `earliest` and `latest` are aware and enclose whatever refers to the zone. Raises ValueError
    for a window without a zone and ZoneInfoNotFoundError for an unknown zone. Equal arguments give
    equal bytes as long as the tz database is the same.
    """
    if earliest.tzinfo is None or latest.tzinfo is None:
        raise ValueError("the window of a VTIMEZONE must be aware of its zone")
    first, last = earliest.astimezone(UTC), latest.astimezone(UTC)
    years = range(first.year - _YEARS_BEFORE, last.year + 2)
    changes = tuple(change for year in years for change in _changes(tzid, year))
    observances = _yearly(changes, list(years)) or _in_force(tzid, changes, first, last + _DAY)
    return _written(tzid, observances)


@lru_cache(maxsize=4096)
def _changes(tzid: str, year: int) -> tuple[_Observance, ...]:
    """Return the observances that begin within one year (of UTC)."""
    zone = ZoneInfo(tzid)
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    days = [datetime(year, 1, 1, tzinfo=UTC)]
    while days[-1] < end:
        days.append(days[-1] + _DAY)
    states = [_state(zone, day) for day in days]
    return tuple(
        _observance(zone, _turn(zone, day, following))
        for (day, state), (following, later) in pairwise(zip(days, states, strict=True))
        if state != later
    )


def _state(zone: ZoneInfo, instant: datetime) -> _State:
    local = instant.astimezone(zone)
    nothing = timedelta()
    return _State(local.utcoffset() or nothing, local.tzname() or "", local.dst() or nothing)


def _turn(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the second at which the clocks change between two instants."""
    old = _state(zone, low)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        low, high = (middle, high) if _state(zone, middle) == old else (low, middle)
    return high


def _observance(zone: ZoneInfo, instant: datetime) -> _Observance:
    before, after = _state(zone, instant - _SECOND), _state(zone, instant)
    onset = (instant + before.offset).replace(tzinfo=None)
    daylight = after.dst > before.dst  # also where winter is the exception (Dublin, Casablanca)
    return _Observance(instant, onset, before.offset, after.offset, after.name, daylight)


def _yearly(changes: Iterable[_Observance], years: list[int]) -> list[_Observance]:
    """Return the two yearly rules that explain all changes; nothing when no such rules exist."""
    grouped = groupby(sorted(changes, key=_family_name), key=_family_name)
    rules = [_ruled(list(family), years) for _, family in grouped]
    if len(rules) != 2 or {rule.daylight for rule in rules} != {True, False}:  # noqa: PLR2004
        return []
    if not all(rule.rule for rule in rules):
        return []
    return sorted(rules, key=lambda rule: rule.onset)


def _family_name(change: _Observance) -> str:
    """Name what all members of one yearly rule have in common."""
    when = change.onset
    kind = (change.daylight, change.before, change.offset, change.name)
    return repr((*kind, when.time(), when.month, when.weekday()))


def _ruled(family: list[_Observance], years: list[int]) -> _Observance:
    """Return the first of a family with its RRULE; without one where a year does not fit it."""
    onsets = [member.onset for member in family]
    ordinals = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if all((onset + _WEEK).month != onset.month for onset in onsets):
        ordinals = {-1}
    if [onset.year for onset in onsets] != years or len(ordinals) > 1:
        return family[0]
    weekday, month = _WEEKDAYS[onsets[0].weekday()], onsets[0].month
    rule = f"FREQ=YEARLY;BYDAY={ordinals.pop()}{weekday};BYMONTH={month}"
    return replace(family[0], rule=rule)


def _in_force(
    tzid: str, changes: tuple[_Observance, ...], first: datetime, last: datetime
) -> list[_Observance]:
    """Return what is in force from the first to the last instant of the window."""
    earlier = [change for change in changes if change.instant <= first]
    within = [change for change in changes if first < change.instant <= last]
    return [earlier[-1] if earlier else _since_ever(tzid, first), *within]


def _since_ever(tzid: str, instant: datetime) -> _Observance:
    state = _state(ZoneInfo(tzid), instant)
    daylight = state.dst > timedelta()
    return _Observance(instant, _EPOCH, state.offset, state.offset, state.name, daylight)


def _written(tzid: str, observances: list[_Observance]) -> str:
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    for observance in observances:
        # a lone observance is STANDARD: Outlook reads nothing else
        daylight = observance.daylight and len(observances) > 1
        kind = "DAYLIGHT" if daylight else "STANDARD"
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{observance.onset:%Y%m%dT%H%M%S}",
            f"TZOFFSETFROM:{_offset(observance.before)}",
            f"TZOFFSETTO:{_offset(observance.offset)}",
            f"TZNAME:{observance.name}",
            *([f"RRULE:{observance.rule}"] if observance.rule else []),
            f"END:{kind}",
        ]
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _offset(offset: timedelta) -> str:
    """Return a UTC-OFFSET (RFC 5545, section 3.3.14): sign, hours, minutes, seconds if any."""
    sign, seconds = ("-" if offset < timedelta() else "+"), abs(offset) // _SECOND
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
