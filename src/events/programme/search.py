"""The search for a cheap programme: place greedily, then move events out of each other's way.

Deterministic: a fixed seed, a number of rounds instead of a clock. It ends early when every event
stands at its cheapest dates, which proves the optimum, or when nothing got better for long.
"""

from collections.abc import Iterable, Sequence
from random import Random

from events.programme.board import Board

_PATIENCE = 2000
_PATIENCE_OF_FEW = 150
_PATIENCE_OF_MANY = 15
_SLACK = 20
_CYCLE = 250
_GROUP = 4
_HALF = 0.5


def search(board: Board, rounds: int, seed: int = 1) -> None:
    """Fill an empty board and improve it for at most that many rounds."""
    for index in _hardest_first(board):
        board.put_best(index)
    movable = [index for index, task in enumerate(board.tasks) if not task.fixed]
    _settle(board, movable)
    related = _related(board)
    chance = Random(seed)  # noqa: S311 - the same programme each time is the point
    patience = _patience(len(movable))
    best, best_cost, stale = list(board.place), board.cost, 0
    seen, unhappy = list[int | None](), list[int]()
    for turn in range(rounds):
        if board.place != seen:
            seen = list(board.place)
            unhappy = [index for index in movable if _is_unhappy(board, index)]
        if not unhappy or stale > patience:
            break
        index = chance.choice(unhappy)
        if turn % 2:
            moved = _make_way(board, index, chance)
        else:
            moved = _shake(board, index, related[index], chance)
        _settle(board, moved)
        if board.cost > best_cost + _slack(turn):
            _restore(board, seen)
        stale += 1
        if board.cost < best_cost:
            best, best_cost, stale = list(board.place), board.cost, 0
    _restore(board, best)
    for index in movable:  # the earliest of equally good days
        board.take(index)
        board.put_best(index)


def _patience(events: int) -> int:
    """Return after how many rounds without success to give up."""
    return max(min(_PATIENCE, events * _PATIENCE_OF_FEW), events * _PATIENCE_OF_MANY)


def _slack(turn: int) -> int:
    """Return by how much a board may be dearer than the best so far: much, then less, then not."""
    return _SLACK - _SLACK * (turn % _CYCLE) // _CYCLE


def _is_unhappy(board: Board, index: int) -> bool:
    return board.price(index) > board.tasks[index].least


def _hardest_first(board: Board) -> list[int]:
    tasks = board.tasks
    return sorted(
        range(len(tasks)),
        key=lambda index: (not tasks[index].fixed, len(tasks[index].starts), tasks[index].id),
    )


def _settle(board: Board, indexes: Iterable[int]) -> None:
    """Move each to its best dates, again and again, until none moves."""
    indexes = list(indexes)
    before = board.cost + 1
    while board.cost < before:
        before = board.cost
        for index in indexes:
            board.settle(index)


def _related(board: Board) -> list[list[int]]:
    def meet(one: int, other: int) -> bool:
        a, b = board.tasks[one], board.tasks[other]
        same_theme = a.theme is not None and a.theme == b.theme
        return same_theme or bool(set(a.organizers) & set(b.organizers))

    movable = [index for index, task in enumerate(board.tasks) if not task.fixed]
    return [
        [other for other in movable if other != index and meet(index, other)]
        for index in range(len(board.tasks))
    ]


def _make_way(board: Board, index: int, chance: Random) -> list[int]:
    """Put a task on cheaper days and whoever stood in its way somewhere else."""
    price = board.price(index)
    day = chance.choice([day for points, day in board.tasks[index].starts if points < price])
    others = board.in_the_way(index, day)
    if chance.random() < _HALF:
        others = sorted({*others, *board.too_close(index, day)})
    for one in (index, *others):
        board.take(one)
    if board.is_free(index, day):
        board.put(index, day)
    else:
        board.put_best(index, chance.choice)
    chance.shuffle(others)
    for other in others:
        board.put_best(other, chance.choice)
    return [*others, index]


def _shake(board: Board, index: int, related: Sequence[int], chance: Random) -> list[int]:
    """Take a task and some related to it off the board and place them in another order."""
    group = [index, *chance.sample(related, min(_GROUP - 1, len(related)))]
    for one in group:
        board.take(one)
    chance.shuffle(group)
    for one in group:
        board.put_best(one, chance.choice)
    return group


def _restore(board: Board, places: Sequence[int | None]) -> None:
    changed = [index for index, place in enumerate(places) if board.place[index] != place]
    for index in changed:
        board.take(index)
    for index in changed:
        if (place := places[index]) is not None:
            board.put(index, place)
