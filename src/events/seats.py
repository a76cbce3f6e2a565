"""Seats: who gets one, who waits, and in which order (promises R1 and R2).

First come, first served by queue number. A state may have a limit of its own, and so may groups of
people (`quotas`); who is at such a limit waits even when the event has free seats, and keeps the
place while others pass. A newcomer never takes a seat that somebody in line could have. Pure:
counts come in, decisions go out.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

from events.quotas import NOBODY_NAMED, Counts, Guest, Quota, kept_from
from events.reasons import Why

Id = TypeVar("Id", bound=Hashable)


class Outcome(StrEnum):
    """What becomes of a request for a seat."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SeatingState:
    """The seats of one event at one moment.

    `capacity` and `seats_per_state` count seats, None is no limit. `confirmed` and `waiting` count
    people by kind: their state (None: of no state, whom `seats_per_state` does not limit), and
    their body and gender where `quotas` tell people apart by them.
    """

    capacity: int | None = None
    seats_per_state: int | None = None
    waitlist: bool = True
    confirmed: Counts = field(default_factory=dict[Guest, int])
    waiting: Counts = field(default_factory=dict[Guest, int])
    quotas: tuple[Quota, ...] = ()

    @property
    def taken(self) -> int:
        """Return how many seats are confirmed."""
        return sum(self.confirmed.values())

    @property
    def in_line(self) -> int:
        """Return how many people wait."""
        return sum(self.waiting.values())

    @property
    def is_full(self) -> bool:
        """Tell whether every seat of the event is taken."""
        return self.capacity is not None and self.taken >= self.capacity

    def of_state(self, state: str | None) -> int:
        """Return how many seats of that state are confirmed."""
        return sum(people for guest, people in self.confirmed.items() if guest.state == state)

    def is_full_for(self, state: str | None) -> bool:
        """Tell whether that state has all the seats it may have."""
        if state is None or self.seats_per_state is None:
            return False
        return self.of_state(state) >= self.seats_per_state

    def has_seat_for(self, guest: Guest) -> bool:
        """Tell whether somebody of that kind can be confirmed, looking at limits only."""
        if self.is_full or self.is_full_for(guest.state):
            return False
        return self.full_quota_of(guest) is None and not self.is_kept_from(guest)

    def full_quota_of(self, guest: Guest) -> Quota | None:
        """Return a group of this guest that has all the seats it may have, if there is one."""
        mine = (quota for quota in self.quotas if quota.holds(guest))
        return next((quota for quota in mine if quota.is_full(self.confirmed, guest)), None)

    def is_kept_from(self, guest: Guest) -> bool:
        """Tell whether all seats that are left are kept for groups that this guest is not in."""
        if self.capacity is None:
            return False
        kept = kept_from(self.quotas, guest, self.confirmed)
        return self.taken + kept >= self.capacity


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Id]):
    """Somebody in line; `number` is the queue number given on arrival, lower is earlier."""

    id: Id
    number: int
    guest: Guest = NOBODY_NAMED


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and why; `position` (from 1) when waitlisted."""

    outcome: Outcome
    why: Why
    position: int | None = None

    @property
    def reason(self) -> str:
        """Return why, in one English line."""
        return str(self.why)


@dataclass(frozen=True, slots=True)
class Promotion(Generic[Id]):
    """Somebody in line who now has a seat, and the decision that says so."""

    id: Id
    decision: Decision


class TooFewSeats(ValueError):  # noqa: N818 - a refusal is named by its reason
    """New limits below what is confirmed; `states` are those over theirs, `field` the limit."""

    def __init__(
        self, reason: str, states: tuple[str, ...] = (), *, field: str = "capacity"
    ) -> None:
        super().__init__(reason)
        self.states, self.field = states, field


def decide(seating: SeatingState, guest: Guest) -> Decision:
    """Decide about a newcomer: a seat, the end of the line, or a refusal where there is no line."""
    if seating.has_seat_for(guest) and not _somebody_is_ahead(seating):
        return _confirmed(seating, guest)
    obstacle = _obstacle(seating, guest)
    if not seating.waitlist:
        return Decision(Outcome.REFUSED, replace(obstacle, seat="refused"))
    position = seating.in_line + 1
    return Decision(Outcome.WAITLISTED, replace(obstacle, position=position), position)


def next_in_line(seating: SeatingState, waiting: Iterable[Waiting[Id]]) -> list[Promotion[Id]]:
    """Return who gets the free seats of `seating`, in the order of the line.

    `seating.confirmed` is without the seats just freed. One whose state is full is passed over and
    keeps the place. `seating.waiting` is not read; switching the waiting list off promotes still.
    """
    confirmed = dict(seating.confirmed)
    promoted: list[Promotion[Id]] = []
    for one in sorted(waiting, key=lambda each: each.number):
        now = replace(seating, confirmed=confirmed)
        if now.is_full:
            break
        if now.has_seat_for(one.guest):
            promoted.append(Promotion(one.id, _confirmed(now, one.guest)))
            confirmed[one.guest] = confirmed.get(one.guest, 0) + 1
    return promoted


def positions(waiting: Iterable[Waiting[Id]]) -> dict[Id, int]:
    """Return each one's place in line, from 1, without gaps."""
    line = sorted(waiting, key=lambda each: each.number)
    return {one.id: place for place, one in enumerate(line, start=1)}


def resized(
    seating: SeatingState,
    *,
    capacity: int | None,
    seats_per_state: int | None,
    quotas: tuple[Quota, ...] = (),
) -> SeatingState:
    """Return the seating under new limits; call `next_in_line` with it afterwards.

    Raises TooFewSeats when fewer seats than are confirmed would be left, in all or for a state.
    """
    after = replace(seating, capacity=capacity, seats_per_state=seats_per_state, quotas=quotas)
    for quota in quotas:
        if quota.most is not None and (taken := quota.largest(after.confirmed)) > quota.most:
            raise TooFewSeats(f"{taken} seats are confirmed for {quota.label}", field="quotas")
    if capacity is not None and after.taken > capacity:
        raise TooFewSeats(f"{after.taken} seats are confirmed, more than {capacity}")
    states = {guest.state for guest in after.confirmed if guest.state is not None}
    over = sorted(state for state in states if _is_over(after, state))
    if over:
        held = ", ".join(f"{state} ({after.of_state(state)})" for state in over)
        raise TooFewSeats(
            f"more than {seats_per_state} seats are confirmed for {held}",
            tuple(over),
            field="seats_per_state",
        )
    return after


def _is_over(seating: SeatingState, state: str) -> bool:
    limit = seating.seats_per_state
    return limit is not None and seating.of_state(state) > limit


def _somebody_is_ahead(seating: SeatingState) -> bool:
    return any(count and seating.has_seat_for(guest) for guest, count in seating.waiting.items())


def _confirmed(seating: SeatingState, guest: Guest) -> Decision:
    if guest.state is not None and seating.seats_per_state is not None:
        number, most = seating.of_state(guest.state) + 1, seating.seats_per_state
        why = Why("confirmed", "seat_of_state", number, most, state=guest.state)
    elif numbered := _numbered(seating, guest):
        quota, most = numbered
        number = quota.taken(seating.confirmed, guest) + 1
        why = Why("confirmed", "seat_of_group", number, most, group=quota.named(guest))
    elif seating.capacity is not None:
        why = Why("confirmed", "seat", seating.taken + 1, seating.capacity)
    else:
        why = Why("confirmed", "no_limit", seating.taken + 1)
    return Decision(Outcome.CONFIRMED, why)


def _numbered(seating: SeatingState, guest: Guest) -> tuple[Quota, int] | None:
    """Return the group whose seat this is, and how many it has: kept for it, or at most its own."""
    for quota in (each for each in seating.quotas if each.holds(guest)):
        if quota.kept(seating.confirmed):
            return quota, quota.reserved
        if quota.most is not None:
            return quota, quota.most
    return None


def _obstacle(seating: SeatingState, guest: Guest) -> Why:
    if seating.is_full:
        return Why("waitlisted", "event_full", most=seating.capacity)
    if seating.is_full_for(guest.state):
        return Why("waitlisted", "state_full", most=seating.seats_per_state, state=guest.state)
    if quota := seating.full_quota_of(guest):
        return Why("waitlisted", "group_full", most=quota.most, group=quota.named(guest))
    if seating.is_kept_from(guest):
        return Why("waitlisted", "kept_for_others")
    return Why("waitlisted", "others_first")
