import json
import logging

import pytest
import structlog
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from nadwa.app import build_app
from nadwa.logs import configure_logs, untold


@pytest.fixture
def failing(office):
    app = build_app(office)

    @app.get("/failing/{secret}")
    def fail(secret: str) -> None:
        raise ZeroDivisionError

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_browser_is_shown_the_id_of_the_request_that_failed(failing):
    page = failing.get("/failing/x", headers={"Accept": "text/html"})
    assert page.status_code == 500
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f"X-Request-ID: {page.headers['x-request-id']}</code>" in page.text


@pytest.mark.parametrize(
    ("said", "kept"),
    [("Exception in ASGI application\n", False), ("Started server process [%d]", True)],
)
def test_the_server_does_not_repeat_a_failure_with_its_values(said, kept):
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, said, (), None)
    assert untold(record) == kept


def test_a_failure_on_a_personal_page_keeps_its_secret_out_of_the_log(failing):
    with capture_logs() as logged:
        failing.get("/failing/abc123", params={"email": "amina@mail.example"})
    assert [line["path"] for line in logged] == ["/failing/{secret}"]
    assert "abc123" not in repr(logged)
    assert "amina" not in repr(logged)


@pytest.fixture
def configured():
    before = structlog.get_config()
    yield configure_logs
    structlog.configure(**before)
    logging.getLogger("uvicorn.error").removeFilter(untold)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_is_logged_stays_on_its_line(configured, capsys, log_format):
    configured(log_format)
    structlog.get_logger().warning("a word", said="one\n2026-01-01 [info] another")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_lines_for_machines_are_json(configured, capsys):
    configured("json")
    structlog.get_logger().warning("a word", request_id="one")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["request_id"]) == ("a word", "warning", "one")
    assert line["timestamp"].endswith("Z")
