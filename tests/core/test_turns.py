"""More requests than threads wait in line; nobody waits for a thread that waits for them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import anyio
import pytest
from fastapi.routing import iter_route_contexts

from core.http import turns
from core.http.threads import OneThread
from core.http.turns import AT_WORK, turn
from core.problem import Busy
from nadwa.app import build_app
from tests.factories import a_person, a_small_registry, an_announced_event

MORE_THAN_THREADS = 60


def test_more_requests_at_once_than_threads_are_all_answered(office, client):
    a_small_registry(office)
    event = an_announced_event(office, capacity=5)
    address = f"/v1/events/{event.id}/registrations"

    def enter(n):
        """Come again when told to: who waits for the seats longer than three seconds is."""
        for _ in range(20):
            answer = client.post(address, json={"person": a_person(n)})
            if answer.status_code != Busy.status:
                break
        return answer

    with ThreadPoolExecutor(MORE_THAN_THREADS) as pool:
        answers = list(pool.map(enter, range(MORE_THAN_THREADS)))
    assert Counter(each.status_code for each in answers) == {201: MORE_THAN_THREADS}


def test_who_waits_too_long_for_a_turn_hears_that_it_is_busy(monkeypatch):
    monkeypatch.setattr(turns, "_PATIENCE_SECONDS", 0.01)
    take = asynccontextmanager(turn)

    async def hold(until: anyio.Event) -> None:
        async with take():
            await until.wait()

    async def crowd() -> None:
        leave = anyio.Event()
        async with anyio.create_task_group() as group:
            for _ in range(AT_WORK):
                group.start_soon(hold, leave)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(Busy):
                async with take():
                    raise AssertionError("there was a turn after all")
            leave.set()
        async with take():
            pass

    anyio.run(crowd)


def test_every_route_does_its_work_in_one_thread_when_it_is_its_turn(office):
    routes = [each.original_route for each in iter_route_contexts(build_app(office).routes)]
    ours = [each for each in routes if getattr(each, "dependant", None) is not None]
    assert len(ours) > 100
    assert {type(each) for each in ours} == {OneThread}


def test_one_request_takes_one_thread(office, client, monkeypatch):
    a_small_registry(office)
    event = an_announced_event(office)
    taken = []
    run_sync = anyio.to_thread.run_sync

    async def counted(call, *arguments, **options):
        taken.append(call)
        return await run_sync(call, *arguments, **options)

    monkeypatch.setattr("anyio.to_thread.run_sync", counted)
    address = f"/v1/events/{event.id}/registrations"
    assert client.post(address, json={"person": a_person(1)}).status_code == 201
    assert len(taken) == 1
