"""The Idempotency-Key header, declared on the endpoint, honoured here."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from core.once import once
from core.work import Work

V = TypeVar("V", bound=BaseModel)


class Repeatable:
    """A request that may be sent twice: with a key it happens once and is answered alike."""

    def __init__(self, key: str | None, fingerprint: str) -> None:
        self.key, self.fingerprint = key, fingerprint

    def answer(self, work: Work, response: Response, view: type[V], make: Callable[[], V]) -> V:
        """Carry it out, or return what was answered the first time, with the same ETag."""
        if self.key is None:
            return make()
        views: list[V] = []

        def store() -> dict[str, Any]:
            views.append(make())
            body = views[0].model_dump(mode="json")
            return {"body": body, "etag": response.headers.get("etag")}

        kept = once(work, self.key, self.fingerprint, store)
        if views:
            return views[0]
        if kept["etag"]:
            response.headers["ETag"] = kept["etag"]
        return view.model_validate(kept["body"])


async def _repeatable(
    request: Request,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=255)] = None,
) -> Repeatable:
    if idempotency_key is None:
        return Repeatable(None, "")
    seen = sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    seen.update(await _content(request))
    return Repeatable(idempotency_key, seen.hexdigest())


async def _content(request: Request) -> bytes:
    """Return what the caller sent; of a form, its fields and files."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.body()
    parts: list[bytes] = []
    for name, value in (await request.form()).multi_items():
        parts.append(name.encode())
        if isinstance(value, UploadFile):
            parts.append(value.file.read())
            value.file.seek(0)
        else:
            parts.append(value.encode())
    return b"\0".join(parts)


OnceDep = Annotated[Repeatable, Depends(_repeatable)]
