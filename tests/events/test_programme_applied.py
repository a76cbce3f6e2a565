"""A programme is applied when an organizer says so: its exact dates, all at once, or not at all."""

from datetime import date

import pytest

from registry import Mandate
from tests.factories import an_event, done

UNDATED = {"starts_at": None, "ends_at": None, "timezone": None, "expected": "2027-Q2"}
WORKSHOP = {"type": "training", "title": {"en": "Planned by the programme"}}
HOSTED = [{"state": "TR", "role": "host"}, {"state": "SN"}]


@pytest.fixture
def planner(client, tokens, mandates):
    """Call as SESRIC's organizer: path and body."""
    headers = tokens("organizer", body="SESRIC")
    return lambda path, body, **more: client.post(
        f"/v1/scheduling/programme{path}", json=body, headers={**headers, **more}
    )


@pytest.fixture
def draft(office, mandates):
    """A draft without dates, in Türkiye."""
    return an_event(office, **UNDATED, states=HOSTED)


def a_year(draft, **more):
    first = {"id": "first", "event": str(draft.id), "duration_days": 2, "months": [4]}
    second = {"id": "second", "plan": WORKSHOP, "organizers": ["SESRIC"], "months": [4]}
    return {"year": 2027, "events": [first, second], **more}


def test_an_applied_programme_has_the_dates_that_were_proposed(planner, draft, client, journal):
    year = a_year(draft)
    proposal = planner("", year).json()
    assert client.get("/v1/events").json()["items"] == []
    applied = planner("/application", {"programme": year, "digest": proposal["digest"]})
    assert applied.status_code == 200
    items = {each["id"]: each["event"] for each in applied.json()["items"]}
    days = {each["id"]: (each["first"], each["last"]) for each in proposal["placements"]}
    assert {
        wish: (event["starts_at"], event["ends_at"], event["timezone"], event["expected"])
        for wish, event in items.items()
    } == {
        "first": (f"{days['first'][0]}T09:00", f"{days['first'][1]}T17:00", "UTC", None),
        "second": (f"{days['second'][0]}T09:00", f"{days['second'][1]}T17:00", "UTC", None),
    }
    assert items["first"]["id"] == str(draft.id)
    assert items["second"]["organizers"] == [{"body": "SESRIC", "role": "lead"}]
    assert {event["status"] for event in items.values()} == {"draft"}
    assert sorted(journal()[-3:]) == ["event.changed", "event.planned", "programme.applied"]


def test_a_proposal_is_not_applied_when_the_world_has_changed(
    planner, draft, client, tokens, journal
):
    year = a_year(draft)
    proposal = planner("", year).json()
    first = next(each for each in proposal["placements"] if each["id"] == "first")
    decree = {"kind": "day_off", "from": first["first"], "name": {"en": "New"}, "source": "decree"}
    client.post("/v1/states/TR/calendar/overrides", json=decree, headers=tokens("organizer"))
    before = journal()
    refused = planner("/application", {"programme": year, "digest": proposal["digest"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/programme-changed")
    assert journal() == before
    again = planner("", year).json()
    assert refused.json()["digest"] == again["digest"] != proposal["digest"]
    applied = planner("/application", {"programme": year, "digest": again["digest"]})
    assert applied.status_code == 200


def test_an_edited_draft_is_another_world(planner, draft, client, tokens):
    year = a_year(draft)
    digest = planner("", year).json()["digest"]
    headers = {**tokens("admin"), "If-Match": "*"}
    client.patch(f"/v1/events/{draft.id}", json={"programme": "StatCaB"}, headers=headers)
    refused = planner("/application", {"programme": year, "digest": digest})
    assert refused.json()["type"] == "/problems/programme-changed"


def test_events_that_stand_take_their_organizers_time(planner, draft, office):
    alone = planner("", a_year(draft)).json()
    taken = next(each for each in alone["placements"] if each["id"] == "second")["first"]
    an_event(office, starts_at=f"{taken}T09:00", ends_at=f"{taken}T17:00")
    beside = planner("", a_year(draft)).json()
    assert taken not in [each["first"] for each in beside["placements"]]
    assert sorted(each["id"] for each in beside["placements"]) == ["first", "second"]
    without = planner("", a_year(draft, with_standing=False)).json()
    assert without["placements"] == alone["placements"]


def test_the_deadline_of_a_mandate_is_the_deadline_of_the_event(planner, office, mandates):
    def due(work):
        work.get(Mandate, mandates[0]).due_on = date(2027, 2, 15)
        work.recorded += 1

    done(office, due)
    event = an_event(office, **UNDATED, mandates=[str(mandates[0])])
    wish = {"id": "a", "event": str(event.id), "months": [4]}
    proposal = planner("?language=fr", {"year": 2027, "events": [wish]}).json()
    assert proposal["placements"][0]["first"] <= "2027-02-15"
    assert "avant son échéance, le 2027-02-15" in proposal["placements"][0]["reasons"]


def test_reasons_are_told_in_three_languages(planner, draft):
    told = [
        planner(f"?language={language}", a_year(draft)).json()["placements"][0]["reasons"][0]
        for language in ("en", "fr", "ar")
    ]
    assert told == ["in a preferred month", "dans un mois souhaité", "في شهر مفضل"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"organizers": []}, "/events/0/organizers"),
        ({"event": "01890000-0000-7000-8000-000000000000"}, "/events/0/event"),
        ({"states": ["FR"]}, "/events/0/states/0"),
        ({"duration_days": 61}, "/events/0/duration_days"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(planner, fields, pointer):
    year = {"year": 2027, "events": [{"id": "a", "organizers": ["SESRIC"], **fields}]}
    assert planner("", year).json()["errors"][0]["pointer"] == pointer


def test_only_drafts_and_plans_are_dated(planner, office, client, tokens, mandates):
    nothing = {"year": 2027, "events": [{"id": "a", "organizers": ["SESRIC"]}]}
    digest = planner("", nothing).json()["digest"]
    bare = planner("/application", {"programme": nothing, "digest": digest})
    assert bare.json()["errors"][0]["pointer"] == "/programme/events/0"
    twice = [{"id": name, "event": str(an_event(office).id)} for name in "ab"]
    twice[1]["event"] = twice[0]["event"]
    doubled = planner("", {"year": 2027, "events": twice})
    assert doubled.json()["errors"][0]["pointer"] == "/events/1/event"
    late = planner("/application", {"programme": nothing, "digest": digest, "ends_at": "08:00"})
    assert late.json()["errors"][0]["pointer"] == "/ends_at"
    event = an_event(office)
    client.post(f"/v1/events/{event.id}/announcement", headers=tokens("admin"))
    year = {"year": 2027, "events": [{"id": "a", "event": str(event.id)}]}
    digest = planner("", year).json()["digest"]
    told = planner("/application", {"programme": year, "digest": digest})
    assert (told.status_code, told.json()["type"]) == (409, "/problems/event-status-conflict")
    foreign = an_event(office, **UNDATED, organizers=[{"body": "ICESCO", "role": "lead"}])
    year = {"year": 2027, "events": [{"id": "a", "event": str(foreign.id)}]}
    digest = planner("", year).json()["digest"]
    assert planner("/application", {"programme": year, "digest": digest}).status_code == 404
    viewer = client.post(
        "/v1/scheduling/programme/application",
        json={"programme": year, "digest": digest},
        headers=tokens("viewer"),
    )
    assert viewer.status_code == 403
