"""GET /v1/mandates: which there are, how they stand, and why."""

from datetime import timedelta

import pytest

from events import EventForm, announce, cancel, load_past_events, plan
from registry import Evidence as Claim
from registry import (
    EvidenceApproval,
    Mandate,
    MandateChange,
    NewDecision,
    NewEvidence,
    approve,
    change_mandate,
    confirm,
    decide,
    record_evidence,
    reject,
    submit,
)
from tests.factories import (
    SYSTEM,
    a_held_event,
    a_plan,
    a_small_registry,
    an_announced_event,
    an_event,
    done,
    the_catalogue,
)


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def listed(client, headers=None, **asked):
    answer = client.get("/v1/mandates", params={"limit": 200, **asked}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def references(client, **asked):
    return [item["reference"] for item in listed(client, **asked)]


def one(client, mandate, headers=None, **asked):
    answer = client.get(f"/v1/mandates/{mandate}", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_one_call_tells_which_mandates_call_for_a_workshop_and_have_none(office, client, mandates):
    asked = {"kind": "event", "activity": "workshop", "status": "unknown"}
    before = references(client, **asked)
    assert len(before) == 11
    assert "mcsd-2/14" in before
    an_event(office, mandates=[str(mandates["mcsd-2/14"])])
    assert references(client, **asked) == [each for each in before if each != "mcsd-2/14"]


def test_pages_go_on_in_reading_order(client, mandates):
    seen, after = [], ""
    while after is not None:
        page = client.get(
            "/v1/mandates", params={"resolution": "mcsd-2", "limit": 50, "after": after}
        ).json()
        seen += [item["reference"] for item in page["items"]]
        after = page["next"]
    assert seen == references(client, resolution="mcsd-2") == list(dict.fromkeys(seen))
    assert len(seen) == 163
    assert seen[:2] == ["mcsd-2/1", "mcsd-2/1.2"]


FILTERED = (
    ({"section": "none"}, 0),
    ({"paragraph": "14"}, 1),
    ({"kind": "deliverable"}, 13),
    ({"activity": "none"}, 141),
    ({"addressee": "SESRIC"}, 4),
    ({"state": "sn"}, 63),
    ({"state": "XX"}, 0),
    ({"status": "fulfilled"}, 0),
    ({"overdue": "true"}, 1),
    ({"operational": "false"}, 23),
    ({"reference": "mcsd-2/1.2"}, 1),
    ({"reference": "mcsd-2/1.2", "q": "nothing like it"}, 0),
)


@pytest.mark.parametrize("resolution", [{"resolution": "mcsd-2"}, {}])
def test_filters(client, mandates, resolution):
    found = [len(listed(client, **asked, **resolution)) for asked, _ in FILTERED]
    assert found == [number for _, number in FILTERED]
    assert {item["section"] for item in listed(client, section="A", **resolution)} == {"A"}


def test_the_list_behind_a_figure_has_as_many_mandates(client, mandates):
    every = [
        ({"body": "addressee"}.get(by, by), group)
        for by in ("section", "kind", "activity", "body", "state", "status")
        for group in client.get("/v1/coverage", params={"group_by": by}).json()["groups"][:3]
    ]
    for name, group in every:
        found = listed(client, **{name: group["key"]})
        assert len(found) == group["totals"]["mandates"]
        operational = listed(client, **{name: group["key"], "operational": "true"})
        assert len(operational) == group["totals"]["operational"]


def test_words_are_found_in_every_language_and_spelling(client, mandates):
    accents, bare, arabic = (
        references(client, q=q) for q in ("ÉTATS MEMBRES", "etats membres", "الدول الاعضاء")
    )
    assert accents == bare
    assert min(len(bare), len(arabic)) > 5


def test_what_nobody_confirmed_is_for_those_who_are_signed_in(office, client, tokens):
    first, *_ = a_small_registry(office)
    refused = client.get("/v1/mandates", params={"review": "open"})
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/token-required")
    assert listed(client) == []
    viewer = tokens("viewer")
    assert len(listed(client, headers=viewer, review="open")) == 3
    assert listed(client, headers=viewer) == []
    assert client.get(f"/v1/mandates/{first}").status_code == 404


def test_open_and_rejected_readings_are_kept_apart(office, client, tokens, clock):
    first, second, third = a_small_registry(office)
    with office.work(SYSTEM) as work:
        confirm(work, work.get(Mandate, first))
        reject(work, work.get(Mandate, second), "It asks for nothing")
    viewer = tokens("viewer")
    by_review = {
        review: [item["id"] for item in listed(client, headers=viewer, review=review)]
        for review in ("open", "confirmed", "rejected")
    }
    assert by_review == {"open": [str(third)], "confirmed": [str(first)], "rejected": [str(second)]}
    assert client.get(f"/v1/mandates/{third}").status_code == 404
    assert one(client, third, headers=viewer)["status"] == "unknown"


def test_one_mandate_says_why_it_stands_as_it_does(office, client, clock, mandates):
    mandate = mandates["mcsd-2/14"]
    held = a_held_event(office, clock, {"SN": 3, "TR": 2}, mandates=[str(mandate)])
    lost = an_announced_event(office, mandates=[str(mandate)])
    done(office, cancel, lost.id, "No room")
    view = one(client, mandate, language="fr")
    assert (view["status"], view["earned"], view["assurance"]) == ("partial",) * 2 + ("supported",)
    assert view["progress"] == {"answered": 3, "of": 58}  # states and OIC organs
    assert (view["resolution"], view["section"], view["paragraph"]) == ("mcsd-2", "A", "14")
    assert set(view["summary"]) == set(view["section_title"]) == {"en", "fr", "ar"}
    assert view["texts"] == {}
    assert [reason["code"] for reason in view["reasons"]] == ["addressees_answered", "set_aside"]
    assert view["reasons"][0]["sentence"].endswith("3 sur 58 (États : 2 sur 57)")
    used, set_aside = view["events"]
    assert (used["id"], used["use"], used["status"]) == (str(held.id), "answers", "held")
    assert (used["states"], used["bodies"]) == (["SN", "TR"], ["SESRIC"])
    assert (set_aside["reference"], set_aside["use"]) == (lost.reference, "set_aside")
    assert set_aside["because"] == "La réunion a été annulée"
    assert (view["unseen"], view["evidence"], view["deadline"]) == (0, [], None)


def test_strangers_do_not_see_internal_events_but_see_that_they_count(
    office, client, mandates, tokens
):
    mandate = mandates["mcsd-2/14"]
    event = an_announced_event(office, mandates=[str(mandate)], visibility="internal")
    strangers = client.get(f"/v1/mandates/{mandate}")
    view = strangers.json()
    assert (view["status"], view["events"], view["unseen"]) == ("scheduled", [], 1)
    assert str(event.id) not in strangers.text
    assert "early warning" not in strangers.text
    [seen] = one(client, mandate, headers=tokens("viewer"))["events"]
    assert seen["id"] == str(event.id)


def test_a_claim_is_shown_with_its_way_to_those_who_are_signed_in(office, client, mandates, tokens):
    mandate = mandates["mcsd-2/3"]
    claim = {"kind": "link", "title": "New law", "url": "https://example.org/law", "state": "SN"}
    evidence = done(office, _claim, mandate, claim)
    assert one(client, mandate)["evidence"] == []
    viewer = tokens("viewer")
    [seen] = one(client, mandate, headers=viewer)["evidence"]
    assert (seen["status"], seen["use"], seen["why"]) == ("submitted", "contributes", "claim_waits")
    done(office, _approve, evidence.id)
    [seen] = one(client, mandate, headers=viewer)["evidence"]
    assert (seen["status"], seen["state"], seen["title"]) == ("approved", "SN", "New law")
    assert "New law" not in client.get(f"/v1/mandates/{mandate}").text


def test_the_reason_of_a_decision_is_public_in_the_answer_and_on_the_page(office, client, mandates):
    """PRODUCT.md, rule 1: closed only by a recorded decision with a reason; all may read it."""
    mandate = mandates["mcsd-2/14"]
    done(office, _decide, mandate)
    public = one(client, mandate)
    assert (public["status"], public["earned"]) == ("superseded", "unknown")
    reason = {"decision": "superseded", "reason": "A later text asks anew"}
    assert public["reasons"][0]["parameters"] == reason
    assert public["reasons"][0]["sentence"] == "Decided: Superseded"
    assert "A later text asks anew" in client.get(f"/mandates/{mandate}").text


def test_the_tag_of_a_mandate_is_good_for_changing_it(office, client, mandates, tokens):
    mandate = mandates["mcsd-2/14"]
    first = client.get(f"/v1/mandates/{mandate}")
    tag = first.headers["etag"]
    same = client.get(f"/v1/mandates/{mandate}", headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    an_event(office, mandates=[str(mandate)])
    after = client.get(f"/v1/mandates/{mandate}", headers={"If-None-Match": tag})
    assert (after.status_code, after.json()["status"]) == (200, "planned")
    done(office, _own, mandate)
    version = client.get(f"/v1/mandates/{mandate}").headers["etag"].strip('"').partition(".")[0]
    assert (tag.strip('"').partition(".")[0], version) == ("1", "2")


def test_a_mandate_can_be_asked_about_as_it_stood(office, client, clock, mandates):
    mandate, before = mandates["mcsd-2/14"], clock.now
    clock.now += timedelta(hours=1)
    an_event(office, mandates=[str(mandate)])
    assert one(client, mandate)["status"] == "planned"
    assert one(client, mandate, as_of=before.isoformat())["status"] == "unknown"
    long_ago = client.get(f"/v1/mandates/{mandate}", params={"as_of": "2020-01-01T00:00:00Z"})
    assert (long_ago.status_code, long_ago.json()["detail"]) == (
        404,
        "It was not known at that moment",
    )


def test_a_past_event_that_is_linked_was_before_the_resolution(office, client, mandates):
    done(office, load_past_events)
    mandate = mandates["mcsd-2/14"]
    form = a_plan(
        mandates=[str(mandate)], starts_at="2027-03-15T09:00", type="seminar", external_id="x:1"
    )
    event = done(office, plan, EventForm.model_validate(form))
    done(office, announce, event.id)
    [seen] = one(client, mandate)["events"]
    assert (seen["use"], seen["because"]) == (
        "set_aside",
        "Not an activity that is asked for: Seminar",
    )


def test_an_unknown_mandate_is_missing(client, mandates):
    answer = client.get("/v1/mandates/00000000-0000-7000-8000-000000000000")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def _claim(work, mandate, fields):
    found = work.get(Mandate, mandate)
    claim = record_evidence(work, found, NewEvidence.model_validate(fields))
    submit(work, claim)
    return claim


def _approve(work, claim):
    approve(work, work.get(Claim, claim), EvidenceApproval.model_validate({"grade": "supported"}))


def _decide(work, mandate):
    form = {"kind": "superseded", "reason": "A later text asks anew"}
    decide(work, work.get(Mandate, mandate), NewDecision.model_validate(form))


def _own(work, mandate):
    change = MandateChange.model_validate({"owner": "SESRIC"})
    change_mandate(work, work.get(Mandate, mandate), change)
