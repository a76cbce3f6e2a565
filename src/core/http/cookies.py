"""The session cookie, and the proof in each form that our own page made it.

Cookies count on pages only, never on the API: what a page of another site makes a browser send
there is nobody's. A form brings a token that only our page could read (masked anew each time, so
that compression tells nothing of it), and a browser that says the request began at another site is
refused whatever it brings (Fetch Metadata).
"""

import hmac
import secrets

from fastapi import Request, Response
from starlette.datastructures import FormData

from core.accounts import WHOLE_LIFE
from core.problem import Problem
from core.seals import Seals, mac, spelled, unspelled

CSRF_FIELD = "csrf"
_NONCE, _MAC = 8, 16
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class ForeignForm(Problem):
    """A form of ours must come from a page of ours, in the same session."""

    slug, title, status = "foreign-form", "This form did not come from our page", 403


def cookie_name(request: Request) -> str:
    """Return the cookie's name; with HTTPS one that no other host and no plain page can set."""
    return "__Host-nadwa" if _is_safe(request) else "nadwa"


def session_secret(request: Request) -> str | None:
    """Return the session's secret that came with a request for a page; None on the API."""
    route = request.scope.get("route")
    if getattr(route, "include_in_schema", True):
        return None
    return request.cookies.get(cookie_name(request)) or None


def set_session(request: Request, response: Response, secret: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        cookie_name(request),
        secret,
        max_age=int(WHOLE_LIFE.total_seconds()),
        path="/",
        secure=_is_safe(request),
        httponly=True,
        samesite="lax",
    )


def drop_session(request: Request, response: Response) -> None:
    """Take the session out of the browser."""
    response.delete_cookie(
        cookie_name(request), path="/", secure=_is_safe(request), httponly=True, samesite="lax"
    )


def csrf_token(request: Request) -> str:
    """Return the token for the forms of a page; empty where no session came."""
    secret = session_secret(request)
    if secret is None:
        return ""
    nonce = secrets.token_bytes(_NONCE)
    return spelled(nonce + _proof(request, secret, nonce))


async def checked_form(request: Request) -> None:
    """Refuse a form that is not ours: from elsewhere, or in a session without its token."""
    if getattr(request.scope.get("route"), "include_in_schema", True) or request.method != "POST":
        return
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise ForeignForm
    secret = session_secret(request)
    if secret is None or "authorization" in request.headers:
        return
    form = await request.form() if _is_form(request) else FormData()
    octets = unspelled(str(form.get(CSRF_FIELD, "")))
    if octets is None or len(octets) != _NONCE + _MAC:
        raise ForeignForm
    if not hmac.compare_digest(octets[_NONCE:], _proof(request, secret, octets[:_NONCE])):
        raise ForeignForm


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith(_FORMS)


def _proof(request: Request, secret: str, nonce: bytes) -> bytes:
    seals: Seals = request.app.state.seals
    return mac(seals.secret_key, "csrf", nonce + secret.encode(errors="replace"), _MAC)


def _is_safe(request: Request) -> bool:
    seals: Seals = request.app.state.seals
    return seals.base_url.startswith("https://")
