"""Coverage over time: how things stood at the end of each half-year, by what is known today.

Only what is on record is drawn, on one scale; the rest is unknown and stays blank.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core import days as dates
from core.work import Work
from nadwa.dashboard.coverage_view import LADDER, said
from nadwa.dashboard.reader import Reader
from reports import TotalsView, coverage

_MOST = 12
_HALVES = ((6, 30), (12, 31))
_TOP, _HEIGHT = 24.0, 132.0
_RECORDED = tuple(status for status in LADDER if status != "unknown")


@dataclass(frozen=True, slots=True)
class Step:
    """A status in a column: where it begins, and how high it is, in pixels from the top."""

    status: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its column, the figures, and the page as of that day; `top` is where it ends."""

    words: str
    x: float
    width: float
    steps: tuple[Step, ...]
    top: float
    recorded: int
    totals: TotalsView
    said: str
    href: str


def history(work: Work, reader: Reader, slug: str, since: date | None) -> list[Column]:
    """Return a column for each day of the history."""
    counted = counted_days(work, slug, since)
    scale = max(*(_recorded(totals) for _, totals in counted), 1)
    width = 100 / len(counted)
    return [
        _column(reader, day, totals, scale, (_x(reader, n, width), width))
        for n, (day, totals) in enumerate(counted)
    ]


def counted_days(work: Work, slug: str, since: date | None) -> list[tuple[date, TotalsView]]:
    """Return the figures at the end of each half-year since then, and now; the last dozen."""
    today = work.now.astimezone(UTC).date()
    days = [*_half_years(since or today, today)][1 - _MOST :]
    counted = [
        (day, coverage(work, slug, None, datetime.combine(day, time.max, UTC), work.now).totals)
        for day in days
    ]
    return [*counted, (today, coverage(work, slug).totals)]


def _half_years(first: date, until: date) -> Iterator[date]:
    for year in range(first.year, until.year + 1):
        for month, day in _HALVES:
            if first <= (on := date(year, month, day)) < until - timedelta(days=1):
                yield on


def _column(
    reader: Reader, day: date, totals: TotalsView, scale: int, place: tuple[float, float]
) -> Column:
    x, width = place
    steps = tuple(_steps(totals, scale))
    return Column(
        words=f"{dates.short_month(day, reader.language)} {day.year}",
        x=round(x + width * 0.14, 2),
        width=round(width * 0.72, 2),
        steps=steps,
        top=steps[-1].y if steps else _TOP + _HEIGHT,
        recorded=_recorded(totals),
        totals=totals,
        said=said(reader, totals.by_status),
        href=reader.here(as_of=day.isoformat(), known="now", group_by="section"),
    )


def _steps(totals: TotalsView, scale: int) -> Iterator[Step]:
    """Stack the statuses from the ground up."""
    top = _TOP + _HEIGHT
    for status in _RECORDED:
        if number := totals.by_status[status]:
            height = number * _HEIGHT / scale
            top -= height
            yield Step(status, round(top, 2), round(height, 2))


def _recorded(totals: TotalsView) -> int:
    return sum(totals.by_status[status] for status in _RECORDED)


def _x(reader: Reader, n: int, width: float) -> float:
    return n * width if reader.direction == "ltr" else 100 - (n + 1) * width
