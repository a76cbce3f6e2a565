"""What a resolution says of other texts and of the past is suggested, and kept as people find it."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from core.dispatch import deliver_due
from core.journal import JournalEntry
from core.people import ANONYMOUS, system
from core.problem import Missing
from events import DateClaim, Event, InvolvedState, Milestone, Organizer, load_past_events
from registry import ResolutionRelation
from registry.lineage.access import suggestion_of

REAL = Path(__file__).parents[2] / "../shared/resolutions/mcsd-2.fr.md"
TESTS = system("tests")

WELLS = """OIC/MCWL-1/2029/RES/FINAL

**Resolution on wells**

Mindful of the thirst of travellers;

1. REQUESTS SESRIC to prepare a study on the depth of wells;
"""
FOUNTAINS = """OIC/MCFN-2/2031/RES/FINAL

**Resolution on fountains**

Recalling Resolution OIC/MCWL-1/2029/RES/FINAL and its own symbol OIC/MCFN-2/2031/RES/FINAL;

**A. Fountains**

1. REAFFIRMS resolution 7/48-W and takes note of document OIC/MCFN-2/DOC/4, and of article 9;

2. WELCOMES the workshop on dry fountains held by SESRIC in Bamako on 3-4 May 2024;

3. INVITES Member States to plant reeds;
"""
FONTAINES = """OIC/MCFN-2/2031/RES/FINAL

**Résolution sur les fontaines**

Rappelant la résolution OIC/MCWL-1/2029/RES/FINAL ;

**A. Fontaines**

1. REAFFIRME la résolution 7/48-W ;

2. SE FELICITE de l'atelier sur les fontaines à sec tenu par le SESRIC à Bamako les 3 et 4 mai 2024 ;

3. INVITE les États membres à planter des roseaux, conformément à la résolution 9/50-W ;
"""


@pytest.fixture
def listed(client, tokens):
    """Read a list as a viewer: `listed("relations")`."""
    viewer = tokens("viewer")

    def get(what, slug="mcfn-2", **asked):
        answer = client.get(f"/v1/resolutions/{slug}/{what}", params=asked, headers=viewer)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    return get


@pytest.fixture
def review(client, tokens):
    """Send a finding as an organizer: `review("relations", id, "rejection", reason="...")`."""
    organizer = tokens("organizer")

    def send(what, asked, finding="confirmation", **said):
        return client.post(f"/v1/{what}/{asked}/{finding}", json=said, headers=organizer)

    return send


def test_an_outsider_finds_no_suggestion(office, bring, listed):
    bring(FOUNTAINS, language="en")
    asked = UUID(listed("relations")[0]["id"])
    with office.look(ANONYMOUS) as work, pytest.raises(Missing):
        suggestion_of(work, ResolutionRelation, asked)


def told(items):
    return [(e["paragraph"], e["cited"], e["symbol"], e["kind"], e["target"]) for e in items]


def test_an_import_suggests_what_a_text_names_and_finds_the_resolution_meant(bring, listed):
    bring(WELLS, language="en")
    bring(FOUNTAINS, language="en")
    found = listed("relations")
    assert told(found) == [
        ("P1", "resolution", "OIC/MCWL-1/2029/RES/FINAL", "recalls", "mcwl-1"),
        ("1", "resolution", "7/48-W", "reaffirms", None),
        ("1", "document", "OIC/MCFN-2/DOC/4", "notes", None),
        ("1", "article", "9", "notes", None),
    ]
    assert {each["review"] for each in found} == {"suggested"}
    span = found[1]["span"]
    assert (span["language"], "7/48-W") == (
        "en",
        "REAFFIRMS resolution 7/48-W"[span["start"] : span["end"]],
    )
    assert told(listed("relations", kind="recalls")) == told(found[:1])


def test_a_resolution_that_comes_later_is_found_by_those_that_named_it(bring, listed):
    bring(FOUNTAINS, language="en")
    assert listed("relations")[0]["target"] is None
    bring(WELLS, language="en")
    assert listed("relations")[0]["target"] == "mcwl-1"
    (named,) = listed("relations", "mcwl-1", direction="incoming")
    assert (named["resolution"], named["kind"]) == ("mcfn-2", "recalls")


def test_a_number_alone_finds_its_resolution_unless_two_have_it(bring, listed):
    bring(FOUNTAINS, language="en")
    bring(WELLS.replace("OIC/MCWL-1/2029/RES/FINAL", "OIC/WELL/RES/7/48-W"), language="en")
    assert listed("relations", kind="reaffirms")[0]["target"] is not None
    bring(WELLS.replace("OIC/MCWL-1/2029/RES/FINAL", "OIC/POND/RES/7/48-W"), "x.md", language="en")
    bring(FONTAINES, "fontaines.md", language="fr")
    ambiguous = FOUNTAINS.replace("MCFN-2/2031", "MCFN-3/2033")
    bring(ambiguous, "again.md", language="en")
    assert listed("relations", "mcfn-3", kind="reaffirms")[0]["target"] is None


def test_the_second_language_adds_only_what_the_first_did_not_tell(bring, listed):
    bring(FOUNTAINS, language="en")
    before = len(listed("relations"))
    bring(FONTAINES, language="fr")
    after = listed("relations")
    assert [(each["symbol"], each["span"]["language"]) for each in after[before:]] == [
        ("9/50-W", "fr")
    ]
    assert len(listed("reported-events")) == 1


def test_new_words_take_back_what_they_no_longer_say_but_not_what_a_person_found(
    bring, listed, review
):
    bring(FOUNTAINS, language="en")
    named, number, document, _ = listed("relations")
    assert review("relations", named["id"]).status_code == 200
    assert review("relations", document["id"]).status_code == 200
    changed = FOUNTAINS.replace(", and of article 9", "").replace("document OIC/MCFN-2/DOC/4", "it")
    bring(changed.replace("Recalling", "Recalling anew"), language="en")
    after = {each["id"]: each for each in listed("relations")}
    assert list(after) == [named["id"], number["id"], document["id"]]
    assert after[named["id"]]["span"]["start"] == named["span"]["start"] + len("anew ")
    assert after[document["id"]]["span"] is None


def test_a_person_confirms_corrects_or_rejects_a_relation_and_the_journal_keeps_it(
    office, client, bring, listed, review, clock
):
    bring(WELLS, language="en")
    bring(FOUNTAINS, language="en")
    _, number, document, _ = (each["id"] for each in listed("relations"))
    confirmed = review("relations", number, kind="renews", target="mcwl-1").json()
    assert (confirmed["review"], confirmed["kind"], confirmed["target"]) == (
        "confirmed",
        "renews",
        "mcwl-1",
    )
    assert client.get("/v1/resolutions/mcfn-2/relations").status_code == 404
    rejected = review("relations", document, "rejection", reason="no text of ours").json()
    assert (rejected["review"], rejected["review_reason"]) == ("rejected", "no text of ours")
    review("relations", document, "rejection", reason="no text of ours")
    assert review("relations", number).json() == confirmed
    assert review("relations", number, target=None).json()["target"] is None
    refused = review("relations", number, target="mcfn-2").json()
    assert refused["errors"][0]["pointer"] == "/target"
    assert review("relations", number, target="nowhere").status_code == 404
    with office.look(TESTS) as work:
        facts = work.session.exec(
            select(JournalEntry.fact)
            .where(col(JournalEntry.fact).startswith("relation."))
            .order_by(col(JournalEntry.id))
        ).all()
    assert facts == ["relation.confirmed", "relation.rejected", "relation.confirmed"]
    assert [each["symbol"] for each in listed("relations", review="confirmed")] == ["7/48-W"]


def test_outsiders_read_confirmed_relations_of_what_they_may_see(
    client, tokens, bring, listed, review
):
    bring(FOUNTAINS, language="en")
    first = client.get("/v1/mandates?resolution=mcfn-2&review=open", headers=tokens("viewer"))
    review("mandates", first.json()["items"][0]["id"])
    review("relations", listed("relations")[0]["id"])
    seen = client.get("/v1/resolutions/mcfn-2/relations").json()["items"]
    assert [each["review"] for each in seen] == ["confirmed"]
    assert client.get("/v1/resolutions/mcfn-2/reported-events").json()["items"] == []


def test_outsiders_learn_no_name_of_a_resolution_that_they_may_not_see(
    client, tokens, bring, listed, review
):
    bring(WELLS, language="en")
    bring(FOUNTAINS, language="en")
    review("relations", listed("relations")[0]["id"])
    asked = "/v1/mandates?review=open&resolution="

    def confirm_one(slug):
        found = client.get(f"{asked}{slug}", headers=tokens("viewer")).json()["items"]
        review("mandates", found[0]["id"])

    confirm_one("mcwl-1")
    incoming = "/v1/resolutions/mcwl-1/relations?direction=incoming"
    assert client.get(incoming).json()["items"] == []
    confirm_one("mcfn-2")
    assert [each["resolution"] for each in client.get(incoming).json()["items"]] == ["mcfn-2"]


def test_the_target_is_named_to_those_who_may_see_it(client, tokens, bring, listed, review):
    bring(WELLS, language="en")
    bring(FOUNTAINS, language="en")
    review("relations", listed("relations")[0]["id"])
    open_ones = "/v1/mandates?review=open&resolution=mcfn-2"
    found = client.get(open_ones, headers=tokens("viewer")).json()["items"]
    review("mandates", found[0]["id"])
    (shown,) = client.get("/v1/resolutions/mcfn-2/relations").json()["items"]
    assert (shown["symbol"], shown["target"]) == ("OIC/MCWL-1/2029/RES/FINAL", None)
    assert "resolution/0001-01-01/mcwl-1" not in client.get("/v1/resolutions/mcfn-2.akn.xml").text


@pytest.mark.parametrize("what", ["relations", "reported-events"])
@pytest.mark.parametrize("role", ["focal_point", "viewer", "mailer", None])
def test_only_staff_review_what_was_read(client, tokens, bring, listed, what, role):
    bring(FOUNTAINS, language="en")
    headers = tokens(role) if role else {}
    path = f"/v1/{what}/{listed(what)[0]['id']}"
    statuses = {
        client.post(f"{path}/confirmation", headers=headers).status_code,
        client.post(f"{path}/rejection", json={"reason": "no"}, headers=headers).status_code,
    }
    assert statuses == {403 if role else 401}


def test_a_reported_event_is_a_suggestion_with_its_place_in_the_text(bring, listed):
    bring(FOUNTAINS, language="en")
    (event,) = listed("reported-events")
    assert {name: event[name] for name in ("paragraph", "type", "place", "organizers")} == {
        "paragraph": "2",
        "type": "workshop",
        "place": "Bamako",
        "organizers": ["SESRIC"],
    }
    assert (event["starts_on"], event["ends_on"], event["precision"]) == (
        "2024-05-03",
        "2024-05-04",
        "day",
    )
    assert event["review"] == "suggested"


def held(office):
    with office.look(TESTS) as work:
        events = work.session.exec(select(Event).where(Event.status == "held")).all()
        claims = work.session.exec(select(DateClaim).order_by(col(DateClaim.id))).all()
        dates = [(str(c.starts_on), str(c.ends_on), c.source, c.reference) for c in claims]
        return events, dates


def test_a_confirmed_report_enters_a_held_event_with_the_resolution_as_its_source(
    office, bring, listed, review
):
    bring(FOUNTAINS, language="en")
    (reported,) = listed("reported-events")
    assert review("reported-events", reported["id"]).json()["review"] == "confirmed"
    review("reported-events", reported["id"])
    deliver_due(office)
    (event,), dates = held(office)
    assert (event.type, event.starts_at.isoformat(), event.ends_at.isoformat()) == (
        "workshop",
        "2024-05-03T00:00:00",
        "2024-05-05T00:00:00",
    )
    assert (event.venue["city"], event.whole_days, event.title["en"][:8]) == (
        "Bamako",
        True,
        "workshop",
    )
    assert dates == [("2024-05-03", "2024-05-04", "resolution", "mcfn-2 §2")]
    with office.look(TESTS) as work:
        assert [(o.body, o.role) for o in work.session.exec(select(Organizer))] == [
            ("SESRIC", "lead")
        ]
        (milestone,) = work.session.exec(select(Milestone))
    assert (milestone.status, milestone.since) == ("held", event.ends_at_utc)


def test_two_sources_with_different_dates_are_both_kept(office, bring, listed, review):
    bring(FOUNTAINS, language="en")
    other = FOUNTAINS.replace("MCFN-2/2031", "MCFN-3/2033").replace("3-4 May", "17-18 May")
    bring(other, "other.md", language="en")
    for slug in ("mcfn-2", "mcfn-3"):
        review("reported-events", listed("reported-events", slug)[0]["id"])
    deliver_due(office)
    (event,), dates = held(office)
    assert event.starts_at.isoformat() == "2024-05-03T00:00:00"
    assert dates == [
        ("2024-05-03", "2024-05-04", "resolution", "mcfn-2 §2"),
        ("2024-05-17", "2024-05-18", "resolution", "mcfn-3 §2"),
    ]
    with office.look(TESTS) as work:
        facts = list(work.session.exec(select(JournalEntry.fact).order_by(col(JournalEntry.id))))
    assert facts[-2:] == ["event.recorded", "event.date_claimed"]


def test_another_time_or_another_house_is_another_event(office, bring, listed, review):
    bring(FOUNTAINS, language="en")
    said = [("3-4 May", "3-4 August"), ("held by SESRIC in Bamako", "held by ICESCO in Niamey")]
    for number, (old, new) in enumerate(said, 3):
        other = FOUNTAINS.replace("MCFN-2/2031", f"MCFN-{number}/2033").replace(old, new)
        bring(other, f"{number}.md", language="en")
    for slug in ("mcfn-2", "mcfn-3", "mcfn-4"):
        review("reported-events", listed("reported-events", slug)[0]["id"])
    deliver_due(office)
    events, _ = held(office)
    assert len(events) == 3


def test_a_correction_after_the_confirmation_is_a_further_date_of_the_same_event(
    office, bring, listed, review
):
    bring(FOUNTAINS, language="en")
    asked = listed("reported-events")[0]["id"]
    review("reported-events", asked)
    review("reported-events", asked, starts_on="2024-07-03", ends_on="2024-07-04")
    review("reported-events", asked, title="Another name")
    deliver_due(office)
    (_,), dates = held(office)
    assert [each[:2] for each in dates] == [
        ("2024-05-03", "2024-05-04"),
        ("2024-07-03", "2024-07-04"),
    ]


def test_the_reviewer_corrects_what_was_misread_before_it_becomes_an_event(
    office, bring, listed, review
):
    bring(FOUNTAINS.replace("3-4 May 2024", "May 2024"), language="en")
    asked = listed("reported-events")[0]["id"]
    said = {"type": "seminar", "place": None, "organizers": ["TR"], "partners": ["ICESCO"]}
    assert review("reported-events", asked, **said).status_code == 200
    deliver_due(office)
    (event,), _ = held(office)
    assert (event.type, event.venue) == ("seminar", None)
    with office.look(TESTS) as work:
        assert [(s.state, s.role) for s in work.session.exec(select(InvolvedState))] == [
            ("TR", "host")
        ]
        assert [(o.body, o.role) for o in work.session.exec(select(Organizer))] == [
            ("ICESCO", "partner")
        ]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"organizers": ["SESRIC", "NOBODY"]}, "/organizers/1"),
        ({"starts_on": "2024-05-09"}, "/ends_on"),
        ({"ends_on": "2026-11-24"}, "/ends_on"),
        ({"type": "party"}, "/type"),
        ({"starts_on": None}, "/starts_on"),
    ],
)
def test_a_report_that_cannot_be_right_is_refused(bring, listed, review, said, pointer):
    bring(FOUNTAINS, language="en")
    answer = review("reported-events", listed("reported-events")[0]["id"], **said)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_rejected_report_is_no_event(office, bring, listed, review):
    bring(FOUNTAINS, language="en")
    asked = listed("reported-events")[0]["id"]
    for _ in range(2):
        answer = review("reported-events", asked, "rejection", reason="it was a plan").json()
    assert (answer["review"], answer["review_reason"]) == ("rejected", "it was a plan")
    assert deliver_due(office) == 0


@pytest.mark.skipif(
    not REAL.exists(), reason="the resolution's own text is not beside this checkout"
)
def test_what_the_catalogue_knows_already_is_not_entered_twice(office, bring, listed, review):
    with office.work(TESTS) as work:
        load_past_events(work)
    before = len(held(office)[0])
    bring(REAL.read_text(encoding="utf-8"), REAL.name, language="fr")
    workshops = [each for each in listed("reported-events", "mcsd-2") if each["paragraph"] == "86"]
    assert [each["starts_on"] for each in workshops] == ["2019-12-23", "2021-02-24"]
    for each in workshops:
        review("reported-events", each["id"])
    deliver_due(office)
    events, dates = held(office)
    assert len(events) == before
    assert len([each for each in dates if each[3] == "mcsd-2 §86"]) == 2
