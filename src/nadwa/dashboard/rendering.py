"""Turns what a page shows into HTML: templates that escape everything, a language, a tag."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from core.http.cookies import CSRF_FIELD
from core.http.etags import unchanged
from core.texts import Language
from nadwa.dashboard.assets import asset
from nadwa.dashboard.packing import packed
from nadwa.dashboard.reader import Reader

_PUBLIC = "no-cache"
_PRIVATE = "private, no-store"
_NAMES = {Language.AR: "العربية", Language.EN: "English", Language.FR: "Français"}


def page(request: Request, reader: Reader, template: str, /, **shown: Any) -> Response:
    """Answer with a public page; 304 to those who have it already. One's own, if signed in."""
    if reader.visitor:
        return private_page(reader, template, **shown)
    content = html(reader, template, **shown)
    response = HTMLResponse(content)
    etag = f'"{sha256(content.encode()).hexdigest()[:20]}"'
    _dress(response, reader, _PUBLIC)
    response.headers["ETag"] = f"W/{etag}"
    if unchanged(request, etag):
        return Response(status_code=304, headers=_without_content(response))
    return packed(request, response)


def private_page(reader: Reader, template: str, /, **shown: Any) -> Response:
    """Answer with a page that is one person's: kept nowhere, and its address told to nobody."""
    response = HTMLResponse(html(reader, template, **shown))
    _dress(response, reader, _PRIVATE)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def html(reader: Reader, template: str, /, **shown: Any) -> str:
    """Return the text of a page."""
    known = {
        "r": reader,
        "w": reader.words,
        "asset": asset,
        "languages": _NAMES,
        "token": _token(reader),
    }
    return _templates().get_template(template).render(known, **shown)


def _token(reader: Reader) -> Markup:
    """Return the field that goes into every form that changes something."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(CSRF_FIELD, reader.csrf) if reader.csrf else Markup()


def _dress(response: Response, reader: Reader, caching: str) -> None:
    response.headers["Cache-Control"] = caching
    response.headers["Content-Language"] = reader.language.value
    response.headers["Vary"] = "Accept-Language, Authorization, Cookie"


def _without_content(response: Response) -> dict[str, str]:
    named = ("cache-control", "vary", "etag")
    return {name: response.headers[name] for name in named}


@cache
def _templates() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _source(name: str) -> str:
    return files("nadwa.dashboard").joinpath("templates", name).read_text(encoding="utf-8")
