"""What every router shares, tried on a small application of its own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Annotated
from uuid import UUID

import pytest
import structlog
from fastapi import File, Request, Response, UploadFile
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import func, select
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from core.http.etags import IfMatch, tag, unchanged
from core.http.headers import DressedApp
from core.http.limits import JSON_BYTES, UPLOAD_BYTES, BodyLimit
from core.http.once import OnceDep
from core.http.openapi import install_openapi
from core.http.paging import Page, TurnDep
from core.http.problems import answers, install_problems
from core.http.work import look_for, work_for
from core.input import Line
from core.people import EVERYONE, STAFF, Role
from core.problem import Missing
from core.tokens import Token, issue, revoke
from core.work import Work


class NewLabel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    label: Line


class LabelView(BaseModel):
    id: UUID
    label: str


def view(token: Token) -> LabelView:
    return LabelView(id=token.id, label=token.label)


Open = Annotated[Work, look_for(*EVERYONE)]
Staff = Annotated[Work, work_for(*STAFF)]
TROUBLES = {
    "busy": OperationalError("SELECT secret", {}, Exception("locked")),
    "pool": PoolTimeout(),
    "stale": StaleDataError(),
    "bug": ZeroDivisionError(),
}


@pytest.fixture
def small(office):
    app = DressedApp()
    app.state.office = office
    install_problems(app)

    @app.get("/labels", responses=answers())
    def browse(work: Open, turn: TurnDep) -> Page[LabelView]:
        rows, after = turn.rows(work, Token, select(Token))
        return Page(items=[view(row) for row in rows], next=after)

    @app.get("/labels/{label_id}")
    def show(work: Open, label_id: UUID, request: Request, response: Response) -> LabelView:
        token = work.get(Token, label_id)
        tag(response, token, "seats")
        response.headers["X-Unchanged"] = str(unchanged(request, response.headers["etag"]))
        return view(token)

    @app.post("/labels", status_code=201)
    def make(work: Staff, body: NewLabel, once: OnceDep, response: Response) -> LabelView:
        def create() -> LabelView:
            token, _ = issue(work, Role.VIEWER, body.label)
            tag(response, token)
            return view(token)

        return once.answer(work, response, LabelView, create)

    @app.post("/files", status_code=201)
    def upload(
        work: Staff, file: Annotated[UploadFile, File()], once: OnceDep, response: Response
    ) -> LabelView:
        def create() -> LabelView:
            return view(issue(work, Role.VIEWER, f"{len(file.file.read())} bytes")[0])

        return once.answer(work, response, LabelView, create)

    @app.patch("/labels/{label_id}")
    def edit(
        work: Staff, label_id: UUID, body: NewLabel, seen: IfMatch, response: Response
    ) -> LabelView:
        token = work.get(Token, label_id, lock=True)
        seen.check(token)
        token.label = body.label
        revoke(work, token.id)
        work.session.flush()
        tag(response, token)
        return view(token)

    @app.get("/words")
    def words() -> None:  # not async: answered in a thread
        structlog.get_logger().info("a word")

    @app.get("/trouble/{kind}")
    def trouble(kind: str) -> None:
        raise TROUBLES[kind]

    app.add_middleware(BodyLimit)
    install_openapi(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_write_needs_a_token_of_the_right_role(small, tokens):
    body = {"label": "x"}
    anonymous = small.post("/labels", json=body)
    assert anonymous.status_code == 401
    assert anonymous.headers["www-authenticate"] == "Bearer"
    assert anonymous.json()["type"] == "/problems/token-required"
    assert small.post("/labels", json=body, headers=tokens("viewer")).status_code == 403
    assert small.post("/labels", json=body, headers=tokens("admin")).status_code == 201


@pytest.mark.parametrize(
    "header", ["Basic YTpi", "Bearer", "Bearer  ", "Bearer unknown", "nonsense"]
)
def test_a_token_that_opens_nothing_is_refused_everywhere(small, header):
    assert small.get("/labels", headers={"Authorization": header}).status_code == 401


def test_a_revoked_token_opens_nothing(small, office, tokens):
    headers = tokens("admin")
    with office.work(office_actor()) as work:
        revoke(work, work.session.exec(select(Token.id)).one())
        revoke(work, work.session.exec(select(Token.id)).one())
    assert small.get("/labels", headers=headers).status_code == 401


def office_actor():
    from core.people import system

    return system("tests")


def test_an_edit_names_the_version_that_was_seen(small, tokens):
    admin = tokens("admin")
    made = small.post("/labels", json={"label": "one"}, headers=admin)
    path, etag = f"/labels/{made.json()['id']}", made.headers["etag"]
    seen = small.get(path).headers["etag"]
    assert seen.startswith(etag.rstrip('"'))
    assert small.patch(path, json={"label": "two"}, headers=admin).status_code == 428
    edit = small.patch(path, json={"label": "two"}, headers={**admin, "If-Match": seen})
    assert (edit.status_code, edit.json()["label"]) == (200, "two")
    stale = small.patch(path, json={"label": "three"}, headers={**admin, "If-Match": seen})
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/stale")
    assert small.get(path).json()["label"] == "two"


def test_a_reader_who_has_it_is_told_so(small, tokens):
    made = small.post("/labels", json={"label": "one"}, headers=tokens("admin")).json()
    path = f"/labels/{made['id']}"
    etag = small.get(path).headers["etag"]
    assert (
        small.get(path, headers={"If-None-Match": f'W/{etag}, "x"'}).headers["x-unchanged"]
        == "True"
    )
    assert small.get(path, headers={"If-None-Match": '"x"'}).headers["x-unchanged"] == "False"


def test_pages_show_everything_once_in_order(small, tokens):
    admin = tokens("admin")
    made = [
        small.post("/labels", json={"label": str(n)}, headers=admin).json()["id"] for n in range(5)
    ]
    seen, after = [], ""
    while after is not None:
        page = small.get("/labels", params={"limit": 2, "after": after}).json()
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
    assert seen[1:] == made  # the first is the administrator's own token


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "after=nonsense"])
def test_a_page_that_cannot_be_is_refused_with_its_name(small, query):
    answer = small.get(f"/labels?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.json()["errors"][0]["pointer"]


def test_a_repeated_request_happens_once_and_is_answered_alike(small, office, tokens):
    headers = {**tokens("admin"), "Idempotency-Key": "k"}

    def send(_):
        return small.post("/labels", json={"label": "x"}, headers=headers)

    with ThreadPoolExecutor(6) as pool:
        answers_ = list(pool.map(send, range(12)))
    assert {answer.status_code for answer in answers_} == {201}
    assert len({(answer.text, answer.headers["etag"]) for answer in answers_}) == 1
    other = small.post("/labels", json={"label": "y"}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    with office.look(office_actor()) as work:
        assert work.session.exec(select(func.count()).select_from(Token)).one() == 2


def test_a_repeated_upload_is_compared_by_its_content(small, tokens):
    headers = {**tokens("admin"), "Idempotency-Key": "k"}
    first = small.post("/files", files={"file": b"abc"}, data={"note": "x"}, headers=headers)
    again = small.post("/files", files={"file": b"abc"}, data={"note": "x"}, headers=headers)
    other = small.post("/files", files={"file": b"abd"}, data={"note": "x"}, headers=headers)
    assert first.json() == again.json()
    assert first.json()["label"] == "3 bytes"
    assert other.status_code == 422


def test_what_was_wrong_is_named_and_never_repeated(small, tokens):
    answer = small.post("/labels", json={"label": 7, "secret": "hunter2"}, headers=tokens("admin"))
    assert answer.headers["content-type"] == "application/problem+json"
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/label", "/secret"]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    "body", [b'{"label": "\\ud800"}', b'{"label": NaN}', b"{", b"\xff", b'{"label":"a\\u0000"}']
)
def test_hostile_json_is_a_refusal_not_a_failure(small, tokens, body):
    headers = {**tokens("admin"), "Content-Type": "application/json"}
    assert small.post("/labels", content=body, headers=headers).status_code == 422


@pytest.mark.parametrize(
    ("kind", "status", "slug"),
    [
        ("busy", 503, "busy"),
        ("pool", 503, "busy"),
        ("stale", 412, "stale"),
        ("bug", 500, "internal-error"),
    ],
)
def test_trouble_is_a_problem_that_tells_no_secrets(small, kind, status, slug):
    answer = small.get(f"/trouble/{kind}")
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")
    assert "secret" not in answer.text
    assert answer.headers.get("retry-after") == ("1" if status == 503 else None)


def test_what_the_framework_refuses_is_a_problem_too(small):
    assert small.get("/nothing").json() == {
        "type": "/problems/not-found", "title": "Not Found", "status": 404, "detail": "",
    }  # fmt: skip
    wrong = small.delete("/labels")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "/problems/method-not-allowed")
    assert wrong.headers["allow"]


def test_every_answer_is_dressed(small):
    answer = small.get("/labels")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert UUID(answer.headers["x-request-id"]).version == 7


def test_a_failure_is_dressed_too_and_names_its_request(small):
    answer = small.get("/trouble/bug")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.json() == {
        "type": "/problems/internal-error", "title": "Something failed on our side", "status": 500,
        "detail": "", "request_id": answer.headers["x-request-id"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lines"), [("bug", ["request failed"]), ("busy", ["database refused"]), ("stale", [])]
)
def test_every_line_that_a_request_logs_carries_its_id(small, kind, lines):
    with capture_logs([merge_contextvars]) as logged:
        ids = [small.get(f"/trouble/{kind}").headers["x-request-id"] for _ in range(2)]
    assert [(line["event"], line["request_id"]) for line in logged] == [
        (line, each) for each in ids for line in lines
    ]
    assert get_contextvars() == {}


def test_a_line_that_is_logged_in_a_thread_of_the_request_carries_its_id(small):
    with capture_logs([merge_contextvars]) as logged:
        answer = small.get("/words")
    assert [line["request_id"] for line in logged] == [answer.headers["x-request-id"]]


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused(small, tokens, announced):
    content = b"x" * (JSON_BYTES + 1)
    body = content if announced else iter([content[: JSON_BYTES // 2]] * 3)
    headers = {**tokens("admin"), "Content-Type": "application/json"}
    answer = small.post("/labels", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_uploads_may_be_larger(small, tokens):
    assert UPLOAD_BYTES == 20 * JSON_BYTES
    answer = small.post("/files", files={"file": b"x" * (2 * JSON_BYTES)}, headers=tokens("admin"))
    assert answer.status_code == 201


def test_the_document_says_who_may_and_what_is_refused(small):
    paths = small.get("/openapi.json").json()["paths"]
    assert paths["/labels"]["post"]["x-roles"] == ["admin", "organizer"]
    assert paths["/labels"]["post"]["security"] == [{"token": []}]
    assert paths["/labels"]["get"]["security"] == [{"token": []}, {}]
    assert "application/problem+json" in paths["/labels"]["get"]["responses"]["422"]["content"]


def test_a_failed_commit_is_not_answered_with_201(small, office, tokens, monkeypatch):
    from sqlmodel import Session

    def refuse(_self):
        raise OperationalError("COMMIT", {}, Exception("gone"))

    headers = tokens("admin")
    monkeypatch.setattr(Session, "commit", refuse)
    assert small.post("/labels", json={"label": "x"}, headers=headers).status_code == 503


def test_missing_says_nothing_about_what_is_there():
    assert str(Missing()) == "There is no such thing here"
