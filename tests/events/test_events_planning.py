"""Planning and editing events over HTTP: what is stored, what is refused and why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import col, select

from events import Link
from tests.factories import SYSTEM, a_plan, an_announced_event, an_event, somebody

pytestmark = pytest.mark.usefixtures("mandates")


@pytest.fixture
def organizer(tokens):
    return tokens("organizer")


def faults(answer) -> list[str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return [fault["pointer"] for fault in answer.json()["errors"]]


def test_a_plan_comes_back_as_it_was_sent_and_as_a_draft(client, organizer, mandates):
    sent = a_plan(
        description={"en": "Three days"},
        mode="hybrid",
        venue={"name": "Centre", "city": "Ankara", "country": "TR"},
        online_url="https://meet.example.org/room",
        languages=["en", "fr"],
        states=[{"state": "TR", "role": "host"}, {"state": "SN", "role": "beneficiary"}],
        mandates=[str(mandates[0]), str(mandates[1])],
        capacity=50,
        seats_per_state=2,
        registration={
            "mode": "nomination",
            "approval": "manual",
            "state_first": True,
            "waitlist": False,
            "declining_frees": False,
            "opens_at": "2027-01-01T00:00:00Z",
            "closes_at": "2027-03-01T00:00:00Z",
        },
        programme="SD-CaB",
        work_plan_year=2027,
        visibility="internal",
        external_id="sesric:2812",
    )
    answer = client.post("/v1/events", json=sent, headers=organizer)
    assert answer.status_code == 201
    body = answer.json()
    fields = {name: body[name] for name in sent if name not in {"title", "description"}}
    assert fields == {name: sent[name] for name in fields}
    assert body["title"] == {
        "en": "Workshop on early warning",
        "fr": None,
        "ar": "ورشة حول الإنذار المبكر",
    }
    assert body["status"] == "draft"
    assert body["sequence"] == 0
    assert body["reference"] == "EVT-2027-001"
    assert body["starts_at_utc"] == "2027-03-15T06:00:00Z"
    assert body["ends_at_utc"] == "2027-03-17T13:00:00Z"
    assert body["seats"] == {"capacity": 50, "confirmed": 0, "waitlisted": 0}
    assert body["hijri"]["starts_on"] == "1448-10-07"
    assert "computed" in body["hijri"]["label"]["en"]
    again = client.get(f"/v1/events/{body['id']}", headers=organizer)
    assert again.json() == body
    assert again.headers["etag"] == answer.headers["etag"]


def test_a_date_that_is_not_fixed_is_a_draft_with_what_is_expected(client, organizer):
    plan = a_plan(starts_at=None, ends_at=None, timezone=None, expected="2027-Q3")
    body = client.post("/v1/events", json=plan, headers=organizer).json()
    assert (body["starts_at"], body["expected"], body["status"]) == (None, "2027-Q3", "draft")
    assert body["hijri"] is None
    refused = client.post(f"/v1/events/{body['id']}/announcement", headers=organizer)
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/dates-missing"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"mandates": [str(uuid4())]}, "/mandates/0"),
        ({"organizers": [{"body": "NOBODY", "role": "lead"}]}, "/organizers/0/body"),
        ({"states": [{"state": "FR", "role": "host"}]}, "/states/0/state"),
        ({"ends_at": "2027-03-15T09:00"}, "/ends_at"),
        ({"ends_at": None}, "/ends_at"),
        ({"starts_at": None}, "/starts_at"),
        ({"timezone": "EST5EDT"}, "/timezone"),
        ({"timezone": "Mars/Olympus"}, "/timezone"),
        ({"timezone": None}, "/timezone"),
        ({"starts_at": "2027-03-15T09:00Z"}, "/starts_at"),
        ({"starts_at": 1800000000}, "/starts_at"),
        ({"starts_at": "2027-02-30T09:00"}, "/starts_at"),
        ({"starts_at": "1492-03-15T09:00"}, "/starts_at"),
        ({"capacity": 0}, "/capacity"),
        ({"capacity": 2**40}, "/capacity"),
        ({"title": {"en": "two\nlines"}}, "/title"),
        ({"title": {}}, "/title"),
        ({"type": "party"}, "/type"),
        ({"status": "held"}, "/status"),
        ({"venue": {"country": "Turkey"}}, "/venue/country"),
        ({"online_url": "javascript:alert(1)"}, "/online_url"),
        (
            {"registration": {"opens_at": "2027-03-01T00:00Z", "closes_at": "2027-02-01T00:00Z"}},
            "/registration/closes_at",
        ),
        ({"registration": {"opens_at": "0001-01-01T00:00+14:00"}}, "/registration/opens_at"),
        ({"registration": {"opens_at": 5}}, "/registration/opens_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(client, organizer, fields, pointer):
    answer = client.post("/v1/events", json=a_plan(**fields), headers=organizer)
    assert answer.status_code == 422
    assert faults(answer) == [pointer]


def test_a_local_time_that_does_not_exist_is_refused_and_its_neighbours_are_named(
    client, organizer
):
    plan = a_plan(starts_at="2027-03-28T02:30", ends_at="2027-03-29T16:00", timezone="Europe/Paris")
    answer = client.post("/v1/events", json=plan, headers=organizer)
    assert answer.status_code == 422
    assert faults(answer) == ["/starts_at"]
    assert "2027-03-28 01:59" in answer.json()["detail"]
    assert "2027-03-28 03:00" in answer.json()["detail"]


def test_a_local_time_that_happens_twice_is_refused_and_both_are_named(client, organizer):
    plan = a_plan(starts_at="2027-10-31T02:30", ends_at="2027-10-31T16:00", timezone="Europe/Paris")
    answer = client.post("/v1/events", json=plan, headers=organizer)
    assert faults(answer) == ["/starts_at"]
    assert "+02:00" in answer.json()["detail"]
    assert "+01:00" in answer.json()["detail"]


def test_opening_in_local_time_is_read_in_the_zone_of_the_event(client, organizer):
    plan = a_plan(registration={"opens_at": "2027-01-01T00:00"})
    body = client.post("/v1/events", json=plan, headers=organizer).json()
    assert body["registration"]["opens_at"] == "2026-12-31T21:00:00Z"


def test_references_are_counted_by_year(client, organizer):
    plans = [a_plan(), a_plan(), a_plan(starts_at="2028-03-15T09:00", ends_at="2028-03-15T10:00")]
    answers = [client.post("/v1/events", json=plan, headers=organizer).json() for plan in plans]
    assert [each["reference"] for each in answers] == [
        "EVT-2027-001",
        "EVT-2027-002",
        "EVT-2028-001",
    ]


def test_plans_made_at_once_get_different_references(office):
    with ThreadPoolExecutor(8) as pool:
        events = list(pool.map(lambda _: an_event(office), range(24)))
    assert sorted(each.reference for each in events) == [f"EVT-2027-{n:03}" for n in range(1, 25)]


def test_an_edit_needs_the_tag_that_was_seen(client, organizer, office):
    address = f"/v1/events/{an_event(office).id}"
    tag = client.get(address, headers=organizer).headers["etag"]
    change = {"programme": "StatCaB"}
    assert client.patch(address, json=change, headers=organizer).status_code == 428
    first = client.patch(address, json=change, headers={**organizer, "If-Match": tag})
    assert (first.status_code, first.json()["programme"]) == (200, "StatCaB")
    stale = client.patch(address, json={"programme": "X"}, headers={**organizer, "If-Match": tag})
    assert stale.status_code == 412
    assert client.get(address, headers=organizer).json()["programme"] == "StatCaB"


def test_a_registration_does_not_make_the_organizers_tag_stale(client, organizer, office):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}"
    tag = client.get(address, headers=organizer).headers["etag"]
    somebody(office, event, 1)
    seen = client.get(address, headers=organizer)
    assert seen.headers["etag"] != tag
    assert seen.json()["seats"]["confirmed"] == 1
    change = client.patch(address, json={"capacity": 9}, headers={**organizer, "If-Match": tag})
    assert change.status_code == 200


def edit(client, headers, event, **fields):
    return client.patch(f"/v1/events/{event.id}", json=fields, headers={**headers, "If-Match": "*"})


def test_sequence_rises_only_for_what_people_must_hear_of_and_only_once_announced(
    client, organizer, office
):
    event = an_event(office)
    assert edit(client, organizer, event, starts_at="2027-03-15T10:00").json()["sequence"] == 0
    client.post(f"/v1/events/{event.id}/announcement", headers=organizer)
    silent = {
        "title": {"en": "New"},
        "description": {"en": "New"},
        "capacity": 9,
        "languages": ["ar"],
    }
    assert edit(client, organizer, event, **silent).json()["sequence"] == 0
    assert edit(client, organizer, event, starts_at="2027-03-15T11:00").json()["sequence"] == 1
    assert edit(client, organizer, event, starts_at="2027-03-15T11:00").json()["sequence"] == 1
    assert edit(client, organizer, event, timezone="Asia/Riyadh").json()["sequence"] == 2
    assert edit(client, organizer, event, venue={"city": "Dakar"}).json()["sequence"] == 3
    assert edit(client, organizer, event, mode="online").json()["sequence"] == 4


def test_only_what_was_sent_changes_and_registration_field_by_field(client, organizer, office):
    event = an_event(office, registration={"mode": "nomination", "waitlist": False}, capacity=5)
    body = edit(client, organizer, event, registration={"approval": "manual"}).json()
    rules = {
        "mode": "nomination",
        "approval": "manual",
        "state_first": False,
        "waitlist": False,
        "declining_frees": True,
    }
    assert body["registration"] == {**rules, "opens_at": None, "closes_at": None}
    assert body["capacity"] == 5
    assert edit(client, organizer, event, title=None).status_code == 422


def test_an_edit_that_changes_nothing_leaves_version_and_journal_alone(
    client, organizer, office, journal
):
    event = an_event(office)
    before = client.get(f"/v1/events/{event.id}", headers=organizer).headers["etag"]
    after = edit(client, organizer, event, capacity=None, timezone="Europe/Istanbul")
    assert after.headers["etag"] == before
    assert journal(event.id) == ["event.planned"]


def test_an_announced_event_keeps_its_dates(client, organizer, office):
    event = an_announced_event(office)
    refused = edit(client, organizer, event, starts_at=None, ends_at=None)
    assert refused.json()["type"] == "/problems/dates-missing"


def test_a_mandate_no_longer_answered_keeps_its_ended_link(client, organizer, office, mandates):
    event = an_event(office, mandates=[str(mandates[0]), str(mandates[1])])
    body = edit(client, organizer, event, mandates=[str(mandates[1]), str(mandates[2])]).json()
    assert body["mandates"] == [str(mandates[1]), str(mandates[2])]
    with office.look(SYSTEM) as look:
        ended = select(Link.mandate_id).where(col(Link.until).is_not(None))
        assert list(look.session.exec(ended)) == [mandates[0]]


def test_organizers_and_states_are_replaced(client, organizer, office):
    event = an_event(office, states=[{"state": "TR", "role": "host"}])
    bodies = [{"body": "SESRIC", "role": "partner"}, {"body": "ICESCO", "role": "lead"}]
    states = [{"state": "SN", "role": "host"}]
    body = edit(client, organizer, event, organizers=bodies, states=states).json()
    assert (body["organizers"], body["states"]) == (bodies, states)


def test_capacity_is_not_set_below_what_is_confirmed(client, organizer, office):
    event = an_announced_event(office, capacity=3)
    for n in range(2):
        somebody(office, event, n)
    refused = edit(client, organizer, event, capacity=1)
    assert refused.status_code == 409
    body = refused.json()
    assert (body["type"], body["confirmed"]) == ("/problems/capacity-below-confirmed", 2)
    assert body["errors"][0]["pointer"] == "/capacity"
    per_state = edit(client, organizer, event, seats_per_state=1)
    assert per_state.json()["errors"][0]["pointer"] == "/seats_per_state"
    assert edit(client, organizer, event, capacity=2).status_code == 200


def test_an_external_id_is_taken_once(client, organizer, office):
    an_event(office, external_id="x:1")
    other = an_event(office)
    again = client.post("/v1/events", json=a_plan(external_id="x:1"), headers=organizer)
    assert again.json()["type"] == "/problems/external-id-taken"
    assert edit(client, organizer, other, external_id="x:1").status_code == 409
    assert edit(client, organizer, other, external_id="x:2").status_code == 200


def test_put_plans_what_is_new_and_replaces_what_is_known(client, organizer):
    address = "/v1/events/by-external-id/sesric:28/12"
    made = client.put(address, json=a_plan(capacity=5), headers=organizer)
    assert (made.status_code, made.json()["external_id"]) == (201, "sesric:28/12")
    assert client.put(address, json=a_plan(), headers=organizer).status_code == 428
    matching = {**organizer, "If-Match": made.headers["etag"]}
    again = client.put(address, json=a_plan(external_id="sesric:28/12"), headers=matching)
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    assert again.json()["capacity"] is None
    assert client.put(address, json=a_plan(), headers=matching).status_code == 412
    other = client.put(address, json=a_plan(external_id="other"), headers=matching)
    assert faults(other) == ["/external_id"]


def test_a_key_plans_once(client, organizer):
    keyed = {**organizer, "Idempotency-Key": "k1"}
    first = client.post("/v1/events", json=a_plan(), headers=keyed)
    second = client.post("/v1/events", json=a_plan(), headers=keyed)
    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["etag"] == first.headers["etag"]
    other = client.post("/v1/events", json=a_plan(capacity=7), headers=keyed)
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    assert len(client.get("/v1/events", headers=organizer).json()["items"]) == 1


def test_a_bodys_organizer_plans_for_its_own_body(client, tokens):
    sesric = tokens("organizer", body="SESRIC")
    own = client.post("/v1/events", json=a_plan(organizers=[]), headers=sesric)
    assert own.json()["organizers"] == [{"body": "SESRIC", "role": "lead"}]
    foreign = [{"body": "ICESCO", "role": "lead"}, {"body": "SESRIC", "role": "partner"}]
    refused = client.post("/v1/events", json=a_plan(organizers=foreign), headers=sesric)
    assert faults(refused) == ["/organizers"]
    leaving = client.patch(
        f"/v1/events/{own.json()['id']}",
        json={"organizers": foreign},
        headers={**sesric, "If-Match": "*"},
    )
    assert faults(leaving) == ["/organizers"]


def test_years_without_a_hijri_table_have_no_hijri_dates(client, organizer):
    far = a_plan(starts_at="2100-03-15T09:00", ends_at="2100-03-15T16:00:30")
    body = client.post("/v1/events", json=far, headers=organizer).json()
    assert (body["hijri"], body["ends_at"]) == (None, "2100-03-15T16:00:30")


def test_two_systems_that_plan_one_event_at_once_make_one(office, client, organizer):
    address = "/v1/events/by-external-id/x:1"
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda _: client.put(address, json=a_plan(), headers=organizer), range(6))
        )
    statuses = [each.status_code for each in answers]
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 409, 428}


def test_a_plan_made_in_the_program_may_hold_real_times(office):
    times = {"starts_at": datetime(2027, 3, 15, 9), "ends_at": datetime(2027, 3, 15, 16)}  # noqa: DTZ001
    opens = datetime(2027, 1, 1, tzinfo=UTC)
    event = an_event(office, **times, registration={"opens_at": opens})
    assert (event.starts_at_utc, event.opens_at) == (datetime(2027, 3, 15, 6, tzinfo=UTC), opens)
