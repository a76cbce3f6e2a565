"""Sends what Schemathesis makes from the OpenAPI document, right and wrong, and keeps the figures.

The same seed sends the same requests. Half of them name things that are there.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from core.http.routes import operations_of
from nadwa.app import build_app
from nadwa.policy import POLICY
from nadwa.policy_page import name_of
from tests.trust.callings import calls
from tests.trust.world import MAILING, World

CALLERS = ("organizer of ICESCO", "focal_point of SN", "anonymous")
_SECONDS = {"GET /v1/coverage/changes": {"seconds": 1}}  # an event stream would listen for minutes
_ERROR, _FAILURE = 400, 500


@schemathesis.serializer("message/rfc822")
def as_message(_context: Any, value: Any) -> bytes:
    """Send anything as a message."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@dataclass
class Figures:
    """What was sent, and what must not have come back."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    failures: list[str] = field(default_factory=list[str])
    undocumented: list[str] = field(default_factory=list[str])
    plain: list[str] = field(default_factory=list[str])

    def add(self, name: str, case: Any, answer: Any, known: set[str]) -> None:
        """Count one answer."""
        self.cases += 1
        status = answer.status_code
        self.statuses[status] += 1
        said = f"{name} {status}: {_short(case)}"
        if status >= _FAILURE and status != 503:
            self.failures.append(said)
        if str(status) not in known:
            self.undocumented.append(said)
        if status >= _ERROR and "problem+json" not in answer.headers.get("content-type", ""):
            self.plain.append(said)


def fuzz(world: World, examples: int, number: int = 0) -> Figures:
    """Send that many cases to each operation, as each caller, in each of two ways."""
    figures = Figures()
    app = build_app(world.office, MAILING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_dict(app.openapi())
        by_name = {name_of(each): each for each in operations_of(app)}
        with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
            for found in schema.get_all_operations():
                operation = found.ok()
                name = f"{operation.method.upper()} {operation.path}"
                for caller in CALLERS:
                    there = _there(world, caller, by_name[name]) if name in POLICY else {}
                    for strategy in _strategies(operation, there):
                        _send(client, world, (name, caller, operation, strategy),
                              figures, examples, number)  # fmt: skip
    return figures


def _there(world: World, caller: str, operation: Any) -> dict[str, str]:
    """Return parameters of the path that name something that is there."""
    parts = operation.path.split("/")
    for call in calls(world, caller, operation):
        if call.relation == "own":
            values = zip(parts, call.url.split("/"), strict=False)
            return {part[1:-1]: value for part, value in values if part[:1] == "{" == part[0]
                    and part.endswith("}")}  # fmt: skip
    return {}


def _strategies(operation: Any, there: dict[str, str]) -> Iterator[Any]:
    yield operation.as_strategy(generation_mode=GenerationMode.POSITIVE,
                                path_parameters=there or None)  # fmt: skip
    yield operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


def _send(
    client: TestClient, world: World, what: tuple[str, str, Any, Any],
    figures: Figures, examples: int, number: int,
) -> None:  # fmt: skip
    name, caller, operation, strategy = what
    known = {str(each) for each in operation.responses.status_codes}

    @seed(number)
    @given(case=strategy)
    @settings(max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def one(case: Any) -> None:
        case.query = {**(case.query or {}), **_SECONDS.get(name, {})}
        request = case.as_transport_kwargs(base_url="http://testserver")
        headers = {**request.pop("headers"), **world.headers[caller]}
        if caller == "anonymous":
            headers.pop("Authorization", None)
        figures.add(
            name, case, client.request(**_as_httpx(request), headers=_sendable(headers)), known
        )

    try:
        one()
    except Exception as why:  # noqa: BLE001 -- a case that cannot be made or sent is no answer
        if "Unsatisfiable" not in type(why).__name__:
            figures.failures.append(f"{name}: {type(why).__name__}: {why}"[:300])


def _as_httpx(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request as the client takes it: it calls raw bytes content."""
    files = [
        (name, tuple(part if isinstance(part, bytes | str | None) else str(part) for part in parts))
        for name, parts in request.get("files") or ()
    ]
    request = {**request, **({"files": files} if files else {})}
    data = request.get("data")
    if isinstance(data, bytes | str):
        return {**{key: value for key, value in request.items() if key != "data"}, "content": data}
    return request


def _sendable(headers: dict[str, Any]) -> dict[str, str]:
    """Leave out what no client could put on the wire."""
    return {
        str(name): str(value) for name, value in headers.items()
        if str(value).isascii() and str(value).isprintable()
    }  # fmt: skip


def _short(case: Any) -> str:
    return f"path={case.path_parameters} query={case.query} body={case.body!r}"[:300]
