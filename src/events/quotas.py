"""Seats for groups of people: by state, by the body that sends them, or by gender. Pure.

The published rule: `most` is the most seats that the group may have; `reserved` seats are kept for
it until it has taken that many, whoever came first. Both are in force until the event begins.
Where groups overlap, each keeps its own seats: one person may fill seats of several.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from events.reasons import Group, group_words

LEAST_DEVELOPED = "least_developed"
EACH_BODY = "each_body"
_BY = {"bodies": "body", EACH_BODY: "body", "gender": "gender"}


class Guest(NamedTuple):
    """What tells people apart where seats are counted; None where it does not matter."""

    state: str | None = None
    body: str | None = None
    gender: str | None = None


NOBODY_NAMED = Guest()
Counts = Mapping[Guest, int]


@dataclass(frozen=True, slots=True)
class Quota:
    """A group, the most seats it may have, and how many are kept for it.

    `group` is its name. `by`: what `members` are: codes of states or bodies, or a gender. `each`:
    `most` holds for every body on its own, and `members` is not read.
    """

    group: Group
    members: frozenset[str]
    most: int | None = None
    reserved: int = 0
    by: str = "state"
    each: bool = False

    @property
    def label(self) -> str:
        """Return the group in English words."""
        return group_words(self.group)

    def holds(self, guest: Guest) -> bool:
        """Tell whether somebody is of the group."""
        mine: str | None = getattr(guest, self.by)
        return mine is not None if self.each else mine in self.members

    def taken(self, confirmed: Counts, guest: Guest = NOBODY_NAMED) -> int:
        """Return how many seats the group has; of `each` body, that of the guest."""
        if self.each:
            return sum(people for one, people in confirmed.items() if one.body == guest.body)
        return sum(people for one, people in confirmed.items() if self.holds(one))

    def largest(self, confirmed: Counts) -> int:
        """Return how many seats the group has; of `each` body, the one that has the most."""
        return max((self.taken(confirmed, one) for one in confirmed if self.holds(one)), default=0)

    def is_full(self, confirmed: Counts, guest: Guest = NOBODY_NAMED) -> bool:
        """Tell whether the group has all the seats it may have."""
        return self.most is not None and self.taken(confirmed, guest) >= self.most

    def kept(self, confirmed: Counts) -> int:
        """Return how many seats are still kept for the group."""
        return max(0, self.reserved - self.taken(confirmed)) if self.reserved else 0

    def named(self, guest: Guest) -> Group:
        """Return the group as decisions name it; of `each` body, that of the guest."""
        return ("bodies", (guest.body or "",)) if self.each else self.group


def quotas_of(stored: Iterable[Mapping[str, Any]], capacity: int | None) -> tuple[Quota, ...]:
    """Return quotas as `seats` decides by them, from how they are stored with an event.

    A share of the capacity is rounded up where it is kept, down where it is the most.
    """
    return tuple(_quota(each, capacity) for each in stored)


def kept_from(quotas: Iterable[Quota], guest: Guest, confirmed: Counts) -> int:
    """Return how many seats are kept for groups that this guest is not in."""
    return sum(quota.kept(confirmed) for quota in quotas if not quota.holds(guest))


def told_apart(quotas: Iterable[Mapping[str, Any]], guest: Guest) -> Guest:
    """Return the guest with body and gender only as far as these quotas, as stored, ask for them.

    So an event without such quotas counts by state alone.
    """
    groups = [(each["group"], each["of"]) for each in quotas]
    bodies = any(
        group == EACH_BODY or (group == "bodies" and guest.body in of) for group, of in groups
    )
    gender = any(group == "gender" for group, _ in groups)
    return Guest(guest.state, guest.body if bodies else None, guest.gender if gender else None)


def least_developed(on: date) -> frozenset[str]:
    """Return the member states that are least developed countries on that day."""
    day = on.isoformat()
    return frozenset(each["state"] for each in _listed() if day < each.get("until", "9999"))


def _quota(stored: Mapping[str, Any], capacity: int | None) -> Quota:
    group, of = str(stored["group"]), tuple(stored["of"])
    most, reserved = stored["most"], stored["reserved"]
    if stored.get("unit") == "percent" and capacity is not None:
        most = None if most is None else capacity * most // 100
        reserved = -(-capacity * reserved // 100)
    by = _BY.get(group, "state")
    members = frozenset(stored["states"] if by == "state" else of)
    return Quota((group, of), members, most, reserved, by, each=group == EACH_BODY)


@cache
def _listed() -> list[dict[str, str]]:
    text = files("events").joinpath("least_developed.json").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(text)["states"]
    return found
