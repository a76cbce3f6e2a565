"""Seats for groups of states: a region, the least developed countries, states by name. Pure.

The published rule: `most` is the most seats that the group may have; `reserved` seats are kept for
it until it has taken that many, whoever came first. Both are in force until the event begins.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LEAST_DEVELOPED = "least_developed"
_LABELS = {LEAST_DEVELOPED: "the least developed countries", "states": "the states named"}


@dataclass(frozen=True, slots=True)
class Quota:
    """A group of states by ISO code, the most seats it may have, and how many are kept for it."""

    label: str
    states: frozenset[str]
    most: int | None = None
    reserved: int = 0

    def taken(self, confirmed: Mapping[str | None, int]) -> int:
        """Return how many seats the group has."""
        return sum(people for state, people in confirmed.items() if state in self.states)

    def is_full(self, confirmed: Mapping[str | None, int]) -> bool:
        """Tell whether the group has all the seats it may have."""
        return self.most is not None and self.taken(confirmed) >= self.most

    def kept(self, confirmed: Mapping[str | None, int]) -> int:
        """Return how many seats are still kept for the group."""
        return max(0, self.reserved - self.taken(confirmed))


def quotas_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Quota, ...]:
    """Return quotas as `seats` decides by them, from how they are stored with an event."""
    return tuple(
        Quota(label_of(each), frozenset(each["states"]), each["most"], each["reserved"])
        for each in stored
    )


def label_of(stored: Mapping[str, Any]) -> str:
    """Return how decisions name the group, such as `region ARAB`."""
    group = str(stored["group"])
    return _LABELS.get(group) or " ".join((group, *stored["of"]))


def kept_from(
    quotas: Iterable[Quota], state: str | None, confirmed: Mapping[str | None, int]
) -> int:
    """Return how many seats are kept for groups that this state is not in."""
    return sum(quota.kept(confirmed) for quota in quotas if state not in quota.states)


def least_developed(on: date) -> frozenset[str]:
    """Return the member states that are least developed countries on that day."""
    day = on.isoformat()
    return frozenset(each["state"] for each in _listed() if day < each.get("until", "9999"))


@cache
def _listed() -> list[dict[str, str]]:
    text = files("events").joinpath("least_developed.json").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(text)["states"]
    return found
