"""Webhooks: who is told of what, signed, again and again, and never inside."""

import hmac
import json
import socket
from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import UUID

import pytest

from notifications.webhooks.delivery import RETRY, tell_webhooks
from notifications.webhooks.model import Webhook
from notifications.webhooks.post import NotPublic, WebhookPost, public_address
from notifications.webhooks.public_addresses import is_public
from tests.notifications.house import ADMIN

FACTS = ["event.announced", "event.cancelled"]
ELSEWHERE = "https://8.8.8.8/hooks"


class Receiver:
    """A real server on loopback that answers with `statuses` in turn, then 204."""

    def __init__(self):
        self.told, self.statuses = [], []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append((dict(self.headers), body))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks"

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def facts(self):
        return [json.loads(body)["type"] for _, body in self.told]


@pytest.fixture
def receiver():
    with Receiver() as server:
        yield server


class Desk:
    """An administrator, and the worker."""

    def __init__(self, house, client, headers):
        self.house, self.client, self.headers = house, client, headers
        self.post = WebhookPost(judge=lambda _: True, seconds=2)

    def ask(self, url=ELSEWHERE, facts=FACTS, **headers):
        body = {"url": url, "facts": facts, "description": "our intranet"}
        return self.client.post("/v1/webhooks", json=body, headers={**self.headers, **headers})

    def a_webhook(self, receiver, facts=FACTS):
        """Make a webhook that points to a receiver on loopback, which no caller can do."""
        made = self.ask(facts=facts).json()
        with self.house.office.work(ADMIN) as work:
            work.get(Webhook, UUID(made["id"])).url = receiver.url
            work.recorded += 1
        return made

    def tell(self):
        return tell_webhooks(self.house.office, self.house.mailing, self.post)

    def deliveries(self, made, **query):
        path = f"/v1/webhooks/{made['id']}/deliveries"
        return self.client.get(path, params=query, headers=self.headers).json()["items"]


@pytest.fixture
def desk(house, client, tokens):
    return Desk(house, client, tokens("admin"))


def test_a_fact_is_told_once_signed_by_the_standard_scheme(desk, house, receiver):
    made = desk.a_webhook(receiver)
    event = house.a_workshop()
    assert [desk.tell(), desk.tell()] == [2, 0]
    [(headers, body)] = receiver.told
    told = json.loads(body)
    assert (told["type"], told["data"]["subject"]) == ("event.announced", str(event))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    secret = b64decode(made["secret"].removeprefix("whsec_"))
    mac = b64encode(hmac.digest(secret, signed, sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"
    [delivery] = desk.deliveries(made)
    assert (delivery["state"], delivery["status"], delivery["attempts"]) == ("delivered", 204, 1)


def test_only_what_was_asked_for_and_only_from_then_on_is_told(desk, house, receiver, clock):
    house.a_workshop()
    clock.now += timedelta(minutes=1)
    desk.a_webhook(receiver)
    house.cancel(house.a_workshop())
    desk.tell()
    assert receiver.facts == FACTS


def test_each_webhook_is_told_of_its_own_facts(desk, house, receiver):
    with Receiver() as other:
        desk.a_webhook(receiver, ["event.announced"])
        desk.a_webhook(other, ["event.cancelled"])
        house.cancel(house.a_workshop())
        desk.tell()
        assert (receiver.facts, other.facts) == (["event.announced"], ["event.cancelled"])


def test_a_receiver_that_fails_is_told_again_for_three_days_with_the_same_id(
    desk, house, receiver, clock
):
    made = desk.a_webhook(receiver)
    house.a_workshop()
    receiver.statuses = [500] * 20
    desk.tell()
    for wait in RETRY:
        assert desk.tell() == 0
        clock.now += wait
        assert desk.tell() == 1
    clock.now += timedelta(days=30)
    assert desk.tell() == 0
    [delivery] = desk.deliveries(made, state="failed")
    assert (delivery["attempts"], delivery["status"]) == (10, 500)
    assert timedelta(days=3) <= sum(RETRY, timedelta()) < timedelta(days=4)
    assert len({headers["webhook-id"] for headers, _ in receiver.told}) == 1
    assert len({body for _, body in receiver.told}) == 1


def test_a_delivery_is_sent_again_on_request(desk, house, receiver):
    made = desk.a_webhook(receiver)
    house.a_workshop()
    desk.tell()
    [delivery] = desk.deliveries(made)
    path = f"/v1/webhook-deliveries/{delivery['id']}/retry"
    again = desk.client.post(path, headers=desk.headers)
    assert (again.status_code, again.json()["state"]) == (200, "queued")
    desk.tell()
    assert receiver.facts == ["event.announced"] * 2


def test_a_redirect_is_not_followed_and_not_taken(desk, house, receiver):
    made = desk.a_webhook(receiver)
    house.a_workshop()
    receiver.statuses = [302]
    desk.tell()
    [delivery] = desk.deliveries(made)
    assert (delivery["state"], delivery["status"]) == ("queued", 302)


def test_a_receiver_that_is_gone_is_told_nothing_more(desk, house, receiver):
    made = desk.a_webhook(receiver)
    house.cancel(house.a_workshop())
    receiver.statuses = [410]
    desk.tell()
    assert desk.tell() == 0
    assert [each["state"] for each in desk.deliveries(made)].count("failed") >= 1
    shown = desk.client.get(f"/v1/webhooks/{made['id']}", headers=desk.headers)
    assert shown.json()["active"] is False


def test_a_webhook_is_switched_off_and_on_again(desk, house, receiver, clock):
    made = desk.a_webhook(receiver)
    path = f"/v1/webhooks/{made['id']}"

    def switch(active):
        etag = desk.client.get(path, headers=desk.headers).headers["etag"]
        headers = {**desk.headers, "If-Match": etag}
        return desk.client.patch(path, json={"active": active}, headers=headers)

    assert switch(active=False).json()["active"] is False
    house.a_workshop()
    clock.now += timedelta(minutes=1)
    assert switch(active=True).status_code == switch(active=True).status_code == 200
    desk.tell()
    assert receiver.facts == []
    stale = {**desk.headers, "If-Match": '"1"'}
    assert desk.client.patch(path, json={"active": False}, headers=stale).status_code == 412


def test_a_removed_webhook_is_forgotten_with_what_it_was_told(desk, house, receiver):
    made = desk.a_webhook(receiver)
    house.a_workshop()
    desk.tell()
    path = f"/v1/webhooks/{made['id']}"
    assert desk.client.delete(path, headers=desk.headers).status_code == 204
    for each in (path, f"{path}/deliveries"):
        assert desk.client.get(each, headers=desk.headers).status_code == 404
    assert desk.tell() == 0


def test_a_receiver_that_does_not_answer_holds_up_nobody_else(desk, house, receiver):
    with socket.socket() as tarpit:
        tarpit.bind(("127.0.0.1", 0))
        tarpit.listen(1)
        slow = desk.a_webhook(type("Tarpit", (), {"url": _url(tarpit)}))
        desk.a_webhook(receiver)
        house.a_workshop()
        desk.tell()
    assert receiver.facts == ["event.announced"]
    [delivery] = desk.deliveries(slow)
    assert (delivery["state"], delivery["status"]) == ("queued", None)
    assert delivery["error"]


def _url(listening):
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "https://10.0.0.1/x", "https://localhost/", "http://[::1]/",
     "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
     "http://169.254.169.254/latest", "http://0/", "http://2130706433/", "http://0x7f.1/",
     "http://224.0.0.1/", "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/"],
)  # fmt: skip
def test_no_webhook_leads_inside(desk, url):
    refused = desk.ask(url)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-request")


def test_an_unknown_fact_is_named(desk):
    refused = desk.ask(facts=["event.announced", "event.imagined"])
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/facts/1"]


def test_what_leads_inside_is_refused_at_delivery_too(receiver):
    answered = WebhookPost(seconds=2).send(receiver.url, {}, b"x")
    assert (answered.status, receiver.told) == (None, [])
    assert "public internet" in answered.error
    with pytest.raises(NotPublic):
        public_address("127.0.0.1", 80)
    assert public_address("8.8.8.8", 443) == "8.8.8.8"


def test_a_strange_address_is_an_error_and_nothing_worse():
    for url in ("http://", "http://\ud800/", "ftp://8.8.8.8/", "http://" + "a" * 300 + "/"):
        assert WebhookPost(seconds=2).send(url, {}, b"x").status is None


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1111", True), ("203.0.113.1", False), ("240.0.0.1", False),
     ("2001:0:1::1", False), ("2001:db8::1", False), ("ff02::1", False), ("::", False),
     ("::ffff:8.8.8.8", False), ("fe80::1%eth0", False), ("nowhere", False)],
)  # fmt: skip
def test_public_addresses_are_told_from_all_others(address, public):
    assert is_public(address) == public


def test_the_same_request_makes_one_webhook(desk):
    first, again = (desk.ask(**{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    listed = desk.client.get("/v1/webhooks", headers=desk.headers).json()["items"]
    assert [each["id"] for each in listed] == [first.json()["id"]]
    assert "secret" not in listed[0]


@pytest.mark.parametrize("role", ["organizer", "focal_point", "viewer", "mailer"])
def test_only_administrators_have_others_told(client, tokens, role):
    headers = tokens(role, state="SN" if role == "focal_point" else None)
    assert client.get("/v1/webhooks", headers=headers).status_code == 403
    assert client.get("/v1/webhooks").status_code == 401
