"""A new tz database moves instants, never meetings, and never by silence."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from core.people import system
from events import Event, broken_by_zone_rules
from events.facts import EventAnnounced
from tests.factories import SYSTEM, an_announced_event, an_event

NINE = datetime(2027, 3, 15, 6, tzinfo=UTC)


@pytest.fixture
def stored_before_the_change(office):
    """Store an event's instants as other rules of its zone had them: one hour later."""

    def store(event, **values):
        later = {"starts_at_utc": event.starts_at_utc + timedelta(hours=1)}
        with office.work(SYSTEM) as work:
            change = sa.update(Event).where(col(Event.id) == event.id).values(**(values or later))
            work.session.exec(change)
            nothing = {"sequence_before": 0, "sequence": 0}
            work.record(EventAnnounced(subject=event.id, **nothing))
        return event

    return store


def sentences(office) -> list[str]:
    with office.look(system("check")) as work:
        return list(broken_by_zone_rules(work))


def test_an_event_whose_zone_rules_changed_is_told_and_moved_once(
    client, office, mandates, tokens, journal, stored_before_the_change
):
    event = stored_before_the_change(an_announced_event(office))
    an_event(office)
    assert sentences(office) == [
        (
            "event EVT-2027-001 at 2027-03-15 09:00:00 Europe/Istanbul: its instant is "
            "2027-03-15 06:00:00+00:00 now, 2027-03-15 07:00:00+00:00 was announced"
            "; POST /v1/scheduling/zone-rules takes it up and tells people"
        )
    ]
    admin = tokens("admin")
    address = "/v1/scheduling/zone-rules"
    (listed,) = client.get(address, headers=admin).json()["items"]
    assert (listed["event"], listed["starts_at"]) == (str(event.id), "2027-03-15T09:00")
    assert client.post(address, headers=admin).json()["items"] == [listed]
    assert client.post(address, headers=admin).json()["items"] == []
    shown = client.get(f"/v1/events/{event.id}").json()
    assert (shown["starts_at"], shown["starts_at_utc"]) == (
        "2027-03-15T09:00",
        "2027-03-15T06:00:00Z",
    )
    assert shown["sequence"] == 1
    assert journal(event.id)[-1] == "event.instant_moved"
    assert sentences(office) == []


def test_a_draft_is_moved_without_a_new_sequence(
    client, office, mandates, tokens, stored_before_the_change
):
    event = stored_before_the_change(an_event(office))
    client.post("/v1/scheduling/zone-rules", headers=tokens("admin"))
    shown = client.get(f"/v1/events/{event.id}", headers=tokens("admin")).json()
    assert (shown["starts_at_utc"], shown["sequence"]) == ("2027-03-15T06:00:00Z", 0)


def test_an_event_that_is_over_is_left_as_it_was(office, mandates, clock, stored_before_the_change):
    event = stored_before_the_change(an_announced_event(office))
    clock.now = event.ends_at_utc + timedelta(days=1)
    assert sentences(office) == []


def test_a_local_time_that_no_longer_exists_is_left_to_its_organizers(
    client, office, mandates, tokens, stored_before_the_change
):
    event = an_announced_event(
        office, timezone="Europe/Paris", starts_at="2027-03-14T02:30", ends_at="2027-03-15T09:00"
    )
    gap = {
        "starts_at": datetime.fromisoformat("2027-03-28T02:30"),
        "ends_at": datetime.fromisoformat("2027-03-28T12:00"),
        "ends_at_utc": NINE + timedelta(days=14),
    }
    stored_before_the_change(event, **gap)
    (sentence,) = sentences(office)
    assert "does not exist in Europe/Paris" in sentence
    assert client.post("/v1/scheduling/zone-rules", headers=tokens("admin")).json()["items"] == []
    (listed,) = client.get("/v1/scheduling/zone-rules", headers=tokens("admin")).json()["items"]
    assert (listed["starts_at_utc"], listed["why"] in sentence) == (None, True)


def test_only_administrators_take_zone_rules_up(client, tokens):
    for role, status in (("organizer", 403), ("viewer", 403)):
        assert client.post("/v1/scheduling/zone-rules", headers=tokens(role)).status_code == status
    assert client.get("/v1/scheduling/zone-rules").status_code == 401
