"""Nobody sees what is not theirs (RELIABILITY R8): every operation, every role, every relation.

The cells come from the application itself; an operation that is not in the policy table fails.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import func, select

from core.http.routes import operations_of
from core.journal import JournalEntry
from core.people import Role
from nadwa.app import build_app, build_office
from nadwa.policy import CERTIFICATE, POLICY, SECRET_LINK, SESSION, Reach
from nadwa.policy_page import access_page, name_of
from tests.factories import SYSTEM
from tests.trust.callings import BODIES, QUERIES, WITHOUT_MEMORY, calls
from tests.trust.world import CALLERS, FORBIDDEN, MAILING, a_world

PAGE = Path(__file__).parents[2] / "docs/reference/access.md"
NOT_BY_ROLE = {SECRET_LINK, CERTIFICATE, SESSION}
ENDINGS = {"rejection", "merge", "cancellation", "withdrawal"}
EVENT_SCHEMA_ONLY = {"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"}


@pytest.fixture(scope="module")
def app():
    return build_app(build_office("sqlite://"))


@pytest.fixture
def world(office):
    return a_world(office)


@pytest.fixture
def client(world):
    app = build_app(world.office, MAILING)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def operations(app):
    return [each for each in operations_of(app) if name_of(each) in POLICY]


def test_every_operation_has_a_policy_and_every_policy_an_operation(app):
    named = {name_of(each) for each in operations_of(app)}
    assert named - POLICY.keys() == set()
    assert POLICY.keys() - named == set()
    assert (BODIES.keys() | QUERIES.keys()) - named == set()


def test_gates_and_policy_agree_on_the_roles(app):
    for operation in operations(app):
        if operation.gates:
            assert operation.roles <= POLICY[name_of(operation)].reach.keys(), name_of(operation)


def test_what_has_no_gate_is_the_documentation_and_the_sign_of_life(app):
    plain = {getattr(route, "path", None) for route in app.routes} - {None}
    assert plain <= EVENT_SCHEMA_ONLY
    assert {name_of(each) for each in operations(app) if not each.gates} == {"GET /healthz"}


def test_the_page_of_who_may_do_what_is_current(app):
    assert PAGE.read_text(encoding="utf-8") == access_page(app), "run `make access`"


def test_there_are_more_than_a_thousand_cells(app, tmp_path):
    office = build_office("sqlite://")
    world = type("Everything", (), {"office": office, "ids": _Any(), "secrets": _Any()})
    cells = Counter(
        call.relation for caller in CALLERS for each in operations(app)
        for call in calls(world, caller, each)
    )  # fmt: skip
    assert cells.total() >= 1000, cells


class _Any(dict):
    def __missing__(self, key):
        return key


@pytest.mark.parametrize("caller", CALLERS)
def test_each_cell(world, client, caller):
    """Go through all operations: what is refused, then what is foreign or absent, then one's own."""
    role = CALLERS[caller][0]
    wrong, own = [], []
    before = facts(world)
    for operation in operations(client.app):
        absent = None
        for call in calls(world, caller, operation):
            if admitted(operation, role) and reached(call, caller):
                own.append(call)
                continue
            answer = send(client, world, caller, call)
            wrong += judged(operation, call, answer, role, absent)
            wrong += leaks(caller, call, answer)
            absent = absent or answer
    assert wrong == []
    assert facts(world) == before, "something that was refused left a trace"
    for call in sorted(own, key=what_ends_things_last):
        answer = send(client, world, caller, call)
        if answer.status_code in {401, 403, 404} or answer.status_code >= 500:
            wrong.append((caller, name_of(call.operation), call.relation, answer.status_code))
        wrong += leaks(caller, call, answer)
    assert wrong == []


def admitted(operation, role):
    return not operation.gates or role in operation.roles


def send(client, world, caller, call):
    headers = {**call.request["headers"], **world.headers[caller]}
    return client.request(call.operation.method, call.url, **{**call.request, "headers": headers})


def judged(operation, call, answer, role, absent):
    """Return what is wrong with an answer about something that is not the caller's."""
    status, name = answer.status_code, name_of(operation)
    where = (role.value, name, call.relation, status)
    if not admitted(operation, role):
        return [] if status == (401 if role is Role.ANONYMOUS else 403) else [where]
    if call.relation == "absent":
        return [] if status == 404 else [where]
    if name in WITHOUT_MEMORY:
        return [] if status == 404 else [where]
    same = (status, answer.text) == (404, absent.text)
    return [] if same else [(*where, answer.text[:200])]


def reached(call, caller):
    """Say whether the policy lets somebody do it: their own, a list, or everything."""
    role, body, _ = CALLERS[caller]
    subject = POLICY[name_of(call.operation)]
    if call.relation == "absent":
        return name_of(call.operation) in WITHOUT_MEMORY
    if call.relation == "foreign":
        unbound = role is Role.ORGANIZER and body is None and subject not in NOT_BY_ROLE
        return subject.reach[role] is Reach.ALL or unbound
    return call.relation in {"own", "listed"}


def what_ends_things_last(call):
    ending = call.operation.path.rpartition("/")[2] in ENDINGS
    erasing = call.operation.method == "DELETE" and "/people/" in call.operation.path
    erasing = erasing or call.operation.path.endswith("-renewal")
    return call.operation.writes, erasing, ending, call.operation.method == "DELETE"


def leaks(caller, call, answer):
    subject = POLICY[name_of(call.operation)]
    theirs = (
        ("qarsene", "qmeetinglink") if subject is SECRET_LINK and call.relation == "own" else ()
    )
    said = answer.text + json.dumps(dict(answer.headers), ensure_ascii=False)
    return [
        (caller, name_of(call.operation), call.relation, mark)
        for mark in FORBIDDEN[caller] if mark in said and mark.lower() not in theirs
    ]  # fmt: skip


def facts(world):
    with world.office.look(SYSTEM) as look:
        return look.session.exec(select(func.count()).select_from(JournalEntry)).one()
