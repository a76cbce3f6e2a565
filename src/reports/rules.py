"""The four rules as one: a rule asks for slots, each answer fills those it speaks for.

A slot is what must be answered (the mandate, an activity, an addressee) in a period; `any` has one,
`each_activity` one per activity, `each_addressee` one per state and body, `count` needs n in each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from reports.as_of import Snapshot
from reports.deadlines import Deadline
from reports.evidence import NOBODY, Assurance, Piece, Use
from reports.given import MandateFacts
from reports.periods import Periods, periods_of
from reports.reasons import Why

Slot = tuple[str, date]
WHOLE = frozenset({""})
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks: `whats` (activities, addressees or the whole), how often, in which periods.

    `states` are the addressed states that are members on the day that counts, `named_states` those
    addressed by name, members or not; `units` the other addressees.
    """

    kind: str
    whats: frozenset[str]
    needed: int
    periods: Periods
    states: frozenset[str]
    units: frozenset[str]
    named_states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
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
    codes = frozenset(mandate.addressees)
    members = snapshot.members_on(min(due.on, today) if due and due.on else today)
    states = members if codes & snapshot.state_groups else codes & members
    units = codes - snapshot.state_groups - snapshot.states
    rule = mandate.rule
    whats = {
        "each_activity": frozenset(mandate.activities),
        "each_addressee": states | units,
    }.get(rule.kind, WHOLE)
    return Asked(
        kind=rule.kind,
        whats=whats or WHOLE,
        needed=max(rule.n, 1) if rule.kind == "count" else 1,
        periods=periods_of(mandate, due.on if due else None, snapshot),
        states=states,
        units=units,
        named_states=codes & snapshot.states,
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
            piece if fits else replace(piece, use=Use.CONTRIBUTES, why=_misfit(wanted, piece))
        )
    return _progress(wanted, filled, fitted), tuple(fitted)


def answering(wanted: Asked, piece: Piece, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the addressees that a piece speaks for; a group is answered by any of its members."""
    hits = piece.states & wanted.states | piece.bodies & wanted.units
    others = wanted.units - hits if piece.bodies else NOBODY
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
    answered: set[Slot] = set()
    shares: dict[Slot, float] = {}
    weakest = 3
    for slot, answers in filled.items():
        share, rank = _best(answers, wanted.needed)
        weakest = min(weakest, rank)
        shares[slot] = share
        if share >= wanted.needed:
            answered.add(slot)
    strongest = max((p.grade.rank for p in pieces if p.use is Use.CONTRIBUTES), default=0)
    return Progress(
        answered=frozenset(answered),
        of=len(wanted.whats) * len(wanted.periods.starts),
        shares=shares,
        assurance=tuple(Assurance)[weakest if filled else strongest],
    )


def _best(answers: list[tuple[int, float]], needed: int) -> tuple[float, int]:
    """Return how much of a slot is filled, and the rank of the weakest answer needed for it."""
    best = sorted(answers, reverse=True)
    for total, (rank, _share) in zip(accumulate(share for _, share in best), best, strict=True):
        if total + TOLERANCE >= needed:
            return float(needed), rank
    return sum(share for _, share in answers), best[-1][0]
