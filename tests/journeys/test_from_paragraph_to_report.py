"""The main job, over HTTP and a real mail server: a paragraph asks, an event answers, a report shows it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from core.dispatch import deliver_due
from core.people import system
from events import load_past_events
from notifications import post_for, send_due
from registry import load_catalogue
from tests.notifications.mail_sink import Sink

WORKSHOP = {
    "type": "workshop",
    "title": {"en": "Families after the pandemic", "fr": "Les familles après la pandémie",
              "ar": "الأسرة بعد الجائحة"},
    "mode": "in_person", "starts_at": "2027-03-15T09:00", "ends_at": "2027-03-15T16:00",
    "timezone": "Europe/Istanbul", "venue": {"name": "Headquarters", "city": "Ankara", "country": "TR"},
    "organizers": [{"body": "SESRIC", "role": "lead"}], "states": [{"state": "TR", "role": "host"}],
    "capacity": 2, "seats_per_state": 1, "languages": ["en", "fr", "ar"],
}  # fmt: skip
PEOPLE = [
    {"name": "Aminata Diop", "email": "aminata@sn.example.org", "language": "fr", "state": "SN"},
    {"name": "هالة السعيد", "email": "hala@eg.example.org", "language": "ar", "state": "EG"},
    {"name": "Budi Santoso", "email": "budi@id.example.org", "language": "en", "state": "ID"},
]


@pytest.fixture
def world(office, client, tokens, tmp_path):
    """The catalogue, an organizer of SESRIC, and a mail server on loopback."""
    with office.work(system("tests")) as work:
        load_catalogue(work)
    with office.work(system("tests")) as work:
        load_past_events(work)
    with Sink() as sink:
        post = post_for(f"smtp://127.0.0.1:{sink.port}", tmp_path)
        yield SimpleNamespace(
            office=office, client=client, sink=sink, post=post,
            organizer=tokens("organizer", body="SESRIC"),
        )  # fmt: skip
        post.close()


def deliver(world):
    while deliver_due(world.office) + send_due(world.office, world.post):
        pass


def call(world, method, path, expected, **rest):
    headers = {**world.organizer, **rest.pop("headers", {})}
    answer = world.client.request(method, path, headers=headers, **rest)
    assert answer.status_code == expected, answer.text
    return answer.json()


def the_mandate(world):
    found = call(
        world, "GET", "/v1/mandates", 200, params={"resolution": "mcsd-2", "paragraph": "14"}
    )
    (mandate,) = found["items"]
    return mandate


def coverage(world, **params):
    return call(world, "GET", "/v1/coverage", 200, params={"resolution": "mcsd-2", **params})


def of_group(world, group_by, key, **params):
    groups = coverage(world, group_by=group_by, **params)["groups"]
    return next(group["totals"] for group in groups if group["key"] == key)


def change(world, event, **fields):
    seen = world.client.get(f"/v1/events/{event['id']}", headers=world.organizer)
    headers = {"If-Match": seen.headers["etag"]}
    return call(world, "PATCH", f"/v1/events/{event['id']}", 200, json=fields, headers=headers)


def register(world, event, person):
    return call(
        world, "POST", f"/v1/events/{event['id']}/registrations", 201, json={"person": person}
    )


def registration(world, made):
    return call(world, "GET", f"/v1/registrations/{made['id']}", 200)


def vevent(mail):
    (found,) = mail.calendar.walk("VEVENT")
    return found


def test_a_paragraph_is_answered_by_a_workshop_that_was_really_held(world, clock):
    # the paragraph asks, nothing answers
    mandate = the_mandate(world)
    assert (mandate["status"], mandate["kind"], mandate["activities"]) == (
        "unknown",
        "event",
        ["workshop"],
    )
    before = coverage(world)["totals"]

    # SESRIC plans a workshop and announces it
    event = call(world, "POST", "/v1/events", 201, json={**WORKSHOP, "mandates": [mandate["id"]]})
    assert event["status"] == "draft"
    assert the_mandate(world)["status"] == "planned"
    assert (
        call(world, "POST", f"/v1/events/{event['id']}/announcement", 200)["status"] == "announced"
    )
    assert the_mandate(world)["status"] == "scheduled"

    # three people from three states on two seats
    made = [register(world, event, person) for person in PEOPLE]
    assert [each["seat"] for each in made] == ["confirmed", "confirmed", "waitlisted"]
    assert made[2]["waitlist_position"] == 1
    deliver(world)
    first = [world.sink.to(person["email"]) for person in PEOPLE]
    assert [[m.calendar is not None for m in mails] for mails in first] == [[True], [True], [False]]
    uids = [str(vevent(mails[0])["UID"]) for mails in first[:2]]

    # one withdraws, the third is confirmed and invited
    withdrawn = call(world, "POST", f"/v1/registrations/{made[0]['id']}/withdrawal", 200)
    assert withdrawn["seat"] == "withdrawn"
    assert registration(world, made[2])["seat"] == "confirmed"
    deliver(world)
    third = world.sink.to(PEOPLE[2]["email"])[-1]
    assert third.calendar["METHOD"] == "REQUEST"
    assert [str(a) for m in world.sink.taken if m.calendar for a in [vevent(m)["ATTENDEE"]]] == [
        f"mailto:{each}" for each in mailed(world)
    ]

    # the event moves: two updates, higher SEQUENCE, unchanged UID
    told = {person["email"]: vevent(calendars(world, person)[-1]) for person in PEOPLE[1:]}
    counts = {person["email"]: len(world.sink.to(person["email"])) for person in PEOPLE}
    change(world, event, starts_at="2027-03-22T09:00", ends_at="2027-03-22T16:00")
    deliver(world)
    after = {person["email"]: vevent(calendars(world, person)[-1]) for person in PEOPLE[1:]}
    assert len(world.sink.to(PEOPLE[0]["email"])) == counts[PEOPLE[0]["email"]]
    for address, entry in after.items():
        assert len(world.sink.to(address)) == counts[address] + 1
        assert entry["UID"] == told[address]["UID"]
        assert entry["SEQUENCE"] > told[address]["SEQUENCE"]
        assert entry.start == told[address].start + timedelta(days=7)
    assert str(after[PEOPLE[1]["email"]]["UID"]) == uids[1]

    # it is held, with who was there
    planned_moment = clock.now.isoformat()
    too_early = world.client.post(f"/v1/events/{event['id']}/conclusion", headers=world.organizer)
    assert too_early.status_code == 409
    clock.now = datetime(2027, 3, 22, 15, tzinfo=UTC)
    attended = [made[1]["id"], made[2]["id"]]
    held = call(
        world, "POST", f"/v1/events/{event['id']}/conclusion", 200, json={"attended": attended}
    )
    assert held["status"] == "held"
    assert registration(world, made[1])["attendance"] == "full"

    # the mandate asks every Member State and the organs: three states took part, host included,
    # and SESRIC is one of the organs
    mandate = the_mandate(world)
    assert (mandate["status"], mandate["assurance"]) == ("partial", "supported")
    shown = call(world, "GET", f"/v1/mandates/{mandate['id']}", 200)
    assert shown["progress"]["answered"] == 4

    # coverage by section, body and state changes accordingly; asked as of before, it does not
    for group_by, key in (("section", "A"), ("body", "MEMBER_STATES"), ("activity", "workshop")):
        assert of_group(world, group_by, key)["by_status"]["partial"] == 1
        then = of_group(world, group_by, key, as_of=planned_moment)["by_status"]
        assert (then["partial"], then["scheduled"]) == (0, 1)
    now = coverage(world)["totals"]
    assert now["by_status"]["partial"] == before["by_status"]["partial"] + 1
    assert now["by_status"]["unknown"] == before["by_status"]["unknown"] - 1
    assert {k: now[k] for k in ("mandates", "operational")} == {
        k: before[k] for k in ("mandates", "operational")
    }


def mailed(world):
    return [mail.recipients[0] for mail in world.sink.taken if mail.calendar]


def calendars(world, person):
    return [mail for mail in world.sink.to(person["email"]) if mail.calendar]
