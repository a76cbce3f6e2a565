"""Seats for groups of states: the most they may have, and those kept for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import withdraw
from events.quotas import Quota, least_developed
from events.seats import (
    Outcome,
    Request,
    SeatingState,
    TooFewSeats,
    Waiting,
    decide,
    next_in_line,
    resized,
)
from tests.factories import a_plan, an_announced_event, done, seat_of, somebody

WEST = frozenset({"SN", "ML"})
AT_MOST_TWO = Quota("region WEST", WEST, most=2)
TWO_KEPT = Quota("region WEST", WEST, reserved=2)


def test_a_group_that_has_its_most_waits_while_others_pass():
    seating = SeatingState(capacity=10, confirmed={"SN": 1, "ML": 1}, quotas=(AT_MOST_TWO,))
    refused = decide(seating, Request("ML"))
    assert (refused.outcome, refused.reason) == (
        Outcome.WAITLISTED,
        "waitlisted: place 1, region WEST has all of its 2 seats",
    )
    assert decide(seating, Request("TR")).outcome is Outcome.CONFIRMED
    assert decide(seating, Request()).outcome is Outcome.CONFIRMED


def test_reserved_seats_are_kept_until_the_group_has_taken_them():
    seating = SeatingState(capacity=3, confirmed={"TR": 1}, quotas=(TWO_KEPT,))
    kept = decide(seating, Request("TR"))
    assert kept.reason == "waitlisted: place 1, the seats left are reserved for others"
    assert decide(seating, Request()).outcome is Outcome.WAITLISTED
    assert decide(seating, Request("SN")).outcome is Outcome.CONFIRMED
    taken = SeatingState(capacity=4, confirmed={"TR": 1, "SN": 2}, quotas=(TWO_KEPT,))
    assert decide(taken, Request("TR")).outcome is Outcome.CONFIRMED


def test_without_a_capacity_nothing_needs_to_be_kept():
    assert decide(SeatingState(quotas=(TWO_KEPT,)), Request("TR")).outcome is Outcome.CONFIRMED


def test_who_waits_for_a_full_group_keeps_the_place_while_others_move_up():
    seating = SeatingState(capacity=4, confirmed={"SN": 2}, quotas=(AT_MOST_TWO,))
    line = [Waiting("a", 1, "ML"), Waiting("b", 2, "TR"), Waiting("c", 3, "TR")]
    assert [each.id for each in next_in_line(seating, line)] == ["b", "c"]


def test_a_quota_below_what_is_confirmed_is_refused():
    with pytest.raises(TooFewSeats, match="3 seats are confirmed for region WEST") as refused:
        resized(
            SeatingState(confirmed={"SN": 3}),
            capacity=None,
            seats_per_state=None,
            quotas=(AT_MOST_TWO,),
        )
    assert refused.value.field == "quotas"


STATES = st.sampled_from(["SN", "ML", "TR", "EG", None])


@given(st.lists(STATES, max_size=30), st.integers(0, 4), st.integers(0, 4), st.integers(4, 12))
def test_whatever_comes_no_quota_is_broken(comers, most, reserved, capacity):
    quotas = (
        Quota("west", WEST, most=most),
        Quota("east", frozenset({"TR"}), reserved=reserved),
    )
    confirmed: dict[str | None, int] = {}
    for state in comers:
        seating = SeatingState(capacity=capacity, confirmed=confirmed, quotas=quotas)
        if decide(seating, Request(state)).outcome is Outcome.CONFIRMED:
            confirmed = {**confirmed, state: confirmed.get(state, 0) + 1}
    east, all_taken = confirmed.get("TR", 0), sum(confirmed.values())
    assert quotas[0].taken(confirmed) <= most
    assert all_taken <= capacity
    assert all_taken - east <= capacity - min(reserved, capacity)


def test_a_country_is_least_developed_until_the_day_it_graduates():
    assert "BD" in least_developed(date(2026, 11, 23))
    assert "BD" not in least_developed(date(2026, 11, 24))
    assert len(least_developed(date(2027, 3, 15))) == 20
    assert "SN" not in least_developed(date(2030, 1, 1))


def test_an_event_shows_its_quotas_and_the_states_in_them(client, office, mandates, tokens):
    quotas = [
        {"group": "region", "of": ["Africa"], "most": 3},
        {"group": "least_developed", "reserved": 1},
        {"group": "states", "of": ["TR", "EG"], "most": 2},
    ]
    event = an_announced_event(office, capacity=4, quotas=quotas)
    shown = client.get(f"/v1/events/{event.id}").json()["quotas"]
    assert shown[0] == {
        "group": "region",
        "of": ["Africa"],
        "most": 3,
        "reserved": 0,
        "states": ["EG", "ID", "MA", "SN", "TR"],
    }
    assert len(shown[1]["states"]) == 20
    assert shown[2]["states"] == ["EG", "TR"]
    admin = tokens("admin")
    seen = {**admin, "If-Match": client.get(f"/v1/events/{event.id}").headers["etag"]}
    same = client.patch(f"/v1/events/{event.id}", json={"quotas": quotas}, headers=seen)
    assert same.headers["etag"] == seen["If-Match"]


def test_a_kept_seat_goes_to_the_group_and_the_line_moves_when_it_is_let_go(
    client, office, mandates, tokens
):
    event = an_announced_event(
        office, capacity=2, quotas=[{"group": "least_developed", "reserved": 1}]
    )
    first, second = somebody(office, event, 1, "TR"), somebody(office, event, 2, "TR")
    assert (first.seat, second.seat) == ("confirmed", "waitlisted")
    assert second.explanation == "waitlisted: place 1, the seats left are reserved for others"
    senegal = somebody(office, event, 3, "SN")
    assert senegal.seat == "confirmed"
    done(office, withdraw, senegal.id)
    assert seat_of(office, second) == "waitlisted"
    admin = tokens("admin")
    seen = {**admin, "If-Match": "*"}
    client.patch(f"/v1/events/{event.id}", json={"quotas": []}, headers=seen)
    assert seat_of(office, second) == "confirmed"
    refused = client.patch(
        f"/v1/events/{event.id}",
        json={"quotas": [{"group": "states", "of": ["TR"], "most": 1}]},
        headers=seen,
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, "/quotas")


@pytest.mark.parametrize(
    ("quota", "pointer"),
    [
        ({"group": "region", "of": ["NOWHERE"], "most": 1}, "/quotas/0/of"),
        ({"group": "region", "most": 1}, "/quotas/0"),
        ({"group": "states", "of": [], "most": 1}, "/quotas/0"),
        ({"group": "states", "of": ["TR", "XX"], "most": 1}, "/quotas/0/of/1"),
        ({"group": "least_developed", "of": ["SN"], "most": 1}, "/quotas/0"),
        ({"group": "least_developed"}, "/quotas/0"),
        ({"group": "least_developed", "most": 1, "reserved": 2}, "/quotas/0"),
        ({"group": "least_developed", "reserved": 51}, "/quotas"),
    ],
)
def test_a_quota_that_cannot_be_is_refused(client, mandates, tokens, quota, pointer):
    body = a_plan(capacity=50, quotas=[quota])
    refused = client.post("/v1/events", json=body, headers=tokens("admin"))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
