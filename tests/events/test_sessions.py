"""The sessions of an event: planning, editing, and what clashes."""

from datetime import timedelta

import pytest

from tests.factories import an_announced_event, an_event, somebody


@pytest.fixture
def event(office, mandates):
    return an_announced_event(office)


@pytest.fixture
def organizer(tokens):
    return tokens("organizer", body="SESRIC")


@pytest.fixture
def plan(client, event, organizer):
    """Plan a session of an hour in Hall A on the first day."""

    def send(**fields):
        body = {
            "title": {"en": "Opening", "fr": "Ouverture"},
            "starts_at": "2027-03-15T09:00",
            "ends_at": "2027-03-15T10:00",
            "room": "Hall A",
            **fields,
        }
        return client.post(f"/v1/events/{event.id}/sessions", json=body, headers=organizer)

    return send


def test_a_session_is_planned_shown_edited_and_removed(client, event, organizer, plan, journal):
    made = plan(speakers=[{"name": "Dr. Mariam Keita"}], languages=["fr", "en"])
    assert made.status_code == 201, made.text
    session = made.json()
    address = f"/v1/events/{event.id}/sessions/{session['id']}"
    shown = client.get(address)
    assert (shown.json(), shown.headers["etag"]) == (session, made.headers["etag"])
    assert client.get(f"/v1/events/{event.id}/sessions").json()["items"] == [session]
    seen = {**organizer, "If-Match": made.headers["etag"]}
    changed = client.patch(address, json={"room": "Hall B"}, headers=seen)
    assert changed.json() == {**session, "room": "Hall B"}
    assert client.patch(address, json={"room": None}, headers=seen).status_code == 412
    assert client.patch(address, json={"room": None}, headers=organizer).status_code == 428
    seen["If-Match"] = changed.headers["etag"]
    assert (
        client.patch(address, json={"room": "Hall B"}, headers=seen).headers["etag"]
        == seen["If-Match"]
    )
    assert client.delete(address, headers=organizer).status_code == 428
    assert client.delete(address, headers=seen).status_code == 204
    assert client.get(address).status_code == 404
    assert [fact for fact in journal() if fact.startswith("session.")] == [
        "session.planned",
        "session.changed",
        "session.removed",
    ]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"starts_at": "2027-03-15T08:59"}, "/starts_at"),
        ({"ends_at": "2027-03-17T16:01"}, "/ends_at"),
        ({"ends_at": "2027-03-15T09:00"}, "/ends_at"),
        ({"starts_at": "2027-03-15T09:00Z"}, "/starts_at"),
        (
            {"speakers": [{"name": "A", "registration": "019a0000-0000-7000-8000-000000000001"}]},
            "/speakers/0/registration",
        ),
    ],
)
def test_a_session_that_cannot_be_is_refused(plan, fields, pointer):
    refused = plan(**fields)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_time_that_the_clocks_jump_over_is_refused(client, office, mandates, organizer):
    event = an_announced_event(
        office, starts_at="2027-03-27T09:00", ends_at="2027-03-29T16:00", timezone="Europe/Paris"
    )
    body = {
        "title": {"en": "Night"},
        "starts_at": "2027-03-28T02:30",
        "ends_at": "2027-03-28T04:00",
    }
    refused = client.post(f"/v1/events/{event.id}/sessions", json=body, headers=organizer)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/starts_at")


def test_an_event_without_dates_has_no_sessions(client, office, mandates, organizer):
    event = an_event(office, starts_at=None, ends_at=None, expected="2027-Q3")
    body = {"title": {"en": "A"}, "starts_at": "2027-03-15T09:00", "ends_at": "2027-03-15T10:00"}
    refused = client.post(f"/v1/events/{event.id}/sessions", json=body, headers=organizer)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/dates-missing")


def test_a_cancelled_events_programme_stays_as_it_was(client, event, plan, organizer):
    client.post(f"/v1/events/{event.id}/cancellation", json={"reason": "Storm"}, headers=organizer)
    assert plan().json()["type"] == "/problems/event-status-conflict"


def test_the_same_speaker_or_room_at_once_is_said_with_the_conflicts(
    client, office, event, plan, organizer
):
    person = somebody(office, event, 1)
    speaker = {"name": "Person 1", "registration": str(person.id)}
    first = plan(speakers=[speaker]).json()
    second = plan(speakers=[{**speaker, "name": "P. One"}], starts_at="2027-03-15T09:30").json()
    found = client.get(f"/v1/events/{event.id}/conflicts", headers=organizer).json()["sessions"]
    assert [(each["kind"], {each["session"], each["other"]}) for each in found] == [
        ("same_room", {first["id"], second["id"]}),
        ("same_speaker", {first["id"], second["id"]}),
    ]


def test_strangers_see_a_speakers_name_and_not_the_registration(client, office, event, plan):
    person = somebody(office, event, 1)
    session = plan(speakers=[{"name": "Person 1", "registration": str(person.id)}]).json()
    assert session["speakers"] == [{"name": "Person 1", "registration": str(person.id)}]
    shown = client.get(f"/v1/events/{event.id}/sessions/{session['id']}")
    assert shown.json()["speakers"] == [{"name": "Person 1", "registration": None}]
    assert str(person.id) not in shown.text


def test_sessions_are_seen_with_their_event_and_planned_by_its_organizers(
    client, office, tokens, plan, mandates
):
    draft = an_event(office)
    address = f"/v1/events/{draft.id}/sessions"
    assert client.get(address).status_code == 404
    body = {"title": {"en": "A"}, "starts_at": "2027-03-15T09:00", "ends_at": "2027-03-15T10:00"}
    for headers, status in (
        (tokens("organizer", body="ICESCO"), 404),
        (tokens("viewer"), 403),
        ({}, 401),
    ):
        assert client.post(address, json=body, headers=headers).status_code == status
    elsewhere = plan().json()["id"]
    assert client.get(f"{address}/{elsewhere}", headers=tokens("viewer")).status_code == 404


def test_people_are_checked_in_at_a_session_which_then_stays(
    client, office, event, plan, organizer, clock
):
    person = somebody(office, event, 1)
    made = plan()
    session = made.json()["id"]
    clock.now = event.starts_at_utc + timedelta(minutes=5)
    code = client.app.state.seals.code("check-in", person.id)
    body = {"code": code, "session": session}
    seen = client.post(f"/v1/events/{event.id}/check-ins", json=body, headers=organizer).json()
    assert (seen["day"], seen["session"], seen["outcome"]) == ("2027-03-15", session, "checked_in")
    refused = client.delete(
        f"/v1/events/{event.id}/sessions/{session}",
        headers={**organizer, "If-Match": made.headers["etag"]},
    )
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/session-used")
