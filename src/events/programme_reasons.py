"""Why an event of a programme stands where it stands, in words."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from events.day_views import look_at
from events.programme_board import Board
from events.programme_wishes import Wish, is_late, meeting_of, months_away
from events.state_calendars import CalendarRules


def because(
    wishes: Sequence[Wish], index: int, board: Board, first: date, rules: CalendarRules
) -> tuple[str, ...]:
    """Return what speaks for and against the dates of a placed event; `first` is day 0."""
    wish, place = wishes[index], board.place[index]
    if place is None or wish.fixed is not None:
        return ("its dates stood already",)
    begins = first + timedelta(days=place)
    days = [begins + timedelta(days=n) for n in range(wish.duration_days)]
    return (
        *_month(wish, begins),
        *_deadline(wish, days[-1]),
        *_neighbours(wishes, index, board, place),
        *_burdens(wish, days, rules),
        *_better_days(wishes, index, board, first),
    )


def why_unplaced(wish: Wish, board: Board, index: int) -> tuple[str, ...]:
    """Return why an event found no dates."""
    if wish.fixed is not None:
        return (f"its dates, from {wish.fixed}, are not all in this year",)
    if not board.tasks[index].starts:
        return ("no day of the year is open to it: weekends, holidays, holy days or its own dates",)
    return (f"on every day open to it {' or '.join(wish.organizers)} holds other events",)


def _month(wish: Wish, begins: date) -> Iterable[str]:
    if not wish.months:
        return
    away = months_away(wish, begins)
    far = "1 month" if away == 1 else f"{away} months"
    yield "in a preferred month" if away == 0 else f"{far} from the preferred ones"


def _deadline(wish: Wish, last: date) -> Iterable[str]:
    if wish.deadline is None:
        return
    late = is_late(wish, last)
    yield f"{'after' if late else 'before'} its deadline, {wish.deadline}"


def _neighbours(wishes: Sequence[Wish], index: int, board: Board, place: int) -> Iterable[str]:
    theme = wishes[index].theme
    for other, day in enumerate(board.place):
        if other == index or day is None or theme is None or wishes[other].theme != theme:
            continue
        if abs(day - place) < board.spacing:
            apart = f"{abs(day - place)} days from {wishes[other].id}"
            yield f"{apart} on the same theme, {board.spacing} are wanted"


def _burdens(wish: Wish, days: Sequence[date], rules: CalendarRules) -> Iterable[str]:
    when: dict[str, list[date]] = {}
    for day in days:
        for reason in look_at(rules, day, wish.host, meeting_of(wish)).reasons:
            when.setdefault(reason, []).append(day)
    return [f"{reason} on {', '.join(map(str, found))}" for reason, found in when.items()]


def _better_days(wishes: Sequence[Wish], index: int, board: Board, first: date) -> Iterable[str]:
    """Name the cheapest begin that the event would have alone, and who stands there."""
    task = board.tasks[index]
    if board.price(index) == task.least:
        yield "no day is better for it"
        return
    day = task.starts[0][1]
    holders = sorted({*board.in_the_way(index, day), *board.too_close(index, day)})
    names = ", ".join(wishes[other].id for other in holders) or "events with fixed dates"
    yield f"{first + timedelta(days=day)} would be better for it alone, but for {names}"
