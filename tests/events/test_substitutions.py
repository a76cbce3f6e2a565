"""Who decides on a substitution: whoever would have to let the newcomer in, unless they ask for it."""

import pytest

from tests.events.test_approval import enter, seat, step, who
from tests.factories import a_person, an_announced_event

__all__ = ["who"]
BY_HAND = {"approval": "manual"}
STATE_FIRST = {"state_first": True}
BOTH = {**BY_HAND, **STATE_FIRST}


def hand_on(client, headers, one, n, state="SN", **more):
    return step(client, headers, one, "substitution", person=a_person(n, state, **more))


def let_in(client, who, one):
    return step(client, who["organizer"], one, "approval").json()


@pytest.mark.parametrize(
    ("rules", "by", "becomes", "explained"),
    [
        ({}, "SN", "confirmed", "confirmed: seat 1 of 1"),
        ({}, "organizer", "confirmed", "confirmed: seat 1 of 1"),
        (BY_HAND, "SN", "pending", "pending: the organizer decides"),
        (BY_HAND, "organizer", "confirmed", "confirmed: seat 1 of 1"),
        (STATE_FIRST, "SN", "confirmed", "confirmed: seat 1 of 1"),
        (STATE_FIRST, "organizer", "pending", "pending: the focal point of SN decides"),
        (BOTH, "SN", "pending", "pending: the organizer decides"),
        (BOTH, "organizer", "pending", "pending: the focal point of SN decides"),
    ],
)
def test_who_substitutes_has_decided_and_others_still_do(
    client, office, who, rules, by, becomes, explained
):
    event = an_announced_event(office, registration=rules, capacity=1)
    one = enter(client, who["SN"], event, 1)
    if rules.get("approval"):
        let_in(client, who, one)
    newcomer = hand_on(client, who[by], one, 2).json()
    assert (newcomer["seat"], newcomer["explanation"]) == (becomes, explained)
    assert newcomer["replaces"] == one["id"]
    kept = "confirmed" if becomes == "pending" else "withdrawn"
    assert seat(client, who, one)[0] == kept


def test_the_seat_changes_hands_when_the_organizer_lets_the_newcomer_in(
    client, office, who, journal
):
    event = an_announced_event(office, registration=BY_HAND, capacity=1)
    one, waiting = (enter(client, who["nobody"], event, n) for n in (1, 2))
    let_in(client, who, one)
    let_in(client, who, waiting)
    newcomer = hand_on(client, who["SN"], one, 3).json()
    assert journal()[-1] == "seat.requested"
    assert let_in(client, who, newcomer)["explanation"] == "confirmed: seat 1 of 1"
    assert journal()[-3:] == [
        "registration.substituted",
        "registration.withdrawn",
        "seat.confirmed",
    ]
    assert seat(client, who, one) == ("withdrawn", "substituted")
    assert seat(client, who, waiting)[0] == "waitlisted"


def test_a_refused_newcomer_leaves_the_seat_where_it_was(client, office, who):
    event = an_announced_event(office, registration=BY_HAND, capacity=1)
    one = enter(client, who["SN"], event, 1)
    let_in(client, who, one)
    newcomer = hand_on(client, who["SN"], one, 2).json()
    step(client, who["organizer"], newcomer, "rejection")
    assert seat(client, who, newcomer)[0] == "rejected"
    assert seat(client, who, one)[0] == "confirmed"
    assert hand_on(client, who["SN"], one, 3).status_code == 201


def test_first_the_state_then_the_organizer_and_then_the_seat(client, office, who):
    event = an_announced_event(office, registration=BOTH, capacity=1)
    one = enter(client, who["SN"], event, 1)
    let_in(client, who, one)
    newcomer = hand_on(client, who["organizer"], one, 2).json()
    assert step(client, who["organizer"], newcomer, "approval").status_code == 409
    assert step(client, who["TR"], newcomer, "endorsement").status_code == 404
    assert step(client, who["SN"], newcomer, "endorsement").json()["seat"] == "pending"
    assert let_in(client, who, newcomer)["seat"] == "confirmed"
    assert seat(client, who, one)[0] == "withdrawn"


def test_the_states_yes_alone_hands_the_seat_over_where_nobody_else_decides(client, office, who):
    event = an_announced_event(office, registration=STATE_FIRST, capacity=1)
    one = enter(client, who["SN"], event, 1)
    newcomer = hand_on(client, who["organizer"], one, 2).json()
    assert step(client, who["SN"], newcomer, "endorsement").json()["seat"] == "confirmed"
    assert seat(client, who, one)[0] == "withdrawn"


def test_two_substitutions_of_one_seat_do_not_wait_beside_each_other(client, office, who):
    event = an_announced_event(office, registration=BY_HAND)
    one = enter(client, who["SN"], event, 1)
    let_in(client, who, one)
    hand_on(client, who["SN"], one, 2)
    second = hand_on(client, who["SN"], one, 3)
    assert (second.status_code, second.json()["detail"]) == (
        409, "Another substitution of it waits for a decision",
    )  # fmt: skip
    assert hand_on(client, who["organizer"], one, 4).json()["seat"] == "confirmed"


def test_who_left_meanwhile_has_no_seat_to_hand_on_and_it_went_to_the_first_in_line(
    client, office, who
):
    event = an_announced_event(office, registration=BY_HAND, capacity=1)
    one, waiting = (enter(client, who["SN"], event, n) for n in (1, 2))
    let_in(client, who, one)
    let_in(client, who, waiting)
    newcomer = hand_on(client, who["SN"], one, 3).json()
    step(client, who["SN"], one, "withdrawal")
    assert seat(client, who, waiting)[0] == "confirmed"
    assert let_in(client, who, newcomer)["seat"] == "waitlisted"


def test_who_left_and_came_again_is_not_put_out_by_the_older_substitution(client, office, who):
    event = an_announced_event(office, registration=BY_HAND, capacity=2)
    one = enter(client, who["SN"], event, 1)
    let_in(client, who, one)
    newcomer = hand_on(client, who["SN"], one, 2).json()
    step(client, who["SN"], one, "withdrawal")
    let_in(client, who, enter(client, who["SN"], event, 1))
    assert let_in(client, who, newcomer)["seat"] == "confirmed"
    assert seat(client, who, one)[0] == "confirmed"


def test_who_withdrew_as_a_substitute_and_comes_again_asks_for_a_seat_of_their_own(
    client, office, who
):
    event = an_announced_event(office, registration=BY_HAND, capacity=2)
    one = enter(client, who["SN"], event, 1)
    let_in(client, who, one)
    newcomer = hand_on(client, who["SN"], one, 2).json()
    step(client, who["SN"], newcomer, "withdrawal")
    again = enter(client, who["SN"], event, 2)
    assert (again["id"], again["replaces"]) == (newcomer["id"], None)
    assert let_in(client, who, again)["explanation"] == "confirmed: seat 2 of 2"
    assert seat(client, who, one)[0] == "confirmed"


def test_who_waits_for_a_decision_hands_on_that_place_in_the_queue(client, office, who):
    event = an_announced_event(office, registration=BOTH, capacity=1)
    one = enter(client, who["nobody"], event, 1)
    newcomer = hand_on(client, who["organizer"], one, 2).json()
    assert newcomer["explanation"] == "pending: the focal point of SN decides"
    third = hand_on(client, who["SN"], newcomer, 3).json()
    assert third["explanation"] == "pending: the organizer decides"
    assert seat(client, who, one)[0] == "withdrawn"


def test_whom_the_state_names_for_one_it_had_not_decided_on_needs_no_word_more(client, office, who):
    event = an_announced_event(office, registration=STATE_FIRST, capacity=1)
    one = enter(client, who["nobody"], event, 1)
    assert one["seat"] == "pending"
    assert hand_on(client, who["SN"], one, 2).json()["seat"] == "confirmed"


def test_a_seat_that_is_meanwhile_kept_for_women_is_not_handed_to_a_man(client, office, who):
    event = an_announced_event(office, registration=BY_HAND, capacity=1)
    one = enter(client, who["SN"], event, 1)
    woman = hand_on(client, who["SN"], one, 2, gender="female").json()
    assert let_in(client, who, woman)["seat"] == "confirmed"
    newcomer = hand_on(client, who["SN"], woman, 3, gender="male").json()
    kept = {"quotas": [{"group": "gender", "of": ["female"], "reserved": 1}]}
    address = f"/v1/events/{event.id}"
    headers = {**who["organizer"], "If-Match": "*"}
    assert client.patch(address, json=kept, headers=headers).status_code == 200
    refused = step(client, who["organizer"], newcomer, "approval")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/seat-conflict")
    at_once = hand_on(client, who["organizer"], woman, 4, gender="male")
    assert at_once.json()["errors"][0]["pointer"] == "/person"


def test_another_named_for_the_seat_before_it_was_decided_is_named_for_it_too(client, office, who):
    event = an_announced_event(office, registration=STATE_FIRST, capacity=1)
    one = enter(client, who["SN"], event, 1)
    second = hand_on(client, who["organizer"], one, 2).json()
    third = hand_on(client, who["SN"], second, 3).json()
    assert (third["seat"], third["replaces"]) == ("confirmed", one["id"])
    assert [seat(client, who, each)[0] for each in (one, second)] == ["withdrawn"] * 2
