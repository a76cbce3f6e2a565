"""Limits on the whole application: how often, how much; and it is no weapon (RELIABILITY R12)."""

from fastapi.testclient import TestClient
from sqlmodel import select

from core.dispatch import deliver_due
from nadwa.app import build_app
from notifications import Letter, LetterKind, MemoryPost, send_due, subscribe
from tests.factories import SYSTEM, a_small_registry, an_announced_event
from tests.trust.world import MAILING

STRANGER = "minister@victim.example"


def test_an_application_with_a_limit_refuses_and_says_when_to_come_back(office):
    app = build_app(office, MAILING, rate=1)
    with TestClient(app, client=("203.0.113.7", 1)) as client:
        answers = [client.get("/v1/bodies") for _ in range(80)]
        refused = [each for each in answers if each.status_code == 429]
        assert refused
        assert refused[0].json()["type"] == "/problems/too-many-requests"
        assert int(refused[0].headers["retry-after"]) >= 1
        assert refused[0].headers["x-request-id"]
        assert client.get("/healthz").status_code == 200


def test_a_signed_in_client_sends_hundreds_a_second_unhindered(office, tokens):
    app = build_app(office, MAILING, rate=100)
    with TestClient(app, client=("203.0.113.7", 1)) as client:
        answers = [client.get("/v1/bodies", headers=tokens("viewer")) for _ in range(3)]
        assert answers[-1].headers["ratelimit-policy"] == '"address";q=600;w=6'
        viewer = tokens("viewer")
        statuses = {client.get("/v1/bodies", headers=viewer).status_code for _ in range(700)}
        assert statuses == {200}


def test_a_thousand_sign_ups_naming_one_stranger_send_one_mail_and_no_invitation(office, clock):
    subscribe(office, MAILING)
    a_small_registry(office)
    events = [an_announced_event(office) for _ in range(50)]
    with TestClient(build_app(office, MAILING)) as client:
        for n in range(1000):
            person = {"name": f"Somebody {n}", "email": STRANGER, "state": "SN"}
            client.post(f"/v1/events/{events[n % 50].id}/registrations", json={"person": person})
    post = MemoryPost()
    while deliver_due(office) or send_due(office, post):
        pass
    with office.look(SYSTEM) as look:
        letters = look.session.exec(select(Letter)).all()
    assert [each.kind for each in letters] == [LetterKind.ADDRESS_CONFIRMATION]
    [(_, recipient, message)] = post.delivered
    assert recipient == STRANGER
    assert [
        each for each in (b"METHOD:REQUEST", b"text/calendar", b"Somebody") if each in message
    ] == []
