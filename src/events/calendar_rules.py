"""Calendar rules: what speaks against a date, said with its reason and never as a block.

Weekends and public holidays of the host and of the participating states, Ramadan, both Eids, the
days of the Hajj, and Friday prayer at the venue. Whoever plans decides; the rules only tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from events.calendars.hijri import DHU_AL_HIJJAH, RAMADAN, SHAWWAL, Hijri, hijri
from events.calendars.public_holidays import Confidence
from events.calendars.state_calendars import WEEKDAYS, CalendarRules
from events.wording import Teller

FRIDAY = WEEKDAYS.index("fri")
FRIDAY_PRAYER = (time(11, 30), time(14, 0))
"""Local hours around the Friday prayer in which no session should be."""

_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a warning is about."""

    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "public_holiday"
    RAMADAN = "ramadan"
    EID_AL_FITR = "eid_al_fitr"
    EID_AL_ADHA = "eid_al_adha"
    HAJJ = "hajj"
    FRIDAY_PRAYER = "friday_prayer"


_SEASONS = (
    (Kind.RAMADAN, (RAMADAN, 1), (RAMADAN, 30)),
    (Kind.EID_AL_FITR, (SHAWWAL, 1), (SHAWWAL, 3)),
    (Kind.HAJJ, (DHU_AL_HIJJAH, 8), (DHU_AL_HIJJAH, 13)),
    (Kind.EID_AL_ADHA, (DHU_AL_HIJJAH, 10), (DHU_AL_HIJJAH, 13)),
)


@dataclass(frozen=True, slots=True)
class Season:
    """A time of the Islamic year that a day is in; not `certain` when only a day off from it."""

    kind: Kind
    year: int
    certain: bool


@dataclass(frozen=True, slots=True)
class CalendarWarning:
    """One thing that speaks against some days; `states` is empty where it concerns all.

    Not `certain` where a computed season may reach the day only by a day's difference.
    """

    kind: Kind
    days: tuple[date, ...]
    states: tuple[str, ...]
    reason: str
    confidence: Confidence
    certain: bool = True


@lru_cache(maxsize=4096)
def seasons(day: date) -> tuple[Season, ...]:
    """Return the times of the Islamic year a day is in, or may be in by a day's difference."""
    if hijri(day) is None:
        return ()
    certain = _seasons_of(hijri(day))
    near = {**_seasons_of(hijri(day - _DAY)), **_seasons_of(hijri(day + _DAY))}
    if Kind.EID_AL_FITR in certain:
        near.pop(Kind.RAMADAN, None)
    return tuple(
        Season(kind, (certain.get(kind) or near[kind]).year, kind in certain)
        for kind, _, _ in _SEASONS
        if kind in certain or kind in near
    )


def warnings(
    rules: CalendarRules,
    starts_at: datetime,
    ends_at: datetime,
    host: str | None = None,
    states: Iterable[str] = (),
) -> list[CalendarWarning]:
    """Return what speaks against an event, host first, each thing once with all its days.

    `starts_at` and `ends_at` are local wall times; each day is taken to run from the hour of the
    start to the hour of the end. `host` is None for an online meeting.
    """
    days = _days(starts_at.date(), ends_at.date())
    guests = [state for state in dict.fromkeys(states) if state != host]
    at_the_venue: list[CalendarWarning] = []
    if host is not None:
        at_the_venue = [
            *_host_weekend(rules, days, host),
            *_host_holidays(rules, days, host),
            *_friday_prayer(rules, days, (starts_at.time(), ends_at.time()), host),
        ]
    elsewhere = [*_guest_weekends(rules, days, guests), *_guest_holidays(rules, days, guests)]
    return _joined([*at_the_venue, *_of_the_season(rules.teller, days), *elsewhere])


def _seasons_of(computed: Hijri | None) -> dict[Kind, Hijri]:
    if computed is None:
        return {}
    of_year = (computed.month, computed.day)
    return {kind: computed for kind, first, last in _SEASONS if first <= of_year <= last}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _of_the_season(teller: Teller, days: Sequence[date]) -> Iterable[CalendarWarning]:
    for day in days:
        for season in seasons(day):
            sure = season.certain
            name = teller.say(f"warnings.{season.kind}")
            words = "warnings.season" if sure else "warnings.perhaps_season"
            reason = teller.say(words, season=name, year=season.year)
            yield CalendarWarning(season.kind, (day,), (), reason, Confidence.ESTIMATED, sure)


def _host_weekend(
    rules: CalendarRules, days: Sequence[date], host: str
) -> Iterable[CalendarWarning]:
    off = tuple(day for day in days if rules.is_weekend(host, day))
    if off:
        reason = rules.teller.say("warnings.host_weekend", state=rules.teller.state(host))
        yield CalendarWarning(Kind.WEEKEND, off, (host,), reason, Confidence.OFFICIAL)


def _guest_weekends(
    rules: CalendarRules, days: Sequence[date], guests: Sequence[str]
) -> Iterable[CalendarWarning]:
    for day in days:
        off = tuple(state for state in guests if rules.is_weekend(state, day))
        if off:
            many = {"count": len(off), "total": len(guests)}
            reason = rules.teller.say("warnings.guest_weekends", **many)
            yield CalendarWarning(Kind.WEEKEND, (day,), off, reason, Confidence.OFFICIAL)


def _host_holidays(
    rules: CalendarRules, days: Sequence[date], host: str
) -> Iterable[CalendarWarning]:
    for day in days:
        if holiday := rules.holiday(host, day):
            named = {"state": rules.teller.state(host), "holiday": holiday.name}
            reason = rules.teller.say("warnings.host_holiday", **named)
            yield CalendarWarning(Kind.PUBLIC_HOLIDAY, (day,), (host,), reason, holiday.confidence)


def _guest_holidays(
    rules: CalendarRules, days: Sequence[date], guests: Sequence[str]
) -> Iterable[CalendarWarning]:
    for day in days:
        closed: dict[tuple[str, Confidence], list[str]] = {}
        for state in guests:
            if holiday := rules.holiday(state, day):
                closed.setdefault((holiday.name, holiday.confidence), []).append(state)
        for (name, confidence), states in closed.items():
            named = {"states": rules.teller.states(states), "holiday": name}
            reason = rules.teller.say("warnings.guest_holidays", **named)
            yield CalendarWarning(Kind.PUBLIC_HOLIDAY, (day,), tuple(states), reason, confidence)


def _friday_prayer(
    rules: CalendarRules, days: Sequence[date], hours: tuple[time, time], host: str
) -> Iterable[CalendarWarning]:
    begins, ends = FRIDAY_PRAYER
    overlaps = hours[0] >= hours[1] or (hours[0] < ends and begins < hours[1])
    fridays = tuple(day for day in days if day.weekday() == FRIDAY and overlaps)
    if fridays:
        when = {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
        reason = rules.teller.say("warnings.friday_prayer", state=rules.teller.state(host), **when)
        yield CalendarWarning(Kind.FRIDAY_PRAYER, fridays, (host,), reason, Confidence.OFFICIAL)


def _joined(found: Iterable[CalendarWarning]) -> list[CalendarWarning]:
    """Return one warning for each thing, with the days of all that say the same."""
    days: dict[CalendarWarning, list[date]] = {}
    for one in found:
        days.setdefault(replace(one, days=()), []).extend(one.days)
    return [replace(one, days=tuple(when)) for one, when in days.items()]
