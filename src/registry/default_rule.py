"""Which rule measures a mandate until somebody says otherwise: the text decides."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

STATE_GROUPS: Final = frozenset({"MEMBER_STATES", "MEMBER_STATES_MINISTRIES"})
"""Addressees that stand for all Member States, each of which is asked."""

PERIODS: Final = frozenset({"monthly", "quarterly", "annual", "biennial", "each_session"})
"""Recurrences that a rule can count by; any other word is no period."""


class RuleKind(StrEnum):
    """How evidence is measured against a mandate."""

    ANY = "any"
    EACH_ACTIVITY = "each_activity"
    COUNT = "count"
    EACH_ADDRESSEE = "each_addressee"


@dataclass(frozen=True, slots=True)
class MandateRule:
    """A rule: `n` answers are needed (of `count`), in each `period` of PERIODS if there is one."""

    kind: RuleKind
    n: int = 1
    period: str | None = None


def default_rule(
    kind: str,
    activities: Collection[str],
    addressees: Collection[str],
    recurrence: str | None,
    quantity: int | None,
) -> MandateRule:
    """Return the rule that the words of a mandate ask for.

    A printed number counts ("five regional workshops"); all Member States are measured one by one,
    in each period when the text names one; another recurrence counts once per period; several
    activities are each asked for; anything else is answered once. An acknowledgement is never
    measured.
    """
    period = recurrence if recurrence in PERIODS else None
    if kind == "acknowledgement":
        return MandateRule(RuleKind.ANY)
    if quantity is not None and quantity > 1:
        return MandateRule(RuleKind.COUNT, quantity, period)
    if STATE_GROUPS.intersection(addressees):
        return MandateRule(RuleKind.EACH_ADDRESSEE, period=period)
    if period:
        return MandateRule(RuleKind.COUNT, period=period)
    if len(set(activities)) > 1:
        return MandateRule(RuleKind.EACH_ACTIVITY)
    return MandateRule(RuleKind.ANY)
