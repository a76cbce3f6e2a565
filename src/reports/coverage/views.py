"""How coverage looks from outside."""

from datetime import datetime

from pydantic import BaseModel

from core.texts import Text


class TotalsView(BaseModel):
    """Counts of mandates. Statuses, assurances and overdue count the operational ones only.

    Acknowledgements are mandates, but in no denominator. `fulfilled_share`: 0 to 1.
    """

    mandates: int
    operational: int
    by_status: dict[str, int]
    by_assurance: dict[str, int]
    overdue: int
    fulfilled_share: float


class AnswersView(BaseModel):
    """What was expected of a state (or region) and came, over its operational mandates.

    `undated`: answered where no day was set; `silent`: the day has passed; `blank`: unknown.
    """

    expected: int
    answered: int
    on_time: int
    late: int
    undated: int
    claimed: int
    silent: int
    blank: int


class GroupView(BaseModel):
    """One section, body, activity, kind, state or status; `answers` only for states."""

    key: str
    label: Text
    totals: TotalsView
    answers: AnswersView | None = None


class CoverageView(BaseModel):
    """Which mandates are answered, as of a moment; `resolution` is null for all together."""

    as_of: datetime
    known_at: datetime
    resolution: str | None
    group_by: str | None
    totals: TotalsView
    groups: list[GroupView]
