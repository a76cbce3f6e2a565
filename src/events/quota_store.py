"""Which states a quota speaks of, by the registry and the list of least developed countries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select

from core.problem import Invalid
from core.work import Work
from events.forms import QuotaForm
from events.quotas import LEAST_DEVELOPED, least_developed
from events.store import refuse_unknown
from registry import State


def stored_quotas(
    work: Work, forms: Sequence[QuotaForm], capacity: int | None, on: date
) -> list[dict[str, Any]]:
    """Return quotas as they are stored, with their states as of the event's first day.

    Raises `Invalid` for unknown regions and states, and for more reserved seats than there are.
    """
    if capacity is not None and sum(each.reserved for each in forms) > capacity:
        raise Invalid("/quotas", "more seats are reserved than the event has")
    return [
        {**form.model_dump(), "states": sorted(_states(work, form, f"/quotas/{n}/of", on))}
        for n, form in enumerate(forms)
    ]


def _states(work: Work, form: QuotaForm, pointer: str, on: date) -> set[str]:
    if form.group == LEAST_DEVELOPED:
        return set(least_developed(on))
    if form.group == "states":
        refuse_unknown(work, states=[(f"{pointer}/{n}", each) for n, each in enumerate(form.of)])
        return set(form.of)
    region = select(State.code).where(col(State.group) == form.of[0])
    if found := set(work.session.exec(region)):
        return found
    raise Invalid(pointer, "no region has this code")
