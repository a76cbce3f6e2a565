"""What stands against dates: other events and the calendar."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from events.conflicts import Conflict, ConflictKind, Occasion, conflicts
from tests.factories import an_event

START = datetime(2027, 3, 15, 6, tzinfo=UTC)
TASK = UUID(int=7)


def an_occasion(reference, days_later=0.0, length=2.0, **more) -> Occasion:
    starts = START + timedelta(days=days_later)
    return Occasion(uuid4(), reference, "workshop", starts, starts + timedelta(days=length), **more)


def test_a_body_and_a_state_cannot_be_at_two_events_at_once():
    shared = {"bodies": frozenset({"SESRIC", "ICESCO"}), "states": frozenset({"SN", "TR"})}
    mine = an_occasion("A", **shared)
    other = an_occasion("B", 1, bodies=frozenset({"SESRIC"}), states=frozenset({"TR", "EG"}))
    assert conflicts(mine, [mine, other]) == [
        Conflict(
            ConflictKind.SAME_ORGANIZER,
            other.id,
            "SESRIC also runs B at that time",
            ("SESRIC",),
        ),
        Conflict(
            ConflictKind.SAME_STATES,
            other.id,
            "TR takes part in B at that time",
            states=("TR",),
        ),
    ]


def test_events_that_only_touch_are_not_at_once():
    shared = {"bodies": frozenset({"SESRIC"})}
    assert conflicts(an_occasion("A", **shared), [an_occasion("B", 2, **shared)]) == []


@pytest.mark.parametrize(("days", "found"), [(92, 1), (93, 0), (-92, 1), (-93, 0), (0, 1)])
def test_two_workshops_for_one_mandate_within_ninety_days_could_be_one(days, found):
    mine = an_occasion("A", bodies=frozenset({"SESRIC"}), mandates=frozenset({TASK}))
    other = an_occasion("B", days, bodies=frozenset({"ICESCO"}), mandates=frozenset({TASK}))
    joint = conflicts(mine, [other])
    assert [each.kind for each in joint] == [ConflictKind.SAME_TASK] * found
    assert [each.bodies for each in joint] == [("ICESCO", "SESRIC")] * found
    assert [each.mandates for each in joint] == [(TASK,)] * found


def test_another_activity_for_the_same_mandate_is_no_conflict():
    mine = an_occasion("A", mandates=frozenset({TASK}))
    other = Occasion(uuid4(), "B", "training", mine.starts_at, mine.ends_at, mandates=mine.mandates)
    assert conflicts(mine, [other]) == []


def test_conflicts_and_warnings_over_http(client, tokens, office, mandates):
    states = [{"state": "TR", "role": "host"}, {"state": "SN", "role": "participant"}]
    mine = an_event(office, states=states, mandates=[str(mandates[0])])
    other = an_event(office, states=states, mandates=[str(mandates[0])])
    viewer = tokens("viewer")
    body = client.get(f"/v1/events/{mine.id}/conflicts", headers=viewer).json()
    assert [(each["kind"], each["event"]) for each in body["conflicts"]] == [
        ("same_organizer", str(other.id)),
        ("same_states", str(other.id)),
        ("same_task", str(other.id)),
    ]
    assert body["warnings"] == []
    weekend = {"starts_at": "2027-03-20T09:00", "ends_at": "2027-03-21T16:00"}
    sunday = an_event(office, states=states, **weekend)
    kinds = client.get(f"/v1/events/{sunday.id}/conflicts", headers=viewer).json()["warnings"]
    assert {each["kind"] for each in kinds} == {"weekend"}
    online = an_event(office, states=states, mode="online", **weekend)
    assert client.get(f"/v1/events/{online.id}/conflicts", headers=viewer).status_code == 200


def test_an_event_without_dates_conflicts_with_nothing(client, tokens, office, mandates):
    event = an_event(office, starts_at=None, ends_at=None)
    body = client.get(f"/v1/events/{event.id}/conflicts", headers=tokens("viewer")).json()
    assert body == {"conflicts": [], "warnings": [], "sessions": []}


def test_slots_are_ranked_over_http(client, tokens, mandates):
    viewer = tokens("viewer")
    asked = {
        "duration_days": 2,
        "window": {"from": "2027-03-15", "to": "2027-03-21"},
        "host": "TR",
        "states": ["SN", "EG"],
    }
    body = client.post("/v1/scheduling/slots", json=asked, headers=viewer).json()
    days = [each["first"] for each in body["candidates"]] + [
        each["day"] for each in body["rejected"]
    ]
    assert sorted(days) == [f"2027-03-{day}" for day in range(15, 22)]
    online = {**asked, "mode": "online", "most": 1, "carried": {"SN": 3}}
    candidates = client.post("/v1/scheduling/slots", json=online, headers=viewer).json()[
        "candidates"
    ]
    assert [len(each["sittings"]) for each in candidates] == [2]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"window": {"from": "2027-03-15", "to": "2028-03-15"}}, "/window/to"),
        ({"window": {"from": "2027-03-15", "to": "2027-03-14"}}, "/window"),
        ({"window": {"from": "2500-03-15", "to": "2500-03-16"}}, "/window/from"),
        ({"states": ["SN", "FR"]}, "/states/1"),
        ({"host": "FR", "mode": "online"}, "/host"),
        ({"duration_days": 0}, "/duration_days"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(client, tokens, mandates, fields, pointer):
    asked = {"window": {"from": "2027-03-15", "to": "2027-03-21"}, **fields}
    answer = client.post("/v1/scheduling/slots", json=asked, headers=tokens("viewer"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_programme_is_proposed_over_http_and_changes_nothing(client, tokens, mandates):
    viewer = tokens("viewer")
    events = [
        {"id": f"e{n}", "organizers": ["SESRIC"], "months": [3], "states": ["SN"]} for n in range(3)
    ]
    asked = {"year": 2027, "events": events}
    first, second = (
        client.post("/v1/scheduling/programme", json=asked, headers=viewer) for _ in range(2)
    )
    assert first.json() == second.json()
    assert sorted(each["id"] for each in first.json()["placements"]) == ["e0", "e1", "e2"]
    assert first.json()["unplaced"] == []
    double = client.post(
        "/v1/scheduling/programme", json={**asked, "events": events * 2}, headers=viewer
    )
    assert double.json()["errors"][0]["pointer"] == "/events"
    events[1]["states"] = ["FR"]
    unknown = client.post("/v1/scheduling/programme", json=asked, headers=viewer)
    assert unknown.json()["errors"][0]["pointer"] == "/events/1/states/0"


def test_planning_ahead_is_for_insiders(client, tokens, office, mandates):
    event = an_event(office)
    assert client.get(f"/v1/events/{event.id}/conflicts").status_code == 401
    focal = tokens("focal_point", state="SN")
    assert client.get(f"/v1/events/{event.id}/conflicts", headers=focal).status_code == 403
