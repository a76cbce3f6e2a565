"""`/docs`: the operations of the API for people; no script, nothing from another host."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any

from fastapi import Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.work import Work
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import page

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as the page shows it; `roles` is empty when everybody may call it."""

    tag: str
    method: str
    path: str
    summary: str
    description: str
    roles: tuple[str, ...]
    parameters: tuple[str, ...]
    body: str
    answers: tuple[str, ...]


@router.get("/docs", operation_id="read_reference", response_class=Response)
def read_reference(_work: PublicLook, request: Request, reader: ReaderDep) -> Response:
    """List every operation of the API, and who may call it."""
    entries = sorted(_entries(request.app.openapi()), key=attrgetter("tag", "path", "method"))
    families = [(tag, list(some)) for tag, some in groupby(entries, key=attrgetter("tag"))]
    return page(request, reader, "reference.html", families=families)


def _entries(document: dict[str, Any]) -> Iterator[Entry]:
    for path, operations in document["paths"].items():
        for method, said in operations.items():
            open_to_all = {} in said.get("security", [{}])
            yield Entry(
                tag=(said.get("tags") or ["other"])[0],
                method=method.upper(),
                path=path,
                summary=said.get("summary", ""),
                description=said.get("description", ""),
                roles=() if open_to_all else tuple(said.get("x-roles", ())),
                parameters=tuple(_parameter(each) for each in said.get("parameters", ())),
                body=", ".join(said.get("requestBody", {}).get("content", {})),
                answers=tuple(sorted(said.get("responses", {}))),
            )


def _parameter(said: dict[str, Any]) -> str:
    return f"{said['name']}{'' if said.get('required') else '?'}"
