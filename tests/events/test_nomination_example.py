"""Forty people of twenty states for twenty-five seats: the worked example of nominations."""

from collections import Counter
from pathlib import Path

import pytest

from events import Seat, nominate, withdraw
from events.registrations.people_forms import NominationForm
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


GUIDE = Path(__file__).parents[2] / "docs/guide/nominations.md"


def told_in_the_guide() -> list[tuple[str, int, list[int]]]:
    """Return the rows of the guide's table: state, seats, places in line."""
    rows = [
        line.split("|")[2:5] for line in GUIDE.read_text("utf-8").splitlines() if line[:3] in ROWS
    ]
    return [
        (state.strip(), int(seats), [int(each) for each in places.split(",") if each.strip()])
        for state, seats, places in rows
    ]


ROWS = {f"| {n}" for n in range(1, 10)}


@pytest.mark.parametrize("quotas", [[], [{"group": "least_developed", "reserved": 5}]])
def test_the_guide_tells_what_becomes_of_forty_people(office, quotas):
    done(office, load_catalogue)
    rules = {"mode": "nomination"}
    event = an_announced_event(
        office, capacity=25, seats_per_state=2, registration=rules, quotas=quotas
    )
    outcome = []
    for state in STATES:
        people = [{"name": f"{state} {n}", "email": f"{state}-{n}@example.org"} for n in (1, 2)]
        form = NominationForm(state=state, note_reference=f"NV/{state}/1", people=people)
        made = done(office, nominate, event.id, form)[1]
        seats = sum(each.seat is Seat.CONFIRMED for each in made)
        line = [int(each.explanation.split("place ")[1].split(",")[0]) for each in made[seats:]]
        outcome.append((state, seats, line))
    assert outcome == told_in_the_guide()


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
