"""Mandates over HTTP: correct, confirm, reject, decide; each with its reason and its fact."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from core.journal import JournalEntry
from core.people import ANONYMOUS, system
from core.problem import Missing
from registry import (
    Mandate,
    changes_of,
    mandate_of,
    unknown_bodies,
    unknown_mandates,
    unknown_states,
)

TESTS = system("tests")


@pytest.fixture
def mandate(office, catalogue):
    """The id of a mandate: `mandate("mcsd-2/14")`."""

    def find(reference="mcsd-2/14"):
        with office.look(TESTS) as work:
            return work.session.exec(select(Mandate.id).where(Mandate.reference == reference)).one()

    return find


@pytest.fixture
def change(client, tokens):
    """Send a PATCH as an organizer: `change(asked, owner="SESRIC")`."""
    organizer = tokens("organizer")

    def send(asked, seen="*", **said):
        headers = {**organizer, "If-Match": seen}
        return client.patch(f"/v1/mandates/{asked}", json=said, headers=headers)

    return send


def facts_about(office, asked):
    with office.look(TESTS) as work:
        query = select(JournalEntry).where(JournalEntry.subject == UUID(str(asked)))
        rows = work.session.exec(query.order_by(col(JournalEntry.id))).all()
    return [(row.fact, row.body.get("before"), row.body.get("after")) for row in rows]


def test_another_rule_takes_a_reason_and_the_journal_keeps_both(office, change, mandate):
    asked = mandate()
    refused = change(asked, rule="count", rule_count=3)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")
    answer = change(asked, rule="count", rule_count=3, rule_period="annual", reason="one each year")
    shown = answer.json()
    assert (answer.status_code, shown["rule"], shown["rule_count"], shown["rule_period"]) == (
        200,
        "count",
        3,
        "annual",
    )
    assert (shown["reference"], shown["rule_reason"]) == ("mcsd-2/14", "one each year")
    ((fact, before, after),) = facts_about(office, asked)
    assert fact == "mandate.changed"
    assert (before["rule"], before["rule_count"], after["rule"]) == ("each_addressee", 1, "count")
    with office.look(TESTS) as work:
        (told,) = changes_of(work, [asked])
    assert (told.mandate, told.before, told.after) == (asked, before, after)


def test_a_corrected_reading_brings_its_own_rule_until_a_person_has_set_one(change, mandate):
    asked = mandate("mcsd-2/4")
    corrected = change(asked, addressees=["SESRIC"], recurrence="annual").json()
    assert (corrected["rule"], corrected["rule_period"]) == ("count", "annual")
    change(asked, rule="any", rule_period=None, reason="once is enough")
    kept = change(asked, recurrence=None, addressees=["MEMBER_STATES", "TR"]).json()
    assert (kept["rule"], kept["rule_reason"]) == ("any", "once is enough")
    assert kept["addressees"] == ["MEMBER_STATES", "TR"]


def test_every_part_of_a_reading_can_be_corrected(change, mandate):
    said = {
        "verb": "INVITE",
        "canonical": "invites",
        "kind": "deliverable",
        "activities": [],
        "deliverables": ["study"],
        "addressees": ["SESRIC"],
        "partners": ["ICESCO"],
        "quantity": 2,
        "due": {"date": "2027-12-31", "basis": "explicit", "session": None},
        "owner": "SESRIC",
    }
    shown = change(mandate(), **said).json()
    assert {name: shown[name] for name in said} == said
    assert (shown["rule"], shown["rule_count"]) == ("count", 2)


def test_a_deadline_may_wait_for_a_session_and_may_go(change, mandate):
    waits = change(mandate(), due={"basis": "session", "session": "MCSD-3"}).json()
    assert waits["due"] == {"date": None, "basis": "session", "session": "MCSD-3"}
    assert change(mandate(), due=None).json()["due"] is None


def test_saying_what_is_so_already_changes_nothing(office, change, mandate):
    first = change(mandate(), owner="SESRIC")
    again = change(mandate(), owner="SESRIC", rule=first.json()["rule"])
    assert again.headers["etag"] == first.headers["etag"]
    assert [fact for fact, _, _ in facts_about(office, mandate())] == ["mandate.changed"]


def test_a_change_names_the_version_that_its_author_saw(client, tokens, change, mandate):
    etag = change(mandate(), owner="SESRIC").headers["etag"]
    assert change(mandate(), seen=etag, owner="ICESCO").status_code == 200
    assert change(mandate(), seen=etag, owner="IRCICA").status_code == 412
    plain = client.patch(f"/v1/mandates/{mandate()}", json={}, headers=tokens("admin"))
    assert plain.status_code == 428


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"addressees": ["SESRIC", "NOBODY"]}, "/addressees/1"),
        ({"partners": ["ZZ"]}, "/partners/0"),
        ({"owner": "NOBODY"}, "/owner"),
        ({"due": {"basis": "session", "session": "MCSD-99"}}, "/due/session"),
        ({"due": {"basis": "session"}}, "/due"),
        ({"due": {"basis": "explicit"}}, "/due"),
        ({"due": {"basis": "none"}}, "/due"),
        ({"due": {"basis": "policy", "date": "2027-01-01", "session": "MCSD-3"}}, "/due"),
        ({"kind": None}, "/kind"),
        ({"kind": "party"}, "/kind"),
        ({"activities": ["party"]}, "/activities/0"),
        ({"rule_count": 0}, "/rule_count"),
        ({"quantity": 2**63}, "/quantity"),
        ({"recurrence": "hourly"}, "/recurrence"),
        ({"verb": "A\u2028B"}, "/verb"),
        ({"status": "fulfilled"}, "/status"),
    ],
)
def test_a_value_that_cannot_be_right_is_named(change, mandate, said, pointer):
    answer = change(mandate(), **said)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


def test_a_suggestion_is_confirmed_or_rejected_and_either_can_be_changed(
    office, client, tokens, bring, garden_fr, mandate, clock
):
    bring(garden_fr, language="fr")
    asked, organizer = mandate("mcgr-9/1"), tokens("organizer", body="SESRIC")
    confirmed = client.post(f"/v1/mandates/{asked}/confirmation", headers=organizer)
    again = client.post(f"/v1/mandates/{asked}/confirmation", headers=organizer)
    assert (confirmed.status_code, confirmed.json()["review"]) == (200, "confirmed")
    assert datetime.fromisoformat(confirmed.json()["reviewed_at"]) == clock.now
    assert again.headers["etag"] == confirmed.headers["etag"]
    why = {"reason": "only greets"}
    rejected = client.post(f"/v1/mandates/{asked}/rejection", json=why, headers=organizer)
    client.post(f"/v1/mandates/{asked}/rejection", json=why, headers=organizer)
    assert (rejected.json()["review"], rejected.json()["review_reason"]) == (
        "rejected",
        "only greets",
    )
    assert client.post(f"/v1/mandates/{asked}/confirmation", headers=organizer).json()[
        "review"
    ] == ("confirmed")
    assert [fact for fact, _, _ in facts_about(office, asked)] == [
        "mandate.confirmed",
        "mandate.rejected",
        "mandate.confirmed",
    ]


def test_a_decision_takes_a_mandate_out_of_the_count_until_it_is_withdrawn(
    office, client, tokens, mandate
):
    path, organizer = f"/v1/mandates/{mandate()}", tokens("organizer")
    superseded = {"kind": "superseded", "reason": "the third session asks for it anew"}
    made = client.post(f"{path}/decision", json=superseded, headers=organizer)
    assert (made.status_code, made.json()["kind"], made.json()["withdrawn_at"]) == (
        201,
        "superseded",
        None,
    )
    second = client.post(f"{path}/decision", json=superseded, headers=organizer)
    assert (second.status_code, second.json()["type"]) == (409, "/problems/already-decided")
    why = {"reason": "it did not"}
    gone = client.post(f"{path}/decision/withdrawal", json=why, headers=organizer)
    assert (gone.status_code, gone.json()["withdrawal_reason"]) == (200, "it did not")
    assert (
        client.post(f"{path}/decision/withdrawal", json=why, headers=organizer).status_code == 404
    )
    client.post(
        f"{path}/decision", json={**superseded, "kind": "not_applicable"}, headers=organizer
    )
    listed = client.get(f"{path}/decisions", headers=tokens("viewer")).json()["items"]
    assert [each["kind"] for each in listed] == ["superseded", "not_applicable"]
    assert [fact for fact, _, _ in facts_about(office, mandate())] == [
        "mandate.decided",
        "mandate.decision_withdrawn",
        "mandate.decided",
    ]


def test_the_same_key_decides_once(client, tokens, mandate):
    headers = {**tokens("admin"), "Idempotency-Key": "once"}
    said = {"kind": "closed_unfulfilled", "reason": "no host was found"}
    path = f"/v1/mandates/{mandate()}/decision"
    first, again = (client.post(path, json=said, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert first.headers["etag"] == again.headers["etag"]


def test_nothing_is_decided_about_a_rejected_mandate(client, tokens, mandate):
    path, organizer = f"/v1/mandates/{mandate()}", tokens("organizer")
    client.post(f"{path}/rejection", json={"reason": "misread"}, headers=organizer)
    said = {"kind": "superseded", "reason": "whatever"}
    answer = client.post(f"{path}/decision", json=said, headers=organizer)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/mandate-rejected")


@pytest.mark.parametrize("role", ["focal_point", "viewer", "mailer", None])
def test_only_staff_change_mandates(client, tokens, mandate, role):
    headers = {**(tokens(role) if role else {}), "If-Match": "*"}
    path, why = f"/v1/mandates/{mandate()}", {"reason": "because", "kind": "superseded"}
    statuses = {
        client.patch(path, json={}, headers=headers).status_code,
        client.post(f"{path}/confirmation", headers=headers).status_code,
        client.post(f"{path}/rejection", json=why, headers=headers).status_code,
        client.post(f"{path}/decision", json=why, headers=headers).status_code,
        client.post(f"{path}/decision/withdrawal", json=why, headers=headers).status_code,
    }
    assert statuses == {403 if role else 401}


def test_what_is_not_there_is_missing(client, tokens, change, catalogue):
    assert change(uuid4(), owner="SESRIC").status_code == 404
    assert change("mcsd-2", owner="SESRIC").status_code == 422
    assert (
        client.get(f"/v1/mandates/{uuid4()}/decisions", headers=tokens("admin")).status_code == 404
    )


def test_an_outsider_finds_only_confirmed_mandates(office, bring, garden_fr, mandate):
    bring(garden_fr, language="fr")
    suggested = mandate("mcgr-9/1")
    with office.look(ANONYMOUS) as work:
        assert mandate_of(work, mandate()).reference == "mcsd-2/14"
        with pytest.raises(Missing):
            mandate_of(work, suggested)


def test_the_registry_says_which_codes_and_ids_it_does_not_know(office, mandate):
    absent = uuid4()
    with office.look(TESTS) as work:
        assert unknown_bodies(work, ["SESRIC", "NOBODY", "TR"]) == {"NOBODY", "TR"}
        assert unknown_states(work, ["TR", "ZZ"]) == {"ZZ"}
        assert unknown_mandates(work, [mandate(), absent]) == {absent}
        assert unknown_mandates(work, []) == set()
