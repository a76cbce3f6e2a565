"""Filters, searches and cursors show no more than the list does (RELIABILITY R8).

Each parameter of each operation that looks at things is tried with values that only fit what is
foreign: ids, codes, and the beginnings of words that the caller must not read.
"""

import json
import re

import pytest
from fastapi.testclient import TestClient

from core.http.routes import operations_of
from nadwa.app import build_app
from nadwa.policy import POLICY, SECRET_LINK
from nadwa.policy_page import name_of
from tests.trust.callings import calls
from tests.trust.world import CALLERS, FORBIDDEN, MAILING, a_world

BEGINNINGS = ("Qconc", "Qarturk", "Qinse", "Qdraf", "Qunpl", "Qwhisp", "%", "_", "x:inside")
"""Searched for; what must not be found is longer, so that an echo of the question is no leak."""

WAYS = ("anonymous", "focal_point of SN", "organizer of ICESCO", "viewer")


@pytest.fixture
def world(office):
    return a_world(office)


@pytest.fixture
def client(world):
    with TestClient(build_app(world.office, MAILING), raise_server_exceptions=False) as client:
        yield client


def asked(client):
    """Yield each documented operation that looks, with its parameters of the query."""
    paths = client.app.openapi()["paths"]
    for operation in operations_of(client.app):
        if operation.method == "GET" and operation.documented and name_of(operation) in POLICY:
            described = paths[operation.path]["get"].get("parameters", [])
            yield operation, [each for each in described if each["in"] == "query"]


def probes(world, parameter):
    """Return values for a parameter that would find what is foreign."""
    schema = json.dumps(parameter["schema"])
    if "enum" in schema:
        return re.findall(r'"([a-z_]+)"', schema.split('"enum"')[1])[:12]
    if '"uuid"' in schema or parameter["name"] == "after":
        return [str(each) for each in world.ids.values()]
    if '"boolean"' in schema:
        return ["true", "false"]
    if parameter["name"] in {"state", "addressee"}:
        return ["TR"]
    return [*BEGINNINGS, "SESRIC", "hidden-1", "2026-11-24T00:00:00Z"]


def marks(caller, text):
    return [mark for mark in FORBIDDEN[caller] if mark in text]


@pytest.mark.parametrize("caller", WAYS)
def test_no_filter_finds_what_the_list_hides(world, client, caller):
    leaks, tried = [], 0
    for operation, parameters in asked(client):
        if POLICY[name_of(operation)] is SECRET_LINK:
            continue
        own = next(
            (c for c in calls(world, caller, operation) if c.relation in {"own", "listed"}), None
        )
        if own is None:
            continue
        for parameter in parameters:
            if parameter["name"] in {"seconds", "limit", "format", "language"}:
                continue
            for value in probes(world, parameter):
                params = {**own.request["params"], parameter["name"]: value}
                answer = client.get(own.url, params=params, headers=world.headers[caller])
                tried += 1
                if answer.status_code >= 500 or marks(caller, answer.text):
                    leaks.append((name_of(operation), parameter["name"], value, answer.status_code))
    assert leaks == []
    assert tried > 100


@pytest.mark.parametrize("caller", ["anonymous", "focal_point of SN"])
def test_a_search_for_a_hidden_word_is_answered_like_one_for_nonsense(world, client, caller):
    for path in ("/v1/events", "/v1/mandates"):
        for word in ("Qconc", "Qunpl"):
            found = [
                client.get(path, params={"q": each}, headers=world.headers[caller]).json()
                for each in (word, "Zznonsense")
            ]
            assert found[0] == found[1]


def test_a_foreign_cursor_tells_nothing_about_its_object(world, client):
    """Every UUID is a cursor: a foreign id and one that nobody has are both just places."""
    for caller in WAYS:
        listed = client.get("/v1/events", headers=world.headers[caller]).json()["items"]
        foreign = str(world.ids["event inside TR"])
        after = client.get("/v1/events", params={"after": foreign}, headers=world.headers[caller])
        assert [each["id"] for each in after.json()["items"]] == [
            each["id"] for each in listed if each["id"] > foreign
        ]


def test_callers_are_known():
    assert set(WAYS) <= CALLERS.keys()
