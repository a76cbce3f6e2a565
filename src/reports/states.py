"""What each state was expected to do and did, mandate by mandate: the matrix and its sums.

Counted as DHIS2 counts reports: expected, answered, on time, late, silent. Blank means unknown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from reports.deadlines import Deadline
from reports.evidence import Piece, Use
from reports.ladder import Judgement
from reports.reasons import Why
from reports.rules import TOLERANCE


class Cell(StrEnum):
    """What is known of one state and one mandate that addresses it."""

    ON_TIME = "on_time"
    LATE = "late"
    ANSWERED = "answered"  # nothing was due at a known day
    CLAIMED = "claimed"  # a claim waits for approval
    SILENT = "silent"  # the day has passed and nothing is recorded
    BLANK = ""  # unknown


@dataclass(frozen=True, slots=True)
class Answers:
    """One state's (or region's) figures over operational mandates; `expected` counts all cells."""

    expected: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0
    claimed: int = 0
    silent: int = 0
    blank: int = 0

    @property
    def answered(self) -> int:
        """Return how many were answered: on time, late, or where no day was set."""
        return self.on_time + self.late + self.undated

    def __add__(self, other: Self) -> "Answers":
        return Answers(
            self.expected + other.expected,
            self.on_time + other.on_time,
            self.late + other.late,
            self.undated + other.undated,
            self.claimed + other.claimed,
            self.silent + other.silent,
            self.blank + other.blank,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One mandate's cells by state; a state that it does not address has none."""

    mandate: UUID
    cells: Mapping[str, Cell]


def matrix(judgements: Iterable[Judgement]) -> tuple[Row, ...]:
    """Return a row for each operational mandate that addresses states, in the order given."""
    return tuple(
        Row(judgement.mandate.id, _cells(judgement))
        for judgement in judgements
        if judgement.operational and judgement.asked.addressed.states
    )


def answers_by(
    rows: Iterable[Row], group_of: Mapping[str, str] | None = None
) -> dict[str, Answers]:
    """Return the sums over rows, by state, or by what `group_of` makes of it (region, language).

    A state that `group_of` does not know is left out.
    """
    cells: dict[str, Counter[Cell]] = {}
    for row in rows:
        for state, cell in row.cells.items():
            key = state if group_of is None else group_of.get(state)
            if key is not None:
                cells.setdefault(key, Counter())[cell] += 1
    return {key: _sum(cells[key]) for key in sorted(cells)}


def _sum(cells: Mapping[Cell, int]) -> Answers:
    return Answers(
        expected=sum(cells.values()),
        on_time=cells[Cell.ON_TIME],
        late=cells[Cell.LATE],
        undated=cells[Cell.ANSWERED],
        claimed=cells[Cell.CLAIMED],
        silent=cells[Cell.SILENT],
        blank=cells[Cell.BLANK],
    )


def _cells(judgement: Judgement) -> dict[str, Cell]:
    due, states = judgement.deadline, judgement.asked.addressed.states
    cells = dict.fromkeys(states, Cell.SILENT if due and due.passed else Cell.BLANK)
    for piece in judgement.pieces:
        if piece.why is Why.CLAIM_WAITS:
            cells.update(dict.fromkeys(piece.states & states, Cell.CLAIMED))
    for state, on in answered_on(judgement).items():
        cells[state] = _answered(on, due)
    return cells


def _answered(on: date, due: Deadline | None) -> Cell:
    if due is None or due.on is None:
        return Cell.ANSWERED
    return Cell.LATE if on > due.on else Cell.ON_TIME


def answered_on(judgement: Judgement) -> dict[str, date]:
    """Return the day on which each addressed state had answered, wholly, for the first time."""
    answered: dict[str, date] = {}
    shares: dict[str, float] = {}
    for on, piece in sorted(_dated(judgement.pieces), key=lambda pair: pair[0]):
        for state in piece.states & judgement.asked.addressed.states:
            shares[state] = shares.get(state, 0.0) + piece.share
            if shares[state] + TOLERANCE >= 1:
                answered.setdefault(state, on)
    return answered


def _dated(pieces: Iterable[Piece]) -> Iterator[tuple[date, Piece]]:
    return ((piece.on, piece) for piece in pieces if piece.use is Use.ANSWERS and piece.on)
