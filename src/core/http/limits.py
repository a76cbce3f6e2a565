"""Limits on what a request may bring, counted on the streamed bytes (RELIABILITY, default limits)."""

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
        begun = False
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise _Overrun
            return message

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            if int(headers.get(b"content-length", b"0") or 0) > most:
                raise _Overrun
            await self.app(scope, counted, watched)
        except _Overrun:
            if not begun:
                refusal = render(TooLarge(f"At most {most} bytes are taken here"))
                await refusal(scope, receive, send)


def _most(content_type: bytes) -> int:
    uploads = (b"multipart/", b"message/rfc822", b"text/csv")
    return UPLOAD_BYTES if content_type.startswith(uploads) else JSON_BYTES
