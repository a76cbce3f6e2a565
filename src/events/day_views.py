"""One day as a planner sees it: what rules it out, whom it burdens and how much.

Made from the calendar warnings of the day, so that ranking and warnings never tell two stories.
Points are for comparing days with each other; they have no unit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from events.calendar_rules import CalendarWarning, Kind, warnings
from events.state_calendars import CalendarRules

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
    """`refusals` say why not this day (empty: it can be used); `burdens` are points per state."""

    day: date
    refusals: tuple[str, ...]
    burdens: Mapping[str, int]
    reasons: tuple[str, ...]


def look_at(rules: CalendarRules, day: date, host: str | None, states: Sequence[str]) -> DayView:
    """Return the view of a day for a meeting of these states, at a host's place or online.

    Ruled out: both Eids and the days of the Hajj as computed, the host's weekend and public
    holidays, and days on which more than half of the participating states do not work.
    """
    begins, ends = (datetime.combine(day, hour) for hour in _SESSIONS)
    found = warnings(rules, begins, ends, host, states)
    refusals = [one.reason for one in found if _rules_out(one, host)]
    closed = {state for one in found if one.kind in _CLOSED for state in one.states} - {host}
    guests = len(set(states) - {host})
    if 2 * len(closed) > guests:
        refusals.append(f"no working day in {len(closed)} of {guests} participating states")
    reasons = tuple(one.reason for one in found)
    return DayView(day, tuple(refusals), _burdens(found, host, states), reasons)


def _rules_out(one: CalendarWarning, host: str | None) -> bool:
    if one.kind in _RULED_OUT:
        return one.certain
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
