"""Approval: the own state first where the event asks for it, then the organizer."""

import pytest

from tests.factories import a_person, an_announced_event

STATE_FIRST = {"state_first": True}


@pytest.fixture
def who(tokens, mandates):
    return {
        "organizer": tokens("organizer"),
        "SN": tokens("focal_point", state="SN"),
        "TR": tokens("focal_point", state="TR"),
        "nobody": {},
    }


def enter(client, headers, event, n, state="SN"):
    body = {"person": a_person(n, state)}
    made = client.post(f"/v1/events/{event.id}/registrations", json=body, headers=headers)
    assert made.status_code == 201, made.text
    return made.json()


def step(client, headers, one, name, **body):
    address = f"/v1/registrations/{one['id']}/{name}"
    return client.post(address, json=body or None, headers=headers)


def seat(client, who, one):
    shown = client.get(f"/v1/registrations/{one['id']}", headers=who["organizer"]).json()
    return shown["seat"], shown["explanation"]


def test_the_state_decides_first_and_its_yes_gives_the_seat(client, office, who, journal):
    event = an_announced_event(office, registration=STATE_FIRST, capacity=2)
    one = enter(client, who["nobody"], event, 1)
    assert (one["seat"], one["explanation"]) == (
        "pending", "pending: the focal point of SN decides",
    )  # fmt: skip
    passed = step(client, who["organizer"], one, "approval")
    assert (passed.status_code, passed.json()["detail"]) == (
        409, "The focal point of SN decides first",
    )  # fmt: skip
    assert step(client, who["TR"], one, "endorsement").status_code == 404
    assert step(client, who["organizer"], one, "endorsement").status_code == 403
    assert step(client, who["SN"], one, "endorsement").json()["seat"] == "confirmed"
    assert step(client, who["SN"], one, "endorsement").status_code == 200
    assert journal()[-3:] == ["seat.requested", "registration.endorsed", "seat.confirmed"]


def test_then_the_organizer_decides_where_that_is_asked_too(client, office, who):
    event = an_announced_event(office, registration={**STATE_FIRST, "approval": "manual"})
    one = enter(client, who["nobody"], event, 1)
    step(client, who["SN"], one, "endorsement")
    assert seat(client, who, one) == ("pending", "pending: the organizer decides")
    assert step(client, who["organizer"], one, "approval").json()["seat"] == "confirmed"


def test_whom_the_state_enters_and_who_has_none_need_no_endorsement(client, office, who):
    event = an_announced_event(office, registration=STATE_FIRST)
    assert enter(client, who["SN"], event, 1)["seat"] == "confirmed"
    assert enter(client, who["nobody"], event, 2, None)["seat"] == "confirmed"
    assert enter(client, who["organizer"], event, 3)["seat"] == "pending"


def test_either_side_declines_with_a_reason_the_state_only_what_waits_for_it(client, office, who):
    event = an_announced_event(office, registration={**STATE_FIRST, "approval": "manual"})
    first, second, third = (enter(client, who["nobody"], event, n) for n in (1, 2, 3))
    assert step(client, who["SN"], first, "rejection").json()["seat"] == "rejected"
    assert seat(client, who, first) == ("rejected", "rejected by the focal point of SN")
    step(client, who["SN"], second, "rejection", reason="Another mission")
    assert seat(client, who, second) == ("rejected", "rejected: Another mission")
    step(client, who["SN"], third, "endorsement")
    assert step(client, who["SN"], third, "rejection").status_code == 409
    assert step(client, who["TR"], third, "rejection").status_code == 404
    step(client, who["organizer"], third, "rejection")
    assert seat(client, who, third) == ("rejected", "rejected by the organizer")
    assert step(client, who["SN"], first, "endorsement").status_code == 409


def test_who_waits_holds_no_seat_and_stands_in_line_by_the_time_of_the_request(client, office, who):
    event = an_announced_event(office, registration=STATE_FIRST, capacity=1)
    early = enter(client, who["nobody"], event, 1)
    seated, later = (enter(client, who["TR"], event, n, "TR") for n in (2, 3))
    assert (seated["seat"], later["seat"]) == ("confirmed", "waitlisted")
    assert step(client, who["SN"], early, "endorsement").json()["waitlist_position"] == 1
    step(client, who["TR"], seated, "withdrawal")
    assert (seat(client, who, early)[0], seat(client, who, later)[0]) == (
        "confirmed", "waitlisted",
    )  # fmt: skip


def test_an_event_that_does_not_ask_the_states_has_nothing_to_endorse(client, office, who, clock):
    event = an_announced_event(office, registration={"approval": "manual"})
    one = enter(client, who["nobody"], event, 1)
    assert step(client, who["SN"], one, "endorsement").status_code == 409
    clock.now = event.starts_at_utc
    assert step(client, who["SN"], one, "endorsement").json()["type"] == (
        "/problems/registration-closed"
    )


def test_the_rule_is_shown_and_can_be_changed(client, office, who):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}"
    headers = {**who["organizer"], "If-Match": "*"}
    wish = {"registration": STATE_FIRST}
    changed = client.patch(address, json=wish, headers=headers).json()
    assert changed["registration"]["state_first"] is True
    assert client.get(address).json()["registration"] == changed["registration"]
