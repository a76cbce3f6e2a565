"""What is wished for an event of a programme, and what each day of the year would cost it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.scheduling.day_views import DayPoints, is_open

PER_STATE_AND_DAY = 10
"""Points for one point of burden (see day_views) on every state, on each day."""

PER_MONTH_AWAY = 30
"""Points for each month between the begin and the nearest preferred month."""

AFTER_DEADLINE = 300
"""Points for ending after the deadline, whatever the delay."""

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """An event to place in a year.

    `months` are preferred ones (1 to 12, empty: any). `deadline` is the last day that still
    fulfils what was asked. `host` is None for online events. `fixed` is the first day of an event
    whose dates stand already: it is not moved and takes its organizers' time.
    """

    id: str
    organizers: tuple[str, ...]
    theme: str | None = None
    duration_days: int = 1
    months: frozenset[int] = frozenset()
    not_before: date | None = None
    deadline: date | None = None
    host: str | None = None
    states: tuple[str, ...] = ()
    fixed: date | None = None


def starts(wish: Wish, points: DayPoints) -> tuple[tuple[int, int], ...]:
    """Return (points, day) for each day of the year a wish may begin on, cheapest first.

    Days are counted from the first of `points.days`; the event ends within them.
    """
    days = points.days
    last = len(days) - wish.duration_days
    if wish.fixed is not None:
        begin = (wish.fixed - days[0]).days
        return ((0, begin),) if 0 <= begin <= last else ()
    meeting = meeting_of(wish)
    burdens, refused = points.of(wish.host, meeting)
    possible = [
        (_cost(wish, days, burdens, begin, max(1, len(meeting))), begin)
        for begin in range(max(0, last + 1))
        if is_open(refused, points.holy, range(begin, begin + wish.duration_days))
        and (wish.not_before is None or days[begin] >= wish.not_before)
    ]
    return tuple(sorted(possible))


def meeting_of(wish: Wish) -> tuple[str, ...]:
    """Return all states that take part, each once, the host among them."""
    hosts = () if wish.host is None else (wish.host,)
    return tuple(dict.fromkeys((*wish.states, *hosts)))


def months_away(wish: Wish, day: date) -> int:
    """Return how many months lie between a day and the nearest preferred month, 0 to 6."""
    distances = [abs(day.month - month) for month in wish.months]
    return min((min(one, _MONTHS - one) for one in distances), default=0)


def is_late(wish: Wish, last_day: date) -> bool:
    """Tell whether an event that ends on that day misses its deadline."""
    return wish.deadline is not None and last_day > wish.deadline


def _cost(wish: Wish, days: Sequence[date], burdens: Sequence[int], begin: int, states: int) -> int:
    end = begin + wish.duration_days
    burden = PER_STATE_AND_DAY * sum(burdens[begin:end]) // states
    late = AFTER_DEADLINE if is_late(wish, days[end - 1]) else 0
    return burden + late + PER_MONTH_AWAY * months_away(wish, days[begin])
