"""Tokens of an identity provider: a real one on loopback, with keys of its own."""

import hmac
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from core.claims import ClaimNames, actor_of
from core.oidc import Identities, Provider
from core.people import Role
from core.problem import Busy
from nadwa.app import build_app, identities_of
from nadwa.settings import read_settings
from tests.conftest import NOW
from tests.factories import a_plan, a_small_registry, an_event

AUDIENCE = "nadwa"


class Issuer:
    """A provider: its documents, its keys, and how often it was asked."""

    def __init__(self):
        self.keys = [RSAKey.generate_key(2048, {"kid": "one"})]
        self.asked, self.documents = [], {}
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.publish()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, **changes):
        found = {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **changes}
        self.documents = {
            "/.well-known/openid-configuration": json.dumps(found),
            "/keys": json.dumps(KeySet(self.keys).as_dict(private=False)),
        }

    def token(self, key=None, header=None, **claims):
        key = key or self.keys[-1]
        said = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "amina",
            "exp": NOW.timestamp() + 600,
            **claims,
        }
        header = {"alg": "RS256", "kid": key.kid, **(header or {})}
        return jwt.encode(header, {k: v for k, v in said.items() if v is not None}, key,
                          algorithms=[header["alg"]])  # fmt: skip

    def _handler(issuer):  # noqa: N805 -- `self` is the request's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.asked.append(self.path)
                body = issuer.documents.get(self.path)
                self.send_response(200 if body else 404)
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    issuer = Issuer()
    yield issuer
    issuer.server.shutdown()
    issuer.server.server_close()


class Timer:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def identities(issuer, timer):
    return Identities(Provider(issuer.url, AUDIENCE), timer)


def test_a_good_token_speaks_for_its_role(issuer, identities):
    actor = identities(issuer.token(nadwa_role="focal_point", nadwa_state="SN"), NOW)
    assert (actor.role, actor.state, actor.body) == (Role.FOCAL_POINT, "SN", None)
    assert actor.name.startswith("oidc:")
    assert "amina" not in actor.name


def test_keys_are_fetched_once_and_only_when_a_token_comes(issuer, identities):
    assert issuer.asked == []
    for _ in range(5):
        assert identities(issuer.token(nadwa_role="viewer"), NOW) is not None
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]


def test_a_new_key_is_looked_for_at_most_once_a_minute(issuer, identities, timer):
    identities(issuer.token(nadwa_role="viewer"), NOW)
    issuer.keys.append(ECKey.generate_key("P-256", {"kid": "two"}))
    token = issuer.token(header={"alg": "ES256"}, nadwa_role="viewer")
    issuer.publish()
    assert identities(token, NOW) is None
    timer.now += 61
    assert identities(token, NOW).role is Role.VIEWER
    assert len(issuer.asked) == 4
    timer.now += 3601
    assert identities(token, NOW).role is Role.VIEWER
    assert len(issuer.asked) == 6


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"}, {"iss": None}, {"aud": "another"}, {"aud": None},
        {"exp": NOW.timestamp() - 120}, {"exp": None}, {"nbf": NOW.timestamp() + 3600}, {"sub": None},
        {"sub": ""}, {"nadwa_role": "emperor"}, {"nadwa_role": None}, {"nadwa_role": {"a": 1}},
        {"exp": "tomorrow"}, {"nadwa_role": "system"}, {"nadwa_role": "anonymous"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_not_right_opens_nothing(issuer, identities, claims):
    assert identities(issuer.token(**{"nadwa_role": "admin", **claims}), NOW) is None


def test_a_token_may_be_a_little_late_and_meant_for_several(issuer, identities):
    claims = {"exp": NOW.timestamp() - 30, "aud": ["another", AUDIENCE]}
    assert identities(issuer.token(nadwa_role="admin", **claims), NOW).role is Role.ADMIN


def test_forged_signatures_open_nothing(issuer, identities):
    stranger = RSAKey.generate_key(2048, {"kid": "one"})
    assert identities(issuer.token(key=stranger, nadwa_role="admin"), NOW) is None
    head, body, _ = issuer.token(nadwa_role="admin").split(".")
    for public in (issuer.keys[0].as_pem(private=False), issuer.keys[0].as_der(private=False)):
        header = _letters(b'{"alg":"HS256","kid":"one"}')
        shared = f"{header}.{body}"
        mac = hmac.digest(public, shared.encode(), "sha256")
        assert identities(f"{shared}.{_letters(mac)}", NOW) is None
    none = "eyJhbGciOiJub25lIn0"
    for forged in (
        f"{none}.{body}.",
        f"{head}.{body}.",
        "a.b.c",
        "..",
        "x" * 20_000 + ".a.b",
        "nadwa_x",
    ):
        assert identities(forged, NOW) is None


def _letters(octets):
    return urlsafe_b64encode(octets).decode().rstrip("=")


@pytest.mark.parametrize(
    "documents",
    [
        {}, {"/.well-known/openid-configuration": "no json"}, {"/.well-known/openid-configuration": "[]"},
        {"/.well-known/openid-configuration": '{"issuer": "https://other.example", "jwks_uri": "x"}'},
        {"/.well-known/openid-configuration": '{"issuer": "%s"}'},
        {"/.well-known/openid-configuration": '{"issuer": "%s", "jwks_uri": "file:///etc/passwd"}'},
        {"/.well-known/openid-configuration": '{"issuer": "%s", "jwks_uri": "%s/keys"}', "/keys": "{}"},
        {"/.well-known/openid-configuration": '{"issuer": "%s", "jwks_uri": "%s/keys"}', "/keys": " " * 300_000},
    ],
)  # fmt: skip
def test_a_provider_that_does_not_answer_right_is_no_answer(issuer, identities, documents):
    issuer.documents = {path: body.replace("%s", issuer.url) for path, body in documents.items()}
    with pytest.raises(Busy):
        identities(issuer.token(nadwa_role="admin"), NOW)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"nadwa_role": ["viewer", "admin"]}, (Role.ADMIN, None, None)),
        ({"nadwa_role": "organizer", "nadwa_body": "SESRIC"}, (Role.ORGANIZER, "SESRIC", None)),
        ({"nadwa_role": "organizer", "nadwa_body": "*"}, (Role.ORGANIZER, None, None)),
        ({"nadwa_role": "organizer"}, None),
        ({"nadwa_role": "organizer", "nadwa_body": "x'--"}, None),
        ({"nadwa_role": "focal_point"}, None),
        ({"nadwa_role": "focal_point", "nadwa_state": "senegal"}, None),
        ({"nadwa_role": "mailer"}, (Role.MAILER, None, None)),
    ],
)
def test_no_privilege_is_assumed(claims, expected):
    actor = actor_of({"iss": "i", "sub": "s", **claims}, ClaimNames())
    assert (actor and (actor.role, actor.body, actor.state)) == expected


def test_claims_may_lie_deep():
    claims = {"iss": "i", "sub": "s", "realm_access": {"roles": ["offline", "viewer"]}}
    assert actor_of(claims, ClaimNames(role="realm_access.roles")).role is Role.VIEWER
    assert actor_of(claims, ClaimNames(role="realm_access.roles.more")) is None


def test_the_application_takes_both_kinds_of_tokens(office, issuer, tokens):
    a_small_registry(office)
    event = an_event(office)
    settings = read_settings(
        {"NADWA_OIDC_ISSUER": issuer.url, "NADWA_OIDC_AUDIENCE": AUDIENCE,
         "NADWA_SECRET_KEY": "s" * 40, "NADWA_OIDC_BODY_CLAIM": "org"}
    )  # fmt: skip
    app = build_app(office, identities=identities_of(settings))
    with TestClient(app, raise_server_exceptions=False) as client:
        mine = issuer.token(nadwa_role="organizer", org="ICESCO")
        header = {"Authorization": f"Bearer {mine}"}
        assert client.patch(f"/v1/events/{event.id}", json={"programme": "X"},
                            headers={**header, "If-Match": "*"}).status_code == 404  # fmt: skip
        lead = [{"body": "ICESCO", "role": "lead"}]
        made = client.post("/v1/events", json=a_plan(organizers=lead), headers=header)
        assert made.status_code == 201
        assert client.get("/v1/journal", headers=header).status_code == 403
        forged = {"Authorization": f"Bearer {mine[:-8]}AAAAAAAA"}
        assert client.get("/v1/events", headers=forged).status_code == 401
        assert client.get("/v1/journal", headers=tokens("admin")).status_code == 200
        issuer.server.shutdown()
        assert client.get("/v1/events", headers=header).status_code == 200


def test_without_a_provider_only_our_own_tokens_open(office, issuer):
    with TestClient(build_app(office), raise_server_exceptions=False) as client:
        header = {"Authorization": f"Bearer {issuer.token(nadwa_role='admin')}"}
        assert client.get("/v1/events", headers=header).status_code == 401
    assert identities_of(read_settings({"NADWA_SECRET_KEY": "s" * 40})) is None
