"""Decides which calendar message each person gets when an event changes (RFC 5546, RFC 5545).

Pure: the event before and after and the people in, messages out. SEQUENCE tells programs which of
two objects is newer and asks people again: it is raised when start, end, recurrence, status or
place changes and with each CANCEL, not for texts, not for other people (RFC 5546, section 2.1.4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

MOST_SEQUENCE = 2**31 - 1  # the INTEGER of RFC 5545, section 3.3.8


class SequenceExhausted(ValueError):  # noqa: N818  a refusal is named by its reason
    """SEQUENCE cannot be raised any more."""


class Method(StrEnum):
    """The iTIP methods that Nadwa sends (RFC 5546, section 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    DECLINECOUNTER = "DECLINECOUNTER"


class Answer(StrEnum):
    """What a person said to the invitation that stands; PARTSTAT in small letters."""

    NEEDS_ACTION = "needs_action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"

    @property
    def partstat(self) -> str:
        """Return the PARTSTAT value (RFC 5545, section 3.2.12)."""
        return self.value.upper().replace("_", "-")


class Change(IntEnum):
    """How much of an event changed for the people who hold it in their calendar."""

    NOTHING = 0
    TEXT = 1
    MEETING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an event looks like to the broker: what people plan by, and everything else they read.

    `starts` and `ends` are aware or wall clock times with `zone`, compared as they are; `rule` is
    the recurrence, `instants` are the start and the end in UTC (new rules of a zone move these and
    nothing else), `status` the event's own word for it, `place` venue and link together. `shown`
    are the other words of the entry (title, description, organizing body), in all languages.
    `held` is false when the event is off: its invitations are cancelled.
    """

    starts: datetime
    ends: datetime
    zone: str
    instants: tuple[str, ...] = ()
    rule: str = ""
    status: str = ""
    place: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    held: bool = True

    @property
    def planned_by(self) -> tuple[object, ...]:
        """Return what raises SEQUENCE when it changes."""
        times = (self.starts, self.ends, self.zone, self.instants, self.rule)
        return (*times, self.status, self.place, self.held)


@dataclass(frozen=True, slots=True)
class Sent:
    """The last message a person got for this UID: its method and the highest SEQUENCE sent."""

    method: Method
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One row of the roster: did the person have a seat before, and now; what was sent and said."""

    person: str
    was_seated: bool
    seated: bool
    sent: Sent | None = None
    answer: Answer = Answer.NEEDS_ACTION

    @property
    def holds_invitation(self) -> bool:
        """Tell whether an entry is in this person's calendar that still asks them to come.

        Someone who declined and gave the seat up has put it away; to cancel it would be noise.
        """
        invited = self.sent is not None and self.sent.method is Method.REQUEST
        return invited and (self.seated or self.answer is not Answer.DECLINED)


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is sent; `asks` says that the answer falls back to needs_action.

    `removes` marks a CANCEL for this person only: the object then has no STATUS, because the event
    takes place without them.
    """

    person: str
    method: Method
    sequence: int
    asks: bool = False
    removes: bool = False


def change_between(before: Plan | None, after: Plan) -> Change:
    """Return how much changed; an event that was not there before has not changed."""
    if before is None or before == after:
        return Change.NOTHING
    return Change.TEXT if before.planned_by == after.planned_by else Change.MEETING


def sequence_after(before: Plan | None, after: Plan, sequence: int) -> int:
    """Return the event's SEQUENCE after a change: one higher when people must plan again."""
    return raised(sequence) if change_between(before, after) is Change.MEETING else sequence


def raised(sequence: int) -> int:
    """Return the next SEQUENCE; raises SequenceExhausted at the end of 31 bits."""
    if sequence >= MOST_SEQUENCE:
        raise SequenceExhausted(f"SEQUENCE {sequence} is the last one")
    return sequence + 1


def messages(
    before: Plan | None, after: Plan, sequence: int, roster: Iterable[Guest]
) -> list[Message]:
    """Return the messages that a change causes, at most one per person, in the roster's order.

    `sequence` is the event's SEQUENCE after the change (`sequence_after`). Who gets nothing is not
    in the list. Raises SequenceExhausted.
    """
    change = change_between(before, after)
    return list(_told(change, after, sequence, roster))


def _told(change: Change, after: Plan, sequence: int, roster: Iterable[Guest]) -> Iterator[Message]:
    for guest in roster:
        if after.held and guest.seated:
            message = _request(change, sequence, guest)
        else:
            message = _cancel(after, sequence, guest)
        if message:
            yield message


def _request(change: Change, sequence: int, guest: Guest) -> Message | None:
    """Invite, invite again, move, refresh the words, or say nothing."""
    if guest.sent is None:
        return Message(guest.person, Method.REQUEST, sequence, asks=True)
    back = guest.sent.method is Method.CANCEL or not guest.was_seated
    if back or change is Change.MEETING or guest.sent.sequence < sequence:
        higher = max(sequence, raised(guest.sent.sequence))
        return Message(guest.person, Method.REQUEST, higher, asks=True)
    if change is Change.TEXT:  # same SEQUENCE, newer DTSTAMP: programs replace, nobody is asked
        return Message(guest.person, Method.REQUEST, guest.sent.sequence)
    return None


def _cancel(after: Plan, sequence: int, guest: Guest) -> Message | None:
    if guest.sent is None or not guest.holds_invitation:
        return None
    higher = max(sequence, raised(guest.sent.sequence))
    return Message(guest.person, Method.CANCEL, higher, removes=after.held)
