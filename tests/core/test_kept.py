"""Kept answers: the same octets again while nothing was committed, and never anything else."""

import gzip
from contextlib import contextmanager
from datetime import timedelta

import anyio
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import event as hooks

from core.http.kept import KeptAnswers
from core.http.watch import Watch
from nadwa.app import build_app, build_office
from nadwa.kept_paths import KEPT
from nadwa.policy import EVENT_SEEN, MANDATE, POLICY, PUBLIC, RESOLUTION
from tests.factories import a_small_registry, an_announced_event


@pytest.fixture
def there(office):
    a_small_registry(office)
    return an_announced_event(office)


@pytest.fixture
def client(office):
    """A client of an application that seldom looks for others' commits: PostgreSQL has its own."""
    with TestClient(build_app(office, staleness=3600), raise_server_exceptions=False) as client:
        yield client


@contextmanager
def questions(office):
    """Collect the statements of reading transactions."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    hooks.listen(office.engines.read, "before_cursor_execute", note)
    yield asked
    hooks.remove(office.engines.read, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/events",
        "/v1/events/{id}",
        "/v1/mandates",
        "/v1/coverage",
        "/calendars/public.ics",
        "/",
        "/events/{id}",
    ],
)
def test_an_answer_is_made_once(office, client, there, path):
    path = path.format(id=there.id)
    first = client.get(path)
    with questions(office) as asked:
        second = client.get(path)
    assert first.status_code == 200
    assert (second.content, second.headers["etag"] if "etag" in first.headers else None) == (
        first.content,
        first.headers.get("etag"),
    )
    assert asked == []
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


def test_what_anybody_commits_is_seen_at_once(database_url, office, there):
    path = f"/v1/events/{there.id}"
    with TestClient(build_app(office)) as client:
        assert client.get(path).json()["status"] == "announced"
        elsewhere = build_office(database_url, office.clock)
        with elsewhere.engines.write.begin() as connection:
            connection.execute(sa.text("UPDATE event SET status = 'held'"))
        elsewhere.engines.close()
        assert client.get(path).json()["status"] == "held"


def test_what_this_process_commits_is_seen_at_once(client, there, tokens):
    path, organizer = f"/v1/events/{there.id}", tokens("admin")
    for _ in range(3):
        before = client.get(path)
        changed = {"title": {"en": before.json()["title"]["en"] + "!"}}
        headers = {**organizer, "If-Match": before.headers["etag"]}
        assert client.patch(path, json=changed, headers=headers).status_code == 200
        assert client.get(path).json()["title"]["en"] == changed["title"]["en"]


def test_an_answer_lasts_until_the_next_minute(office, client, clock, there):
    path = "/v1/coverage"
    first = client.get(path).json()["as_of"]
    clock.now += timedelta(seconds=59)
    assert client.get(path).json()["as_of"] == first
    clock.now += timedelta(seconds=1)
    assert client.get(path).json()["as_of"] != first
    clock.now -= timedelta(seconds=60)
    assert client.get(path).json()["as_of"] == first


def test_who_comes_with_a_token_or_a_cookie_gets_an_answer_of_their_own(
    office, client, there, tokens
):
    path = f"/v1/events/{there.id}"
    client.get(path)
    for headers in (tokens("admin"), {"Cookie": "a=b"}):
        with questions(office) as asked:
            client.get(path, headers=headers)
        assert asked


def test_languages_encodings_and_queries_are_kept_apart(client, there):
    told = {
        (language, packing): client.get(
            f"/events/{there.id}", headers={"Accept-Language": language, "Accept-Encoding": packing}
        )
        for language in ("ar", "en")
        for packing in ("gzip", "identity")
    }
    assert {each.headers["content-language"] for each in told.values()} == {"ar", "en"}
    packed = [key for key, each in told.items() if "content-encoding" in each.headers]
    assert packed == [("ar", "gzip"), ("en", "gzip")]
    assert len(client.get("/v1/events?limit=1").json()["items"]) == 1
    assert client.get("/v1/events?q=nothing-of-the-kind").json()["items"] == []


def test_refusals_are_not_kept(office, client, there):
    path = "/v1/events/00000000-0000-7000-8000-000000000000"
    for _ in range(2):
        with questions(office) as asked:
            assert client.get(path).status_code == 404
        assert asked


def test_those_who_have_it_are_told_so_from_memory(office, client, there):
    for path in (f"/v1/events/{there.id}", "/calendars/public.ics", "/"):
        etag = client.get(path).headers["etag"]
        for known in (etag, etag.removeprefix("W/"), f'"another", {etag}'):
            with questions(office) as asked:
                told = client.get(path, headers={"If-None-Match": known})
            assert (told.status_code, told.content, asked) == (304, b"", [])
            assert told.headers["etag"] == etag
        assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_those_who_only_ever_ask_for_news_are_answered_from_memory_too(
    office, client, clock, there
):
    path = "/calendars/public.ics"
    first = client.get(path)
    for condition in (
        {"If-None-Match": first.headers["etag"]},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        clock.now += timedelta(minutes=1)
        assert client.get(path, headers=condition).status_code == 304
        with questions(office) as asked:
            assert client.get(path, headers=condition).status_code == 304
        assert asked == []


def test_the_tag_of_a_resource_stays_strong_and_is_taken_weak_too(client, there, tokens):
    path = f"/v1/events/{there.id}"
    etag = client.get(path).headers["etag"]
    assert etag.startswith('"')
    for sent, status in ((f"W/{etag}", 200), (etag, 412)):
        headers = {**tokens("admin"), "If-Match": sent}
        assert client.patch(path, json={"capacity": 7}, headers=headers).status_code == status


def test_head_is_answered_from_memory_without_content(office, client, there):
    whole = client.get("/calendars/public.ics")
    with questions(office) as asked:
        head = client.head("/calendars/public.ics")
    assert (head.status_code, head.content, asked) == (200, b"", [])
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_nothing_is_kept_while_the_database_cannot_be_asked(office, there, monkeypatch):
    path = f"/v1/events/{there.id}"
    with TestClient(build_app(office)) as client:
        client.get(path)
        monkeypatch.setattr(Watch, "_ask", lambda *_: None)
        with questions(office) as asked:
            assert client.get(path).status_code == 200
    assert asked


def test_only_what_everybody_may_see_is_kept():
    public = (PUBLIC, RESOLUTION, MANDATE, EVENT_SEEN)
    assert {path for path in KEPT if POLICY[f"GET {path}"] not in public} == set()


# --- on an application of its own


class Still:
    """A database in which nothing happens."""

    async def position(self):
        return 1


def an_app(*sent, headers=()):
    """Answer with these pieces; count how often."""

    async def app(_scope, _receive, send):
        app.asked += 1
        pairs = [(name.encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": 200, "headers": pairs})
        for n, piece in enumerate(sent, 1):
            await send({"type": "http.response.body", "body": piece, "more_body": n < len(sent)})

    app.asked = 0
    return app


def get(app, path="/a", *headers):
    """Return the messages of one answer."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    told = []

    async def send(message):
        told.append(message)

    anyio.run(app, scope, None, send)
    return told


def test_the_memory_is_bounded_and_what_was_used_last_stays(office):
    inner = an_app(b"x" * 1000)
    app = KeptAnswers(inner, office, Still(), ["/{any}"], most=10_000)
    for n in range(20):
        get(app, f"/{n}")
        get(app, "/0")
    assert inner.asked == 20
    get(app, "/1")
    assert inner.asked == 21


def test_streams_and_private_answers_pass_through(office):
    for inner in (
        an_app(b"one", b"two"),
        an_app(b"mine", headers=[("cache-control", "private, no-store")]),
        an_app(b"mine", headers=[("set-cookie", "a=b")]),
    ):
        app = KeptAnswers(inner, office, Still(), ["/a"])
        told = [get(app), get(app)]
        assert inner.asked == 2
        assert told[0] == told[1]


def test_a_repeated_header_or_a_path_of_another_kind_is_not_kept(office):
    inner = an_app(b"content")
    app = KeptAnswers(inner, office, Still(), ["/a"])
    for _ in range(2):
        get(app, "/a", ("accept-language", "en"), ("accept-language", "ar"))
        get(app, "/a/b")
        get(app, "/a", ("accept-language", "e" * 3000))
    assert inner.asked == 6


def test_large_answers_are_packed_once_and_say_what_they_depend_on(office):
    content = b"BEGIN:VEVENT\r\n" * 20_000
    kind, tag = ("content-type", "text/calendar"), ("etag", '"1"')
    for vary, said in ((None, b"Accept-Encoding"), ("Accept", b"Accept, Accept-Encoding")):
        headers = [kind, tag, ("content-length", str(len(content)))]
        inner = an_app(content, headers=[*headers, *([("vary", vary)] if vary else [])])
        app = KeptAnswers(inner, office, Still(), ["/a"])
        told = [get(app, "/a", ("accept-encoding", "gzip, br")) for _ in range(2)]
        assert told[0] == told[1]
        start, body = told[1]
        found = dict(start["headers"])
        assert gzip.decompress(body["body"]) == content
        assert (found[b"content-encoding"], found[b"etag"]) == (b"gzip", b'W/"1"')
        assert int(found[b"content-length"]) == len(body["body"])
        assert found[b"vary"] == said
        plain = dict(get(app, "/a")[0]["headers"])
        assert (plain[b"etag"], plain[b"vary"]) == (b'"1"', said)
        assert inner.asked == 2
