"""The four rules as one: a rule asks for slots, each answer fills those it speaks for.

A slot is what must be answered (the mandate, an activity, an addressee) in a period; `any` has one,
`each_activity` one per activity, `each_addressee` one per state and body, `count` needs n in each.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from reports.as_of import Addressed, Snapshot
from reports.deadlines import Deadline
from reports.evidence import BY_RANK, NOBODY, Assurance, Piece, Use
from reports.given import MandateFacts
from reports.periods import Periods, periods_of
from reports.reasons import Why

Slot = tuple[str, date]
WHOLE = frozenset({""})
NOTHING: frozenset[Slot] = frozenset()
TOLERANCE = 1e-9


class Asked(NamedTuple):
    """What a rule asks: `whats` (activity, addressee, the whole), how often, in which periods."""

    kind: str
    whats: frozenset[str]
    needed: int
    periods: Periods
    addressed: Addressed


class Progress(NamedTuple):
    """How far the slots are filled; `shares`: of each touched slot, up to what is needed."""

    answered: frozenset[Slot]
    of: int
    shares: Mapping[Slot, float]
    assurance: Assurance

    @property
    def complete(self) -> bool:
        """Tell whether every slot is filled."""
        return len(self.answered) == self.of


def asked(mandate: MandateFacts, due: Deadline | None, snapshot: Snapshot) -> Asked:
    """Return what the rule asks of a mandate at the moment of the snapshot.

    The members that count are those of the deadline's day when it has passed, else of the day
    asked. A mandate that addresses nobody asks for the whole once.
    """
    today = snapshot.moment.today
    on = min(due.on, today) if due and due.on else today
    addressed = snapshot.addressed(mandate.addressees, on)
    rule = mandate.rule
    whats = WHOLE
    if rule.kind == "each_activity":
        whats = frozenset(mandate.activities)
    elif rule.kind == "each_addressee":
        whats = addressed.states | addressed.units
    return Asked(
        kind=rule.kind,
        whats=whats or WHOLE,
        needed=max(rule.n, 1) if rule.kind == "count" else 1,
        periods=periods_of(mandate, due.on if due else None, snapshot),
        addressed=addressed,
    )


def fill(
    wanted: Asked, pieces: Iterable[Piece], groups: Mapping[str, frozenset[str]]
) -> tuple[Progress, tuple[Piece, ...]]:
    """Fill the slots with the answers; an answer that fits none only contributes, and says why."""
    fitted: list[Piece] = []
    filled: dict[Slot, list[tuple[int, float]]] = {}
    for piece in pieces:
        slots = _slots(wanted, piece, groups) if piece.use is Use.ANSWERS else []
        for slot in slots:
            filled.setdefault(slot, []).append((piece.grade.rank, piece.share))
        fits = slots or piece.use is not Use.ANSWERS
        fitted.append(
            piece if fits else piece._replace(use=Use.CONTRIBUTES, why=_misfit(wanted, piece))
        )
    return _progress(wanted, filled, fitted), tuple(fitted)


def answering(wanted: Asked, piece: Piece, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the addressees that a piece speaks for; a group is answered by any of its members."""
    states, units, _named = wanted.addressed
    hits = piece.states & states | piece.bodies & units
    others = units - hits if piece.bodies else NOBODY
    return hits.union(unit for unit in others if piece.bodies & groups.get(unit, NOBODY))


def _slots(wanted: Asked, piece: Piece, groups: Mapping[str, frozenset[str]]) -> list[Slot]:
    period = wanted.periods.holding(piece.on)
    if period is None:
        return []
    if wanted.whats is WHOLE:
        return [("", period)]
    if wanted.kind == "each_activity":
        return [(piece.activity, period)] if piece.activity else []
    return [(what, period) for what in answering(wanted, piece, groups)]


def _misfit(wanted: Asked, piece: Piece) -> Why:
    if wanted.periods.holding(piece.on) is None:
        return Why.OUTSIDE_PERIODS
    each_activity = wanted.kind == "each_activity"
    return Why.NO_ACTIVITY_NAMED if each_activity else Why.NO_ADDRESSEE_TOOK_PART


def _progress(
    wanted: Asked, filled: Mapping[Slot, list[tuple[int, float]]], pieces: Iterable[Piece]
) -> Progress:
    of = len(wanted.whats) * len(wanted.periods.starts)
    if not filled:
        grades = (piece.grade.rank for piece in pieces)
        return Progress(NOTHING, of, {}, BY_RANK[max(grades, default=0)])
    answered: set[Slot] = set()
    shares: dict[Slot, float] = {}
    weakest = len(BY_RANK) - 1
    for slot, answers in filled.items():
        share, rank = _best(answers, wanted.needed)
        weakest = min(weakest, rank)
        shares[slot] = share
        if share >= wanted.needed:
            answered.add(slot)
    return Progress(frozenset(answered), of, shares, BY_RANK[weakest])


def _best(answers: list[tuple[int, float]], needed: int) -> tuple[float, int]:
    """Return how much of a slot is filled, and the rank of the weakest answer needed for it."""
    if len(answers) == 1 and needed == 1:
        rank, share = answers[0]
        return share, rank
    best = sorted(answers, reverse=True)
    for total, (rank, _share) in zip(accumulate(share for _, share in best), best, strict=True):
        if total + TOLERANCE >= needed:
            return float(needed), rank
    return sum(share for _, share in answers), best[-1][0]
