"""Rules that organizers set: required partners, shares, programmes, and what a later text took over."""

from datetime import date, timedelta

import pytest

from registry import Resolution
from registry.facts import CATALOGUE, CatalogueLoaded
from tests.factories import SYSTEM, a_held_event, an_event, the_catalogue


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


@pytest.fixture
def change(client, tokens):
    """Edit a mandate as an organizer, with its current ETag."""
    organizer = tokens("organizer")

    def patch(mandate, **said):
        etag = client.get(f"/v1/mandates/{mandate}", headers=organizer).headers["etag"]
        version = {"If-Match": etag}
        return client.patch(f"/v1/mandates/{mandate}", json=said, headers=organizer | version)

    return patch


def standing(client, mandate, **asked):
    return client.get(f"/v1/mandates/{mandate}", params=asked).json()


def test_without_a_required_partner_a_held_event_answers_in_part(
    office, client, clock, mandates, change
):
    fifteen = str(mandates["mcsd-2/15"])
    a_held_event(office, clock, {}, mandates=[fifteen])
    assert standing(client, fifteen)["status"] == "fulfilled"
    then = clock.now
    clock.now += timedelta(hours=1)
    silent = change(fifteen, rule_partners=["WDO"])
    assert silent.json()["errors"][0]["pointer"] == "/reason"
    answer = change(fifteen, rule_partners=["WDO"], reason="it is to be done with the WDO")
    assert answer.json()["rule_partners"] == ["WDO"]
    now = standing(client, fifteen)
    assert (now["status"], now["rule_partners"]) == ("partial", ["WDO"])
    assert [each["why"] for each in now["events"]] == ["partner_missing"]
    assert now["reasons"][1]["parameters"] == {"pieces": 1, "partners": ["WDO"]}
    assert standing(client, fifteen, as_of=then.isoformat())["status"] == "fulfilled"
    change(fifteen, rule_partners=[], reason="the text does not ask for it")
    assert standing(client, fifteen)["status"] == "fulfilled"


def test_a_required_partner_must_be_a_body(client, mandates, change):
    answer = change(str(mandates["mcsd-2/15"]), rule_partners=["SESRIC", "TR"], reason="with both")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/rule_partners/1"]


def test_a_programme_is_shown_and_can_be_taken_away(client, mandates, change):
    mandate = str(mandates["mcsd-2/15"])
    assert change(mandate, programme="SD-CaB").json()["programme"] == "SD-CaB"
    assert standing(client, mandate)["programme"] == "SD-CaB"
    assert change(mandate, programme=None).json()["programme"] is None


def test_two_events_answer_a_mandate_by_their_shares(office, client, clock, mandates, tokens):
    fifteen = str(mandates["mcsd-2/15"])
    first = a_held_event(office, clock, {}, mandates=[fifteen], shares={fifteen: 0.6})
    seen = client.get(f"/v1/events/{first.id}", headers=tokens("admin")).json()
    assert seen["shares"] == {fifteen: 0.6}
    half = standing(client, fifteen)
    assert (half["status"], [each["share"] for each in half["events"]]) == ("partial", [0.6])
    assert half["reasons"][0]["sentence"] == "Share answered: 60%"
    later = {"starts_at": "2027-05-03T09:00", "ends_at": "2027-05-04T16:00"}
    a_held_event(office, clock, {}, mandates=[fifteen], shares={fifteen: 0.4}, **later)
    assert standing(client, fifteen)["status"] == "fulfilled"


def test_a_share_that_is_changed_leaves_the_past_as_it_was(office, client, clock, mandates, tokens):
    fifteen, admin = str(mandates["mcsd-2/15"]), tokens("admin")
    event = a_held_event(office, clock, {}, mandates=[fifteen])
    then = clock.now
    clock.now += timedelta(days=1)
    address = f"/v1/events/{event.id}"

    def patch(**said):
        etag = client.get(address, headers=admin).headers["etag"]
        return client.patch(address, json=said, headers=admin | {"If-Match": etag})

    assert patch(shares={fifteen: 0.5}).json()["shares"] == {fifteen: 0.5}
    assert standing(client, fifteen)["status"] == "partial"
    assert standing(client, fifteen, as_of=then.isoformat())["status"] == "fulfilled"
    fourteen = str(mandates["mcsd-2/14"])
    refused = patch(shares={fourteen: 0.5})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (
        422,
        f"/shares/{fourteen}",
    )
    assert patch(mandates=[fourteen]).json()["shares"] == {}
    assert patch(shares={fourteen: 0}).status_code == 422


def test_a_copied_event_keeps_its_shares(office, client, mandates, tokens):
    fifteen, admin = str(mandates["mcsd-2/15"]), tokens("admin")
    event = an_event(office, mandates=[fifteen], shares={fifteen: 0.25})
    copied = client.post(f"/v1/events/{event.id}/copy", json={}, headers=admin)
    assert copied.json()["shares"] == {fifteen: 0.25}


@pytest.fixture
def later(office):
    """A resolution adopted after MCSD-2, and one before."""
    with office.work(SYSTEM) as work:
        for slug, day in (("mcsd-9", date(2027, 2, 1)), ("mcsd-0", date(2001, 2, 1))):
            work.add(Resolution(slug=slug, title={"en": slug}, adopted_on=day))
        work.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={}))


def decided(client, mandate, token, **said):
    decision = {"kind": "superseded", "reason": "asked anew", **said}
    return client.post(f"/v1/mandates/{mandate}/decision", json=decision, headers=token)


def test_a_later_resolution_supersedes_from_its_adoption_on(client, clock, mandates, later, tokens):
    fifteen, organizer = str(mandates["mcsd-2/15"]), tokens("organizer")
    made = decided(client, fifteen, organizer, superseded_by="mcsd-9")
    assert (made.status_code, made.json()["superseded_by"]) == (201, "mcsd-9")
    assert standing(client, fifteen)["status"] == "unknown"  # 2026: it is not adopted yet
    clock.now += timedelta(days=100)
    now = client.get(f"/v1/mandates/{fifteen}", headers=organizer).json()
    assert (now["status"], now["superseded_by"]) == ("superseded", "mcsd-9")
    assert standing(client, fifteen)["superseded_by"] is None  # mcsd-9 is not public yet
    page = client.get(f"/mandates/{fifteen}").text
    assert "/resolutions/mcsd-9" not in page
    listed = client.get(f"/v1/mandates/{fifteen}/decisions", headers=organizer).json()["items"]
    assert [each["superseded_by"] for each in listed] == ["mcsd-9"]
    client.post(
        f"/v1/mandates/{fifteen}/decision/withdrawal", json={"reason": "wrong"}, headers=organizer
    )
    assert standing(client, fifteen)["status"] == "unknown"


def test_what_was_decided_late_is_told_of_the_days_since_the_adoption(
    client, clock, mandates, later, tokens
):
    fifteen = str(mandates["mcsd-2/15"])
    clock.now += timedelta(days=200)
    decided(client, fifteen, tokens("organizer"), superseded_by="mcsd-9")
    asked = {"resolution": "mcsd-2", "known_at": clock.now.isoformat()}
    counts = [
        client.get("/v1/coverage", params={**asked, "as_of": day}).json()["totals"]["by_status"]
        for day in ("2027-01-31", "2027-02-01")
    ]
    assert [each["superseded"] for each in counts] == [0, 1]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"superseded_by": "mcsd-0"}, "mcsd-0 was adopted before mcsd-2"),
        ({"superseded_by": "mcsd-2"}, "a resolution does not supersede itself"),
        ({"superseded_by": "nowhere"}, "there is no resolution nowhere"),
    ],
)
def test_only_a_later_resolution_supersedes(client, mandates, later, tokens, said, sentence):
    refused = decided(client, str(mandates["mcsd-2/15"]), tokens("organizer"), **said)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"pointer": "/superseded_by", "detail": sentence}]


def test_only_a_superseded_mandate_names_a_later_resolution(client, mandates, later, tokens):
    wrong = {"kind": "not_applicable", "superseded_by": "mcsd-9"}
    refused = decided(client, str(mandates["mcsd-2/15"]), tokens("organizer"), **wrong)
    assert refused.status_code == 422
