"""The door: signed codes, check-in by day, and devices that were offline."""

from datetime import timedelta

import pytest

from events import conclude
from tests.factories import an_announced_event, done, somebody


@pytest.fixture
def event(office, mandates, clock):
    """A workshop of three days; the clock stands at its begin."""
    made = an_announced_event(office)
    clock.now = made.starts_at_utc
    return made


@pytest.fixture
def guest(office, event, clock):
    clock.now = event.starts_at_utc - timedelta(days=10)
    one = somebody(office, event, 1)
    clock.now = event.starts_at_utc
    return one


@pytest.fixture
def organizer(tokens):
    return tokens("organizer", body="SESRIC")


@pytest.fixture
def door(client, event, organizer):
    """Send a mark."""

    def send(code, **more):
        body = {"code": code, **more}
        return client.post(f"/v1/events/{event.id}/check-ins", json=body, headers=organizer)

    return send


def code_of(client, registration) -> str:
    return "NADWA:" + client.app.state.seals.code("check-in", registration.id).upper()


def attendance_of(client, registration, organizer) -> tuple[str, str | None]:
    answer = client.get(f"/v1/registrations/{registration.id}", headers=organizer).json()
    return answer["attendance"], answer["checked_in_at"]


def test_who_is_seen_on_every_day_attended_fully(client, door, guest, organizer, clock):
    code = code_of(client, guest)
    answer = door(code)
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    assert (seen["outcome"], seen["day"], seen["since"]) == (
        "checked_in",
        "2027-03-15",
        "2027-03-15T06:00:00Z",
    )
    assert seen["registration"]["person"]["name"] == "Person 1"
    assert attendance_of(client, guest, organizer) == ("partial", "2027-03-15T06:00:00Z")
    for _ in range(2):
        clock.now += timedelta(days=1)
        assert door(code).json()["outcome"] == "checked_in"
    assert attendance_of(client, guest, organizer) == ("full", "2027-03-15T06:00:00Z")


def test_scanning_twice_says_that_the_person_is_there_already(client, door, guest, journal, clock):
    code = code_of(client, guest)
    door(code)
    again = door(code.lower().removeprefix("nadwa:"))
    assert (again.status_code, again.json()["outcome"]) == (200, "already")
    clock.now += timedelta(hours=1)
    later = door(code).json()
    assert (later["outcome"], later["since"]) == ("already", "2027-03-15T06:00:00Z")
    assert journal(guest.id).count("registration.checked_in") == 2


def test_a_check_in_is_undone_and_done_again(client, door, guest, organizer, clock, journal):
    code = code_of(client, guest)
    door(code)
    clock.now += timedelta(minutes=1)
    assert door(code, undo=True).json()["outcome"] == "undone"
    assert attendance_of(client, guest, organizer) == ("none", None)
    assert door(code, undo=True).json()["outcome"] == "nothing"
    clock.now += timedelta(minutes=1)
    assert door(code).json()["since"] == "2027-03-15T06:02:00Z"
    assert journal(guest.id)[-3:] == [
        "registration.checked_in",
        "registration.check_in_undone",
        "registration.checked_in",
    ]


def test_a_device_that_was_offline_may_send_in_any_order_and_again(
    client, event, guest, organizer, clock
):
    code = code_of(client, guest)
    entries = [
        {"code": code, "at": "2027-03-16T07:10:00Z"},
        {"code": code, "at": "2027-03-15T07:05:00Z", "undo": True},
        {"code": code, "at": "2027-03-15T07:00:00Z"},
        {"code": code, "at": "2027-03-15T07:30:00Z"},
        {"code": "NADWA:" + "A" * 40, "at": "2027-03-15T07:30:00Z"},
        {"code": code, "at": "2027-03-14T07:30:00Z"},
        {"code": code, "at": "2027-03-25T07:30:00Z"},
    ]
    clock.now = event.ends_at_utc
    address = f"/v1/events/{event.id}/check-ins/batch"
    tried = client.post(f"{address}?dry_run=true", json={"entries": entries}, headers=organizer)
    assert tried.json()["dry_run"] is True
    assert attendance_of(client, guest, organizer) == ("none", None)
    for _ in range(2):
        answer = client.post(address, json={"entries": entries}, headers=organizer)
        assert answer.status_code == 200, answer.text
        outcomes = [each["outcome"] for each in answer.json()["entries"]]
        assert outcomes[4:] == ["refused", "refused", "refused"]
        assert attendance_of(client, guest, organizer) == ("partial", "2027-03-15T07:30:00Z")
    assert outcomes[:4] == ["already", "already", "already", "already"]
    refused = answer.json()["entries"][5]
    assert refused["errors"] == [
        {"pointer": "/entries/5", "detail": "2027-03-14 is not a day of the event"}
    ]
    listed = client.get(f"/v1/events/{event.id}/check-ins", headers=organizer).json()["items"]
    assert sorted((each["day"], each["undone"]) for each in listed) == [
        ("2027-03-15", False),
        ("2027-03-15", False),
        ("2027-03-15", True),
        ("2027-03-16", False),
    ]


def test_the_day_is_that_of_the_events_clocks(client, door, guest, clock, event):
    clock.now = event.starts_at_utc + timedelta(days=1)
    seen = door(code_of(client, guest), at="2027-03-15T21:30:00Z").json()
    assert seen["day"] == "2027-03-16"


def test_what_is_no_code_of_this_event_is_refused(client, office, door, guest, clock):
    code = code_of(client, guest)
    last = "A" if code[-1] != "A" else "B"
    for wrong in (code[:-1] + last, "NADWA:", "x" * 90):
        refused = door(wrong)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/code-refused")
    clock.now -= timedelta(days=30)
    other = an_announced_event(office, starts_at="2027-05-15T09:00", ends_at="2027-05-15T16:00")
    elsewhere = somebody(office, other, 2)
    clock.now += timedelta(days=30)
    refused = door(code_of(client, elsewhere))
    assert refused.json()["detail"] == "It is a code of another event"


def test_only_who_has_a_seat_is_let_in_and_has_a_code(client, office, mandates, clock, organizer):
    event = an_announced_event(office, capacity=1)
    somebody(office, event, 1)
    waiting = somebody(office, event, 2)
    clock.now = event.starts_at_utc
    body = {"code": code_of(client, waiting)}
    refused = client.post(f"/v1/events/{event.id}/check-ins", json=body, headers=organizer)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/seat-conflict")
    refused = client.get(f"/v1/registrations/{waiting.id}/qr.svg", headers=organizer)
    assert (refused.status_code, refused.json()["seat"]) == (409, "waitlisted")


def test_a_moment_that_has_not_come_and_a_day_before_are_refused(client, door, guest):
    code = code_of(client, guest)
    assert door(code, at="2027-03-15T06:04:00Z").status_code == 200
    refused = door(code, at="2027-03-15T06:06:00Z")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/at")
    refused = door(code, at="2027-03-14T06:00:00Z")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/outside-the-days")


def test_nobody_is_let_in_to_a_cancelled_event(client, office, event, guest, organizer, door):
    client.post(f"/v1/events/{event.id}/cancellation", json={"reason": "Storm"}, headers=organizer)
    refused = door(code_of(client, guest))
    assert (refused.status_code, refused.json()["type"]) == (
        409,
        "/problems/event-status-conflict",
    )


def test_only_organizers_of_the_event_stand_at_its_door(client, event, guest, tokens):
    body = {"code": code_of(client, guest)}
    address = f"/v1/events/{event.id}/check-ins"
    assert (
        client.post(address, json=body, headers=tokens("organizer", body="ICESCO")).status_code
        == 404
    )
    assert client.get(address, headers=tokens("organizer", body="ICESCO")).status_code == 404
    for role in ("viewer", "mailer"):
        assert client.post(address, json=body, headers=tokens(role)).status_code == 403
    assert client.get(address, headers=tokens("focal_point", state="SN")).status_code == 403
    assert client.post(address, json=body).status_code == 401


def test_the_code_is_shown_to_who_may_see_the_registration(client, guest, tokens, organizer):
    address = f"/v1/registrations/{guest.id}/qr.svg"
    shown = client.get(address, headers=organizer)
    assert shown.headers["content-type"] == "image/svg+xml"
    assert shown.text.startswith("<svg")
    assert client.get(address, headers=tokens("focal_point", state="TR")).status_code == 404
    assert client.get(address).status_code == 401


def test_what_an_organizer_says_of_the_whole_event_counts_for_more(
    client, door, guest, organizer, clock
):
    put = f"/v1/registrations/{guest.id}/check-in"
    client.put(put, headers=organizer)
    assert attendance_of(client, guest, organizer) == ("full", "2027-03-15T06:00:00Z")
    clock.now += timedelta(days=1)
    door(code_of(client, guest))
    assert attendance_of(client, guest, organizer)[0] == "full"
    client.delete(put, headers=organizer)
    assert attendance_of(client, guest, organizer) == ("none", None)
    clock.now += timedelta(minutes=1)
    door(code_of(client, guest))
    assert attendance_of(client, guest, organizer)[0] == "partial"


def test_marks_that_arrive_after_the_event_correct_its_count(
    client, office, event, guest, organizer, clock, journal
):
    clock.now = event.ends_at_utc
    done(office, conclude, event.id)
    entries = [{"code": code_of(client, guest), "at": "2027-03-15T07:00:00Z"}]
    address = f"/v1/events/{event.id}/check-ins/batch"
    client.post(address, json={"entries": entries}, headers=organizer)
    client.post(address, json={"entries": entries}, headers=organizer)
    assert journal(event.id).count("event.attendance_corrected") == 1


def test_a_session_that_is_not_there_is_not_found(client, door, guest, mandates):
    missing = door(code_of(client, guest), session=str(mandates[0]))
    assert missing.status_code == 404
