"""Wherever a local time comes in, one that cannot be is refused, with the reason and a way out."""

import pytest

from tests.factories import a_plan, an_announced_event, an_event

TIRANA = "Europe/Tirane"
NEVER = "2027-03-28T02:30"
TWICE = "2027-10-31T02:30"
WORDS = {
    NEVER: "does not exist in Europe/Tirane: the clocks go from 2027-03-28 01:59 straight to",
    TWICE: "happens twice in Europe/Tirane: at +02:00 (2027-10-31 00:30 UTC)",
}

pytestmark = pytest.mark.parametrize("local", [NEVER, TWICE])


@pytest.fixture
def organizer(client, tokens, mandates):
    """Call as an organizer: method, path, body; `If-Match: *` goes along."""
    headers = {**tokens("organizer", body="SESRIC"), "If-Match": "*"}
    return lambda method, path, json: client.request(method, path, json=json, headers=headers)


def refused(answer) -> tuple[str, str]:
    (fault,) = answer.json()["errors"]
    assert answer.status_code == 422
    return fault["pointer"], fault["detail"]


def the_day_of(local, **more):
    return {"starts_at": local[:11] + "01:00", "ends_at": local[:11] + "20:00", **more}


def test_the_start_and_the_end_of_an_event(organizer, local):
    day = the_day_of(local, timezone=TIRANA)
    for name in ("starts_at", "ends_at"):
        answer = organizer("POST", "/v1/events", a_plan(**{**day, name: local}))
        pointer, detail = refused(answer)
        assert pointer == f"/{name}"
        assert WORDS[local] in detail


def test_the_window_of_registration(organizer, local):
    for name in ("opens_at", "closes_at"):
        late = {"starts_at": "2027-12-01T09:00", "ends_at": "2027-12-01T10:00"}
        window = {"registration": {name: local}, "timezone": TIRANA, **late}
        pointer, detail = refused(organizer("POST", "/v1/events", a_plan(**window)))
        assert pointer == f"/registration/{name}"
        assert WORDS[local] in detail


def test_the_new_date_of_a_postponed_event(organizer, office, local):
    event = an_announced_event(office, timezone=TIRANA)
    where = f"/v1/events/{event.id}"
    assert organizer("POST", f"{where}/postponement", {"reason": "floods"}).status_code == 200
    moved = {"starts_at": local, "ends_at": local[:11] + "09:00"}
    pointer, detail = refused(organizer("PATCH", where, moved))
    assert pointer == "/starts_at"
    assert WORDS[local] in detail


def test_a_new_zone_in_which_the_old_time_cannot_be(organizer, office, local):
    day = the_day_of(local, timezone="UTC", starts_at=local)
    event = an_event(office, **day)
    answer = organizer("PATCH", f"/v1/events/{event.id}", {"timezone": TIRANA})
    assert WORDS[local] in refused(answer)[1]


def test_a_session(organizer, office, local):
    event = an_event(office, **the_day_of(local, timezone=TIRANA))
    session = {"title": {"en": "Night"}, "starts_at": local, "ends_at": local[:11] + "09:00"}
    pointer, detail = refused(organizer("POST", f"/v1/events/{event.id}/sessions", session))
    assert pointer == "/starts_at"
    assert WORDS[local] in detail


def test_one_event_of_a_series_is_named(organizer, client, local):
    event = a_plan(
        timezone=TIRANA, starts_at="2027-03-07T02:30", ends_at="2027-03-07T04:30", mode="online"
    )
    asked = {"event": event, "starts": ["2027-03-07T02:30", local]}
    pointer, detail = refused(organizer("POST", "/v1/events/series", asked))
    assert pointer == "/event/starts_at"
    assert detail.startswith(f"event 2, {local.replace('T', ' ')}: ")
    assert WORDS[local] in detail
    assert client.get("/v1/events").json()["items"] == []


def test_a_copy(organizer, office, local):
    event = an_event(office, timezone=TIRANA)
    answer = organizer("POST", f"/v1/events/{event.id}/copy", {"starts_at": local})
    pointer, detail = refused(answer)
    assert pointer == "/starts_at"
    assert WORDS[local] in detail


@pytest.mark.parametrize("kind", ["draft", "plan"])
def test_a_programme_names_the_hour_and_the_event_and_applies_nothing(
    organizer, office, journal, local, kind
):
    undated = {"starts_at": None, "ends_at": None, "timezone": TIRANA, "expected": "2027"}
    day = local[:10]
    wish = {"id": "a", "not_before": day, "deadline": day, "organizers": ["SESRIC"]}
    if kind == "draft":
        wish["event"] = str(an_event(office, **undated).id)
    else:
        wish["plan"] = {"type": "training", "title": {"en": "T"}, "timezone": TIRANA}
    programme = {"year": 2027, "events": [wish]}
    proposal = organizer("POST", "/v1/scheduling/programme", programme).json()
    assert [each["first"] for each in proposal["placements"]] == [day]
    before = journal()
    asked = {"programme": programme, "digest": proposal["digest"], "starts_at": "02:30"}
    pointer, detail = refused(organizer("POST", "/v1/scheduling/programme/application", asked))
    assert pointer == "/starts_at"
    assert detail.startswith(f"a: {day} 02:30 ")
    assert WORDS[local] in detail
    assert journal() == before
