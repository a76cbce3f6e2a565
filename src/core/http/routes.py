"""Every operation of an application, wherever its router was mounted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from core.http.work import Gate, gates_of
from core.people import Role


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path. `documented`: it is in the OpenAPI document; pages are not."""

    method: str
    path: str
    name: str | None
    documented: bool
    gates: tuple[Gate, ...]
    endpoint: Callable[..., Any]

    @property
    def roles(self) -> frozenset[Role]:
        """Return who may call it at all; empty when it has no gate."""
        return frozenset(role for gate in self.gates for role in gate.roles)

    @property
    def writes(self) -> bool:
        """Say whether it may change something."""
        return any(gate.writes for gate in self.gates)


def operations_of(app: FastAPI) -> Iterator[Operation]:
    """Yield every operation, in the order of mounting; included routers are looked into."""
    for route in iter_route_contexts(app.routes):
        dependant = getattr(route, "dependant", None)
        if dependant is None or route.endpoint is None or route.path_format is None:
            continue
        for method in sorted(route.methods or ()):
            yield Operation(
                method=method,
                path=route.path_format,
                name=route.operation_id,
                documented=route.include_in_schema,
                gates=tuple(gates_of(dependant)),
                endpoint=route.endpoint,
            )
