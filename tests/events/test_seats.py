"""Seats: confirmed, waitlisted, refused; promotion in the order of the line."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.quotas import Guest
from events.seats import (
    Decision,
    Outcome,
    SeatingState,
    TooFewSeats,
    Waiting,
    decide,
    next_in_line,
    positions,
    resized,
)


def of(people):
    """Return counts by state as counts by kind of guest."""
    return {Guest(state): number for state, number in people.items()}


def said(decision: Decision):
    return decision.outcome, decision.reason, decision.position


def test_a_free_seat_is_confirmed_with_its_number():
    seating = SeatingState(capacity=50, confirmed=of({"SN": 10, None: 6}))
    decision = decide(seating, Guest("ML"))
    assert said(decision) == (Outcome.CONFIRMED, "confirmed: seat 17 of 50", None)


def test_a_state_counts_its_own_seats():
    seating = SeatingState(capacity=50, seats_per_state=2, confirmed=of({"SN": 1, "ML": 2}))
    assert decide(seating, Guest("SN")).reason == "confirmed: seat 2 of 2 of SN"
    assert decide(seating, Guest("TR")).reason == "confirmed: seat 1 of 2 of TR"
    assert decide(seating, Guest()).reason == "confirmed: seat 4 of 50"


def test_without_a_capacity_everybody_is_confirmed():
    decision = decide(SeatingState(confirmed=of({"SN": 900})), Guest("SN"))
    reason = "confirmed: seat 901, there is no limit"
    assert said(decision) == (Outcome.CONFIRMED, reason, None)


def test_a_full_event_gives_a_place_in_line():
    seating = SeatingState(capacity=2, confirmed=of({"SN": 2}), waiting=of({"ML": 1, None: 1}))
    assert said(decide(seating, Guest("TR"))) == (
        Outcome.WAITLISTED,
        "waitlisted: place 3, all 2 seats are taken",
        3,
    )


def test_a_state_at_its_limit_waits_even_when_the_event_has_free_seats():
    seating = SeatingState(capacity=50, seats_per_state=2, confirmed=of({"SN": 2}))
    assert said(decide(seating, Guest("SN"))) == (
        Outcome.WAITLISTED,
        "waitlisted: place 1, SN has all of its 2 seats",
        1,
    )


def test_without_a_waiting_list_the_one_too_many_is_refused():
    seating = SeatingState(capacity=2, waitlist=False, confirmed=of({"SN": 2}))
    assert said(decide(seating, Guest("ML"))) == (
        Outcome.REFUSED,
        "refused: all 2 seats are taken and there is no waiting list",
        None,
    )


def test_a_newcomer_waits_when_somebody_in_line_could_have_the_seat():
    seating = SeatingState(capacity=3, confirmed=of({"SN": 2}), waiting=of({"ML": 1}))
    assert decide(seating, Guest("TR")).reason == "waitlisted: place 2, others in line come first"


def test_a_newcomer_passes_those_whose_state_is_full():
    seating = SeatingState(
        capacity=3, seats_per_state=2, confirmed=of({"SN": 2}), waiting=of({"SN": 4})
    )
    assert decide(seating, Guest("TR")).reason == "confirmed: seat 1 of 2 of TR"


def test_an_empty_count_of_a_state_holds_nobody_back():
    seating = SeatingState(capacity=3, confirmed=of({"SN": 2}), waiting=of({"ML": 0}))
    assert decide(seating, Guest("TR")).outcome is Outcome.CONFIRMED


def test_a_freed_seat_goes_to_the_first_in_line():
    seating = SeatingState(capacity=2, confirmed=of({"SN": 1}))
    line = [
        Waiting("late", 9, Guest("TR")),
        Waiting("first", 3, Guest("ML")),
        Waiting("second", 4, Guest("ML")),
    ]
    (promotion,) = next_in_line(seating, line)
    assert promotion.id == "first"
    assert said(promotion.decision) == (Outcome.CONFIRMED, "confirmed: seat 2 of 2", None)


def test_one_whose_state_is_full_is_passed_over_and_keeps_the_place():
    seating = SeatingState(capacity=5, seats_per_state=1, confirmed=of({"SN": 1}))
    line = [
        Waiting("sn", 1, Guest("SN")),
        Waiting("ml", 2, Guest("ML")),
        Waiting("ml again", 3, Guest("ML")),
    ]
    assert [one.id for one in next_in_line(seating, line)] == ["ml"]
    assert positions([line[2], line[0]]) == {"sn": 1, "ml again": 2}


def test_nobody_is_promoted_to_a_full_event():
    assert next_in_line(SeatingState(capacity=0), [Waiting(1, 1, Guest("SN"))]) == []


def test_more_capacity_promotes_as_many_as_it_adds():
    seating = SeatingState(capacity=2, confirmed=of({"SN": 2}), waitlist=False)
    larger = resized(seating, capacity=4, seats_per_state=None)
    line = [Waiting(n, n, Guest("ML")) for n in range(5)]
    assert [one.id for one in next_in_line(larger, line)] == [0, 1]


def test_fewer_seats_than_are_confirmed_are_refused():
    seating = SeatingState(capacity=5, confirmed=of({"SN": 2, None: 2}))
    assert resized(seating, capacity=4, seats_per_state=2).capacity == 4
    with pytest.raises(TooFewSeats, match="4 seats are confirmed, more than 3") as refusal:
        resized(seating, capacity=3, seats_per_state=None)
    assert refusal.value.states == ()


def test_a_limit_below_what_a_state_holds_is_refused_and_names_the_states():
    seating = SeatingState(confirmed=of({"SN": 2, "ML": 3, "TR": 1, None: 8}))
    with pytest.raises(TooFewSeats) as refusal:
        resized(seating, capacity=None, seats_per_state=1)
    assert str(refusal.value) == "more than 1 seats are confirmed for ML (3), SN (2)"
    assert refusal.value.states == ("ML", "SN")


# The model: one list of people who have a seat, one of people in line. Whoever comes joins the end
# of the line; then the first who may have a seat gets it, again and again.

STATES = st.sampled_from([None, "SN", "ML", "TR"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), STATES),
        st.tuples(st.just("leave"), st.integers(0, 30)),
        st.tuples(st.just("resize"), st.none() | st.integers(0, 12)),
    ),
    max_size=60,
)


class ListModel:
    def __init__(self, capacity, limit):
        self.capacity, self.limit = capacity, limit
        self.seated, self.line, self.came = [], [], 0

    def may_sit(self, person):
        state = person[1]
        of_state = sum(one[1] == state for one in self.seated)
        full = self.capacity is not None and len(self.seated) >= self.capacity
        return not full and (state is None or self.limit is None or of_state < self.limit)

    def settle(self):
        while first := next(filter(self.may_sit, self.line), None):
            self.line.remove(first)
            self.seated.append(first)

    def come(self, state):
        self.came += 1
        self.line.append((self.came, state))
        self.settle()


class Ours:
    def __init__(self, capacity, limit):
        self.capacity, self.limit = capacity, limit
        self.seated, self.line, self.came = [], [], 0

    @property
    def seating(self):
        return SeatingState(
            self.capacity,
            self.limit,
            True,
            Counter(Guest(s) for _, s in self.seated),
            Counter(Guest(s) for _, s in self.line),
        )

    def settle(self):
        for promotion in next_in_line(
            self.seating, [Waiting(p, p[0], Guest(p[1])) for p in reversed(self.line)]
        ):
            self.line.remove(promotion.id)
            self.seated.append(promotion.id)

    def come(self, state):
        self.came += 1
        decision = decide(self.seating, Guest(state))
        where = self.seated if decision.outcome is Outcome.CONFIRMED else self.line
        where.append((self.came, state))
        if decision.position is not None:
            assert decision.position == len(self.line)


def leave(room, index):
    people = sorted(room.seated + room.line)
    if people:
        person = people[index % len(people)]
        (room.seated if person in room.seated else room.line).remove(person)
    room.settle()


def resize(room, capacity):
    if capacity is None or capacity >= len(room.seated):
        room.capacity = capacity
        room.settle()


@given(capacity=st.none() | st.integers(0, 8), limit=st.none() | st.integers(0, 3), steps=STEPS)
def test_seats_and_line_are_those_of_the_list_model(capacity, limit, steps):
    model, ours = ListModel(capacity, limit), Ours(capacity, limit)
    for step, what in steps:
        for room in (model, ours):
            {
                "come": room.come,
                "leave": lambda n, r=room: leave(r, n),
                "resize": lambda n, r=room: resize(r, n),
            }[step](what)
        assert (ours.seated, ours.line) == (model.seated, model.line)
        assert ours.capacity is None or len(ours.seated) <= ours.capacity
        assert not any(ours.seating.has_seat_for(Guest(state)) for _, state in ours.line)


@given(st.lists(st.integers(0, 10_000), unique=True))
def test_places_in_line_follow_the_queue_numbers_without_gaps(numbers):
    places = positions([Waiting(n, n) for n in numbers])
    assert sorted(places.values()) == list(range(1, len(numbers) + 1))
    assert all(places[a] < places[b] for a, b in pairwise(sorted(numbers)))
