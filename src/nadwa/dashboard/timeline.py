"""A line of time: where each event stands on it, year by year. Pure; places in percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_WHOLE = 100.0
_APART = 1.6


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the line; those too near each other stand in higher lanes (0 is the lowest)."""

    x: float
    lane: int
    status: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks and ticks from the beginning of the first year to the end of the last one."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    today: float

    @property
    def lanes(self) -> int:
        """Return how many lanes there are."""
        return max((mark.lane for mark in self.marks), default=0) + 1


def timeline(
    dated: Sequence[tuple[date, str, str]], today: date, direction: str
) -> Timeline | None:
    """Place events, given as day, status and title; None where there is none."""
    if not dated:
        return None
    years = [on.year for on, _, _ in dated] + [today.year]
    first, last = min(years), max(years)
    scale = _Scale(date(first, 1, 1), date(last + 1, 1, 1), direction)
    return Timeline(
        _marks(sorted(dated), scale),
        tuple(Tick(scale.place(date(year, 1, 1)), year) for year in range(first, last + 1)),
        scale.place(today),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    direction: str

    def place(self, on: date) -> float:
        along = (on - self.first).days * _WHOLE / (self.last - self.first).days
        return round(along if self.direction == "ltr" else _WHOLE - along, 2)


def _marks(dated: Sequence[tuple[date, str, str]], scale: _Scale) -> tuple[Mark, ...]:
    placed: list[Mark] = []
    ends: list[float] = []  # the place of the newest mark in each lane
    for on, status, title in dated:
        x = scale.place(on)
        free = (n for n, end in enumerate(ends) if abs(x - end) >= _APART)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [x]
        placed.append(Mark(x, lane, status, title))
    return tuple(placed)
