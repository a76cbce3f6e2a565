"""A state's calendar as planning uses it, and what organizers correct in it."""

import pytest

from nadwa.cli import main

MOURNING = {
    "kind": "day_off",
    "from": "2027-03-15",
    "to": "2027-03-16",
    "name": {"en": "Days of mourning", "fr": "Jours de deuil", "ar": "أيام حداد"},
    "source": "decree 2027-118",
}


@pytest.fixture
def planner(client, tokens, mandates):
    """Call as an organizer: method, path, body; `If-Match: *` goes along."""
    headers = {**tokens("organizer", body="SESRIC"), "If-Match": "*"}

    def call(method, path, json=None, **more):
        return client.request(method, path, json=json, headers={**headers, **more})

    return call


def test_a_year_of_a_state_says_what_is_off_by_which_source(client, mandates):
    year = client.get("/v1/states/TR/calendar?year=2027").json()
    assert (year["state"], year["name"], year["year"]) == ("TR", "TR", 2027)
    assert (year["weekend"], year["overrides"]) == (["sat", "sun"], [])
    first = year["days_off"][0]
    assert (first["day"], first["confidence"], first["observed"]) == (
        "2027-01-01", "official", False,
    )  # fmt: skip
    assert first["source"].startswith("holidays ")
    assert first["hijri"] == "1448-07-23"
    assert client.get("/v1/states/FR/calendar").status_code == 404


def test_an_override_is_used_by_conflicts_slots_and_programmes(planner, journal):
    wish = {"id": "a", "organizers": ["SESRIC"], "host": "SN", "states": ["SN"]}
    programme = {"year": 2027, "events": [{**wish, "not_before": "2027-03-15", "months": [3]}]}
    slots = {"window": {"from": "2027-03-15", "to": "2027-03-15"}, "host": "SN"}
    before = planner("POST", "/v1/scheduling/programme", programme).json()
    assert planner("POST", "/v1/scheduling/slots", slots).json()["rejected"] == []
    made = planner("POST", "/v1/states/SN/calendar/overrides", MOURNING)
    assert (made.status_code, journal()[-1]) == (201, "calendar.overridden")
    rejected = planner("POST", "/v1/scheduling/slots?language=fr", slots).json()["rejected"]
    assert rejected[0]["reasons"] == ["jour férié dans le pays hôte (SN) : Jours de deuil"]
    after = planner("POST", "/v1/scheduling/programme", programme).json()
    days = [each["placements"][0]["first"] for each in (before, after)]
    assert days == ["2027-03-15", "2027-03-17"]
    event = {
        "type": "workshop", "title": {"en": "W"}, "timezone": "Africa/Dakar",
        "starts_at": "2027-03-16T09:00", "ends_at": "2027-03-16T17:00",
        "states": [{"state": "SN", "role": "host"}],
    }  # fmt: skip
    planned = planner("POST", "/v1/events", event).json()["id"]
    warned = planner("GET", f"/v1/events/{planned}/conflicts?language=ar").json()["warnings"]
    assert [(each["reason"], each["confidence"]) for each in warned] == [
        ("عطلة رسمية في الدولة المضيفة (SN): أيام حداد", "official")
    ]


def test_an_override_is_edited_and_taken_back_and_the_journal_has_it(planner, journal):
    made = planner("POST", "/v1/states/SN/calendar/overrides", MOURNING).json()
    where = f"/v1/calendar-overrides/{made['id']}"
    changed = planner("PATCH", where, {"to": "2027-03-15", "confidence": "estimated"})
    assert (changed.json()["to"], changed.json()["confidence"]) == ("2027-03-15", "estimated")
    assert planner("PATCH", where, {}).json() == changed.json()
    assert planner("PATCH", where, {}, **{"If-Match": '"1"'}).status_code == 412
    year = planner("GET", "/v1/states/SN/calendar?year=2027&language=fr").json()
    assert year["overrides"] == [planner("GET", where).json()]
    assert [
        (each["day"], each["confidence"], each["source"])
        for each in year["days_off"] if each["name"] == "Jours de deuil"
    ] == [("2027-03-15", "estimated", "decree 2027-118")]  # fmt: skip
    assert planner("GET", "/v1/states/SN/calendar?year=2028").json()["overrides"] == []
    assert planner("DELETE", where).status_code == 204
    assert planner("GET", where).status_code == 404
    assert journal()[-3:] == [
        "calendar.overridden", "calendar.overridden", "calendar.override_withdrawn",
    ]  # fmt: skip


def test_another_weekend_and_a_day_worked_after_all(planner):
    weekend = {"kind": "weekend", "weekend": ["sat", "fri", "sat"], "source": "law 5"}
    made = planner("POST", "/v1/states/SN/calendar/overrides", weekend)
    assert made.json()["weekend"] == ["fri", "sat"]
    worked = {"kind": "working_day", "from": "2027-01-01", "source": "decree 2"}
    planner("POST", "/v1/states/SN/calendar/overrides", worked)
    year = planner("GET", "/v1/states/SN/calendar?year=2027").json()
    assert (year["weekend"], len(year["overrides"])) == (["fri", "sat"], 2)
    assert "2027-01-01" not in [each["day"] for each in year["days_off"]]
    twice = planner("POST", "/v1/states/SN/calendar/overrides", weekend)
    assert (twice.status_code, twice.json()["existing"]) == (409, made.json()["id"])
    also = planner(
        "POST",
        "/v1/states/SN/calendar/overrides",
        {**MOURNING, "from": "2027-01-01", "to": "2027-01-02"},
    )
    assert also.json()["type"] == "/problems/override-exists"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"from": None, "to": None}, "/from"),
        ({"to": "2027-03-14"}, "/to"),
        ({"to": "2027-08-14"}, "/to"),
        ({"name": None}, "/name"),
        ({"weekend": ["sat"]}, "/weekend"),
        ({"kind": "weekend"}, "/from"),
        ({"kind": "weekend", "from": None, "to": None}, "/weekend"),
        ({"weekend": ["caturday"]}, "/weekend/0"),
        ({"confidence": "sure"}, "/confidence"),
        ({"source": ""}, "/source"),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(planner, fields, pointer):
    answer = planner("POST", "/v1/states/SN/calendar/overrides", {**MOURNING, **fields})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_only_organizers_correct_calendars(client, tokens, mandates):
    for role, more, status in (("viewer", {}, 403), ("focal_point", {"state": "SN"}, 403)):
        answer = client.post(
            "/v1/states/SN/calendar/overrides", json=MOURNING, headers=tokens(role, **more)
        )
        assert answer.status_code == status
    organizer = tokens("organizer")
    lost = client.post("/v1/states/FR/calendar/overrides", json=MOURNING, headers=organizer)
    assert lost.status_code == 404


def test_calendars_on_the_command_line(office, database_url, mandates, monkeypatch, capsys):
    monkeypatch.setenv("NADWA_DATABASE_URL", database_url)
    monkeypatch.setenv("NADWA_SECRET_KEY", "k" * 40)
    correct = ["calendar", "override", "SN", "--source", "decree 7"]
    assert main([*correct, "--from", "2027-04-06", "--name", "Mourning", "--estimated"]) == 0
    override = capsys.readouterr().out.strip()
    assert main(["calendar", "show", "SN", "--year", "2027"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "SN (SN), 2027: UTC, sat, sun"
    assert "2027-04-06\testimated\tMourning\tdecree 7" in lines
    assert lines[-1] == f"override {override}\tdecree 7"
    assert main(["calendar", "withdraw", override]) == 0
    assert main([*correct, "--from", "2027-04-06", "--working"]) == 0
    assert main([*correct, "--weekend", "fri,sat"]) == 0
    assert main([*correct, "--from", "soon", "--working"]) == 2
    assert "from: " in capsys.readouterr().err
    assert main(["calendar", "show", "FR"]) == 2
