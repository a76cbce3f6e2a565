"""What is measured: each work, the limit it is held against, and the bar for its ratio."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bench.speed.client import Client, Request
from core.people import Role, system
from core.tokens import issue
from core.work import Office
from tests.events.racing import LONG_AHEAD
from tests.factories import a_person, an_announced_event

Make = Callable[[int], list[Request]]
FEED = "/calendars/public.ics"
EMPTY, ROW, HEALTH = "empty endpoint", "one bare INSERT", "/healthz"


@dataclass(frozen=True, slots=True)
class Work:
    """Requests of one kind; `limit` names the work it is compared with, `bar` the least share."""

    name: str
    make: Make
    limit: str = ""
    bar: float | None = None


def limits() -> list[Work]:
    """Return what the limit programs do."""
    numbers = count()

    def rows(some: int) -> list[Request]:
        people = [a_person(f"bare-{next(numbers)}") for _ in range(some)]
        return [Request("POST", "/row", 201, body=each) for each in people]

    return [Work(EMPTY, _same(Request("GET", "/empty"))), Work(ROW, rows)]


def works(office: Office, client: Client, address: str, resolution: str) -> list[Work]:
    """Return what Nadwa does, on an event of its own that anybody may enter."""
    event = an_announced_event(office, **LONG_AHEAD)
    with office.work(system("bench")) as work:
        _, secret = issue(work, Role.ADMIN, "bench")
    mandates = json.loads(client.take(address, [Request("GET", "/v1/mandates")])[0].body)
    mandate = mandates["items"][0]["id"]
    numbers = count()

    def registrations(some: int) -> list[Request]:
        path = f"/v1/events/{event.id}/registrations"
        people = [a_person(f"new-{next(numbers)}") for _ in range(some)]
        return [Request("POST", path, 201, body={"person": each}) for each in people]

    def check_ins(some: int) -> list[Request]:
        entered = [json.loads(each.body) for each in client.take(address, registrations(some))]
        paths = [f"/v1/registrations/{each['id']}/check-in" for each in entered]
        headers = {"Authorization": f"Bearer {secret}"}
        return [Request("PUT", path, headers=headers) for path in paths]

    def unchanged(some: int) -> list[Request]:
        etag = client.take(address, [Request("GET", FEED)])[0].headers["etag"]
        return [Request("GET", FEED, 304, {"If-None-Match": etag})] * some

    coverage = _get(f"/v1/coverage?resolution={resolution}")
    return [
        Work("registration", registrations, ROW, 0.5),
        Work("check-in", check_ins, ROW, 0.6),
        Work(HEALTH, _get("/healthz"), EMPTY),
        Work("one event", _get(f"/v1/events/{event.id}"), EMPTY, 0.5),
        Work("one mandate", _get(f"/v1/mandates/{mandate}"), EMPTY, 0.5),
        Work("mandate list", _get("/v1/mandates"), EMPTY),
        Work("coverage, one resolution", coverage, HEALTH, 1 / 3),
        Work("feed, unchanged (304)", unchanged, EMPTY, 0.8),
        Work("feed, whole", _get(FEED), EMPTY, 0.5),
    ]


def _get(path: str) -> Make:
    return _same(Request("GET", path))


def _same(request: Request) -> Make:
    return lambda some: [request] * some
