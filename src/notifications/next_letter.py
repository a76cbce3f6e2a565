"""Decides which letter one person gets next: what was told against what is. Pure.

Because the two are compared, it does not matter how often or in which order the facts arrive that
led here. A postponement cancels the old date (METHOD:CANCEL for everybody): an entry at a date that
does not hold is a ghost. The new date comes as a REQUEST for the same UID with a higher SEQUENCE.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from notifications.itip import Guest, Message, Method, Plan, messages
from notifications.model import LetterKind


class Stage(StrEnum):
    """Whether the event takes place."""

    ON = "on"
    POSTPONED = "postponed"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person and one event. `sequence` is the event's SEQUENCE, `floor` the lowest one to use.

    `before` is the plan that this person was told (None: nothing yet), `after` what holds now (its
    `held` follows `stage`), `waiting` whether the person is in line, `told` the last letter's kind.
    """

    stage: Stage
    before: Plan | None
    after: Plan
    sequence: int
    guest: Guest
    waiting: bool = False
    told: LetterKind | None = None
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A letter to write; without a message it has no calendar part."""

    kind: LetterKind
    message: Message | None = None


_NEWS = {Stage.POSTPONED: LetterKind.POSTPONEMENT, Stage.OFF: LetterKind.CANCELLATION}


def next_letter(case: Case) -> Due | None:
    """Return the letter that brings this person up to date; None when there is no news."""
    found = messages(case.before, case.after, case.sequence, [case.guest])
    if found:
        message = replace(found[0], sequence=max(found[0].sequence, case.floor))
        return Due(_kind(case, message), message)
    if case.waiting:
        return _word_to_those_in_line(case)
    return None


def _kind(case: Case, message: Message) -> LetterKind:
    if message.method is Method.CANCEL:
        return LetterKind.REMOVAL if message.removes else _NEWS[case.stage]
    comes_back = case.guest.sent is not None and case.told is LetterKind.POSTPONEMENT
    if case.guest.was_seated or comes_back:
        return LetterKind.UPDATE
    return LetterKind.PROMOTION if case.told is LetterKind.WAITING_LIST else LetterKind.INVITATION


def _word_to_those_in_line(case: Case) -> Due | None:
    """Tell those in line once that they are, and once when the event is off after that."""
    kind = _NEWS.get(case.stage, LetterKind.WAITING_LIST)
    unheard = kind is not case.told and (kind is LetterKind.WAITING_LIST or case.told is not None)
    return Due(kind) if unheard else None
