"""The board on which a programme is laid out: who stands where, and what that costs.

Days are counted from the first day of the programme. Costs are points without a unit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

TOO_CLOSE = 40
"""Points for each pair of events on one theme that begin too close to each other."""

UNPLACED = 10_000
"""Points for an event that found no dates."""


@dataclass(frozen=True, slots=True)
class Task:
    """An event to place. `starts` are (points, day) of each day it may begin on, cheapest first."""

    id: str
    organizers: tuple[str, ...]
    theme: str | None
    length: int
    starts: tuple[tuple[int, int], ...]
    fixed: bool = False

    @property
    def least(self) -> int:
        """Return the points no place can be under."""
        return min(self.starts[0][0], UNPLACED) if self.starts else UNPLACED


class Board:
    """Places of tasks by index; `cost` is always the points of the whole board."""

    def __init__(
        self, tasks: Sequence[Task], capacity: Mapping[str, int], days: int, spacing: int
    ) -> None:
        self.tasks = tasks
        self.days = days
        self.spacing = spacing
        self.cost = UNPLACED * len(tasks)
        self.place: list[int | None] = [None] * len(tasks)
        self._points = [{day: points for points, day in task.starts} for task in tasks]
        self._capacity = capacity
        organizers = {name for task in tasks for name in task.organizers}
        self._busy = {name: [0] * days for name in organizers}
        self._near = {task.theme: [0] * days for task in tasks if task.theme is not None}

    def put(self, index: int, day: int) -> None:
        """Place a task that is not on the board."""
        self.cost += self._price(index, day) - UNPLACED
        self.place[index] = day
        self._mark(index, day, 1)

    def take(self, index: int) -> int | None:
        """Take a task off the board; return where it stood, None when it stood nowhere."""
        day = self.place[index]
        if day is not None:
            self.place[index] = None
            self._mark(index, day, -1)
            self.cost -= self._price(index, day) - UNPLACED
        return day

    def put_best(self, index: int, choose: Callable[[list[int]], int] = min) -> None:
        """Place a task where the board gets cheapest, or leave it off; `choose` among equals."""
        best, equals = UNPLACED, list[int]()
        for points, day in self.tasks[index].starts:
            if points > best:
                break
            price = self._price(index, day)
            if price > best or not self.is_free(index, day):
                continue
            if price < best:
                best, equals = price, []
            equals.append(day)
        if equals:
            self.put(index, choose(equals))

    def settle(self, index: int) -> None:
        """Move a task if the board gets cheaper by it."""
        before, place = self.cost, self.take(index)
        self.put_best(index)
        if place is not None and self.cost >= before:
            self.take(index)
            self.put(index, place)

    def is_free(self, index: int, day: int) -> bool:
        """Tell whether every organizer can hold one more event on those days."""
        task = self.tasks[index]
        if task.fixed:
            return True
        span = range(day, day + task.length)
        return all(
            self._busy[name][each] < self._capacity[name]
            for name in task.organizers
            for each in span
        )

    def price(self, index: int) -> int:
        """Return the points a task costs where it stands."""
        day = self.place[index]
        if day is None:
            return UNPLACED
        counts_itself = self.tasks[index].theme is not None and self.spacing > 0
        return self._price(index, day) - (TOO_CLOSE if counts_itself else 0)

    def in_the_way(self, index: int, day: int) -> list[int]:
        """Return the tasks that hold an organizer of this one on the days it would need."""
        task = self.tasks[index]
        return [
            other
            for other, place in enumerate(self.place)
            if place is not None
            and other != index
            and not self.tasks[other].fixed
            and place < day + task.length
            and day < place + self.tasks[other].length
            and set(task.organizers) & set(self.tasks[other].organizers)
        ]

    def too_close(self, index: int, day: int) -> list[int]:
        """Return the movable tasks of the same theme that begin within the spacing of that day."""
        theme = self.tasks[index].theme
        return [
            other
            for other, place in enumerate(self.place)
            if place is not None
            and theme is not None
            and other != index
            and not self.tasks[other].fixed
            and self.tasks[other].theme == theme
            and abs(place - day) < self.spacing
        ]

    def _price(self, index: int, day: int) -> int:
        theme = self.tasks[index].theme
        near = 0 if theme is None else self._near[theme][day]
        return self._points[index][day] + TOO_CLOSE * near

    def _mark(self, index: int, day: int, step: int) -> None:
        task = self.tasks[index]
        for name in task.organizers:
            _add(self._busy[name], range(day, day + task.length), step)
        if task.theme is not None:
            first, last = max(0, day - self.spacing + 1), min(self.days, day + self.spacing)
            _add(self._near[task.theme], range(first, last), step)


def _add(counts: list[int], where: Iterable[int], step: int) -> None:
    for index in where:
        counts[index] += step
