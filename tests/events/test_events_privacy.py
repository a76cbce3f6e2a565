"""Who sees what: what could leak is there, and does not."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from core.people import Actor, Role
from core.problem import Missing
from events import Answer, cancel, record_answer, withdraw
from tests.factories import a_person, a_plan, an_announced_event, an_event, somebody

SN = [{"state": "SN", "role": "participant"}, {"state": "TR", "role": "participant"}]


@pytest.fixture
def event(office, mandates):
    return an_announced_event(office, states=SN)


@pytest.fixture
def people(office, event):
    return {state: somebody(office, event, state.lower(), state) for state in ("SN", "TR")}


def listed(client, headers, event, **filters):
    answer = client.get(f"/v1/events/{event.id}/registrations", headers=headers, params=filters)
    return answer, [each["person"]["name"] for each in answer.json().get("items", [])]


def test_a_focal_point_sees_its_own_states_people_only(client, tokens, event, people):
    focal = tokens("focal_point", state="SN")
    answer, names = listed(client, focal, event)
    assert names == ["Person sn"]
    assert "person-tr" not in answer.text
    assert listed(client, focal, event, state="TR")[1] == []
    assert listed(client, tokens("organizer"), event)[1] == ["Person sn", "Person tr"]
    assert listed(client, tokens("organizer"), event, state="TR", seat="confirmed")[1] == [
        "Person tr"
    ]
    assert listed(client, tokens("organizer"), event, seat="waitlisted")[1] == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"role": "observer"}),
        ("POST", "/withdrawal", None),
        ("POST", "/substitution", {"person": a_person("new", "SN")}),
    ],
)
def test_a_foreign_person_looks_the_same_as_none(client, tokens, people, method, path, body):
    focal = {**tokens("focal_point", state="SN"), "If-Match": "*"}
    answers = [
        client.request(method, f"/v1/registrations/{each}{path}", json=body, headers=focal)
        for each in (people["TR"].id, uuid4())
    ]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    own = client.request(
        method, f"/v1/registrations/{people['SN'].id}{path}", json=body, headers=focal
    )
    assert own.status_code in {200, 201}


@pytest.mark.parametrize("role", ["viewer", "mailer"])
def test_readers_without_a_task_see_no_people(client, tokens, event, people, role):
    headers = tokens(role)
    assert listed(client, headers, event)[0].status_code == 403
    address = f"/v1/registrations/{people['SN'].id}"
    assert client.get(address, headers=headers).status_code == 403


def test_without_a_token_nobody_sees_people(client, event, people):
    assert listed(client, {}, event)[0].status_code == 401
    assert client.get(f"/v1/registrations/{people['SN'].id}").status_code == 401
    assert client.post(f"/v1/registrations/{people['SN'].id}/withdrawal").status_code == 401


def test_a_focal_point_enters_people_of_its_own_state_only(client, tokens, event):
    focal = tokens("focal_point", state="SN")
    address = f"/v1/events/{event.id}/registrations"
    for state in ("TR", None):
        refused = client.post(address, json={"person": a_person(1, state)}, headers=focal)
        assert refused.json()["errors"][0]["pointer"] == "/person/state"
    own = client.post(address, json={"person": a_person(1), "role": "speaker"}, headers=focal)
    assert own.status_code == 201
    staff = client.post(address, json={"person": a_person(2), "role": "staff"}, headers=focal)
    assert staff.json()["errors"][0]["pointer"] == "/role"


def test_a_focal_point_is_told_the_id_of_its_own_people_only(client, tokens, event, people):
    focal = tokens("focal_point", state="SN")
    address = f"/v1/events/{event.id}/registrations"
    own = client.post(address, json={"person": a_person("sn")}, headers=focal).json()
    assert own["existing"] == str(people["SN"].id)
    foreign = client.post(address, json={"person": a_person("tr", "SN")}, headers=focal)
    assert (foreign.status_code, "existing" in foreign.json()) == (409, False)


def test_a_stranger_neither_reads_nor_changes_a_known_persons_record(
    client, tokens, office, event, people
):
    other = an_announced_event(office)
    address = f"/v1/events/{other.id}/registrations"
    organizer = tokens("organizer")
    known = {**a_person("sn"), "position": "Secret post"}
    client.post(
        f"/v1/events/{an_announced_event(office).id}/registrations",
        json={"person": known},
        headers=organizer,
    )
    named = {"name": "Somebody Else", "email": known["email"], "state": "TR"}
    answer = client.post(address, json={"person": named})
    shown = answer.json()["person"]
    assert (shown["name"], shown["state"], shown["position"]) == ("Somebody Else", "TR", None)
    assert "Secret post" not in answer.text
    focal = tokens("focal_point", state="TR")
    again = client.get(f"/v1/registrations/{answer.json()['id']}", headers=focal).json()["person"]
    assert (again["name"], again["position"]) == ("Somebody Else", None)
    edit = {"person": {"name": "Third Name"}}
    client.patch(
        f"/v1/registrations/{answer.json()['id']}", json=edit, headers={**focal, "If-Match": "*"}
    )
    record = client.get(f"/v1/registrations/{people['SN'].id}", headers=organizer).json()["person"]
    assert (record["name"], record["position"], record["state"]) == (
        "Person sn",
        "Secret post",
        "SN",
    )
    assert (
        client.get(f"/v1/registrations/{answer.json()['id']}", headers=focal).json()["person"][
            "name"
        ]
        == "Third Name"
    )


def test_the_own_focal_point_corrects_the_record(client, tokens, event, people):
    focal = {**tokens("focal_point", state="SN"), "If-Match": "*"}
    address = f"/v1/registrations/{people['SN'].id}"
    client.patch(address, json={"person": {"name": "Right Name", "position": None}}, headers=focal)
    assert client.get(address, headers=tokens("organizer")).json()["person"]["name"] == "Right Name"


def test_a_bodys_organizer_sees_and_changes_people_of_its_own_events_only(
    client, tokens, office, event, people
):
    icesco = {**tokens("organizer", body="ICESCO"), "If-Match": "*"}
    partner = an_announced_event(
        office,
        organizers=[{"body": "SESRIC", "role": "lead"}, {"body": "ICESCO", "role": "partner"}],
    )
    for foreign in (event, partner):
        assert listed(client, icesco, foreign)[0].status_code == 404
        address = f"/v1/events/{foreign.id}"
        assert client.get(address, headers=icesco).status_code == 200
        assert client.patch(address, json={"capacity": 1}, headers=icesco).status_code == 404
        entered = client.post(
            f"{address}/registrations", json={"person": a_person(9)}, headers=icesco
        )
        assert entered.status_code == 404
        cancelled = client.post(f"{address}/cancellation", json={"reason": "x"}, headers=icesco)
        assert cancelled.status_code == 404
    address = f"/v1/registrations/{people['SN'].id}"
    for path in ("", "/withdrawal", "/approval", "/rejection"):
        method = "POST" if path else "GET"
        assert client.request(method, address + path, headers=icesco).status_code == 404
    assert client.put(f"{address}/check-in", headers=icesco).status_code == 404
    sesric = tokens("organizer", body="SESRIC")
    assert listed(client, sesric, event)[1] == ["Person sn", "Person tr"]


def test_drafts_and_internal_events_look_like_none_from_outside(client, tokens, office, mandates):
    draft = an_event(office, states=SN)
    internal = an_announced_event(office, states=SN, visibility="internal")
    public = an_announced_event(office)
    everybody = {
        "anonymous": {},
        "mailer": tokens("mailer"),
        "invited": tokens("focal_point", state="SN"),
        "foreign": tokens("focal_point", state="EG"),
        "viewer": tokens("viewer"),
        "organizer": tokens("organizer", body="ICESCO"),
    }
    seen = {
        who: [
            client.get(f"/v1/events/{each.id}", headers=headers).status_code
            for each in (draft, internal, public)
        ]
        for who, headers in everybody.items()
    }
    assert seen == {
        "anonymous": [404, 404, 200],
        "mailer": [404, 404, 200],
        "invited": [404, 200, 200],
        "foreign": [404, 404, 200],
        "viewer": [200, 200, 200],
        "organizer": [200, 200, 200],
    }
    counted = {
        who: len(client.get("/v1/events", headers=headers).json()["items"])
        for who, headers in everybody.items()
    }
    assert counted == {
        "anonymous": 1,
        "mailer": 1,
        "invited": 2,
        "foreign": 1,
        "viewer": 3,
        "organizer": 3,
    }
    absent = client.get(f"/v1/events/{uuid4()}").json()
    assert client.get(f"/v1/events/{draft.id}").json() == absent


@pytest.mark.parametrize("role", ["viewer", "focal_point", "mailer"])
def test_only_staff_plan_and_run_events(client, tokens, event, role):
    headers = {**tokens(role, state="SN" if role == "focal_point" else None), "If-Match": "*"}
    assert client.post("/v1/events", json=a_plan(), headers=headers).status_code == 403
    assert client.patch(f"/v1/events/{event.id}", json={}, headers=headers).status_code == 403
    put = client.put("/v1/events/by-external-id/x", json=a_plan(), headers=headers)
    assert put.status_code == 403
    assert client.post(f"/v1/events/{event.id}/announcement", headers=headers).status_code == 403


def test_a_list_is_filtered(client, tokens, office, mandates):
    lead = [{"body": "ICESCO", "role": "lead"}]
    a = an_event(
        office,
        type="training",
        states=[{"state": "SN", "role": "host"}],
        title={"fr": "Été à Dakar"},
    )
    b = an_announced_event(office, organizers=lead, mandates=[str(mandates[0])])
    c = an_event(office, starts_at="2028-01-01T00:00", ends_at="2028-01-02T00:00", timezone="UTC")
    names = {str(a.id): "a", str(b.id): "b", str(c.id): "c"}
    organizer = tokens("organizer")

    def found(**filters):
        answer = client.get("/v1/events", params=filters, headers=organizer)
        return "".join(names[each["id"]] for each in answer.json()["items"])

    assert found() == "abc"
    assert found(status="announced") == "b"
    assert found(status=["announced", "draft"]) == "abc"
    assert found(type="training") == "a"
    assert found(body="ICESCO") == "b"
    assert found(state="SN") == "a"
    assert found(mandate=str(mandates[0])) == "b"
    assert found(**{"from": "2027-03-17", "to": "2027-03-18"}) == "ab"
    assert found(**{"from": "2027-03-18"}) == "c"
    assert found(to="2027-03-14") == ""
    assert found(q="à dakar") == "a"
    assert found(q="الإنذار") == "bc"
    assert found(q="EVT-2028") == "c"
    assert found(q="%") == ""
    assert client.get("/v1/events", params={"q": "\x00"}, headers=organizer).status_code == 422


def test_lists_are_read_in_turns(client, office, mandates):
    ids = [str(an_announced_event(office).id) for _ in range(3)]
    first = client.get("/v1/events", params={"limit": 2}).json()
    second = client.get("/v1/events", params={"limit": 2, "after": first["next"]}).json()
    assert [each["id"] for each in first["items"] + second["items"]] == ids
    assert second["next"] is None


def test_people_who_wait_are_listed_with_their_places(client, tokens, office, mandates):
    event = an_announced_event(office, capacity=1)
    for n in range(3):
        somebody(office, event, n)
    answer = client.get(f"/v1/events/{event.id}/registrations", headers=tokens("organizer"))
    assert [each["waitlist_position"] for each in answer.json()["items"]] == [None, 1, 2]


def test_a_registration_of_the_past_is_still_seen(client, tokens, event, people, clock):
    clock.now = datetime(2027, 4, 1, tzinfo=UTC)
    client.post(f"/v1/events/{event.id}/conclusion", headers=tokens("organizer"))
    focal = tokens("focal_point", state="SN")
    assert client.get(f"/v1/registrations/{people['SN'].id}", headers=focal).status_code == 200


def test_a_focal_point_of_no_state_sees_and_enters_nobody(client, tokens, office, event):
    somebody(office, event, "stateless", None)
    focal = tokens("focal_point")
    assert listed(client, focal, event)[1] == []
    address = f"/v1/events/{event.id}/registrations"
    refused = client.post(address, json={"person": a_person(1, None)}, headers=focal)
    assert refused.json()["errors"][0]["pointer"] == "/person/state"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FOCAL_POINT, Role.ANONYMOUS])
def test_actions_refuse_by_themselves_who_may_not_run_events(office, event, people, role):
    with pytest.raises(Missing), office.work(Actor("somebody", role)) as work:
        cancel(work, event.id, "Mischief")
    with pytest.raises(Missing), office.work(Actor("somebody", role)) as work:
        withdraw(work, people["TR"].id)
    with pytest.raises(Missing), office.work(Actor("somebody", role)) as work:
        record_answer(work, uuid4(), Answer.DECLINED)
