"""The rules of an event as a few lines of lists: who is confirmed, and who waits in which order."""

from dataclasses import dataclass, field
from typing import Any

Key = object


@dataclass
class Guest:
    """Somebody in the model; `endorsed`: the own state stands for them.

    `named_for`: whose seat they take over, once they are let in.
    """

    state: str | None
    gender: str | None = None
    endorsed: bool = False
    seat: str = "waitlisted"
    named_for: Key | None = None


@dataclass(frozen=True)
class Limits:
    """Seats in all, of each state, kept for women, and the most that men may have."""

    capacity: int | None
    per_state: int | None
    for_women: int
    of_men: int | None

    @property
    def quotas(self) -> list[dict[str, Any]]:
        """Return the groups as an organizer sends them."""
        women = {"group": "gender", "of": ["female"], "reserved": self.for_women}
        men = {"group": "gender", "of": ["male"], "most": self.of_men}
        return [*[women] * bool(self.for_women), *[men] * (self.of_men is not None)]


@dataclass
class Line:
    """Everybody who has a seat, waits for one or for a decision, in the order of the queue."""

    limits: Limits
    manual: bool = False
    state_first: bool = False
    guests: dict[Key, Guest] = field(default_factory=dict[Key, Guest])

    def taken(self, **by: str | None) -> int:
        """Count the confirmed, of one state or gender."""
        return sum(
            one.seat == "confirmed" and all(getattr(one, name) == of for name, of in by.items())
            for one in self.guests.values()
        )

    def may_have(self, guest: Guest) -> bool:
        """Say whether there is a seat for somebody of that kind."""
        limits = self.limits
        asked = [
            (guest.state is not None, self.taken(state=guest.state), limits.per_state),
            (guest.gender == "male", self.taken(gender="male"), limits.of_men),
        ]
        if any(so and most is not None and taken >= most for so, taken, most in asked):
            return False
        kept = max(0, limits.for_women - self.taken(gender="female"))
        gone = self.taken() + (0 if guest.gender == "female" else kept)
        return limits.capacity is None or gone < limits.capacity

    def fill(self) -> None:
        """Give free seats to those who wait, in their order."""
        for guest in self.guests.values():
            if guest.seat == "waitlisted" and self.may_have(guest):
                guest.seat = "confirmed"

    def awaits_state(self, guest: Guest) -> bool:
        """Say whether the own state decides first."""
        return self.state_first and guest.state is not None and not guest.endorsed

    def come(self, key: Key, guest: Guest) -> None:
        """Let a newcomer wait for whoever decides, else for a seat."""
        guest.seat = "pending" if self.manual or self.awaits_state(guest) else "waitlisted"
        self.guests[key] = guest
        self.fill()

    def leave(self, key: Key) -> Guest:
        """Let somebody go; the next move up. Who was named for that seat gets an ordinary one."""
        gone = self.guests.pop(key)
        for each in self.guests.values():
            each.named_for = None if each.named_for == key else each.named_for
        self.fill()
        return gone

    def suits(self, key: Key, guest: Guest) -> bool:
        """Say whether a seat, or a place in line, can count for somebody else instead."""
        holder = self.guests[key]
        if holder.seat != "confirmed" or not self.limits.quotas or holder.gender == guest.gender:
            return True
        holder.seat = "withdrawn"
        found = self.may_have(guest)
        holder.seat = "confirmed"
        return found

    def replace(self, key: Key, by: Key, guest: Guest) -> None:
        """Put somebody in another's place; the former one leaves."""
        guest.seat = self.guests[key].seat
        held = self.guests.items()
        self.guests = {by if one == key else one: guest if one == key else at for one, at in held}
        for each in self.guests.values():
            each.named_for = None if each.named_for == key else each.named_for

    def admit(self, key: Key) -> bool:
        """Let in whom nobody has to decide on any more; False: the seat named is kept for others."""
        guest = self.guests[key]
        if guest.named_for is None:
            guest.seat = "waitlisted"
        elif not self.suits(guest.named_for, guest):
            return False
        else:
            former, guest.named_for = guest.named_for, None
            del self.guests[key]
            self.replace(former, key, guest)
        self.fill()
        return True

    def fits(self, wish: Limits) -> bool:
        """Say whether nobody would lose a seat by other limits."""
        states = {one.state for one in self.guests.values()} - {None}
        of_state = max((self.taken(state=each) for each in states), default=0)
        asked = [
            (self.taken(), wish.capacity),
            (of_state, wish.per_state),
            (self.taken(gender="male"), wish.of_men),
        ]
        return all(most is None or taken <= most for taken, most in asked)
