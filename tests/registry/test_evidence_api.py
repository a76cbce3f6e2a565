"""Claims over HTTP: from draft to approved or returned, seen and moved by those they concern."""

from uuid import uuid4

import pytest
from sqlmodel import col, select

from core.journal import JournalEntry
from core.people import system
from registry import Evidence, EvidenceStep, Mandate

REPORT = {
    "kind": "report",
    "title": "Report on the workshop",
    "url": "https://example.org/report",
    "on": "2026-10-01",
}


@pytest.fixture
def path(office, catalogue):
    """The address of a mandate's claims."""
    with office.look(system("tests")) as work:
        claim = work.session.exec(select(Mandate.id).where(Mandate.reference == "mcsd-2/14")).one()
    return f"/v1/mandates/{claim}/evidence"


@pytest.fixture
def people(tokens):
    """The headers of everybody who may have to do with a claim."""
    return {
        "admin": tokens("admin"),
        "organizer": tokens("organizer"),
        "secretariat": tokens("organizer", body="GENERAL_SECRETARIAT"),
        "sesric": tokens("organizer", body="SESRIC"),
        "icesco": tokens("organizer", body="ICESCO"),
        "turkey": tokens("focal_point", state="TR"),
        "egypt": tokens("focal_point", state="EG"),
        "viewer": tokens("viewer"),
        "mailer": tokens("mailer"),
    }


@pytest.fixture
def record(client, people, path):
    """Record a claim as somebody: `record("turkey")` gives the response."""

    def send(who, **said):
        return client.post(path, json={**REPORT, **said}, headers=people[who])

    return send


@pytest.fixture
def move(client, people):
    """Move a claim: `move("sesric", claim, "submission")`."""

    def send(who, claim, step, **said):
        return client.post(f"/v1/evidence/{claim}/{step}", json=said or None, headers=people[who])

    return send


@pytest.fixture
def seen_by(client, people):
    """Who sees a claim."""

    def ask(claim):
        return {
            who
            for who, headers in people.items()
            if client.get(f"/v1/evidence/{claim}", headers=headers).status_code == 200
        }

    return ask


def test_a_claim_goes_from_draft_to_approved_and_every_step_is_kept(office, record, move):
    recorded = record("turkey", activity="workshop", note="held in Ankara")
    drafted = recorded.json()
    claim = drafted["id"]
    assert (recorded.status_code, drafted["status"], drafted["grade"]) == (201, "draft", "claimed")
    assert (drafted["state"], drafted["body"], drafted["on"], drafted["activity"]) == (
        "TR",
        None,
        "2026-10-01",
        "workshop",
    )
    move("turkey", claim, "submission")
    move("organizer", claim, "review")
    returned = move(
        "organizer", claim, "return", reason="the list of participants is missing"
    ).json()
    move("turkey", claim, "submission")
    approved = move("sesric", claim, "approval").json()
    assert (returned["status"], approved["status"], approved["grade"]) == (
        "returned",
        "approved",
        "supported",
    )
    assert [(step["status"], step["grade"], step["reason"]) for step in approved["steps"]] == [
        ("draft", "claimed", None),
        ("submitted", "claimed", None),
        ("under_review", "claimed", None),
        ("returned", "claimed", "the list of participants is missing"),
        ("submitted", "claimed", None),
        ("approved", "supported", None),
    ]
    with office.look(system("tests")) as work:
        facts = work.session.exec(
            select(JournalEntry.fact)
            .where(col(JournalEntry.fact).startswith("evidence."))
            .order_by(col(JournalEntry.id))
        ).all()
        assert len(work.session.exec(select(EvidenceStep)).all()) == 6
    assert [fact.removeprefix("evidence.") for fact in facts] == [
        "recorded",
        "submitted",
        "taken_up",
        "returned",
        "submitted",
        "approved",
    ]


def test_only_the_secretariat_verifies(record, move):
    outcomes = {}
    for who in ("organizer", "sesric", "secretariat", "admin"):
        claim = record("turkey").json()["id"]
        move("turkey", claim, "submission")
        answer = move(who, claim, "approval", grade="verified", reason="seen on the spot")
        outcomes[who] = (answer.status_code, answer.json().get("grade"))
    assert outcomes == {
        "organizer": (403, None),
        "sesric": (403, None),
        "secretariat": (200, "verified"),
        "admin": (200, "verified"),
    }


def test_a_claim_can_be_taken_back_and_supports_nothing_then(record, move):
    claim = record("sesric").json()["id"]
    move("sesric", claim, "submission")
    move("admin", claim, "approval")
    gone = move("sesric", claim, "retraction", reason="it was another workshop").json()
    assert (gone["status"], gone["grade"]) == ("retracted", "claimed")


@pytest.mark.parametrize(
    ("way", "step"),
    [
        ([], "review"),
        ([], "approval"),
        ([], "return"),
        (["submission"], "submission"),
        (["submission", "review"], "submission"),
        (["submission", "review"], "review"),
        (["submission", "approval"], "return"),
        (["submission", "approval"], "approval"),
        (["submission", "return"], "approval"),
        (["retraction"], "submission"),
        (["retraction"], "retraction"),
    ],
)
def test_a_step_begins_only_where_it_can(record, move, way, step):
    why = {"return": {"reason": "unclear"}, "retraction": {"reason": "mistaken"}}
    claim = record("admin").json()["id"]
    for done in way:
        assert move("admin", claim, done, **why.get(done, {})).status_code == 200
    answer = move("admin", claim, step, **why.get(step, {}))
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "/problems/evidence-step-not-possible",
    )


def test_a_focal_point_speaks_for_its_own_state_only(record):
    assert record("turkey", state="TR").json()["state"] == "TR"
    assert record("turkey", state="EG").status_code == 403
    assert record("turkey", body="SESRIC").status_code == 403


def test_a_bodys_organizer_speaks_for_its_body(record):
    assert record("sesric").json()["body"] == "SESRIC"
    assert record("sesric", body="SESRIC").json()["body"] == "SESRIC"
    assert record("sesric", body="ICESCO").status_code == 403
    on_behalf = record("sesric", state="TR").json()
    assert (on_behalf["state"], on_behalf["body"]) == ("TR", None)
    anybody = record("organizer", state="TR", body="ICESCO").json()
    assert (anybody["state"], anybody["body"]) == ("TR", "ICESCO")


def test_others_neither_submit_nor_retract_a_claim(record, move):
    claim = record("turkey").json()["id"]
    assert move("egypt", claim, "submission").status_code == 404
    assert move("icesco", claim, "submission").status_code == 404
    move("turkey", claim, "submission")
    assert move("icesco", claim, "retraction", reason="not ours").status_code == 403
    assert move("turkey", claim, "approval").status_code == 403
    assert move("viewer", claim, "submission").status_code == 403
    on_behalf = record("sesric", state="TR").json()["id"]
    assert move("sesric", on_behalf, "submission").status_code == 200


def test_a_draft_is_seen_by_its_side_a_claim_by_reviewers_an_approved_one_by_all(
    record, move, seen_by
):
    claim = record("turkey").json()["id"]
    assert seen_by(claim) == {"admin", "organizer", "turkey"}
    move("turkey", claim, "submission")
    reviewers = {"admin", "organizer", "secretariat", "sesric", "icesco", "viewer"}
    assert seen_by(claim) == {*reviewers, "turkey"}
    move("admin", claim, "approval")
    assert seen_by(claim) == {*reviewers, "turkey", "egypt"}


def test_a_bodys_draft_is_not_seen_by_other_bodies(record, seen_by):
    claim = record("sesric").json()["id"]
    assert seen_by(claim) == {"admin", "organizer", "sesric"}


def test_a_list_shows_what_its_reader_may_see(client, people, path, record):
    first, second = (record(who).json()["id"] for who in ("turkey", "sesric"))
    listed = {
        who: [each["id"] for each in client.get(path, headers=people[who]).json()["items"]]
        for who in ("admin", "turkey", "egypt", "sesric", "viewer")
    }
    assert listed == {
        "admin": [first, second],
        "turkey": [first],
        "egypt": [],
        "sesric": [second],
        "viewer": [],
    }
    assert client.get(path).status_code == 401


def test_the_same_key_records_once(client, office, people, path):
    headers = {**people["turkey"], "Idempotency-Key": "once"}
    first, again = (client.post(path, json=REPORT, headers=headers) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    with office.look(system("tests")) as work:
        assert len(work.session.exec(select(Evidence)).all()) == 1


def test_nothing_is_claimed_about_a_rejected_mandate(client, people, path, record):
    rejection = path.replace("evidence", "rejection")
    client.post(rejection, json={"reason": "misread"}, headers=people["admin"])
    answer = record("turkey")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/mandate-rejected")


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"state": "ZZ"}, "/state"),
        ({"body": "NOBODY"}, "/body"),
        ({"on": "2026-11-25"}, "/on"),
        ({"kind": "link", "url": None}, ""),
        ({"kind": "note"}, ""),
        ({"url": None}, ""),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"title": "a\u0000b"}, "/title"),
        ({"status": "approved"}, "/status"),
        ({"grade": "verified"}, "/grade"),
    ],
)
def test_a_claim_that_cannot_be_right_is_refused(record, said, pointer):
    answer = record("admin", **said)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_an_approval_is_more_than_a_claim(record, move):
    claim = record("admin").json()["id"]
    move("admin", claim, "submission")
    assert move("admin", claim, "approval", grade="claimed").status_code == 422


def test_who_has_no_part_in_claims_records_none(record, client, path, people):
    assert [record(who).status_code for who in ("viewer", "mailer")] == [403, 403]
    assert client.post(path, json=REPORT).status_code == 401
    absent = f"/v1/mandates/{uuid4()}/evidence"
    assert client.post(absent, json=REPORT, headers=people["admin"]).status_code == 404
    assert client.get(f"/v1/evidence/{uuid4()}", headers=people["admin"]).status_code == 404


def test_a_returned_claim_asks_questions_and_comes_back_with_answers(record, move):
    claim = record("turkey").json()["id"]
    move("turkey", claim, "submission")
    asked = ["How many took part?", "كم دولة شاركت؟"]
    returned = move("sesric", claim, "return", reason="two things", questions=asked).json()
    assert returned["steps"][-1]["questions"] == asked
    too_few = move("turkey", claim, "submission", answers=["41"])
    assert (too_few.status_code, too_few.json()["errors"][0]["pointer"]) == (422, "/answers")
    again = move("turkey", claim, "submission", answers=["41", "٩"]).json()
    assert [(step["status"], step["questions"], step["answers"]) for step in again["steps"]] == [
        ("draft", [], []),
        ("submitted", [], []),
        ("returned", asked, []),
        ("submitted", [], ["41", "٩"]),
    ]


def test_answers_are_for_questions(record, move):
    claim = record("turkey").json()["id"]
    answer = move("turkey", claim, "submission", answers=["nobody asked"])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/answers")
    assert move("turkey", claim, "submission").status_code == 200


def test_two_sources_may_give_two_dates_and_both_stay(record, client, people):
    """The second Conakry workshop: February in the resolution, March in the press."""
    press = {"on": "2021-03-17", "until": "2021-03-18", "source": "the press"}
    claim = record("admin", on="2021-02-24", dates=[press]).json()
    seen = client.get(f"/v1/evidence/{claim['id']}", headers=people["viewer"])
    assert seen.status_code == 404  # a draft
    seen = client.get(f"/v1/evidence/{claim['id']}", headers=people["admin"]).json()
    assert (seen["on"], seen["dates"]) == ("2021-02-24", [press])


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"on": "2026-11-25", "source": "the press"}, "/dates/0/on"),
        ({"on": "2021-03-18", "until": "2021-03-17", "source": "the press"}, "/dates/0"),
        ({"on": "2021-03-18"}, "/dates/0/source"),
    ],
)
def test_a_date_that_cannot_be_right_is_refused(record, said, pointer):
    answer = record("admin", dates=[said])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
