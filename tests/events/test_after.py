"""After an event: its numbers, and the next one of the series."""

import pytest

from events import Attendance, check_in, withdraw
from events.registrations.actions import register
from events.registrations.people_forms import PersonForm, RegistrationForm
from events.sessions.actions import plan_session
from events.sessions.forms import SessionForm
from tests.factories import a_person, an_announced_event, an_event, done, somebody


@pytest.fixture
def organizer(tokens):
    return tokens("organizer", body="SESRIC")


def counted(registered: int, confirmed: int, attended: int) -> dict[str, int]:
    return {"registered": registered, "confirmed": confirmed, "attended": attended}


def a_guest(office, event, n, state, **more):
    role = more.pop("role", "participant")
    person = PersonForm.model_validate(a_person(n, state, **more))
    return done(office, register, event.id, RegistrationForm(person=person, role=role))


def test_the_numbers_of_an_event_name_nobody(client, office, mandates, organizer, clock):
    event = an_announced_event(office, capacity=3)
    first = a_guest(office, event, 1, "SN", body="ICESCO", gender="female")
    second = a_guest(office, event, 2, "SN")
    a_guest(office, event, 3, None, role="speaker")
    a_guest(office, event, 4, "TR")
    gone = a_guest(office, event, 5, "TR")
    staff = a_guest(office, event, 6, "TR", role="staff")
    done(office, withdraw, gone.id)
    clock.now = event.starts_at_utc
    for one, how in (
        (first, Attendance.FULL),
        (second, Attendance.PARTIAL),
        (staff, Attendance.FULL),
    ):
        done(office, check_in, one.id, how)
    answer = client.get(f"/v1/events/{event.id}/statistics", headers=organizer)
    assert answer.json() == {
        "total": counted(5, 3, 2),
        "by_state": {"": counted(1, 1, 0), "SN": counted(2, 2, 2), "TR": counted(2, 0, 0)},
        "by_region": {"": counted(1, 1, 0), "Africa": counted(4, 2, 2)},
        "by_body": {"": counted(4, 2, 1), "ICESCO": counted(1, 1, 1)},
        "by_gender": {"": counted(4, 2, 1), "female": counted(1, 1, 1)},
        "by_role": {
            "participant": counted(4, 2, 2),
            "speaker": counted(1, 1, 0),
            "staff": counted(1, 1, 1),
        },
        "by_seat": {"confirmed": 3, "waitlisted": 1, "withdrawn": 1},
        "by_answer": {"needs_action": 3},
        "by_attendance": {"full": 1, "none": 1, "partial": 1},
    }
    assert answer.headers["etag"]
    assert not any(word in answer.text for word in ("Person", "@", str(first.id)))


def test_the_numbers_are_for_organizers_and_viewers(client, office, mandates, tokens):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}/statistics"
    assert client.get(address, headers=tokens("viewer")).status_code == 200
    assert client.get(address, headers=tokens("focal_point", state="SN")).status_code == 403
    assert client.get(address).status_code == 401


def test_what_a_stranger_said_of_a_person_is_counted_as_said(client, office, mandates, organizer):
    event = an_announced_event(office)
    body = {"person": a_person(1, "SN", body="ICESCO")}
    client.post(
        f"/v1/events/{event.id}/registrations",
        json={"person": a_person(1, "SN")},
        headers=organizer,
    )
    other = an_announced_event(office, starts_at="2027-06-15T09:00", ends_at="2027-06-15T16:00")
    client.post(f"/v1/events/{other.id}/registrations", json=body)
    answer = client.get(f"/v1/events/{other.id}/statistics", headers=organizer).json()
    assert answer["by_body"] == {"ICESCO": counted(1, 1, 0)}


def test_the_next_of_a_series_is_a_draft_like_the_last(client, office, mandates, organizer):
    event = an_announced_event(
        office,
        capacity=20,
        seats_per_state=2,
        mandates=[str(mandates[0])],
        external_id="x:1",
        registration={"mode": "nomination", "opens_at": "2027-01-01T00:00Z"},
        states=[{"state": "TR", "role": "host"}],
    )
    somebody(office, event, 1)
    session = SessionForm.model_validate(
        {
            "title": {"en": "Opening"},
            "starts_at": "2027-03-15T09:00",
            "ends_at": "2027-03-15T10:00",
            "speakers": [{"name": "Dr. Keita"}],
        }
    )
    done(office, plan_session, event.id, session)
    original = client.get(f"/v1/events/{event.id}", headers=organizer).json()
    made = client.post(
        f"/v1/events/{event.id}/copy", json={"starts_at": "2028-03-13T09:00"}, headers=organizer
    )
    assert made.status_code == 201, made.text
    copy = made.json()
    assert (copy["status"], copy["sequence"], copy["external_id"]) == ("draft", 0, None)
    assert (copy["starts_at"], copy["ends_at"]) == ("2028-03-13T09:00", "2028-03-15T16:00")
    assert copy["seats"] == {"capacity": 20, "confirmed": 0, "waitlisted": 0}
    assert copy["registration"] == {**original["registration"], "opens_at": None}
    same = ("title", "type", "timezone", "organizers", "states", "mandates", "seats_per_state")
    assert {name: copy[name] for name in same} == {name: original[name] for name in same}
    address = f"/v1/events/{copy['id']}/sessions"
    (moved,) = client.get(address, headers=organizer).json()["items"]
    assert (moved["starts_at"], moved["ends_at"]) == ("2028-03-13T09:00", "2028-03-13T10:00")
    assert moved["speakers"] == [{"name": "Dr. Keita", "registration": None}]


def test_a_copy_may_wait_for_its_date_and_have_a_title_of_its_own(
    client, office, mandates, organizer
):
    event = an_announced_event(office)
    body = {"expected": "2028-Q1", "title": {"en": "Second workshop"}}
    copy = client.post(f"/v1/events/{event.id}/copy", json=body, headers=organizer).json()
    assert (copy["starts_at"], copy["ends_at"], copy["expected"]) == (None, None, "2028-Q1")
    assert copy["title"]["en"] == "Second workshop"


def test_a_copy_of_an_event_without_dates_gets_none(client, office, mandates, organizer):
    event = an_event(office, starts_at=None, ends_at=None)
    address = f"/v1/events/{event.id}/copy"
    refused = client.post(address, json={"starts_at": "2028-03-13T09:00"}, headers=organizer)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/starts_at")
    assert client.post(address, json={}, headers=organizer).status_code == 201


def test_the_same_key_makes_one_copy_and_only_the_organizers_copy(
    client, office, mandates, organizer, tokens
):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}/copy"
    once = {**organizer, "Idempotency-Key": "k1"}
    copies = [client.post(address, json={}, headers=once).json()["id"] for _ in range(2)]
    assert copies[0] == copies[1]
    assert (
        client.post(address, json={}, headers=tokens("organizer", body="ICESCO")).status_code == 404
    )
    assert client.post(address, json={}, headers=tokens("viewer")).status_code == 403
