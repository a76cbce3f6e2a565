"""A person's data: given out whole, erased without a trace, kept no longer than said (R15)."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlmodel import col, select

from core.dispatch import deliver_due
from core.journal import JournalDelivery, JournalEntry
from core.once import OnceKey
from events import Event, Person, Registration, Seat
from events.sessions.model import EventSession
from nadwa.app import build_app
from nadwa.tables import metadata
from nadwa.worker import tidy
from notifications import FilePost, Letter, LetterState, MemoryPost, send_due
from notifications.inbox_model import InboundMessage
from notifications.letters.outbox import address_digest
from notifications.model import Envelope, SuppressedAddress
from tests.factories import SYSTEM
from tests.trust.world import MAILING, PEOPLE, a_world


@pytest.fixture
def world(office):
    return a_world(office)


@pytest.fixture
def client(world):
    with TestClient(build_app(world.office, MAILING), raise_server_exceptions=False) as client:
        client.headers.update(world.headers["admin"])
        yield client


@pytest.fixture
def everywhere(world, tmp_path):
    """Leave traces of one person in every place that knows people; return the post's folder."""
    registration = world.ids["registration open SN"]
    named = {"name": "Aissatou Qarsene", "email": "aissatou@qarsene.example", "state": "SN"}
    send_due(world.office, FilePost(tmp_path))
    with world.office.work(SYSTEM) as work:
        row = work.get(Registration, registration)
        row.stated = {"name": "A. Qmarried", "position": "Qposition", "body": None, "state": "SN",
                      "language": "fr"}  # fmt: skip
        speaks = {"name": "Aissatou Qarsene", "registration": str(registration)}
        session = work.get(EventSession, world.ids["session of event open"])
        session.speakers = [*session.speakers, speaks]
        digest = address_digest("aissatou@qarsene.example")
        work.add(SuppressedAddress(digest=digest, reason="gone", since=work.now))
        work.add(
            OnceKey(actor="token:x", key="k", fingerprint="f", at=work.now,
                    answer={"body": {"person": named, "list": [named["email"]]}, "etag": None})
        )  # fmt: skip
        entry = work.session.exec(select(JournalEntry.id)).first()
        work.add(
            JournalDelivery(entry_id=entry, subscriber="tests", due_at=work.now,
                            done_at=work.now, error=f"ValueError: no {named['email']}")
        )  # fmt: skip
        theirs = select(InboundMessage).where(
            InboundMessage.registration_id == world.ids["registration open TR"]
        )
        work.session.exec(theirs).one().attendee = "Aissatou <Aissatou@Qarsene.example>"
        work.recorded += 1
    return tmp_path


def traces(office, *marks):
    """Return every table and column in which one of these words still stands."""
    found = []
    with office.look(SYSTEM) as look:
        for table in metadata.sorted_tables:
            for row in look.session.exec(sa.select(table)).mappings():
                for column, value in row.items():
                    said = repr(value).lower()
                    found += [(table.name, column) for mark in marks if mark.lower() in said]
    return sorted(set(found))


MARKS = ("qarsene", "qmarried", "qposition", "aissatou")


def test_the_traces_that_erasure_must_find_are_there(world, everywhere):
    tables = {table for table, _ in traces(world.office, *MARKS)}
    assert tables == {
        "person", "registration", "event_session", "letter", "envelope", "inbound_message",
        "proposal", "once_key", "journal_delivery",
    }  # fmt: skip
    assert any(b"qarsene" in file.read_bytes().lower() for file in everywhere.glob("*.eml"))


def test_an_export_holds_all_of_a_persons_data_and_nobody_elses(world, client, everywhere):
    answer = client.get(f"/v1/people/{world.ids['person open SN']}/export")
    kept = answer.json()
    assert answer.status_code == 200
    assert kept["person"]["email"] == "aissatou@qarsene.example"
    [registration] = kept["registrations"]
    assert registration["stated"]["position"] == "Qposition"
    assert registration["event"]["title"] == {"en": "Open workshop"}
    assert [each["title"] for each in registration["speaks_at"]] == [{"en": "Opening"}]
    assert {name: len(rows) for name, rows in kept["mail"].items()} == {
        "letters": 1, "invitations": 1, "messages": 1, "proposals": 1,
    }  # fmt: skip
    assert kept["mail"]["letters"][0]["recipient"] == "aissatou@qarsene.example"
    assert "qarturke" not in answer.text.lower()
    assert answer.headers["cache-control"] == "private, no-store"


def test_after_an_erasure_no_trace_is_left(world, client, everywhere, database_url):
    erased = client.delete(f"/v1/people/{world.ids['person open SN']}")
    assert erased.status_code == 204
    assert traces(world.office, *MARKS) == []
    tidy(world.office, FilePost(everywhere))
    files = [file.read_bytes().lower() for file in everywhere.glob("*.eml")]
    assert not [file for file in files if b"qarsene" in file or b"aissatou" in file]
    assert len(files) == len(PEOPLE) - 1
    if database_url.startswith("sqlite"):
        folder = [each for each in everywhere.iterdir() if each.name.startswith("nadwa.db")]
        kept = b"".join(each.read_bytes() for each in folder)
        assert [mark for mark in MARKS if mark.encode() in kept.lower()] == []
    with world.office.look(SYSTEM) as look:
        person = look.get(Person, world.ids["person open SN"])
        assert person.email == f"{person.id}@erased.invalid"
        assert person.erased_at == look.now
        left = look.session.exec(select(SuppressedAddress)).all()
        assert left == []


def counts(client, world):
    """Return every figure that is made from people, and what the journal says."""
    with world.office.look(SYSTEM) as look:
        events = look.session.exec(select(Event.id).order_by(col(Event.id))).all()
    figures = {str(event): client.get(f"/v1/events/{event}/statistics").json() for event in events}
    shown = {str(event): client.get(f"/v1/events/{event}").json() for event in events}
    return {
        "statistics": figures,
        "seats": {event: answer["seats"] for event, answer in shown.items()},
        "coverage": client.get("/v1/coverage?group_by=state").json()["groups"],
        "matrix": client.get("/v1/coverage/matrix?resolution=small-1").json(),
        "registrations": {
            event: sorted((each["seat"], each["answer"], each["person"]["state"])
                          for each in listed(client, event))
            for event in figures
        },
    }  # fmt: skip


def listed(client, event):
    return client.get(f"/v1/events/{event}/registrations").json()["items"]


def journal(world):
    with world.office.look(SYSTEM) as look:
        rows = look.session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))
        return [row.model_dump(mode="json") for row in rows]


def test_every_count_and_the_journal_are_as_before(world, client, everywhere):
    before, told = counts(client, world), journal(world)
    for where in PEOPLE:
        assert client.delete(f"/v1/people/{world.ids[f'person {where}']}").status_code == 204
        assert counts(client, world) == before
    after = journal(world)
    assert after[: len(told)] == told
    assert [each["fact"] for each in after[len(told) :]] == ["person.erased"] * len(PEOPLE)
    assert client.delete(f"/v1/people/{world.ids['person open SN']}").status_code == 204
    assert len(journal(world)) == len(after)


def test_nobody_is_written_to_after_an_erasure(world, client, everywhere):
    where, event = "open SN", world.ids["event open"]
    client.delete(f"/v1/people/{world.ids[f'person {where}']}")
    client.post(f"/v1/events/{event}/cancellation", json={"reason": "Too few people"})
    post = MemoryPost()
    while deliver_due(world.office) or send_due(world.office, post):
        pass
    assert {recipient for _, recipient, _ in post.delivered} == {"mehmet@qarturke.example"}
    with world.office.look(SYSTEM) as look:
        theirs = select(Letter).where(Letter.person_id == world.ids[f"person {where}"])
        letters = look.session.exec(theirs).all()
        assert {each.domain for each in letters} == {"erased.invalid"}
        assert {each.subject for each in letters} == {""}


def test_a_letter_that_waits_is_never_sent_after_an_erasure(world, client):
    client.delete(f"/v1/people/{world.ids['person open SN']}")
    post = MemoryPost()
    send_due(world.office, post)
    assert "aissatou@qarsene.example" not in {recipient for _, recipient, _ in post.delivered}
    with world.office.look(SYSTEM) as look:
        letter = look.get(Letter, world.ids["letter open SN"])
        assert letter.state is LetterState.SUPERSEDED
        asked = select(Envelope).where(Envelope.letter_id == letter.id)
        assert look.session.exec(asked).all() == []


@pytest.mark.parametrize(
    "path", ["/me/{page}", "/calendars/people/{feed}.ics", "/confirmations/{confirmation}"]
)
def test_the_links_of_somebody_erased_open_nothing(world, client, path):
    names = {kind: world.secrets[f"{kind} open SN"] for kind in ("page", "feed", "confirmation")}
    url = path.format(**names)
    assert client.get(url).status_code == 200
    client.delete(f"/v1/people/{world.ids['person open SN']}")
    assert client.get(url).status_code == 404


def test_whose_address_was_erased_may_come_back_as_somebody_new(world, client):
    client.delete(f"/v1/people/{world.ids['person open SN']}")
    person = {"name": "Aissatou", "email": "aissatou@qarsene.example", "state": "SN"}
    event = world.ids["event open"]
    made = client.post(f"/v1/events/{event}/registrations", json={"person": person})
    assert made.status_code == 201
    [found] = client.get("/v1/people", params={"email": person["email"]}).json()["items"]
    assert found["id"] != str(world.ids["person open SN"])


def test_a_rejection_keeps_no_words_about_somebody_erased(world, client):
    registration = world.ids["registration open SN"]
    client.post(f"/v1/registrations/{registration}/rejection", json={"reason": "Qreason"})
    client.delete(f"/v1/people/{world.ids['person open SN']}")
    shown = client.get(f"/v1/registrations/{registration}").json()
    assert (shown["seat"], shown["explanation"]) == (Seat.REJECTED, "rejected by the organizer")


def test_a_repeated_request_is_still_answered_after_an_erasure(world, client):
    body = {"person": {"name": "Qonce", "email": "qonce@mail.example", "state": "SN"}}
    url = f"/v1/events/{world.ids['event open']}/registrations"
    first = client.post(url, json=body, headers={"Idempotency-Key": "k-1"}).json()
    [found] = client.get("/v1/people", params={"email": "qonce@mail.example"}).json()["items"]
    client.delete(f"/v1/people/{found['id']}")
    again = client.post(url, json=body, headers={"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert again.json()["id"] == first["id"]
    assert "qonce" not in again.text.lower()


def test_bytes_of_letters_are_kept_for_ninety_days_and_keys_for_seven(
    world, client, clock, tmp_path
):
    post = FilePost(tmp_path / "post")
    send_due(world.office, post)
    with world.office.work(SYSTEM) as work:
        work.add(OnceKey(actor="a", key="k", fingerprint="f", at=work.now))

    def kept():
        tidy(world.office, post)
        with world.office.look(SYSTEM) as look:
            found = [
                len(look.session.exec(select(each)).all()) for each in (Envelope, OnceKey, Letter)
            ]
        return [*found, len(list(post.folder.glob("*.eml")))]

    assert kept() == [4, 1, 4, 4]
    clock.now += timedelta(days=8)
    assert kept() == [4, 0, 4, 4]
    clock.now += timedelta(days=83)
    assert kept() == [0, 0, 4, 0]


def test_nothing_about_people_is_in_the_journal(world, client, everywhere):
    client.delete(f"/v1/people/{world.ids['person open SN']}")
    said = json.dumps(journal(world)).lower()
    assert [
        name for name, email, _ in PEOPLE.values() if name.lower() in said or email in said
    ] == []
