"""What every answer goes through: its headers, the id that the log knows it by, the figures."""

import structlog
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.clock import stopwatch
from core.ids import new_id
from core.metrics import ANSWERS, LATENCY

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class DressedApp(FastAPI):
    """An application whose every answer is dressed, also the one to a failure of its own."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the headers around all, outside of what answers failures."""
        return SafeHeaders(super().build_middleware_stack())


class SafeHeaders:
    """Adds the security headers and a request id to every answer; an answer's own ones stay.

    Each line that is logged meanwhile, in whatever thread, carries the same `request_id`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, begun = str(new_id()), stopwatch()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                ANSWERS.labels(f"{message['status'] // 100}xx").inc()
                headers["X-Request-ID"] = request_id
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self.app(scope, receive, dressed)
        LATENCY.labels(*_named(scope)).observe(stopwatch() - begun)


def _named(scope: Scope) -> tuple[str, str]:
    """Return a request's method and route for the figures: of both there are only so many."""
    method = scope["method"] if scope["method"] in _METHODS else "other"
    return method, getattr(scope.get("route"), "path", "none")
