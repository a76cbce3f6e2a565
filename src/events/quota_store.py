"""Whom a quota speaks of, by the registry and the list of least developed countries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select

from core.problem import Invalid
from core.work import Work
from events.forms import QuotaForm
from events.quotas import LEAST_DEVELOPED, least_developed, quotas_of
from events.store import refuse_unknown
from registry import State


def stored_quotas(
    work: Work, forms: Sequence[QuotaForm], capacity: int | None, on: date
) -> list[dict[str, Any]]:
    """Return quotas as they are stored, with their states as of the event's first day.

    Raises `Invalid` for unknown regions, states and bodies, for shares of no capacity, and for
    more reserved seats than there are.
    """
    shares = [n for n, each in enumerate(forms) if each.unit == "percent"]
    if capacity is None and shares:
        raise Invalid(f"/quotas/{shares[0]}/unit", "give the event a capacity to take a share of")
    stored = [
        {**form.model_dump(), "states": sorted(_states(work, form, f"/quotas/{n}/of", on))}
        for n, form in enumerate(forms)
    ]
    if capacity is not None:
        kept = sum(each.reserved for each in quotas_of(stored, capacity))
        if kept > capacity:
            raise Invalid("/quotas", "more seats are reserved than the event has")
    return stored


def _states(work: Work, form: QuotaForm, pointer: str, on: date) -> set[str]:
    if form.group == LEAST_DEVELOPED:
        return set(least_developed(on))
    named = [(f"{pointer}/{n}", each) for n, each in enumerate(form.of)]
    if form.group == "states":
        refuse_unknown(work, states=named)
        return set(form.of)
    if form.group == "bodies":
        refuse_unknown(work, bodies=named)
    if form.group != "region":
        return set()
    region = select(State.code).where(col(State.group) == form.of[0])
    if found := set(work.session.exec(region)):
        return found
    raise Invalid(pointer, "no region has this code")
