"""Whole answers that may be sent again, and how one is caught on its way out."""

import gzip
from dataclasses import dataclass

from anyio import to_thread
from starlette.types import Message, Send

NOT_MODIFIED = 304
_KEEPABLE = frozenset({200, NOT_MODIFIED})
_WORTH_PACKING = 1000
_QUICKLY_PACKED = 64 << 10
_LEVEL = 6
_PACKABLE = (
    b"application/json",
    b"application/ld+json",
    b"application/xml",
    b"application/akn+xml",
    b"text/",
    b"image/svg",
)
_OF_CONTENT = frozenset(
    {b"content-length", b"content-type", b"content-encoding", b"content-language"}
)
_OVERHEAD = 1000  # octets that an answer costs beside its content, about

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as it goes out."""

    status: int
    headers: Headers
    content: bytes

    @property
    def size(self) -> int:
        """Return about how many octets it takes to keep."""
        return len(self.content) + _OVERHEAD

    def unless_known(self, etags: bytes) -> "Answer":
        """Return a 304 in its place when `If-None-Match` names its tag (weak comparison)."""
        known = {each.strip().removeprefix(b"W/") for each in etags.split(b",")}
        if self._etag.removeprefix(b"W/") not in known:
            return self
        kept = tuple(each for each in self.headers if each[0] not in _OF_CONTENT)
        return Answer(NOT_MODIFIED, kept, b"")

    @property
    def _etag(self) -> bytes:
        return _header(self.headers, b"etag") or b"none"

    async def packed(self) -> "Answer":
        """Return it compressed, its tag weak: the same in other octets (RFC 9110, 8.8.1)."""
        if len(self.content) > _QUICKLY_PACKED:
            content = await to_thread.run_sync(_pack, self.content)
        else:
            content = _pack(self.content)
        headers = [_repacked(name, value, len(content)) for name, value in self.headers]
        return Answer(self.status, (*headers, (b"content-encoding", b"gzip")), content)


class Capture:
    """Sends an answer on, and holds one that may be kept; `packs`: the caller reads gzip."""

    def __init__(self, send: Send, *, packs: bool, most: int) -> None:
        self._send, self._packs, self._most = send, packs, most
        self._start: Message | None = None
        self.made: Answer | None = None

    async def send(self, message: Message) -> None:
        """Pass a message on; the beginning waits for the content, unless that is a stream."""
        if message["type"] == "http.response.start" and _may_be_kept(message):
            self._start = message
            return
        begun, self._start = self._start, None
        if begun is None:
            await self._send(message)
        elif message.get("more_body"):
            await self._send(begun)
            await self._send(message)
        else:
            await self._finish(begun, message.get("body", b""))

    async def _finish(self, begun: Message, content: bytes) -> None:
        answer = Answer(begun["status"], tuple(begun["headers"]), content)
        if _packable(answer):
            answer = Answer(answer.status, _varying(answer.headers), content)
            if self._packs:
                answer = await answer.packed()
        if answer.size <= self._most:
            self.made = answer
        await send_answer(answer, self._send)


async def send_answer(answer: Answer, send: Send, *, head: bool = False) -> None:
    """Send it; of an answer to HEAD no content."""
    headers = list(answer.headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else answer.content})


def _may_be_kept(start: Message) -> bool:
    headers = tuple(start["headers"])
    caching = _header(headers, b"cache-control") or b""
    personal = b"no-store" in caching or _header(headers, b"set-cookie") is not None
    return start["status"] in _KEEPABLE and not personal


def _packable(answer: Answer) -> bool:
    """Say whether it should be compressed; JSON with a strong tag not, that is for `If-Match`."""
    kind = _header(answer.headers, b"content-type") or b""
    etag = _header(answer.headers, b"etag")
    if kind.startswith(b"application/json") and etag and not etag.startswith(b"W/"):
        return False
    plain = _header(answer.headers, b"content-encoding") is None
    return plain and kind.startswith(_PACKABLE) and len(answer.content) >= _WORTH_PACKING


def _varying(headers: Headers) -> Headers:
    """Say that the answer depends on what the caller can unpack."""
    vary = _header(headers, b"vary")
    if vary is None:
        return (*headers, (b"vary", b"Accept-Encoding"))
    if b"accept-encoding" in vary.lower():
        return headers
    more = vary + b", Accept-Encoding"
    return tuple((name, more if name == b"vary" else value) for name, value in headers)


def _repacked(name: bytes, value: bytes, length: int) -> tuple[bytes, bytes]:
    if name == b"content-length":
        return name, str(length).encode()
    if name == b"etag" and not value.startswith(b"W/"):
        return name, b"W/" + value
    return name, value


def _header(headers: Headers, wanted: bytes) -> bytes | None:
    return next((value for name, value in headers if name == wanted), None)


def _pack(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL, mtime=0)
