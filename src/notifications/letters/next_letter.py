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
    `held` follows `stage`), `waiting` whether the person is in line, `pending` whether somebody
    still decides, `refused` whether that was a no. `replaces` and `replaced`: somebody took over
    another's seat, or gave it to somebody. `told` is the last letter's kind.
    """

    stage: Stage
    before: Plan | None
    after: Plan
    sequence: int
    guest: Guest
    waiting: bool = False
    pending: bool = False
    refused: bool = False
    replaces: bool = False
    replaced: bool = False
    told: LetterKind | None = None
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A letter to write; without a message it has no calendar part."""

    kind: LetterKind
    message: Message | None = None


_ENTRANCES = {
    LetterKind.WAITING_LIST: LetterKind.PROMOTION,
    LetterKind.REQUEST_RECEIVED: LetterKind.APPROVAL,
}
_NEWS = {Stage.POSTPONED: LetterKind.POSTPONEMENT, Stage.OFF: LetterKind.CANCELLATION}


def next_letter(case: Case) -> Due | None:
    """Return the letter that brings this person up to date; None when there is no news."""
    found = messages(case.before, case.after, case.sequence, [case.guest])
    if found:
        message = replace(found[0], sequence=max(found[0].sequence, case.floor))
        return Due(_kind(case, message), message)
    if case.waiting:
        return _word_to_those_in_line(case)
    return _word_to_those_who_asked(case)


def _kind(case: Case, message: Message) -> LetterKind:
    if message.method is Method.CANCEL:
        return _leaving(case) if message.removes else _NEWS[case.stage]
    comes_back = case.guest.sent is not None and case.told is LetterKind.POSTPONEMENT
    if case.guest.was_seated or comes_back:
        return LetterKind.UPDATE
    if case.told is None and case.replaces:
        return LetterKind.SUBSTITUTE
    return _ENTRANCES.get(case.told, LetterKind.INVITATION) if case.told else LetterKind.INVITATION


def _leaving(case: Case) -> LetterKind:
    return LetterKind.SUBSTITUTED if case.replaced else LetterKind.REMOVAL


def _word_to_those_in_line(case: Case) -> Due | None:
    """Tell those in line once that they are, and once when the event is off after that."""
    kind = _NEWS.get(case.stage, LetterKind.WAITING_LIST)
    unheard = kind is not case.told and (kind is LetterKind.WAITING_LIST or case.told is not None)
    return Due(kind) if unheard else None


def _word_to_those_who_asked(case: Case) -> Due | None:
    """Say once that a request has come in, and once that it was refused or the event is off.

    Who was never told of the request hears nothing of its end either.
    """
    if case.stage is not Stage.ON:
        news = _NEWS[case.stage]
        return Due(news) if case.pending and case.told is LetterKind.REQUEST_RECEIVED else None
    if case.pending and case.told is not LetterKind.REQUEST_RECEIVED:
        return Due(LetterKind.REQUEST_RECEIVED)
    asked = (LetterKind.REQUEST_RECEIVED, LetterKind.WAITING_LIST)
    return Due(LetterKind.REJECTION) if case.refused and case.told in asked else None
