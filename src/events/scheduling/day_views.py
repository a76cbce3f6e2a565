"""One day as a planner sees it: what rules it out, whom it burdens and how much.

Made from the calendar warnings of the day, so that ranking and warnings never tell two stories.
Points are for comparing days with each other; they have no unit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import or_

from events.calendar_rules import FRIDAY, CalendarWarning, Kind, warnings
from events.calendars.state_calendars import CalendarRules

LONGEST_WEEK = 5
"""Days in a row that a meeting can be without a weekend."""

_SESSIONS = (time(9), time(17))
_RULED_OUT = frozenset({Kind.EID_AL_FITR, Kind.EID_AL_ADHA, Kind.HAJJ})
_CLOSED = frozenset({Kind.WEEKEND, Kind.PUBLIC_HOLIDAY})
_POINTS: Mapping[Kind, int] = {
    Kind.WEEKEND: 2,
    Kind.PUBLIC_HOLIDAY: 3,
    Kind.RAMADAN: 2,
    Kind.EID_AL_FITR: 2,
    Kind.EID_AL_ADHA: 2,
    Kind.HAJJ: 1,
    Kind.FRIDAY_PRAYER: 1,
}


@dataclass(frozen=True, slots=True)
class DayView:
    """`refusals` say why not this day (empty: it can be used); `burdens` are points per state.

    `holy` are those refusals that hold in the middle of a long meeting too.
    """

    day: date
    holy: tuple[str, ...]
    refusals: tuple[str, ...]
    burdens: Mapping[str, int]
    reasons: tuple[str, ...]


def is_open(refused: Sequence[object], holy: Sequence[object], span: range) -> bool:
    """Tell whether a meeting can be on these days, given what is true of days that are not.

    A meeting of more than five days cannot avoid weekends: only its first and last day must be
    working days, and none of its days a holy one.
    """
    if len(span) <= LONGEST_WEEK:
        return not any(refused[day] for day in span)
    edges = (span[0], span[-1])
    return not any(refused[day] for day in edges) and not any(holy[day] for day in span)


def look_at(rules: CalendarRules, day: date, host: str | None, states: Sequence[str]) -> DayView:
    """Return the view of a day for a meeting of these states, at a host's place or online.

    Ruled out: both Eids and the days of the Hajj as computed; the host's weekend and public
    holidays; where there is no host, days on which more than half of the states do not work.
    """
    begins, ends = (datetime.combine(day, hour) for hour in _SESSIONS)
    found = warnings(rules, begins, ends, host, states)
    holy = tuple(one.reason for one in found if _is_holy(one))
    refusals = [one.reason for one in found if _is_holy(one) or _closes_venue(one, host)]
    closed = {state for one in found if one.kind in _CLOSED for state in one.states}
    many = len(set(states))
    if host is None and 2 * len(closed) > many:
        refusals.append(rules.teller.say("slots.few_work", count=len(closed), total=many))
    reasons = tuple(one.reason for one in found)
    return DayView(day, holy, tuple(refusals), _burdens(found, host, states), reasons)


def _is_holy(one: CalendarWarning) -> bool:
    return one.kind in _RULED_OUT and one.certain


def _closes_venue(one: CalendarWarning, host: str | None) -> bool:
    return one.kind in _CLOSED and one.states == (host,)


def _burdens(
    found: Sequence[CalendarWarning], host: str | None, states: Sequence[str]
) -> Mapping[str, int]:
    burdens: Counter[str] = Counter()
    for one in found:
        # what happens at the venue, or to everybody, burdens all who take part
        everybody = not one.states or one.states == (host,)
        for state in states if everybody else one.states:
            burdens[state] += _POINTS[one.kind]
    return burdens


class DayPoints:
    """The same judgement as `look_at`, for many days and many meetings at once.

    Calendars are read once for each state; `of` then only adds. Arrays run along `days`.
    """

    def __init__(self, rules: CalendarRules, days: Sequence[date]) -> None:
        self.days = days
        self._rules = rules
        self._closed: dict[str, list[int]] = {}
        seasons = [_seasonal(rules, day) for day in days]
        self._season = [sum(_POINTS[one.kind] for one in found) for found in seasons]
        self.holy = [any(map(_is_holy, found)) for found in seasons]

    def of(self, host: str | None, states: Sequence[str]) -> tuple[list[int], list[bool]]:
        """Return, for each day, the points of all states together and whether it is ruled out."""
        guests = [self._closures(state) for state in dict.fromkeys(states) if state != host]
        columns = list(zip(*guests, strict=True)) if guests else [()] * len(self.days)
        everybody = len(set(states))
        points = [
            sum(column) + everybody * (season + place)
            for column, season, place in zip(columns, self._season, self._venue(host), strict=True)
        ]
        if host is None:
            closed = [2 * sum(map(bool, column)) > len(guests) for column in columns]
        else:
            closed = list(map(bool, self._closures(host)))
        return points, list(map(or_, self.holy, closed))

    def _venue(self, host: str | None) -> list[int]:
        if host is None:
            return [0] * len(self.days)
        prayer = _POINTS[Kind.FRIDAY_PRAYER]
        return [
            closed + (prayer if day.weekday() == FRIDAY else 0)
            for day, closed in zip(self.days, self._closures(host), strict=True)
        ]

    def _closures(self, state: str) -> list[int]:
        if state not in self._closed:
            self._closed[state] = [_closure(self._rules, state, day) for day in self.days]
        return self._closed[state]


def _seasonal(rules: CalendarRules, day: date) -> list[CalendarWarning]:
    begins, ends = (datetime.combine(day, hour) for hour in _SESSIONS)
    return warnings(rules, begins, ends)


def _closure(rules: CalendarRules, state: str, day: date) -> int:
    weekend = _POINTS[Kind.WEEKEND] if rules.is_weekend(state, day) else 0
    return weekend + (_POINTS[Kind.PUBLIC_HOLIDAY] if rules.holiday(state, day) else 0)
