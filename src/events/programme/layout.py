"""Programme: a year of events laid out, each with its dates and the reasons for them.

What is wished for goes in, a proposal comes out; nothing is changed until an organizer says so.
The same wishes give the same programme. Fewer points are better:
the burden of the days on who takes part, months outside the preferred ones, days after a
deadline, events on one theme too close to each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from events.calendars.state_calendars import CalendarRules
from events.programme.board import Board, Task
from events.programme.reasons import because, why_unplaced
from events.programme.search import search
from events.programme.wishes import Wish, starts
from events.scheduling.day_views import DayPoints

ROUNDS = 5000
ROUNDS_PER_EVENT = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What the organizers can do, and how far apart events should be.

    `at_once` events an organizer can hold on the same day, `at_once_of` where one differs;
    `theme_days` from the begin of an event to the begin of the next on the same theme.
    """

    at_once: int = 1
    at_once_of: Mapping[str, int] = field(default_factory=dict[str, int])
    theme_days: int = 30


@dataclass(frozen=True, slots=True)
class Placement:
    """Dates proposed for an event, what they cost, and what speaks for and against them."""

    id: str
    first: date
    last: date
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An event that found no dates, and why."""

    id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """A proposal for a year in order of dates; `is_proven_best` when no other can be cheaper."""

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    points: int
    is_proven_best: bool


def lay_out(  # noqa: PLR0913 - the question has this many parts
    wishes: Sequence[Wish],
    year: int,
    rules: CalendarRules,
    limits: Limits,
    standing: Sequence[Wish] = (),
    *,
    rounds: int | None = None,
) -> Programme:
    """Propose dates in a year for all wishes; those with fixed dates keep them.

    `standing`: what has its dates already; it takes time and is not in the proposal.
    `rounds` bounds the search (default: 5,000 and 30 for each event); no clock is read.
    """
    together = [*wishes, *standing]
    board = board_of(together, year, rules, limits)
    search(board, ROUNDS + ROUNDS_PER_EVENT * len(wishes) if rounds is None else rounds)
    first = date(year, 1, 1)
    placements: list[Placement] = []
    unplaced: list[Unplaced] = []
    for index, wish in enumerate(wishes):
        place = board.place[index]
        if place is None:
            unplaced.append(Unplaced(wish.id, why_unplaced(wish, board, index, rules.teller)))
            continue
        begins = first + timedelta(days=place)
        ends = begins + timedelta(days=wish.duration_days - 1)
        reasons = because(together, index, board, first, rules)
        placements.append(Placement(wish.id, begins, ends, board.price(index), reasons))
    placements.sort(key=lambda one: (one.first, one.id))
    proven = board.cost == sum(task.least for task in board.tasks)
    return Programme(tuple(placements), tuple(unplaced), board.cost, proven)


def board_of(wishes: Sequence[Wish], year: int, rules: CalendarRules, limits: Limits) -> Board:
    """Return the empty board: for each wish the days it may begin on, with their points."""
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(length)]
    points = DayPoints(rules, days)
    tasks = [
        Task(
            wish.id,
            wish.organizers,
            wish.theme,
            wish.duration_days,
            starts(wish, points),
            wish.fixed is not None,
        )
        for wish in wishes
    ]
    organizers = {name for wish in wishes for name in wish.organizers}
    capacity = {name: limits.at_once_of.get(name, limits.at_once) for name in organizers}
    return Board(tasks, capacity, length, limits.theme_days)
