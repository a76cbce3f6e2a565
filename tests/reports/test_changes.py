"""GET /v1/coverage/changes: server-sent events, taken up again where they broke off."""

from contextlib import ExitStack
from uuid import UUID

import anyio
import pytest
import sqlalchemy as sa

from core.people import ANONYMOUS
from registry import CatalogueLoaded
from registry.facts import CATALOGUE
from reports.changes import MOST, follow, watch
from reports.changes_api import places
from reports.moving import FACTS
from tests.factories import (
    SYSTEM,
    a_small_registry,
    an_announced_event,
    an_event,
    somebody,
)


def told(client, headers=None, since=None):
    """Listen for a second; return what came, as (event, id, data)."""
    headers = {**(headers or {}), **({"Last-Event-ID": since} if since else {})}
    answer = client.get("/v1/coverage/changes", params={"seconds": 1}, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [block for block in answer.text.split("\n\n") if block]
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]


def test_a_listener_goes_on_where_it_broke_off(office, client):
    a_small_registry(office)
    [hello] = told(client)
    assert (hello[""], hello["retry"]) == ("listening", "3000")
    an_event(office)
    again = told(client, since=hello["id"])
    assert [block.get("event") for block in again] == [None, "change"]
    assert '"fact":"event.planned"' in again[1]["data"]
    assert len(told(client, since=again[1]["id"])) == 1


def test_strangers_do_not_learn_what_it_was_about(office, client, tokens):
    a_small_registry(office)
    [hello] = told(client)
    event = an_event(office)
    assert str(event.id) not in told(client, since=hello["id"])[1]["data"]
    assert str(event.id) in told(client, tokens("viewer"), since=hello["id"])[1]["data"]


def test_what_does_not_change_figures_is_not_told(office):
    a_small_registry(office)
    event = an_announced_event(office)
    watching = watch(office, ANONYMOUS, None)
    somebody(office, event, 1)
    assert watching.look() == []


def test_each_change_is_told_once_also_one_that_was_committed_late(office):
    a_small_registry(office)
    watching = watch(office, ANONYMOUS, None)
    with office.work(SYSTEM) as early:
        early.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={}))
    event = an_event(office)
    first = watching.look()
    assert [change.fact for change in first] == ["catalogue.loaded", "event.planned"]
    watching.seen.discard(first[0].id)  # as if it had not been committed when we looked
    assert [change.id for change in watching.look()] == [first[0].id]
    assert (watching.look(), first[1].subject) == ([], event.id)


def test_an_empty_journal_can_be_followed(office):
    assert watch(office, ANONYMOUS, None).last == UUID(int=0)


def test_no_fact_that_is_told_has_personal_data():
    fields = {field for fact in FACTS for field in fact.model_fields}
    assert not {"person", "email", "name_of", "registration"} & fields


@pytest.mark.parametrize("seconds", [0, 301, "long"])
def test_listening_is_bounded(client, seconds):
    answer = client.get("/v1/coverage/changes", params={"seconds": seconds})
    assert answer.status_code == 422


def test_a_strange_place_to_go_on_from_is_refused(client):
    answer = client.get("/v1/coverage/changes", headers={"Last-Event-ID": "yesterday"})
    assert answer.status_code == 422


def test_who_finds_no_place_is_told_when_to_come_again(client):
    with ExitStack() as all_taken:
        for _ in range(MOST):
            all_taken.enter_context(places.taken())
        answer = client.get("/v1/coverage/changes", params={"seconds": 1})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert answer.json()["type"] == "/problems/too-many-listeners"
    assert len(told(client)) == 1
    with ExitStack() as all_taken:  # what was listened to has given its place back
        for _ in range(MOST):
            all_taken.enter_context(places.taken())


def test_a_listener_holds_no_connection_while_it_waits(office):
    a_small_registry(office)
    watching = watch(office, ANONYMOUS, None)
    pools = [office.engines.read.pool, office.engines.write.pool]
    an_event(office)

    async def listen():
        held = [
            [pool.checkedout() for pool in pools if isinstance(pool, sa.QueuePool)]
            async for _change in follow(watching, 2)
        ]
        assert [any(each) for each in held] == [False]

    anyio.run(listen)
