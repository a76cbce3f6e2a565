from fastapi.testclient import TestClient
from sqlalchemy import text

from core.ids import new_id
from core.people import system
from core.tokens import TokenRevoked
from nadwa.app import build_app, build_office


def test_the_process_says_that_it_is_up(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_means_migrated_and_says_what_waits(client, office):
    with office.work(system("tests")) as work:
        work.record(TokenRevoked(subject=new_id()))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")
    assert ready.json()["letters_waiting"] == 0


def test_a_database_of_another_revision_is_not_ready(own_database_url):
    office = build_office(own_database_url)
    with office.engines.write.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with TestClient(build_app(office)) as client:
        ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "nadwa migrate" in ready.json()["status"]


def test_figures_for_prometheus(client):
    page = client.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain")
    assert "nadwa_letters_waiting 0.0" in page.text


def test_the_journal_is_for_administrators_and_tells_who_did_what(client, tokens, office):
    subject = new_id()
    with office.work(system("tests")) as work:
        work.record(TokenRevoked(subject=subject))
    assert client.get("/v1/journal").status_code == 401
    assert client.get("/v1/journal", headers=tokens("organizer")).status_code == 403
    admin = tokens("admin")
    (entry,) = client.get("/v1/journal", params={"subject": str(subject)}, headers=admin).json()[
        "items"
    ]
    assert (entry["fact"], entry["actor"]) == ("token.revoked", "system:tests")
    found = client.get(
        "/v1/journal", params={"actor": "system:tests", "since": entry["at"]}, headers=admin
    )
    assert entry in found.json()["items"]
    assert client.get("/v1/journal?since=2026-01-01T00:00:00", headers=admin).status_code == 422


def test_a_problem_explains_itself_at_its_address(client):
    problem = client.get("/v1/events/00000000-0000-7000-8000-000000000000").json()
    page = client.get(problem["type"])
    assert page.status_code == 200
    assert "The way out" in page.text
    assert client.get("/problems/nothing").status_code == 404
