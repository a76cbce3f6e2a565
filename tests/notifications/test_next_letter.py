"""Which letter comes next: what was told against what is."""

from dataclasses import replace
from datetime import datetime

import pytest

from notifications.itip import Answer, Guest, Message, Method, Plan, Sent
from notifications.letters.next_letter import Case, Due, Stage, next_letter
from notifications.model import LetterKind

wall = datetime.fromisoformat
PLAN = Plan(starts=wall("2027-03-15 09:00"), ends=wall("2027-03-15 16:00"), zone="Europe/Istanbul")
MOVED = replace(PLAN, starts=wall("2027-03-16 09:00"), ends=wall("2027-03-16 16:00"))
OFF = replace(PLAN, held=False)
NEW = Guest(person="p", was_seated=False, seated=True)
INVITED = Guest(person="p", was_seated=True, seated=True, sent=Sent(Method.REQUEST, 0))
LEFT = replace(INVITED, seated=False)
OUT = Guest(person="p", was_seated=False, seated=False)
CANCELLED = replace(NEW, sent=Sent(Method.CANCEL, 1))
ON = Case(stage=Stage.ON, before=None, after=PLAN, sequence=0, guest=NEW)
TOLD = replace(ON, before=PLAN, guest=INVITED, told=LetterKind.INVITATION)


def gist(due):
    if due is None:
        return None
    return (due.kind.value, due.message and (due.message.method.value, due.message.sequence))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (ON, ("invitation", ("REQUEST", 0))),
        (replace(ON, told=LetterKind.WAITING_LIST), ("promotion", ("REQUEST", 0))),
        (replace(ON, told=LetterKind.POSTPONEMENT), ("invitation", ("REQUEST", 0))),
        (replace(ON, floor=2000), ("invitation", ("REQUEST", 2000))),
        (TOLD, None),
        (replace(TOLD, after=MOVED, sequence=1), ("update", ("REQUEST", 1))),
        (replace(TOLD, after=replace(PLAN, shown=("x",))), ("update", ("REQUEST", 0))),
        (replace(TOLD, guest=LEFT), ("removal", ("CANCEL", 1))),
        (replace(TOLD, guest=replace(LEFT, answer=Answer.DECLINED)), None),
        (replace(TOLD, stage=Stage.OFF, after=OFF, sequence=1), ("cancellation", ("CANCEL", 1))),
        (
            replace(TOLD, stage=Stage.POSTPONED, after=OFF, sequence=1),
            ("postponement", ("CANCEL", 1)),
        ),
        (
            replace(
                ON,
                before=OFF,
                after=MOVED,
                sequence=2,
                guest=CANCELLED,
                told=LetterKind.POSTPONEMENT,
            ),
            ("update", ("REQUEST", 2)),
        ),
        (
            replace(ON, before=PLAN, guest=CANCELLED, told=LetterKind.REMOVAL),
            ("invitation", ("REQUEST", 2)),
        ),
        (replace(ON, guest=OUT), None),
        (replace(ON, guest=OUT, waiting=True), ("waiting_list", None)),
        (replace(ON, guest=OUT, waiting=True, told=LetterKind.WAITING_LIST), None),
        (replace(ON, stage=Stage.OFF, after=OFF, guest=OUT, waiting=True), None),
        (
            replace(
                ON,
                stage=Stage.OFF,
                after=OFF,
                guest=OUT,
                waiting=True,
                told=LetterKind.WAITING_LIST,
            ),
            ("cancellation", None),
        ),
        (
            replace(
                ON,
                stage=Stage.POSTPONED,
                after=OFF,
                guest=OUT,
                waiting=True,
                told=LetterKind.POSTPONEMENT,
            ),
            None,
        ),
        (
            replace(ON, guest=OUT, waiting=True, told=LetterKind.POSTPONEMENT),
            ("waiting_list", None),
        ),
    ],
)
def test_what_was_told_against_what_is(case, expected):
    assert gist(next_letter(case)) == expected


def test_who_is_removed_is_not_told_that_the_event_is_off():
    due = next_letter(replace(TOLD, guest=LEFT))
    assert due == Due(LetterKind.REMOVAL, Message("p", Method.CANCEL, 1, asks=False, removes=True))
