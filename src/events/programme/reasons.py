"""Why an event of a programme stands where it stands, in words."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from events.calendars.state_calendars import CalendarRules
from events.programme.board import Board
from events.programme.wishes import Wish, is_late, meeting_of, months_away
from events.scheduling.day_views import look_at
from events.wording import Teller


def because(
    wishes: Sequence[Wish], index: int, board: Board, first: date, rules: CalendarRules
) -> tuple[str, ...]:
    """Return what speaks for and against the dates of a placed event; `first` is day 0."""
    wish, place, teller = wishes[index], board.place[index], rules.teller
    if place is None or wish.fixed is not None:
        return (teller.say("programme.stood"),)
    begins = first + timedelta(days=place)
    days = [begins + timedelta(days=n) for n in range(wish.duration_days)]
    return (
        *_month(wish, begins, teller),
        *_deadline(wish, days[-1], teller),
        *_neighbours(wishes, index, board, teller),
        *_burdens(wish, days, rules),
        *_better_days(wishes, index, board, first, teller),
    )


def why_unplaced(wish: Wish, board: Board, index: int, teller: Teller) -> tuple[str, ...]:
    """Return why an event found no dates."""
    if wish.fixed is not None:
        return (teller.say("programme.not_this_year", day=wish.fixed),)
    if not board.tasks[index].starts:
        return (teller.say("programme.no_day"),)
    bodies = teller.say("programme.or").join(wish.organizers)
    return (teller.say("programme.all_taken", bodies=bodies),)


def _month(wish: Wish, begins: date, teller: Teller) -> Iterable[str]:
    if not wish.months:
        return
    away = months_away(wish, begins)
    if away == 0:
        yield teller.say("programme.preferred_month")
    else:
        yield teller.counted("programme.months_away", away)


def _deadline(wish: Wish, last: date, teller: Teller) -> Iterable[str]:
    if wish.deadline is None:
        return
    words = "programme.after_deadline" if is_late(wish, last) else "programme.before_deadline"
    yield teller.say(words, day=wish.deadline)


def _neighbours(wishes: Sequence[Wish], index: int, board: Board, teller: Teller) -> Iterable[str]:
    theme, place = wishes[index].theme, board.place[index]
    for other, day in enumerate(board.place):
        if other == index or day is None or theme is None or wishes[other].theme != theme:
            continue
        if place is not None and abs(day - place) < board.spacing:
            facts = {"event": wishes[other].id, "wanted": board.spacing}
            yield teller.counted("programme.same_theme", abs(day - place), **facts)


def _burdens(wish: Wish, days: Sequence[date], rules: CalendarRules) -> Iterable[str]:
    when: dict[str, list[date]] = {}
    for day in days:
        for reason in look_at(rules, day, wish.host, meeting_of(wish)).reasons:
            when.setdefault(reason, []).append(day)
    teller = rules.teller
    return [
        teller.say("slots.on", reason=reason, days=teller.listed(found))
        for reason, found in when.items()
    ]


def _better_days(
    wishes: Sequence[Wish], index: int, board: Board, first: date, teller: Teller
) -> Iterable[str]:
    """Name the cheapest begin that the event would have alone, and who stands there."""
    task = board.tasks[index]
    if board.price(index) == task.least:
        yield teller.say("programme.none_better")
        return
    day = task.starts[0][1]
    holders = sorted({*board.in_the_way(index, day), *board.too_close(index, day)})
    names = teller.listed(wishes[other].id for other in holders)
    events = names or teller.say("programme.fixed_events")
    yield teller.say("programme.better_but", day=first + timedelta(days=day), events=events)
