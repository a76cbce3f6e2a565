"""Decides what becomes of a message that came in, one rule after the other. Pure.

The order is the specification: what is automatic or too large is judged before any token, the
token before the calendar, and only an answer that is whole, ours, new and honest changes anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from notifications.inbox.incoming import Incoming
from notifications.inbox.replies import Attendee, Said
from notifications.inbox_words import Act, Outcome, Reason
from notifications.itip import Answer


class Spoken(StrEnum):
    """The methods that people's programs may send us (RFC 5546, section 1.4)."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a message, why, and what is to be done.

    `flagged`: somebody else's address answered.
    """

    outcome: Outcome
    reason: Reason
    act: Act = Act.NOTHING
    answer: Answer | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The invitation that a token belongs to.

    `addresses` are the invited person's, in small letters; `sequence` the last one sent; `stands`
    says that the person was asked and the event is still to come; `answered` are SEQUENCE and
    DTSTAMP of the last answer applied.
    """

    uid: UUID
    addresses: frozenset[str]
    sequence: int
    stands: bool
    answered: tuple[int, datetime] | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    message: Incoming
    method: str  # of the part's header
    said: Said
    copy: Copy
    domain: str
    trusted: bool

    @property
    def attendee(self) -> Attendee:
        return self.said.attendees[0]

    @property
    def other_address(self) -> bool:
        return self.attendee.address not in self.copy.addresses


_ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "TENTATIVE": Answer.TENTATIVE,
    "DECLINED": Answer.DECLINED,
}
_HARMLESS = (Answer.ACCEPTED, Answer.TENTATIVE)
_AUTO_GENERATED = "auto-generated"


def at_the_door(message: Incoming, domain: str) -> Verdict | None:
    """Judge what needs no token: loops, automatic replies, reports, limits; None lets it in.

    `domain` is the one that our own letters come from.
    """
    if message.sender.rpartition("@")[2] == domain:
        return Verdict(Outcome.IGNORED, Reason.LOOP)
    if message.is_report and not message.too_much:
        return _report(message)
    if _is_automatic(message):
        return Verdict(Outcome.IGNORED, Reason.AUTO_REPLY)
    if message.too_much:
        return Verdict(Outcome.REFUSED, Reason.TOO_MUCH)
    return None


def judge(
    message: Incoming, said: Said | None, copy: Copy, domain: str, *, trusted: bool = False
) -> Verdict:
    """Judge a message with a valid token; `said` is what its calendar part says, if it has one.

    `trusted`: a person looked at it and stands for it; what would go to review does not.
    """
    if said is None or message.calendar is None:
        return Verdict(Outcome.IGNORED, Reason.FORWARDED, Act.FORWARD)
    case = _Case(message, message.calendar.method, said, copy, domain, trusted)
    for rule in _RULES:
        if verdict := rule(case):
            return verdict
    return _effect(case)


def _report(message: Incoming) -> Verdict:
    if any(bounce.failed for bounce in message.bounces):
        return Verdict(Outcome.APPLIED, Reason.BOUNCED, Act.BOUNCE)
    return Verdict(Outcome.IGNORED, Reason.REPORT)


def _is_automatic(message: Incoming) -> bool:
    """Tell machines from people (RFC 3834).

    Google Calendar marks a person's answer `auto-generated`; so that alone does not count against
    a message that answers an invitation. Our own letters never do, so nothing can loop.
    """
    answers = message.calendar is not None and message.calendar.method in set(Spoken)
    may_answer = answers or bool(message.too_much)
    if message.returns_nowhere or message.automatic not in {"", _AUTO_GENERATED}:
        return True
    return not may_answer and (message.bulk or message.automatic == _AUTO_GENERATED)


def _takes_method(case: _Case) -> Verdict | None:
    if case.said.method not in set(Spoken):
        return Verdict(Outcome.REFUSED, Reason.METHOD)
    if case.method not in {"", case.said.method}:
        return Verdict(Outcome.REFUSED, Reason.METHOD_DIFFERS)
    return None


def _is_ours(case: _Case) -> Verdict | None:
    if case.said.events != 1:
        return Verdict(Outcome.REFUSED, Reason.NOT_ONE_EVENT)
    if case.said.uid.lower() != str(case.copy.uid):
        return Verdict(Outcome.REFUSED, Reason.UID)
    return None


def _comes_from_one_person(case: _Case) -> Verdict | None:
    """Let another address answer where that harms nobody; a freed seat is gone at once."""
    if len(case.said.attendees) != 1:
        return Verdict(Outcome.REFUSED, Reason.ATTENDEES)
    harmless = _ANSWERS.get(case.attendee.partstat) in _HARMLESS
    if case.other_address and not case.trusted and not (harmless and _replies(case)):
        return Verdict(Outcome.REVIEW, Reason.OTHER_ADDRESS, flagged=True)
    return None


def _is_genuine(case: _Case) -> Verdict | None:
    if case.message.dmarc_failed(case.domain) and not case.trusted:
        return Verdict(Outcome.REVIEW, Reason.DMARC, flagged=case.other_address)
    return None


def _is_asked_for(case: _Case) -> Verdict | None:
    if not case.copy.stands:
        return Verdict(Outcome.IGNORED, Reason.NOT_INVITED)
    if case.said.recurrence and not case.trusted:
        return Verdict(Outcome.REVIEW, Reason.RECURRENCE)
    return None


def _is_new(case: _Case) -> Verdict | None:
    """Compare SEQUENCE, then DTSTAMP, with what was sent and applied (RFC 5546, 2.1.5)."""
    said, copy = case.said, case.copy
    if said.method == Spoken.REFRESH:
        return None
    if said.sequence is None or said.stamp is None:
        return Verdict(Outcome.REFUSED, Reason.UNREADABLE)
    if said.sequence > copy.sequence and not case.trusted:
        return Verdict(Outcome.REVIEW, Reason.UNKNOWN_SEQUENCE)
    if said.sequence < copy.sequence:
        return Verdict(Outcome.IGNORED, Reason.OLDER, Act.ASK_AGAIN)
    if copy.answered and (said.sequence, said.stamp) <= copy.answered:
        return Verdict(Outcome.IGNORED, Reason.DUPLICATE)
    return None


_RULES: tuple[Callable[[_Case], Verdict | None], ...] = (
    _takes_method,
    _is_ours,
    _comes_from_one_person,
    _is_genuine,
    _is_asked_for,
    _is_new,
)


def _effect(case: _Case) -> Verdict:
    flagged = case.other_address
    if case.said.method == Spoken.REFRESH:
        return Verdict(Outcome.APPLIED, Reason.REFRESHED, Act.REFRESH, flagged=flagged)
    if case.said.method == Spoken.COUNTER:
        return Verdict(Outcome.APPLIED, Reason.PROPOSED, Act.PROPOSE, flagged=flagged)
    if case.attendee.partstat == "DELEGATED" and "@" in case.attendee.delegated_to:
        return Verdict(Outcome.APPLIED, Reason.DELEGATED, Act.DELEGATE, flagged=flagged)
    if answer := _ANSWERS.get(case.attendee.partstat):
        return Verdict(Outcome.APPLIED, Reason.RECORDED, Act.ANSWER, answer, flagged)
    return Verdict(Outcome.REFUSED, Reason.NO_ANSWER)


def _replies(case: _Case) -> bool:
    return case.said.method == Spoken.REPLY
