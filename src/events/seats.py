"""Seats: who gets one, who waits, and in which order (promises R1 and R2).

First come, first served by queue number. A state may have a limit of its own; a state at its limit
waits even when the event has free seats, and keeps its place while others pass. A newcomer never
takes a seat that somebody in line could have. Pure: counts come in, decisions go out.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

from events.quotas import Quota, kept_from

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
    people by state code (None: people of no state, whom only the capacity limits, and the seats
    that `quotas` keep for groups of states).
    """

    capacity: int | None = None
    seats_per_state: int | None = None
    waitlist: bool = True
    confirmed: Mapping[str | None, int] = field(default_factory=dict[str | None, int])
    waiting: Mapping[str | None, int] = field(default_factory=dict[str | None, int])
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

    def is_full_for(self, state: str | None) -> bool:
        """Tell whether that state has all the seats it may have."""
        if state is None or self.seats_per_state is None:
            return False
        return self.confirmed.get(state, 0) >= self.seats_per_state

    def has_seat_for(self, state: str | None) -> bool:
        """Tell whether somebody of that state can be confirmed, looking at limits only."""
        if self.is_full or self.is_full_for(state):
            return False
        return self.full_quota_of(state) is None and not self.is_kept_from(state)

    def full_quota_of(self, state: str | None) -> Quota | None:
        """Return a group of this state that has all the seats it may have, if there is one."""
        mine = (quota for quota in self.quotas if state in quota.states)
        return next((quota for quota in mine if quota.is_full(self.confirmed)), None)

    def is_kept_from(self, state: str | None) -> bool:
        """Tell whether all seats that are left are kept for groups that this state is not in."""
        if self.capacity is None:
            return False
        kept = kept_from(self.quotas, state, self.confirmed)
        return self.taken + kept >= self.capacity


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for a seat; `state` is ISO alpha-2, or None for people of no state."""

    state: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Id]):
    """Somebody in line; `number` is the queue number given on arrival, lower is earlier."""

    id: Id
    number: int
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and its reason in one English line; `position` (from 1) when waitlisted."""

    outcome: Outcome
    reason: str
    position: int | None = None


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


def decide(seating: SeatingState, request: Request) -> Decision:
    """Decide about a newcomer: a seat, the end of the line, or a refusal where there is no line."""
    if seating.has_seat_for(request.state) and not _somebody_is_ahead(seating):
        return _confirmed(seating, request.state)
    obstacle = _obstacle(seating, request.state)
    if not seating.waitlist:
        reason = f"refused: {obstacle} and there is no waiting list"
        return Decision(Outcome.REFUSED, reason)
    position = seating.in_line + 1
    return Decision(Outcome.WAITLISTED, f"waitlisted: place {position}, {obstacle}", position)


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
        if now.has_seat_for(one.state):
            promoted.append(Promotion(one.id, _confirmed(now, one.state)))
            confirmed[one.state] = confirmed.get(one.state, 0) + 1
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
        if quota.most is not None and (taken := quota.taken(after.confirmed)) > quota.most:
            raise TooFewSeats(f"{taken} seats are confirmed for {quota.label}", field="quotas")
    if capacity is not None and after.taken > capacity:
        raise TooFewSeats(f"{after.taken} seats are confirmed, more than {capacity}")
    over = sorted(s for s in after.confirmed if s is not None and _is_over(after, s))
    if over:
        held = ", ".join(f"{state} ({after.confirmed[state]})" for state in over)
        raise TooFewSeats(
            f"more than {seats_per_state} seats are confirmed for {held}",
            tuple(over),
            field="seats_per_state",
        )
    return after


def _is_over(seating: SeatingState, state: str) -> bool:
    limit = seating.seats_per_state
    return limit is not None and seating.confirmed[state] > limit


def _somebody_is_ahead(seating: SeatingState) -> bool:
    return any(count and seating.has_seat_for(state) for state, count in seating.waiting.items())


def _confirmed(seating: SeatingState, state: str | None) -> Decision:
    if state is not None and seating.seats_per_state is not None:
        number = seating.confirmed.get(state, 0) + 1
        seat = f"seat {number} of {seating.seats_per_state} of {state}"
    elif seating.capacity is not None:
        seat = f"seat {seating.taken + 1} of {seating.capacity}"
    else:
        seat = f"seat {seating.taken + 1}, there is no limit"
    return Decision(Outcome.CONFIRMED, f"confirmed: {seat}")


def _obstacle(seating: SeatingState, state: str | None) -> str:
    if seating.is_full:
        return f"all {seating.capacity} seats are taken"
    if seating.is_full_for(state):
        return f"{state} has all of its {seating.seats_per_state} seats"
    if quota := seating.full_quota_of(state):
        return f"{quota.label} has all of its {quota.most} seats"
    if seating.is_kept_from(state):
        return "the seats left are reserved for others"
    return "others in line come first"
