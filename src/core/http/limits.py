"""Limits on what a request may bring, counted on the streamed bytes."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.http.problems import render
from core.problem import TooLarge

JSON_BYTES = 1 << 20
UPLOAD_BYTES = 20 << 20


class _Overrun(Exception):  # noqa: N818 -- an overrun, not a fault of ours
    """More bytes came than the call takes."""


class BodyLimit:
    """Refuses bodies over 1 MiB, uploads over 20 MiB, whatever Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what arrives; answer 413 at the first byte too many."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        most = _most(headers.get(b"content-type", b""))
        if _announced(headers.get(b"content-length", b"")) > most:
            await _refuse(most, scope, receive, send)
            return
        passage = _Passage(receive, send, most)
        with suppress(_Overrun):
            await self.app(scope, passage.receive, passage.send)
        if passage.overrun and not passage.begun:
            await _refuse(most, scope, receive, send)


class _Passage:
    """Counts what comes in. After one byte too many no answer but the refusal goes out.

    The framework turns what is raised while it reads a body into an answer of its own; that answer
    is held back.
    """

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.begun = False

    @property
    def overrun(self) -> bool:
        """Say whether more came than may come."""
        return self._left < 0

    async def receive(self) -> Message:
        """Pass on what came in, unless it is too much."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.overrun:
            raise _Overrun
        return message

    async def send(self, message: Message) -> None:
        """Pass an answer on."""
        if self.begun or not self.overrun:
            self.begun = True
            await self._send(message)


async def _refuse(most: int, scope: Scope, receive: Receive, send: Send) -> None:
    await render(TooLarge(f"At most {most} bytes are taken here"))(scope, receive, send)


def _announced(length: bytes) -> int:
    return int(length) if length.isdigit() else 0


def _most(content_type: bytes) -> int:
    uploads = (b"multipart/", b"message/rfc822", b"text/csv")
    return UPLOAD_BYTES if content_type.startswith(uploads) else JSON_BYTES
