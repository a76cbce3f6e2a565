"""Who gets which calendar message."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.itip import (
    MOST_SEQUENCE,
    Answer,
    Change,
    Guest,
    Message,
    Method,
    Plan,
    Sent,
    SequenceExhausted,
    change_between,
    messages,
    raised,
    sequence_after,
)

REQUEST, CANCEL = Method.REQUEST, Method.CANCEL
MONDAY = datetime(2027, 3, 15, 9, tzinfo=UTC)
PLAN = Plan(
    starts=MONDAY,
    ends=MONDAY + timedelta(hours=3),
    zone="Europe/Istanbul",
    status="announced",
    place=("Main hall", ""),
    shown=("A workshop", "On seeds"),
)
OFF = replace(PLAN, held=False)


def a_guest(**facts):
    return Guest(**({"person": "amina", "was_seated": True, "seated": True} | facts))


def invited(sequence, **facts):
    return a_guest(sent=Sent(REQUEST, sequence), **facts)


def removed(sequence, **facts):
    return a_guest(sent=Sent(CANCEL, sequence), **facts)


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ({}, Change.NOTHING),
        ({"shown": ("A seminar", "On seeds")}, Change.TEXT),
        ({"starts": MONDAY + timedelta(hours=1)}, Change.MEETING),
        ({"ends": MONDAY + timedelta(hours=4)}, Change.MEETING),
        ({"zone": "Asia/Riyadh"}, Change.MEETING),
        ({"rule": "FREQ=WEEKLY;COUNT=3"}, Change.MEETING),
        ({"status": "postponed"}, Change.MEETING),
        ({"place": ("Small hall", "")}, Change.MEETING),
        ({"place": ("Main hall", "https://meet.example.org/1")}, Change.MEETING),
        ({"held": False}, Change.MEETING),
    ],
)
def test_sequence_is_raised_by_what_people_plan_by(what, change):
    after = replace(PLAN, **what)
    assert change_between(PLAN, after) is change
    assert sequence_after(PLAN, after, 4) == (5 if change is Change.MEETING else 4)


def test_a_new_event_starts_with_its_own_sequence():
    assert sequence_after(None, PLAN, 0) == 0


MOVED = replace(PLAN, starts=MONDAY + timedelta(days=1), ends=MONDAY + timedelta(days=1, hours=3))
RETOLD = replace(PLAN, shown=("A workshop", "On seeds and soil"))


@pytest.mark.parametrize(
    ("before", "after", "sequence", "guest", "told"),
    [
        # first invitations
        (None, PLAN, 0, a_guest(), (REQUEST, 0, True, False)),
        (PLAN, PLAN, 2, a_guest(was_seated=False), (REQUEST, 2, True, False)),
        (PLAN, PLAN, 2, a_guest(was_seated=False, seated=False), None),
        # nothing new
        (PLAN, PLAN, 0, invited(0), None),
        (PLAN, PLAN, 0, invited(0, answer=Answer.ACCEPTED), None),
        # changes
        (PLAN, MOVED, 1, invited(0, answer=Answer.ACCEPTED), (REQUEST, 1, True, False)),
        (PLAN, MOVED, 1, invited(0, answer=Answer.DECLINED), (REQUEST, 1, True, False)),
        (PLAN, MOVED, 6, invited(7), (REQUEST, 8, True, False)),
        (PLAN, RETOLD, 3, invited(3, answer=Answer.ACCEPTED), (REQUEST, 3, False, False)),
        (PLAN, RETOLD, 3, invited(5), (REQUEST, 5, False, False)),
        (PLAN, RETOLD, 3, invited(2), (REQUEST, 3, True, False)),
        # the event is off
        (PLAN, OFF, 1, invited(0), (CANCEL, 1, False, False)),
        (PLAN, OFF, 1, invited(4), (CANCEL, 5, False, False)),
        (PLAN, OFF, 1, removed(1), None),
        (PLAN, OFF, 1, a_guest(), None),
        (PLAN, OFF, 1, invited(0, answer=Answer.DECLINED), (CANCEL, 1, False, False)),
        (PLAN, OFF, 1, invited(0, was_seated=False, seated=False, answer=Answer.DECLINED), None),
        # one person leaves; a person who declined has put the entry away already
        (PLAN, PLAN, 0, invited(0, seated=False), (CANCEL, 1, False, True)),
        (PLAN, PLAN, 0, invited(0, seated=False, answer=Answer.ACCEPTED), (CANCEL, 1, False, True)),
        (PLAN, PLAN, 0, invited(0, seated=False, answer=Answer.DECLINED), None),
        (PLAN, PLAN, 0, removed(1, was_seated=False, seated=False), None),
        # and comes back
        (PLAN, PLAN, 0, removed(1, was_seated=False), (REQUEST, 2, True, False)),
        (OFF, PLAN, 3, removed(2), (REQUEST, 3, True, False)),
        (
            PLAN,
            PLAN,
            0,
            invited(0, was_seated=False, answer=Answer.DECLINED),
            (REQUEST, 1, True, False),
        ),
    ],
)
def test_each_person_is_told_what_changed_for_them(before, after, sequence, guest, told):
    expected = [] if told is None else [Message("amina", *told[:2], asks=told[2], removes=told[3])]
    assert messages(before, after, sequence, [guest]) == expected


def test_the_waiting_list_hears_nothing_until_a_seat_is_free():
    roster = [
        invited(0, person="leaves", seated=False),
        a_guest(person="moves up", was_seated=False),
        a_guest(person="waits", was_seated=False, seated=False),
        invited(0, person="stays"),
    ]
    assert [(m.person, m.method) for m in messages(PLAN, PLAN, 0, roster)] == [
        ("leaves", CANCEL),
        ("moves up", REQUEST),
    ]


def test_the_last_sequence_cannot_be_raised():
    assert raised(MOST_SEQUENCE - 1) == MOST_SEQUENCE
    with pytest.raises(SequenceExhausted):
        raised(MOST_SEQUENCE)


sequences = st.integers(0, 9)
guests = st.builds(
    Guest,
    person=st.uuids().map(str),
    was_seated=st.booleans(),
    seated=st.booleans(),
    sent=st.none() | st.builds(Sent, st.sampled_from([REQUEST, CANCEL]), sequences),
    answer=st.sampled_from(Answer),
)
plans = st.builds(
    Plan,
    starts=st.sampled_from([MONDAY, MONDAY + timedelta(days=1)]),
    ends=st.just(MONDAY + timedelta(days=2)),
    zone=st.just("Asia/Riyadh"),
    shown=st.sampled_from([("A",), ("B",)]),
    held=st.booleans(),
)


@given(st.none() | plans, plans, sequences, st.lists(guests, unique_by=lambda g: g.person))
def test_whatever_happens_the_rules_of_the_broker_hold(before, after, sequence, roster):
    now = sequence_after(before, after, sequence)
    assert now in {sequence, sequence + 1}
    told = {message.person: message for message in messages(before, after, now, roster)}
    assert len(told) == len(messages(before, after, now, roster))
    for guest in roster:
        if message := told.get(guest.person):
            last = guest.sent.sequence if guest.sent else -1
            assert message.sequence >= max(last, now)
            assert (message.method is REQUEST) == (guest.seated and after.held)
            if message.method is CANCEL:
                assert guest.sent is not None
                assert guest.sent.method is REQUEST
                assert message.removes == after.held
            if message.asks or message.method is CANCEL:
                assert message.sequence > last


@given(plans, plans, sequences, st.lists(guests, unique_by=lambda g: g.person))
def test_after_the_messages_are_out_nothing_is_left_to_say(before, after, sequence, roster):
    now = sequence_after(before, after, sequence)
    sent = {m.person: Sent(m.method, m.sequence) for m in messages(before, after, now, roster)}
    settled = [
        replace(guest, sent=sent.get(guest.person, guest.sent), was_seated=guest.seated)
        for guest in roster
    ]
    assert messages(after, after, now, settled) == []
