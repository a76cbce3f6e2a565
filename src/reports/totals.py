"""The figures of coverage: how many mandates stand where, in all and by group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self, TypedDict

from reports.evidence import Assurance
from reports.ladder import Judgement, Status
from reports.states import Answers, answers_by, matrix

NO_KEY = "none"
"""The group of the mandates that have no key: no section, no activity, no addressed body."""


class TotalsJson(TypedDict):
    """The totals as the API gives them; every status and assurance is there."""

    mandates: int
    operational: int
    by_status: dict[str, int]
    by_assurance: dict[str, int]
    overdue: int
    fulfilled_share: float


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of mandates; statuses, assurances and overdue are of the operational ones."""

    mandates: int = 0
    operational: int = 0
    by_status: Mapping[str, int] = field(default_factory=Counter[str])
    by_assurance: Mapping[str, int] = field(default_factory=Counter[str])
    overdue: int = 0

    @property
    def fulfilled_share(self) -> float:
        """Return the fulfilled among the operational, 0 to 1, to four places; 0 of none."""
        share = self.by_status.get(Status.FULFILLED, 0) / (self.operational or 1)
        return round(share, 4)

    def __add__(self, other: Self) -> "Totals":
        return Totals(
            self.mandates + other.mandates,
            self.operational + other.operational,
            Counter(self.by_status) + Counter(other.by_status),
            Counter(self.by_assurance) + Counter(other.by_assurance),
            self.overdue + other.overdue,
        )

    def as_json(self) -> TotalsJson:
        """Return the totals in the shape the API promises."""
        return {
            "mandates": self.mandates,
            "operational": self.operational,
            "by_status": {status.value: self.by_status.get(status, 0) for status in Status},
            "by_assurance": {grade.value: self.by_assurance.get(grade, 0) for grade in Assurance},
            "overdue": self.overdue,
            "fulfilled_share": self.fulfilled_share,
        }


class GroupBy(StrEnum):
    """What coverage can be grouped by. Section, kind and status partition the mandates."""

    SECTION = "section"
    BODY = "body"
    ACTIVITY = "activity"
    KIND = "kind"
    STATE = "state"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals of some mandates, and those of their groups by key."""

    totals: Totals
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One key and its totals; a state's group also says what was expected of it and answered."""

    key: str
    totals: Totals
    answers: Answers | None = None


def totals(judgements: Iterable[Judgement]) -> Totals:
    """Count mandates; acknowledgements are mandates but never in a denominator."""
    known = list(judgements)
    operational = [judgement for judgement in known if judgement.operational]
    return Totals(
        len(known),
        len(operational),
        Counter(judgement.status for judgement in operational),
        Counter(judgement.assurance for judgement in operational),
        sum(judgement.overdue for judgement in operational),
    )


def added(parts: Iterable[Figures]) -> Figures:
    """Add the figures of disjoint sets of mandates up: equal to counting all of them at once."""
    whole = _Sum()
    groups: dict[str, _Sum] = {}
    for part in parts:
        whole.add(part.totals, None)
        for group in part.groups:
            groups.setdefault(group.key, _Sum()).add(group.totals, group.answers)
    return Figures(
        whole.totals,
        tuple(Group(key, groups[key].totals, groups[key].answers) for key in sorted(groups)),
    )


class _Sum:
    """A running sum of totals and answers."""

    def __init__(self) -> None:
        self._mandates = self._operational = self._overdue = 0
        self._status: Counter[str] = Counter()
        self._assurance: Counter[str] = Counter()
        self.answers: Answers | None = None

    def add(self, more: Totals, answers: Answers | None) -> None:
        """Take more in."""
        self._mandates += more.mandates
        self._operational += more.operational
        self._overdue += more.overdue
        self._status.update(more.by_status)
        self._assurance.update(more.by_assurance)
        if answers:
            self.answers = self.answers + answers if self.answers else answers

    @property
    def totals(self) -> Totals:
        """Return the sum."""
        return Totals(
            self._mandates, self._operational, self._status, self._assurance, self._overdue
        )


def grouped(
    judgements: Iterable[Judgement],
    by: GroupBy,
    members_of: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Group, ...]:
    """Return the totals of each group, sorted by key.

    A mandate with two bodies or activities is in both groups. Bodies are the explicit addressees, a
    group of bodies being one of them; with `members_of` each member of an addressed group has the
    mandate too. A state has the mandates that address it, as a member or by name.
    """
    known = list(judgements)
    if by is GroupBy.STATE:
        return _by_state(known)
    groups: dict[str, list[Judgement]] = {}
    for judgement in known:
        for key in _keys(judgement, by, members_of or {}):
            groups.setdefault(key, []).append(judgement)
    return tuple(Group(key, totals(groups[key])) for key in sorted(groups))


def _keys(
    judgement: Judgement, by: GroupBy, members_of: Mapping[str, frozenset[str]]
) -> Iterable[str]:
    mandate = judgement.mandate
    match by:
        case GroupBy.SECTION:
            return (mandate.section or NO_KEY,)
        case GroupBy.KIND:
            return (mandate.kind,)
        case GroupBy.STATUS:
            return (judgement.status.value,)
        case GroupBy.ACTIVITY:
            return set(mandate.activities) or (NO_KEY,)
        case _:
            return _bodies(judgement, members_of) or (NO_KEY,)


def _bodies(judgement: Judgement, members_of: Mapping[str, frozenset[str]]) -> frozenset[str]:
    named = frozenset(judgement.mandate.addressees) - judgement.asked.addressed.named_states
    return named.union(*(members_of.get(code, ()) for code in named))


def _by_state(judgements: list[Judgement]) -> tuple[Group, ...]:
    """Add up once for each set of addressed states: most mandates address the same 57."""
    alike: dict[frozenset[str], list[Judgement]] = {}
    for judgement in judgements:
        alike.setdefault(judgement.asked.addressed.states, []).append(judgement)
    by_state: dict[str, Totals] = {}
    for states, those in alike.items():
        figures = totals(those)
        for state in states:
            by_state[state] = by_state.get(state, Totals()) + figures
    answers = answers_by(matrix(judgements))
    return tuple(Group(state, by_state[state], answers.get(state)) for state in sorted(by_state))
