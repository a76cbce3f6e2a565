"""Rate limits: 429 with Retry-After, and on every answer how much is left.

`RateLimit` and `RateLimit-Policy` as the IETF draft has them (draft-ietf-httpapi-ratelimit-headers,
10): `"token";r=2999;t=1` is how many requests are left and in how many seconds all are again.
"""

import math
from collections.abc import Callable
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.clock import stopwatch
from core.http.callers import network_of
from core.http.problems import render
from core.limits import Buckets, Quota, Verdict
from core.problem import TooMany

DEFAULT_RATE = 100
"""Requests a second from one address without a token."""

_UNKNOWN_TOKEN = 401
_MOST_TOKENS = 10_000
_NOISE = 1e-6
_FREE = frozenset({"/healthz"})


class RateLimit:
    """Lets each caller ask so often: by token, or by address where none (or a wrong one) came.

    Tokens may ask ten times as often as addresses, this machine itself a hundred times. A token
    counts on its address until it has opened something, so that inventing tokens gains nothing.
    """

    def __init__(
        self, app: ASGIApp, rate: int = DEFAULT_RATE, clock: Callable[[], float] = stopwatch
    ) -> None:
        self.app, self._clock = app, clock
        self._buckets = Buckets()
        self._known: set[str] = set()
        self._address = Quota("address", rate, rate * 6)
        self._token = Quota("token", rate * 10, rate * 30)
        self._machine = Quota("machine", rate * 100, rate * 300)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass and say what is left, or refuse it."""
        if scope["type"] != "http" or scope["path"] in _FREE:
            await self.app(scope, receive, send)
            return
        token = _token(scope)
        caller, quota = self._caller(scope, token)
        verdict = self._buckets.take(caller, quota, self._clock())

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                _say(MutableHeaders(scope=message), quota, verdict)
                if token and message["status"] != _UNKNOWN_TOKEN:
                    self._remember(token)
            await send(message)

        if verdict.passes:
            await self.app(scope, receive, told)
        else:
            await render(TooMany("Ask again when Retry-After has passed"))(scope, receive, told)

    def _caller(self, scope: Scope, token: str | None) -> tuple[str, Quota]:
        host = (scope.get("client") or ("",))[0]
        network = network_of(host)
        if network is None:
            return "machine", self._machine
        if token is not None and token in self._known:
            return token, self._token
        return network, self._address

    def _remember(self, token: str) -> None:
        if len(self._known) > _MOST_TOKENS:
            self._known.clear()  # all prove themselves again; nobody is refused for it
        self._known.add(token)


def _token(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"authorization":
            return sha256(value).hexdigest()
    return None


def _say(headers: MutableHeaders, quota: Quota, verdict: Verdict) -> None:
    headers["RateLimit-Policy"] = f'"{quota.name}";q={quota.burst};w={quota.window}'
    left = f"r={verdict.remaining};t={math.ceil(verdict.full - _NOISE)}"
    headers["RateLimit"] = f'"{quota.name}";{left}'
    if not verdict.passes:
        headers["Retry-After"] = str(max(math.ceil(verdict.wait), 1))
