"""A clause that was cut wrongly or missed is put right, and nothing of it disappears."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from core.dispatch import deliver_due
from core.journal import JournalEntry
from core.people import system
from events import Link
from registry import Mandate, Paragraph, load_catalogue
from tests.factories import an_event

TESTS = system("tests")
CLAUSE = {"verb": "REQUESTS", "canonical": "requests", "kind": "event", "activities": ["seminar"]}


@pytest.fixture
def mandate(office, catalogue):
    """The id of a mandate: `mandate("mcsd-2/14")`."""

    def find(reference):
        with office.look(TESTS) as work:
            asked = select(Mandate.id).where(Mandate.reference == reference)
            return str(work.session.exec(asked).one())

    return find


@pytest.fixture
def send(client, tokens):
    """Post as an organizer: `send("mandates/<id>/split", clauses=[...])`."""
    organizer = tokens("organizer")

    def post(path, **said):
        return client.post(f"/v1/{path}", json=said, headers=organizer)

    return post


@pytest.fixture
def paragraph(office, bring, garden_en):
    """The id of a paragraph of the invented resolution."""
    bring(garden_en, language="en")

    def find(label):
        with office.look(TESTS) as work:
            query = select(Paragraph.id).where(Paragraph.label == label)
            return str(work.session.exec(query.order_by(col(Paragraph.id).desc())).first())

    return find


def row(office, asked):
    with office.look(TESTS) as work:
        return work.get(Mandate, UUID(asked))


def facts(office, *names):
    with office.look(TESTS) as work:
        query = select(JournalEntry).where(col(JournalEntry.fact).in_(names))
        rows = work.session.exec(query.order_by(col(JournalEntry.id))).all()
    return [(each.fact, str(each.subject), each.body) for each in rows]


def test_a_split_makes_a_mandate_of_each_clause_and_the_first_keeps_its_identity(
    office, bring, garden_en, mandate, send
):
    bring(garden_en, language="en")
    asked = mandate("mcgr-9/1")
    second = {**CLAUSE, "addressees": ["SESRIC"], "partners": ["ICESCO"], "quantity": 3}
    due = {"basis": "explicit", "date": "2033-01-31"}
    first = {**CLAUSE, "activities": ["training"], "due": due}
    answer = send(f"mandates/{asked}/split", clauses=[first, second])
    assert answer.status_code == 201, answer.text
    one, other = answer.json()["items"]
    assert (one["id"], one["reference"], one["activities"]) == (asked, "mcgr-9/1", ["training"])
    assert (one["due"]["date"], one["review"], one["addressees"]) == ("2033-01-31", "confirmed", [])
    assert (other["reference"], other["addressees"], other["source"]) == (
        "mcgr-9/1.2",
        ["SESRIC"],
        "person",
    )
    assert (other["split_from"], other["rule"], other["rule_count"]) == (asked, "count", 3)
    (split, added) = facts(office, "mandate.split", "mandate.added")
    assert split[:2] == ("mandate.split", asked)
    assert split[2]["parts"] == [other["id"]]
    assert split[2]["before"]["review"] == "suggested"
    assert (added[1], added[2]["origin"]) == (other["id"], asked)


def test_a_split_keeps_the_rule_that_a_person_set_and_the_evidence(client, tokens, mandate, send):
    asked, admin = mandate("mcsd-2/14"), tokens("admin")
    ruled = {"rule": "count", "rule_count": 4, "reason": "one each quarter"}
    client.patch(f"/v1/mandates/{asked}", json=ruled, headers={**admin, "If-Match": "*"})
    claim = {"kind": "note", "title": "Done", "note": "It was held."}
    send(f"mandates/{asked}/evidence", **claim)
    parts = send(f"mandates/{asked}/split", clauses=[CLAUSE, CLAUSE]).json()["items"]
    assert [(part["rule"], part["rule_count"]) for part in parts] == [("count", 4), ("any", 1)]
    counts = [
        len(client.get(f"/v1/mandates/{part['id']}/evidence", headers=admin).json()["items"])
        for part in parts
    ]
    assert counts == [1, 0]


def test_the_parts_stand_behind_the_first_and_before_the_next_paragraph(
    client, tokens, mandate, send
):
    parts = send(f"mandates/{mandate('mcsd-2/4')}/split", clauses=[CLAUSE] * 3).json()["items"]
    listed = client.get(
        "/v1/resolutions/mcsd-2/paragraphs?section=A&limit=6", headers=tokens("viewer")
    ).json()["items"]
    shown = next(each for each in listed if each["label"] == "4")["mandates"]
    assert [each["id"] for each in shown][:3] == [part["id"] for part in parts]


def test_the_catalogue_leaves_split_and_added_mandates_alone(office, mandate, send):
    asked = mandate("mcsd-2/14")
    send(f"mandates/{asked}/split", clauses=[CLAUSE, {**CLAUSE, "canonical": "urges"}])
    with office.work(TESTS) as work:
        loaded = load_catalogue(work)
    assert (loaded.added, loaded.changed) == ({}, {})
    assert row(office, asked).activities == ["seminar"]


def test_a_merge_takes_up_the_others_and_rejects_them_with_a_pointer(
    office, bring, garden_en, mandate, send
):
    bring(garden_en, language="en")
    kept, other = mandate("mcgr-9/2.2"), mandate("mcgr-9/2")
    spans = row(office, other).span, row(office, kept).span
    answer = send(f"mandates/{kept}/merge", mandates=[other], reason="one wish")
    assert answer.status_code == 200, answer.text
    merged = answer.json()
    assert (merged["verb"], merged["addressees"], merged["review"]) == (
        "REQUESTS",
        ["SESRIC"],
        "confirmed",
    )
    assert (merged["span"]["start"], merged["span"]["end"]) == (spans[0][0], spans[1][1])
    gone = row(office, other)
    assert (gone.review, str(gone.merged_into), gone.review_reason) == (
        "rejected",
        kept,
        "merged into mcgr-9/2.2: one wish",
    )
    told = facts(office, "mandate.merged", "mandate.rejected")
    assert [each[:2] for each in told] == [("mandate.merged", kept), ("mandate.rejected", other)]
    assert told[0][2]["absorbed"] == [other]
    assert told[1][2]["after"]["merged_into"] == kept
    again = send(f"mandates/{other}/confirmation").json()
    assert (again["review"], again["merged_into"]) == ("confirmed", None)


def test_a_merge_may_say_itself_what_the_clause_is(bring, garden_en, mandate, send):
    bring(garden_en, language="en")
    kept, other = mandate("mcgr-9/2"), mandate("mcgr-9/2.2")
    span = {"language": "en", "start": 0, "end": 30}
    clause = {**CLAUSE, "addressees": ["ICESCO"], "span": span}
    merged = send(
        f"mandates/{kept}/merge", mandates=[other], reason="one wish", clause=clause
    ).json()
    assert (merged["kind"], merged["addressees"], merged["span"]) == ("event", ["ICESCO"], span)


def test_claims_and_events_of_a_merged_mandate_go_on_with_the_one_left(
    office, client, tokens, mandate, send
):
    kept, organizer = mandate("mcsd-2/14"), tokens("organizer")
    part = send(f"mandates/{kept}/split", clauses=[CLAUSE, CLAUSE]).json()["items"][1]["id"]
    claim = {"kind": "note", "title": "Done", "note": "It was held."}
    first = send(f"mandates/{part}/evidence", **claim).json()["id"]
    send(f"evidence/{first}/submission")
    retracted = send(f"mandates/{part}/evidence", **claim).json()["id"]
    send(f"evidence/{retracted}/retraction", reason="a mistake")
    both = an_event(office, mandates=[kept, part])
    one = an_event(office, mandates=[part])
    send(f"mandates/{kept}/merge", mandates=[part], reason="one wish")
    claims = client.get(f"/v1/mandates/{kept}/evidence", headers=organizer).json()["items"]
    assert [(each["title"], each["status"]) for each in claims] == [("Done", "submitted")]
    assert [step["reason"] for step in claims[0]["steps"]] == ["carried over from mcsd-2/14.2"]
    old = client.get(f"/v1/mandates/{part}/evidence", headers=organizer).json()["items"]
    assert [each["status"] for each in old] == ["submitted", "retracted"]
    (carried,) = facts(office, "evidence.carried_over")
    assert carried[2]["origin"] == part
    deliver_due(office)
    with office.look(TESTS) as work:
        rows = work.session.exec(select(Link).order_by(col(Link.id))).all()
    assert {(link.event_id, str(link.mandate_id)) for link in rows if link.until is None} == {
        (both.id, kept),
        (one.id, kept),
    }
    assert {str(link.mandate_id) for link in rows if link.until} == {part}


def test_what_was_missed_is_added_to_its_paragraph_and_counts(
    office, client, tokens, paragraph, send
):
    asked = paragraph("3")
    added = send(f"paragraphs/{asked}/mandates", **CLAUSE)
    assert added.status_code == 201, added.text
    shown = added.json()
    assert (shown["reference"], shown["review"], shown["source"]) == (
        "mcgr-9/3.2",
        "confirmed",
        "person",
    )
    assert added.headers["etag"] == '"1"'
    totals = client.get("/v1/coverage?resolution=mcgr-9", headers=tokens("viewer")).json()
    assert totals["totals"]["mandates"] == 1
    assert [fact for fact, *_ in facts(office, "mandate.added")] == ["mandate.added"]
    assert send(f"paragraphs/{paragraph('P1')}/mandates", **CLAUSE).json()["reference"] == (
        "mcgr-9/P1"
    )


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"addressees": ["NOBODY"]}, "/addressees/0"),
        ({"due": {"basis": "session", "session": "MCSD-99"}}, "/due/session"),
        ({"span": {"language": "en", "start": 0, "end": 9_000}}, "/span"),
        ({"span": {"language": "ar", "start": 0, "end": 9}}, "/span"),
        ({"span": {"language": "en", "start": 9, "end": 9}}, "/span"),
        ({"kind": "party"}, "/kind"),
        ({"verb": ""}, "/verb"),
    ],
)
def test_a_clause_that_cannot_be_right_is_refused_and_nothing_is_stored(
    office, paragraph, send, said, pointer
):
    asked = paragraph("3")
    answer = send(f"paragraphs/{asked}/mandates", **{**CLAUSE, **said})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert facts(office, "mandate.added") == []


def test_only_clauses_of_one_paragraph_are_one(bring, garden_en, mandate, send):
    bring(garden_en, language="en")
    kept, other, elsewhere = (mandate(f"mcgr-9/{each}") for each in ("2", "2.2", "1"))
    said = {"reason": "one wish"}
    far = send(f"mandates/{kept}/merge", mandates=[elsewhere], **said)
    assert (far.status_code, far.json()["type"]) == (409, "/problems/not-one-clause")
    assert send(f"mandates/{kept}/merge", mandates=[kept], **said).status_code == 422
    assert send(f"mandates/{kept}/merge", mandates=[str(uuid4())], **said).status_code == 404
    send(f"mandates/{other}/rejection", reason="asks nothing")
    assert send(f"mandates/{kept}/merge", mandates=[other], **said).status_code == 409
    gone = send(f"mandates/{other}/merge", mandates=[kept], **said)
    assert gone.json()["type"] == "/problems/mandate-rejected"
    assert send(f"mandates/{other}/split", clauses=[CLAUSE, CLAUSE]).status_code == 409
    nobody = [{**CLAUSE, "partners": ["NOBODY"]}, CLAUSE]
    refused = send(f"mandates/{kept}/split", clauses=nobody).json()
    assert refused["errors"][0]["pointer"] == "/clauses/0/partners/0"
    refused = send(f"mandates/{kept}/merge", mandates=[mandate("mcgr-9/2.2")], **said)
    assert refused.status_code == 409


def test_the_same_key_splits_once(client, tokens, mandate):
    headers = {**tokens("admin"), "Idempotency-Key": "once"}
    path, said = f"/v1/mandates/{mandate('mcsd-2/14')}/split", {"clauses": [CLAUSE, CLAUSE]}
    first, again = (client.post(path, json=said, headers=headers) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize("role", ["focal_point", "viewer", "mailer", None])
def test_only_staff_put_clauses_right(client, tokens, mandate, paragraph, role):
    headers, asked = tokens(role) if role else {}, mandate("mcsd-2/14")
    said = {"mandates": [asked], "reason": "because"}
    statuses = {
        client.post(
            f"/v1/mandates/{asked}/split", json={"clauses": [CLAUSE] * 2}, headers=headers
        ).status_code,
        client.post(f"/v1/mandates/{asked}/merge", json=said, headers=headers).status_code,
        client.post(
            f"/v1/paragraphs/{paragraph('3')}/mandates", json=CLAUSE, headers=headers
        ).status_code,
    }
    assert statuses == {403 if role else 401}
