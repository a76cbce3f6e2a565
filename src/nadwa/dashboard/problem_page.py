"""Refusals as pages, for those who ask for HTML; programs get the problem document as ever."""

import json
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from fastapi import FastAPI, Request, Response

from nadwa.dashboard.reader import reader_of
from nadwa.dashboard.rendering import html

Handler = Callable[[Request, Any], Response | Awaitable[Response]]

_KNOWN = frozenset({401, 403, 404, 409, 422, 429, 500, 503})
_CARRIED = ("www-authenticate", "retry-after", "allow")
_PAGE = "text/html; charset=utf-8"


def install_problem_pages(app: FastAPI) -> None:
    """Let every refusal that an application answers be a page for a browser."""
    for kind, plain in list(app.exception_handlers.items()):
        app.add_exception_handler(kind, _or_page(plain))


def wants_page(request: Request) -> bool:
    """Say whether the caller is a browser that shows pages: it names text/html."""
    return "text/html" in request.headers.get("accept", "")


def _or_page(plain: Handler) -> Callable[[Request, Any], Awaitable[Response]]:
    async def answer(request: Request, error: Any) -> Response:
        made = plain(request, error)
        document = await made if isawaitable(made) else made
        return _page(request, document) if wants_page(request) else document

    return answer


def _page(request: Request, document: Response) -> Response:
    told = json.loads(bytes(document.body))
    reader = reader_of(request)
    status = document.status_code
    named = str(status) if status in _KNOWN else "other"
    content = html(reader, "problem.html", named=named, told=told)
    headers = {name: document.headers[name] for name in _CARRIED if name in document.headers}
    headers["Vary"] = "Accept, Accept-Language"
    return Response(content, status, headers, media_type=_PAGE)
