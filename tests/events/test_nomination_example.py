"""Forty people of twenty states for twenty-five seats: the worked example of nominations."""

from collections import Counter

from events import Seat, nominate, withdraw
from events.people_forms import NominationForm
from registry import load_catalogue
from tests.factories import an_announced_event, done, seat_of

STATES = [
    "AE",
    "AF",
    "AL",
    "AZ",
    "BD",
    "BF",
    "BH",
    "BJ",
    "BN",
    "CI",
    "CM",
    "DJ",
    "DZ",
    "EG",
    "GA",
    "GM",
    "GN",
    "GW",
    "GY",
    "ID",
]


def test_forty_people_of_twenty_states_for_twenty_five_seats(office):
    done(office, load_catalogue)
    rules = {"mode": "nomination"}
    event = an_announced_event(office, capacity=25, seats_per_state=2, registration=rules)
    delegations = {}
    for state in STATES:
        people = [{"name": f"{state} {n}", "email": f"{state}-{n}@example.org"} for n in (1, 2)]
        form = NominationForm(state=state, note_reference=f"NV/{state}/1", people=people)
        delegations[state] = done(office, nominate, event.id, form)[1]
    seats = [Counter(each.seat for each in delegations[state]) for state in STATES]
    assert seats[:12] == [{Seat.CONFIRMED: 2}] * 12
    assert seats[12] == {Seat.CONFIRMED: 1, Seat.WAITLISTED: 1}
    assert seats[13:] == [{Seat.WAITLISTED: 2}] * 7
    algeria, egypt = delegations["DZ"], delegations["EG"]
    assert algeria[0].explanation == "confirmed: seat 1 of 2 of DZ"
    assert algeria[1].explanation == "waitlisted: place 1, all 25 seats are taken"
    assert egypt[1].explanation == "waitlisted: place 3, all 25 seats are taken"
    done(office, withdraw, delegations["AE"][0].id)
    assert [seat_of(office, each) for each in (*algeria, *egypt)] == [
        "confirmed",
        "confirmed",
        "waitlisted",
        "waitlisted",
    ]
