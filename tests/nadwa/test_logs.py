import logging

import pytest
from fastapi.testclient import TestClient

from nadwa.app import build_app
from nadwa.logs import untold


@pytest.fixture
def failing(office):
    app = build_app(office)

    @app.get("/failing")
    def fail() -> None:
        raise ZeroDivisionError

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_browser_is_shown_the_id_of_the_request_that_failed(failing):
    page = failing.get("/failing", headers={"Accept": "text/html"})
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
