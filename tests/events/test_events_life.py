"""An event's life: which step follows which, what is kept, what people hear of."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from events import (
    Answer,
    DateClaim,
    Event,
    EventStatus,
    Milestone,
    Presence,
    Registration,
    announce,
    load_past_events,
    postpone,
    record_answer,
)
from registry import load_catalogue
from tests.factories import (
    SYSTEM,
    a_plan,
    an_announced_event,
    an_event,
    done,
    seat_of,
    somebody,
)

STARTED = datetime(2027, 3, 15, 7, tzinfo=UTC)
OVER = datetime(2027, 3, 20, tzinfo=UTC)


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


def step(client, headers, event, name, **body):
    return client.post(f"/v1/events/{event.id}/{name}", json=body or None, headers=headers)


def rows(office, table, *where):
    with office.look(SYSTEM) as look:
        return look.session.exec(select(table).where(*where).order_by(col(table.id))).all()


def test_the_whole_way_is_kept_as_milestones(client, organizer, office, clock, journal):
    event = an_event(office)
    assert step(client, organizer, event, "announcement").json()["status"] == "announced"
    assert (
        step(client, organizer, event, "postponement", reason="Floods").json()["reason"] == "Floods"
    )
    again = step(client, organizer, event, "announcement").json()
    assert (again["status"], again["sequence"], again["reason"]) == ("announced", 2, None)
    clock.now = OVER
    assert step(client, organizer, event, "conclusion").json()["status"] == "held"
    outcome = {"summary": {"en": "Agreed"}, "documents": []}
    assert step(client, organizer, event, "outcome", **outcome).json()["status"] == "reported"
    assert [each.status for each in rows(office, Milestone)] == [
        "draft",
        "announced",
        "postponed",
        "announced",
        "held",
        "reported",
    ]
    assert journal(event.id) == [
        "event.planned",
        "event.announced",
        "event.postponed",
        "event.announced",
        "event.held",
        "event.reported",
    ]


def test_a_held_event_was_held_when_it_ended_and_recorded_when_somebody_said_so(
    client, organizer, office, clock
):
    event = an_announced_event(office)
    clock.now = OVER
    step(client, organizer, event, "conclusion")
    held = rows(office, Milestone, col(Milestone.status) == EventStatus.HELD)[0]
    assert (held.at, held.since) == (OVER, datetime(2027, 3, 17, 13, tzinfo=UTC))


def test_an_event_concluded_while_it_runs_was_held_until_then(client, organizer, office, clock):
    event = an_announced_event(office)
    clock.now = STARTED
    step(client, organizer, event, "conclusion")
    held = rows(office, Milestone, col(Milestone.status) == EventStatus.HELD)[0]
    assert held.since == STARTED


def test_nothing_is_held_before_its_start(client, organizer, office, clock):
    event = an_announced_event(office)
    clock.now = datetime(2027, 3, 15, 6, tzinfo=UTC) - timedelta(seconds=1)
    refused = step(client, organizer, event, "conclusion")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/event-not-started")
    clock.now += timedelta(seconds=1)
    assert step(client, organizer, event, "conclusion").status_code == 200


@pytest.mark.parametrize("name", ["postponement", "conclusion", "outcome"])
def test_a_draft_is_not_postponed_held_or_reported(client, organizer, office, name):
    body = {"summary": {"en": "x"}} if name == "outcome" else {"reason": "x"}
    refused = step(
        client, organizer, an_event(office), name, **(body if name != "conclusion" else {})
    )
    assert (refused.status_code, refused.json()["status_now"]) == (409, "draft")


def test_a_cancelled_event_stays_cancelled(client, organizer, office):
    event = an_announced_event(office)
    cancelled = step(client, organizer, event, "cancellation", reason="No host").json()
    assert (cancelled["status"], cancelled["sequence"], cancelled["reason"]) == (
        "cancelled",
        1,
        "No host",
    )
    assert step(client, organizer, event, "announcement").status_code == 409
    edited = client.patch(
        f"/v1/events/{event.id}", json={"capacity": 3}, headers={**organizer, "If-Match": "*"}
    )
    assert edited.json()["type"] == "/problems/event-status-conflict"


def test_a_draft_is_cancelled_without_anybody_having_heard_of_it(client, organizer, office):
    event = an_event(office)
    cancelled = step(client, organizer, event, "cancellation", reason="No funds").json()
    assert (cancelled["status"], cancelled["sequence"]) == ("cancelled", 0)
    assert client.get(f"/v1/events/{event.id}").status_code == 404


def test_a_reason_is_needed(client, organizer, office):
    event = an_announced_event(office)
    assert step(client, organizer, event, "cancellation").status_code == 422
    assert step(client, organizer, event, "cancellation", reason="").status_code == 422


def test_attendance_is_unknown_when_nobody_noted_it(client, organizer, office, clock):
    event = an_announced_event(office)
    somebody(office, event, 1)
    clock.now = OVER
    step(client, organizer, event, "conclusion")
    assert rows(office, Presence) == []
    assert [each.attendance for each in rows(office, Registration)] == ["none"]


@pytest.mark.parametrize(
    ("said", "presence", "attendance"),
    [
        ({"attended": "confirmed"}, [("SN", 1), ("TR", 1)], ["full", "full", "none"]),
        ({"attended": [0]}, [("SN", 1)], ["full", "none", "none"]),
        ({"attended": []}, [(None, 0)], ["none", "none", "none"]),
        ({"attended": {"SN": 3, "EG": 2}}, [("SN", 3), ("EG", 2)], ["none", "none", "none"]),
        ({"attended": 31}, [(None, 31)], ["none", "none", "none"]),
        ({"attended": [1], "by_state": {"TR": 4}}, [("TR", 4)], ["none", "full", "none"]),
        ({"by_state": {"TR": 4}}, [("TR", 4)], ["none", "none", "none"]),
    ],
)
def test_who_was_there_is_said_in_several_ways(
    client, organizer, office, clock, said, presence, attendance
):
    event = an_announced_event(office, capacity=2)
    people = [somebody(office, event, n, state) for n, state in enumerate(("SN", "TR", "EG"))]
    if isinstance(said.get("attended"), list):
        said = {**said, "attended": [str(people[n].id) for n in said["attended"]]}
    clock.now = OVER
    assert step(client, organizer, event, "conclusion", **said).status_code == 200
    found = [(each.state, each.people) for each in rows(office, Presence)]
    assert sorted(found, key=str) == sorted(presence, key=str)
    assert [each.attendance for each in rows(office, Registration)] == attendance


def test_only_people_with_a_seat_at_the_event_were_there(client, organizer, office, clock):
    event = an_announced_event(office, capacity=1)
    seated, waiting = somebody(office, event, 1), somebody(office, event, 2)
    clock.now = OVER
    ids = [str(seated.id), str(waiting.id)]
    refused = step(client, organizer, event, "conclusion", attended=ids)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/attended/1")
    unknown = step(client, organizer, event, "conclusion", by_state={"FR": 1})
    assert unknown.json()["errors"][0]["pointer"] == "/by_state/FR"


def test_those_checked_in_were_there_and_staff_are_not_counted(client, organizer, office, clock):
    event = an_announced_event(office)
    person, other = somebody(office, event, 1), somebody(office, event, 2, "TR")
    clock.now = STARTED
    checked = client.put(f"/v1/registrations/{person.id}/check-in", headers=organizer).json()
    assert (checked["attendance"], checked["checked_in_at"]) == ("full", "2027-03-15T07:00:00Z")
    client.put(
        f"/v1/registrations/{other.id}/check-in", json={"attendance": "partial"}, headers=organizer
    )
    again = client.put(
        f"/v1/registrations/{other.id}/check-in", json={"attendance": "partial"}, headers=organizer
    )
    assert again.json()["attendance"] == "partial"
    undone = client.delete(f"/v1/registrations/{other.id}/check-in", headers=organizer).json()
    assert (undone["attendance"], undone["checked_in_at"]) == ("none", None)
    client.delete(f"/v1/registrations/{other.id}/check-in", headers=organizer)
    clock.now = OVER
    step(client, organizer, event, "conclusion")
    assert [(each.state, each.people) for each in rows(office, Presence)] == [("SN", 1)]


def test_a_count_is_corrected_after_the_event(client, organizer, office, clock, journal):
    event = an_announced_event(office)
    person = somebody(office, event, 1)
    clock.now = OVER
    step(client, organizer, event, "conclusion")
    clock.now = OVER + timedelta(days=1)
    client.put(f"/v1/registrations/{person.id}/check-in", headers=organizer)
    found = rows(office, Presence)
    assert [(each.state, each.people, each.at) for each in found] == [("SN", 1, clock.now)]
    assert journal(event.id)[-1] == "event.attendance_corrected"


def test_only_who_has_a_seat_is_checked_in(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    somebody(office, event, 1)
    waiting = somebody(office, event, 2)
    refused = client.put(f"/v1/registrations/{waiting.id}/check-in", headers=organizer)
    assert refused.json()["type"] == "/problems/seat-conflict"
    done(office, postpone, event.id, "Storm")
    refused = client.put(f"/v1/registrations/{waiting.id}/check-in", headers=organizer)
    assert refused.json()["type"] == "/problems/event-status-conflict"


def test_an_outcome_is_replaced_and_internal_documents_stay_inside(
    client, organizer, office, clock, tokens
):
    event = an_announced_event(office)
    clock.now = OVER
    step(client, organizer, event, "conclusion")
    documents = [
        {"title": {"en": "Report"}, "url": "https://example.org/report.pdf", "language": "en"},
        {"title": {"en": "Notes"}, "url": "https://example.org/notes", "visibility": "internal"},
    ]
    first = step(client, organizer, event, "outcome", summary={"en": "A"}, documents=documents)
    assert len(first.json()["outcome"]["documents"]) == 2
    second = step(client, organizer, event, "outcome", summary={"en": "B"}, documents=documents)
    assert second.json()["outcome"]["summary"]["en"] == "B"
    public = client.get(f"/v1/events/{event.id}").json()["outcome"]["documents"]
    assert [each["url"] for each in public] == ["https://example.org/report.pdf"]
    milestones = rows(office, Milestone, col(Milestone.status) == EventStatus.REPORTED)
    assert len(milestones) == 1


def test_a_moved_date_asks_everybody_again(client, organizer, office):
    event = an_announced_event(office)
    person = somebody(office, event, 1)
    done(office, record_answer, person.id, Answer.ACCEPTED)
    edit = {"starts_at": "2027-03-15T10:00"}
    client.patch(f"/v1/events/{event.id}", json=edit, headers={**organizer, "If-Match": "*"})
    after = client.get(f"/v1/registrations/{person.id}", headers=organizer).json()
    assert (after["answer"], after["seat"]) == ("needs_action", "confirmed")


def test_a_postponed_event_keeps_its_people_and_takes_no_more(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    first, second = somebody(office, event, 1), somebody(office, event, 2)
    done(office, postpone, event.id, "Storm")
    body = {"person": {"name": "Late", "email": "late@example.org"}}
    refused = step(client, organizer, event, "registrations", **body)
    assert refused.json()["type"] == "/problems/registration-closed"
    client.post(f"/v1/registrations/{first.id}/withdrawal", headers=organizer)
    assert seat_of(office, second) == "confirmed"
    done(office, announce, event.id)
    assert step(client, organizer, event, "registrations", **body).json()["seat"] == "waitlisted"


def test_past_events_of_the_catalogue_are_held_once_with_their_dates_as_claims(office, clock):
    done(office, load_catalogue)
    assert done(office, load_past_events) == 10
    assert done(office, load_past_events) == 0
    events = rows(office, Event)
    assert {each.status for each in events} == {EventStatus.HELD}
    assert {each.whole_days for each in events} == {True}
    conakry = next(
        each for each in events if each.external_id == "mcsd-2:p86-conakry-workshop-2021"
    )
    assert conakry.reference.startswith("EVT-2021-")
    assert (conakry.starts_at, conakry.ends_at) == (datetime(2021, 2, 24), datetime(2021, 2, 26))  # noqa: DTZ001
    claims = rows(office, DateClaim, col(DateClaim.event_id) == conakry.id)
    assert [(str(each.starts_on), each.source) for each in claims] == [
        ("2021-02-24", "resolution"),
        ("2021-03-17", "press"),
    ]
    held = rows(office, Milestone, col(Milestone.event_id) == conakry.id)
    assert [(each.at, each.since) for each in held] == [
        (clock.now, datetime(2021, 2, 26, tzinfo=UTC))
    ]


def test_past_events_are_public_and_can_be_linked_later(client, tokens, office):
    done(office, load_catalogue)
    done(office, load_past_events)
    found = client.get("/v1/events", params={"q": "akhuwat"}).json()["items"]
    shown = found[0]
    assert (shown["mode"], shown["status"], shown["mandates"]) == (None, "held", [])
    assert [each["source"] for each in shown["date_claims"]] == ["resolution"]
    edited = client.patch(
        f"/v1/events/{shown['id']}",
        json={"mode": "in_person"},
        headers={**tokens("organizer"), "If-Match": "*"},
    ).json()
    assert (edited["mode"], edited["sequence"], edited["whole_days"]) == ("in_person", 0, True)


def test_an_event_of_the_past_can_be_planned_announced_and_concluded(client, organizer):
    past = a_plan(starts_at="2026-03-15T09:00", ends_at="2026-03-15T16:00")
    body = client.post("/v1/events", json=past, headers=organizer).json()
    client.post(f"/v1/events/{body['id']}/announcement", headers=organizer)
    held = client.post(
        f"/v1/events/{body['id']}/conclusion", json={"attended": 12}, headers=organizer
    )
    assert held.json()["status"] == "held"
