"""Style and script of the pages: our own files, kept by browsers for a year under their digest."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated

from fastapi import Path, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.work import Work
from nadwa.dashboard.packing import packed

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Name = Annotated[str, Path(max_length=60)]

_FOLDER = files("nadwa.dashboard").joinpath("static")
_TYPES = {
    "nadwa.css": "text/css; charset=utf-8",
    "nadwa.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "htmx.LICENSE.txt": "text/plain; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_FOREVER = "public, max-age=31536000, immutable"


@router.get("/static/{name}", operation_id="read_asset", response_class=Response)
def read_asset(_work: PublicLook, request: Request, name: Name) -> Response:
    """Give a file of ours."""
    if name not in _TYPES:
        raise Missing
    response = Response(_content(name), media_type=_TYPES[name])
    response.headers["Cache-Control"] = _FOREVER
    return packed(request, response)


def asset(name: str) -> str:
    """Return the address of a file of ours; another one after every change."""
    return f"/static/{name}?{_digest(name)}"


@cache
def _content(name: str) -> bytes:
    return _FOLDER.joinpath(name).read_bytes()


@cache
def _digest(name: str) -> str:
    return sha256(_content(name)).hexdigest()[:10]
