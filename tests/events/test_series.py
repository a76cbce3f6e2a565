"""Series in one call, and events that answer a mandate in part."""

import pytest

from core.problem import Invalid
from events.series.forms import SeriesForm, starts_of
from registry import Mandate, confirm
from tests.factories import a_held_event, a_plan, an_event, done

ONLINE = {"mode": "online", "starts_at": "2027-01-31T15:00", "ends_at": "2027-01-31T17:00"}


def starts(repeat=None, **more):
    form = SeriesForm.model_validate({"event": a_plan(**ONLINE), "repeat": repeat, **more})
    return [f"{one:%m-%d %H:%M}" for one in starts_of(form)]


def test_a_rule_gives_the_local_starts():
    assert starts({"every": "week", "count": 3}) == ["01-31 15:00", "02-07 15:00", "02-14 15:00"]
    assert starts({"every": "week", "interval": 2, "until": "2027-02-28"}) == [
        "01-31 15:00", "02-14 15:00", "02-28 15:00",
    ]  # fmt: skip
    assert starts({"every": "month", "count": 3}) == ["01-31 15:00", "02-28 15:00", "03-31 15:00"]
    assert starts({"every": "month", "interval": 12, "count": 2}) == ["01-31 15:00"] * 2
    assert starts({"every": "day", "count": 2}) == ["01-31 15:00", "02-01 15:00"]
    given = ["2027-03-02T10:00", "2027-02-02T09:00", "2027-03-02T10:00"]
    assert starts(starts=given) == ["02-02 09:00", "03-02 10:00"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/repeat"),
        ({"repeat": {"every": "week", "count": 2}, "starts": ["2027-02-02T09:00"]}, "/repeat"),
        ({"starts": ["2027-02-02T09:00"]}, "/repeat"),
        (
            {
                "event": a_plan(starts_at="9999-12-01T09:00", ends_at="9999-12-01T10:00"),
                "repeat": {"every": "month", "count": 3},
            },
            "/repeat",
        ),
        ({"repeat": {"every": "week"}}, "/repeat/count"),
        ({"repeat": {"every": "week", "count": 2, "until": "2027-03-01"}}, "/repeat/count"),
        ({"repeat": {"every": "day", "until": "2028-03-01"}}, "/repeat"),
        ({"event": a_plan(starts_at=None, ends_at=None), "starts": []}, "/event/starts_at"),
    ],
)
def test_what_is_no_series_is_refused(fields, pointer):
    with pytest.raises(Invalid) as refused:
        starts_of(SeriesForm.model_validate({"event": a_plan(**ONLINE), **fields}))
    assert refused.value.faults[0][0] == pointer


def test_a_series_is_planned_in_one_call(client, tokens, journal, mandates):
    organizer = tokens("organizer", body="SESRIC")
    window = {"opens_at": "2027-01-01T00:00Z", "closes_at": "2027-01-20T00:00Z"}
    event = a_plan(**ONLINE, external_id="board", registration=window)
    asked = {"event": event, "repeat": {"every": "month", "count": 3}}
    made = client.post("/v1/events/series", json=asked, headers=organizer)
    assert made.status_code == 201
    body = made.json()
    assert [
        (each["starts_at"], each["ends_at"], each["external_id"], each["series"])
        for each in body["items"]
    ] == [
        ("2027-01-31T15:00", "2027-01-31T17:00", "board/1", {"id": body["series"], "number": 1}),
        ("2027-02-28T15:00", "2027-02-28T17:00", "board/2", {"id": body["series"], "number": 2}),
        ("2027-03-31T15:00", "2027-03-31T17:00", "board/3", {"id": body["series"], "number": 3}),
    ]
    assert [each["registration"]["closes_at"] for each in body["items"]][
        1
    ] == "2027-02-17T00:00:00Z"
    assert journal().count("event.planned") == 3
    listed = client.get(f"/v1/events?series={body['series']}", headers=organizer).json()["items"]
    assert [each["id"] for each in listed] == [each["id"] for each in body["items"]]
    conflicts = client.get(f"/v1/events/{listed[0]['id']}/conflicts", headers=organizer).json()
    assert conflicts["conflicts"] == []


def test_a_series_is_planned_as_a_whole_or_not_at_all(client, tokens, mandates):
    organizer = tokens("organizer", body="SESRIC")
    night = {"starts_at": "2027-03-21T02:30", "ends_at": "2027-03-21T04:00"}
    event = a_plan(**night, timezone="Europe/Paris")
    asked = {"event": event, "repeat": {"every": "week", "count": 2}}
    refused = client.post("/v1/events/series", json=asked, headers=organizer)
    assert refused.json()["errors"][0]["pointer"] == "/event/starts_at"
    assert refused.json()["detail"].startswith(
        "event 2, 2027-03-28 02:30: 2027-03-28 02:30 does not"
    )
    assert client.get("/v1/events", headers=organizer).json()["items"] == []


def test_an_event_answers_a_share_of_a_mandate(client, tokens, mandates):
    organizer = {**tokens("organizer", body="SESRIC"), "If-Match": "*"}
    first, second = (str(each) for each in mandates[:2])
    half = a_plan(mandates=[first, second], shares={first: 0.5})
    made = client.post("/v1/events", json=half, headers=organizer).json()
    assert (made["shares"], sorted(made["mandates"])) == ({first: 0.5}, sorted([first, second]))
    where = f"/v1/events/{made['id']}"
    same = client.patch(where, json={"shares": {first: 0.5}}, headers=organizer)
    assert same.json()["changed_at"] == made["changed_at"]
    more = client.patch(where, json={"shares": {first: 0.25, second: 0.75}}, headers=organizer)
    assert more.json()["shares"] == {first: 0.25, second: 0.75}
    less = client.patch(where, json={"mandates": [second]}, headers=organizer)
    assert less.json()["shares"] == {second: 0.75}
    stray = client.patch(where, json={"shares": {first: 0.5}}, headers=organizer)
    assert stray.json()["errors"][0]["pointer"] == f"/shares/{first}"
    zero = client.patch(where, json={"shares": {second: 0}}, headers=organizer)
    assert zero.status_code == 422


def test_two_events_of_one_half_each_fulfil_a_mandate_together(
    client, tokens, office, clock, mandates
):
    mandate, viewer = mandates[0], tokens("viewer")
    done(office, lambda work: confirm(work, work.get(Mandate, mandate)))
    half = {"mandates": [str(mandate)], "shares": {str(mandate): 0.5}}
    found = []
    for month in ("03", "05"):
        dates = {"starts_at": f"2027-{month}-15T09:00", "ends_at": f"2027-{month}-17T16:00"}
        a_held_event(office, clock, {"SN": 3}, **half, **dates)
        found.append(client.get(f"/v1/mandates/{mandate}", headers=viewer).json()["status"])
    assert found == ["partial", "fulfilled"]


def test_events_are_listed_by_programme_and_year_of_the_work_plan(client, tokens, office, mandates):
    undated = {"starts_at": None, "ends_at": None, "expected": "after the summit"}
    mine = an_event(office, programme="StatCaB", work_plan_year=2027, **undated)
    an_event(office, programme="SD-CaB", work_plan_year=2027)
    an_event(office, programme="StatCaB", work_plan_year=2028)
    asked = "/v1/events?programme=StatCaB&work_plan_year=2027"
    listed = client.get(asked, headers=tokens("viewer")).json()["items"]
    assert [(each["id"], each["expected"], each["status"]) for each in listed] == [
        (str(mine.id), "after the summit", "draft")
    ]
    assert listed[0]["reference"].startswith("EVT-2027-")


def test_early_and_late_hours_of_an_online_series_go_round(client, tokens, mandates):
    viewer = tokens("viewer")
    rule = {"first": "2027-03-01", "repeat": {"every": "week", "count": 4}}
    asked = {"states": ["SN", "TR", "ID"], "hours": 2, "carried": {"SN": 3}, **rule}
    found = client.post("/v1/scheduling/series?language=fr", json=asked, headers=viewer).json()
    assert [each["starts_at"][:10] for each in found["sittings"]] == [
        "2027-03-01", "2027-03-08", "2027-03-15", "2027-03-22",
    ]  # fmt: skip
    assert found["sittings"][0]["reason"].startswith("commence le 2027-03-01 ")
    burdens = [each["burdens"] for each in found["sittings"]]
    assert found["carried"] == {
        state: sum(each[state] for each in burdens) + (3 if state == "SN" else 0)
        for state in ("SN", "TR", "ID")
    }
    days = {"days": ["2027-03-08", "2027-03-01"], "states": ["SN"]}
    given = client.post("/v1/scheduling/series", json=days, headers=viewer).json()
    assert len(given["sittings"]) == 2


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/days"),
        ({"days": ["2027-03-01"], "first": "2027-03-01"}, "/days"),
        ({"first": "2027-03-01", "repeat": {"every": "day", "until": "2028-03-01"}}, "/repeat"),
        ({"days": ["2027-03-01"], "states": ["FR"]}, "/states/0"),
    ],
)
def test_a_series_without_days_is_refused(client, tokens, mandates, fields, pointer):
    asked = {"states": ["SN"], **fields}
    answer = client.post("/v1/scheduling/series", json=asked, headers=tokens("viewer"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
