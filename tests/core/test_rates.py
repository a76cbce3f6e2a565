"""Rate limits: generous, fair, and told on every answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from core.http.rates import RateLimit
from core.limits import Buckets, Quota

QUOTA = Quota("address", rate=10, burst=30)


class Time:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def asking(time):
    """Ask from an address, with or without a token."""

    def hello(request):
        wrong = request.headers.get("authorization") == "Bearer wrong"
        return PlainTextResponse("hello", 401 if wrong else 200)

    routes = [Route("/", hello), Route("/healthz", hello)]
    app = RateLimit(Starlette(routes=routes), rate=10, clock=time)

    def ask(host="203.0.113.7", path="/", token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return TestClient(app, client=(host, 4711)).get(path, headers=headers)

    return ask


def test_a_burst_passes_and_then_one_at_a_time():
    buckets = Buckets()
    passed = [buckets.take("a", QUOTA, 0.0).passes for _ in range(31)]
    assert passed == [True] * 30 + [False]
    assert buckets.take("a", QUOTA, 0.1).passes
    assert not buckets.take("a", QUOTA, 0.1).passes
    assert buckets.take("b", QUOTA, 0.1).passes


@given(st.lists(st.floats(0, 2), min_size=1, max_size=200))
def test_nobody_gets_more_than_the_burst_and_the_rate(pauses):
    buckets, now, passed = Buckets(), 0.0, 0
    for pause in pauses:
        now += pause
        verdict = buckets.take("a", QUOTA, now)
        passed += verdict.passes
        assert verdict.passes == (verdict.wait == 0)
        assert 0 <= verdict.remaining <= QUOTA.burst
        assert verdict.full <= QUOTA.burst / QUOTA.rate + 1e-6
    assert passed <= QUOTA.burst + now * QUOTA.rate + 1


def test_who_waits_as_long_as_told_passes():
    buckets = Buckets()
    for _ in range(30):
        buckets.take("a", QUOTA, 0.0)
    refused = buckets.take("a", QUOTA, 0.0)
    assert not buckets.take("a", QUOTA, refused.wait * 0.9).passes
    assert buckets.take("a", QUOTA, refused.wait + 1e-6).passes


def test_the_longest_silent_are_forgotten_first():
    buckets = Buckets(most=2)
    for caller in ("a", "b", "a", "c"):
        buckets.take(caller, QUOTA, 0.0)
    assert list(buckets._full_at) == ["a", "c"]


def test_every_answer_says_what_is_left(asking):
    answer = asking()
    assert answer.headers["ratelimit-policy"] == '"address";q=60;w=6'
    assert answer.headers["ratelimit"] == '"address";r=59;t=1'


def test_too_many_are_refused_with_a_problem_and_a_time_to_come_back(asking, time):
    assert [asking().status_code for _ in range(60)] == [200] * 60
    refused = asking()
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["ratelimit"] == '"address";r=0;t=6'
    time.now += 1
    assert asking().status_code == 200


def test_addresses_do_not_pay_for_each_other_but_a_household_does(asking):
    for _ in range(61):
        asking("2001:db8:1:2::1")
    assert asking("2001:db8:1:2::99").status_code == 429
    assert asking("2001:db8:1:3::1").status_code == 200
    assert asking("203.0.113.8").status_code == 200


def test_a_token_that_opens_may_ask_more_often_wherever_it_is(asking):
    asking(token="good")
    answers = [asking(token="good") for _ in range(300)]
    assert {each.status_code for each in answers} == {200}
    assert answers[0].headers["ratelimit-policy"] == '"token";q=300;w=3'
    assert asking("203.0.113.9", token="good").status_code == 429


def test_inventing_tokens_gains_nothing(asking):
    assert {asking(token="wrong").status_code for _ in range(60)} == {401}
    assert asking(token="wrong").status_code == 429
    assert asking(token="another").status_code == 429


def test_a_sign_of_life_is_always_given(asking):
    assert {asking(path="/healthz").status_code for _ in range(70)} == {200}
    assert "ratelimit" not in asking(path="/healthz").headers


def test_this_machine_may_ask_a_hundred_times_as_often(asking):
    for host in ("127.0.0.1", "::1", "testclient"):
        assert asking(host).headers["ratelimit-policy"] == '"machine";q=3000;w=3'


def test_what_is_known_of_tokens_has_an_end(asking, monkeypatch):
    monkeypatch.setattr("core.http.rates._MOST_TOKENS", 1)
    for token in ("one", "two", "three"):
        asking(token=token)
    assert asking(token="three").headers["ratelimit-policy"].startswith('"token"')
    assert asking(token="one").headers["ratelimit-policy"].startswith('"address"')


def test_other_protocols_pass(time):
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    import anyio

    anyio.run(RateLimit(app, clock=time), {"type": "lifespan"}, None, None)
    assert seen == ["lifespan"]
