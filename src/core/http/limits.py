"""Limits on what a request may bring, counted on the streamed bytes."""

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
        answer = _Answer(send)
        try:
            await self.app(scope, _counted(receive, most), answer)
        except _Overrun:
            if not answer.begun:
                await _refuse(most, scope, receive, send)


class _Answer:
    """Sends on, and remembers whether the answer has begun."""

    def __init__(self, send: Send) -> None:
        self.send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self.send(message)


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise _Overrun
        return message

    return counted


async def _refuse(most: int, scope: Scope, receive: Receive, send: Send) -> None:
    await render(TooLarge(f"At most {most} bytes are taken here"))(scope, receive, send)


def _announced(length: bytes) -> int:
    return int(length) if length.isdigit() else 0


def _most(content_type: bytes) -> int:
    uploads = (b"multipart/", b"message/rfc822", b"text/csv")
    return UPLOAD_BYTES if content_type.startswith(uploads) else JSON_BYTES
