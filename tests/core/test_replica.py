"""A replica tells what everybody may see; whoever writes reads what was written."""

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from core.people import Role, system
from core.tokens import issue
from nadwa.app import build_app, build_office
from tests.conftest import NOW
from tests.factories import a_person, a_small_registry, an_announced_event


@pytest.fixture
def following(own_postgres_url, shared_postgres):
    """Serve a database whose replica has not heard of anything yet; yield the client and more."""

    def serve(replica=shared_postgres):
        office = build_office(own_postgres_url, lambda: NOW, replica_url=replica)
        opened.append(office)
        return office, TestClient(build_app(office), raise_server_exceptions=False)

    opened = []
    yield serve
    for each in opened:
        each.engines.close()


def an_event_and_a_token(office):
    a_small_registry(office)
    event = an_announced_event(office)
    with office.work(system("tests")) as work:
        _, secret = issue(work, Role.ADMIN, "tests")
    return event, {"Authorization": f"Bearer {secret}"}


def test_public_answers_come_from_the_replica_and_all_others_from_the_first(following):
    office, client = following()
    event, token = an_event_and_a_token(office)
    address = f"/v1/events/{event.id}"
    assert client.get(address).status_code == 404
    assert client.get("/v1/events").json()["items"] == []
    assert client.get(address, headers=token).status_code == 200
    assert client.get(address, headers={"Cookie": "a=b"}).status_code == 200
    entered = client.post(f"{address}/registrations", json={"person": a_person(1)})
    assert entered.status_code == 201
    seen = client.get(f"/v1/registrations/{entered.json()['id']}", headers=token)
    assert seen.json()["seat"] == "confirmed"


def test_without_its_replica_the_first_tells_everything(following, own_postgres_url):
    gone = sa.make_url(own_postgres_url).set(database="nobody-has-this-one")
    office, client = following(gone.render_as_string(hide_password=False))
    event, _ = an_event_and_a_token(office)
    for _ in range(2):
        assert client.get(f"/v1/events/{event.id}").status_code == 200
