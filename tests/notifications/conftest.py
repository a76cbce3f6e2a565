"""An office whose letters can be read: people, events, and a real SMTP server on loopback."""

import pytest
from fastapi.testclient import TestClient

from nadwa.app import build_app
from notifications import Mailing, subscribe
from notifications.sending.mail_server import server_at
from notifications.sending.smtp_post import SmtpPost
from tests.notifications.house import ADMIN, House, furnish
from tests.notifications.mail_sink import Sink

MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)


@pytest.fixture
def mailing():
    return MAILING


@pytest.fixture
def house(office, clock):
    """An office that knows some states and bodies and writes letters."""
    subscribe(office, MAILING)
    with office.work(ADMIN) as work:
        furnish(work)
    return House(office, clock, MAILING)


@pytest.fixture
def client(office):
    """A client of an application with this mail."""
    app = build_app(office, MAILING)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def sink():
    """A mail server that keeps what it takes and refuses whom it is told to."""
    with Sink() as server:
        yield server


@pytest.fixture
def post(sink):
    post = SmtpPost(server_at(f"smtp://127.0.0.1:{sink.port}"), seconds=5)
    yield post
    post.close()
