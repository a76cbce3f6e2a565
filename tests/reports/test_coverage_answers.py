"""GET /v1/coverage: the figures, as of any moment, for everybody."""

from datetime import timedelta

import pytest
from sqlmodel import select

from events import cancel
from registry import Body, Mandate, NewEvidence, Section, State, record_evidence, submit
from registry.catalogue.upsert import Upsert
from registry.facts import CATALOGUE, CatalogueLoaded
from tests.factories import (
    SYSTEM,
    a_held_event,
    an_announced_event,
    an_event,
    done,
    the_catalogue,
)


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def figures(client, **asked):
    return client.get("/v1/coverage", params={"resolution": "mcsd-2", **asked}).json()


def test_a_fresh_catalogue_is_unknown_throughout(client, mandates):
    answer = figures(client)
    totals = answer["totals"]
    assert (totals["mandates"], totals["operational"]) == (163, 140)
    assert totals["by_status"] == {
        "unknown": 140,
        "planned": 0,
        "scheduled": 0,
        "partial": 0,
        "fulfilled": 0,
        "superseded": 0,
        "not_applicable": 0,
        "closed_unfulfilled": 0,
    }
    assert totals["by_assurance"] == {"none": 140, "claimed": 0, "supported": 0, "verified": 0}
    assert (totals["overdue"], totals["fulfilled_share"]) == (1, 0.0)  # CFM-50 has met
    assert (answer["resolution"], answer["groups"]) == ("mcsd-2", [])
    assert answer["as_of"] == "2026-11-24T08:00:00Z"


def test_groups_that_partition_add_up_to_the_totals(client, mandates):
    for by in ("section", "kind", "status"):
        answer = figures(client, group_by=by)
        assert sum(group["totals"]["mandates"] for group in answer["groups"]) == 163
        assert sum(group["totals"]["operational"] for group in answer["groups"]) == 140


NAMES = (
    ("section", "A", {"en": "Family well-being and marriage values"}),
    ("body", "SESRIC", {}),
    ("activity", "workshop", {"en": "Workshop", "fr": "Atelier", "ar": "ورشة عمل"}),
    ("activity", "none", {"en": "No activity named"}),
    ("kind", "policy", {"fr": "Politique"}),
    ("state", "PS", {"en": "State of Palestine"}),
    ("status", "unknown", {"en": "Nothing recorded"}),
)


def test_each_group_has_a_name_in_three_languages(client, mandates):
    for by, key, label in NAMES:
        groups = {group["key"]: group for group in figures(client, group_by=by)["groups"]}
        assert set(groups[key]["label"]) == {"en", "fr", "ar"}
        assert all(groups[key]["label"].values())
        assert {**groups[key]["label"], **label} == groups[key]["label"]


def test_all_member_states_are_asked(client, mandates):
    groups = figures(client, group_by="state")["groups"]
    assert len(groups) == 57
    assert {group["answers"]["expected"] for group in groups} == {63}


def test_all_resolutions_can_be_counted_together(client, mandates):
    answer = client.get("/v1/coverage", params={"group_by": "section"}).json()
    assert answer["resolution"] is None
    assert [group["key"] for group in answer["groups"]] == [f"mcsd-2/{s}" for s in "ABCDEF"]
    assert answer["groups"][0]["label"]["en"] == "Family well-being and marriage values"


def test_a_mandate_climbs_with_its_event_and_the_past_stays_as_it_was_known(
    office, client, clock, mandates
):
    mandate = str(mandates["mcsd-2/14"])
    moments = [clock.now]
    clock.now += timedelta(hours=1)
    event = an_event(office, mandates=[mandate])
    moments.append(clock.now)
    seen = [figures(client, as_of=at.isoformat())["totals"]["by_status"] for at in moments]
    clock.now += timedelta(hours=1)
    done(office, cancel, event.id, "No room")
    moments.append(clock.now)
    clock.now += timedelta(hours=1)
    an_announced_event(office, mandates=[mandate])
    moments.append(clock.now)
    a_held_event(office, clock, {"SN": 3}, mandates=[mandate])
    moments.append(clock.now)
    now = [figures(client, as_of=at.isoformat())["totals"]["by_status"] for at in moments]
    assert now[:2] == seen
    told = [{status: n for status, n in each.items() if n and n < 100} for each in now]
    assert told == [{}, {"planned": 1}, {}, {"scheduled": 1}, {"partial": 1}]  # one of 57
    assert figures(client)["totals"]["by_status"] == now[-1]


def test_an_internal_event_counts_for_everybody(office, client, mandates):
    an_announced_event(office, mandates=[str(mandates["mcsd-2/14"])], visibility="internal")
    assert figures(client)["totals"]["by_status"]["scheduled"] == 1


def test_what_was_true_before_can_be_told_by_what_is_known_now(office, client, clock, mandates):
    done(office, _a_claim, mandates["mcsd-2/3"], on="2023-12-11")
    then, now = "2024-01-01T00:00:00Z", clock.now.isoformat()
    partial = [
        figures(client, **asked)["totals"]["by_status"]["partial"]
        for asked in ({"as_of": then}, {"as_of": then, "known_at": now}, {})
    ]
    assert partial == [0, 1, 1]
    assert (
        figures(client, as_of="2023-12-01T00:00:00Z", known_at=now)["totals"]["by_status"][
            "partial"
        ]
        == 0
    )
    told = figures(client, as_of=then, known_at=now)
    assert (told["as_of"], told["known_at"]) == (then, "2026-11-24T08:00:00Z")


def test_before_its_adoption_a_resolution_asked_for_nothing(client, clock, mandates):
    for known in ({}, {"known_at": clock.now.isoformat()}):
        assert figures(client, as_of="2023-06-05T23:59:59Z", **known)["totals"]["mandates"] == 0
    assert (
        figures(client, as_of="2023-06-06T00:00:00Z", known_at=clock.now.isoformat())["totals"][
            "mandates"
        ]
        == 163
    )


def test_equal_figures_need_not_be_sent_again(office, client, mandates):
    asked = {"resolution": "mcsd-2", "group_by": "section"}
    first = client.get("/v1/coverage", params=asked)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=10"
    again = client.get("/v1/coverage", params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    an_event(office, mandates=[str(mandates["mcsd-2/14"])])
    after = client.get("/v1/coverage", params=asked, headers={"If-None-Match": tag})
    assert (after.status_code, after.headers["etag"] != tag) == (200, True)


def test_the_next_day_is_another_answer(client, clock, mandates):
    tag = client.get("/v1/coverage").headers["etag"]
    clock.now += timedelta(days=1)
    assert client.get("/v1/coverage", headers={"If-None-Match": tag}).status_code == 200


def test_only_what_everybody_sees_is_left_to_caches(client, mandates, tokens):
    answer = client.get("/v1/coverage", headers=tokens("viewer"))
    assert answer.headers["cache-control"] == "private, no-cache"


def test_an_unknown_resolution_is_missing(client, mandates):
    answer = client.get("/v1/coverage", params={"resolution": "no-such"})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


REFUSED = (("group_by", "colour"), ("as_of", "yesterday"), ("resolution", "../etc"), ("as_of", ""))


def test_what_cannot_be_asked_is_refused(client):
    for name, value in REFUSED:
        answer = client.get("/v1/coverage", params={name: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].endswith(f"/{name}")


@pytest.mark.parametrize("name", ["as_of", "known_at"])
def test_the_future_is_refused_with_the_way_out(client, name):
    answer = client.get("/v1/coverage", params={name: "2026-11-24T08:00:01Z"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "pointer": f"/{name}",
            "detail": "it is 2026-11-24T08:00:00Z; ask about that moment or an earlier one",
        }
    ]


def _a_claim(work, mandate, on):
    form = {"kind": "note", "title": "Law", "note": "Passed", "state": "SN", "on": on}
    claim = record_evidence(work, work.get(Mandate, mandate), NewEvidence.model_validate(form))
    submit(work, claim)


def corrected(office, table, values, **scope):
    """A newer catalogue says something else of a row."""
    with office.work(SYSTEM) as work:
        Upsert(work).bring(table, next(iter(values)), [values], **scope)
        work.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={table.__name__: 1}))


@pytest.fixture
def yesterday(office, clock, mandates):
    """A moment after which bodies, states and sections are corrected."""
    moment = clock.now.isoformat()
    clock.now += timedelta(days=1)
    with office.look(SYSTEM) as look:
        section = look.session.exec(select(Section).where(Section.label == "A")).one()
    title = {"label": "A", "title": {"en": "Another title"}}
    corrected(office, Section, title, resolution_id=section.resolution_id)
    corrected(office, Body, {"code": "SESRIC", "name": {"en": "Another name"}})
    corrected(office, Body, {"code": "OIC_ORGANS", "members": ["SESRIC"]})
    corrected(office, State, {"code": "TR", "memberships": []})
    return moment


def test_the_past_has_the_names_of_its_time(client, yesterday):
    def label(by, key, **asked):
        groups = figures(client, group_by=by, **asked)["groups"]
        return next(each["label"]["en"] for each in groups if each["key"] == key)

    for by, key, now in (("section", "A", "Another title"), ("body", "SESRIC", "Another name")):
        assert label(by, key) == now
        assert label(by, key, as_of=yesterday) not in {now, key}


def test_the_past_has_the_members_of_its_time(client, yesterday):
    """Who was a member, and which bodies were in a group, by what was recorded then."""
    assert len(figures(client, group_by="state")["groups"]) == 56
    assert len(figures(client, group_by="state", as_of=yesterday)["groups"]) == 57
    asked = {"resolution": "mcsd-2", "body": "ICESCO"}

    def untouched(**moment):
        return len(client.get("/v1/coverage/gaps", params={**asked, **moment}).json()["untouched"])

    assert untouched(as_of=yesterday) > untouched()
