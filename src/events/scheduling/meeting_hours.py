"""Hours of an online meeting: bearable from Paramaribo to Jakarta, and fair over a series.

A meeting starts on a half hour of UTC. Each half hour costs each state points by its local clock.
The start is chosen so that the fewest states meet at unbearable hours, and then so that whoever
has carried most, at the meetings before and this one together, carries least (then the next, ...).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from events.calendar_rules import FRIDAY, FRIDAY_PRAYER
from events.calendars.state_calendars import CalendarRules
from events.wall_time import local

STEP = timedelta(minutes=30)
FIRST_BEARABLE, LAST_BEARABLE = 7, 22
"""Local hours between which a meeting is bearable: from 07:00, until 22:00."""

_HALF_HOURS_A_DAY = 48
# points of half an hour that begins before that local hour; office hours are free
_POINTS_BEFORE = (
    (6, 12),
    (7, 6),
    (8, 2),
    (9, 1),
    (17, 0),
    (19, 1),
    (21, 2),
    (22, 4),
    (23, 8),
    (24, 12),
)
_PRAYER_POINTS = 2
_PRAYER = tuple(2 * hour.hour + hour.minute // 30 for hour in FRIDAY_PRAYER)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One online meeting: its start (UTC), the points and the local start of each state.

    `unbearable` are the states whose local hours leave 07:00 to 22:00.
    """

    starts_at: datetime
    burdens: Mapping[str, int]
    local_starts: Mapping[str, datetime]
    unbearable: tuple[str, ...] = ()

    @property
    def burden(self) -> int:
        """Return the points of all states together."""
        return sum(self.burdens.values())


@dataclass(frozen=True)
class Attendants:
    """The states that meet, how long (in half hours), and what each has carried so far."""

    zones: Mapping[str, str]
    half_hours: int = 4
    carried: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(
        cls, rules: CalendarRules, states: Sequence[str], hours: float, carried: Mapping[str, int]
    ) -> "Attendants":
        """Take the zones from the calendars of the states; UTC where none is known."""
        known = rules.states
        zones = {state: known[state].zone if state in known else "UTC" for state in states}
        return cls(zones, max(1, round(hours * 2)), carried)


def sittings_of(days: Sequence[date], attendants: Attendants) -> list[Sitting]:
    """Return the sittings of one meeting, at the same hour of UTC on each of its days.

    The hour is the fairest for the first day; the earliest of equals.
    """
    first = days[0]
    offsets = _offsets(first, attendants.zones)
    places = tuple(sorted(Counter(offsets.values()).items()))
    starts = _least_unbearable(places, attendants.half_hours)
    chosen = min(starts, key=lambda start: (_loads(first, start, offsets, attendants), start))
    return [_sitting(day, chosen, attendants) for day in days]


def series(days: Sequence[date], attendants: Attendants) -> list[Sitting]:
    """Return one sitting for each day of a series, so that early and late hours go round."""
    carried = Counter(attendants.carried)
    sittings: list[Sitting] = []
    for day in days:
        now = replace(attendants, carried=dict(carried))
        sittings += sittings_of([day], now)
        carried.update(sittings[-1].burdens)
    return sittings


def _offsets(day: date, zones: Mapping[str, str]) -> dict[str, int]:
    return {state: _offset(day, zone) for state, zone in zones.items()}


@lru_cache(maxsize=65536)
def _offset(day: date, zone: str) -> int:
    """Return a zone's offset from UTC at noon UTC of the day, in half hours (rounded down)."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return (local(noon, zone) - noon.replace(tzinfo=None)) // STEP


@lru_cache(maxsize=1024)
def _least_unbearable(offsets: tuple[tuple[int, int], ...], half_hours: int) -> tuple[int, ...]:
    """Return the starts (half hours of UTC) at which the fewest states meet at unbearable hours."""
    suffering = {
        start: sum(many for offset, many in offsets if not _is_bearable(start + offset, half_hours))
        for start in range(_HALF_HOURS_A_DAY)
    }
    least = min(suffering.values())
    return tuple(start for start, count in suffering.items() if count == least)


def _is_bearable(start: int, half_hours: int) -> bool:
    begins = start % _HALF_HOURS_A_DAY
    return begins >= 2 * FIRST_BEARABLE and begins + half_hours <= 2 * LAST_BEARABLE


def _loads(day: date, start: int, offsets: Mapping[str, int], attendants: Attendants) -> list[int]:
    """Return what each state has carried after a meeting at this start, the heaviest first."""
    points = _points(day, start, offsets, attendants.half_hours)
    carried = attendants.carried
    return sorted((carried.get(state, 0) + points[state] for state in offsets), reverse=True)


def _points(day: date, start: int, offsets: Mapping[str, int], half_hours: int) -> dict[str, int]:
    weekday = day.weekday()
    by_offset = {
        offset: sum(_cost(weekday, start + offset + n) for n in range(half_hours))
        for offset in set(offsets.values())
    }
    return {state: by_offset[offset] for state, offset in offsets.items()}


@lru_cache(maxsize=4096)
def _cost(weekday: int, half_hour: int) -> int:
    """Return the points of a local half hour, counted from midnight of that weekday; may be < 0."""
    days, of_day = divmod(half_hour, _HALF_HOURS_A_DAY)
    points = next(points for hour, points in _POINTS_BEFORE if of_day < 2 * hour)
    is_friday = (weekday + days) % 7 == FRIDAY
    prayer = is_friday and _PRAYER[0] <= of_day < _PRAYER[1]
    return points + (_PRAYER_POINTS if prayer else 0)


def _sitting(day: date, start: int, attendants: Attendants) -> Sitting:
    offsets = _offsets(day, attendants.zones)
    starts_at = datetime.combine(day, time(), tzinfo=UTC) + start * STEP
    return Sitting(
        starts_at=starts_at,
        burdens=_points(day, start, offsets, attendants.half_hours),
        local_starts={state: local(starts_at, zone) for state, zone in attendants.zones.items()},
        unbearable=tuple(
            state
            for state, offset in offsets.items()
            if not _is_bearable(start + offset, attendants.half_hours)
        ),
    )
