"""ETags: which version the caller has seen, and which it wants to change (RFC 9110, 8.8.3)."""

from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from core.problem import ConditionRequired, Stale
from core.storage import Row


def tag(response: Response, row: Row, *others: object) -> None:
    """Send a row's version as its ETag.

    `others` are further things that the answer shows (such as seats taken): they change the tag,
    so that caches see it, but not the version that `If-Match` speaks of.
    """
    response.headers["ETag"] = f'"{row.version}{"." + digest(*others) if others else ""}"'


def digest(*parts: object) -> str:
    """Return a short fingerprint of what an answer was made from."""
    return sha256(repr(parts).encode()).hexdigest()[:16]


def unchanged(request: Request, etag: str) -> bool:
    """Say whether the caller's `If-None-Match` names this tag (weak comparison)."""
    sent = request.headers.get("if-none-match", "")
    return etag in {each.strip().removeprefix("W/") for each in sent.split(",")}


class Condition:
    """The version that the caller saw."""

    def __init__(self, if_match: Annotated[str | None, Header(max_length=200)] = None) -> None:
        if if_match is None:
            raise ConditionRequired
        self.seen = if_match.strip().removeprefix("W/").strip('"').partition(".")[0]

    def check(self, row: Row) -> None:
        """Refuse an edit of anything but the current version."""
        if self.seen not in {"*", str(row.version)}:
            raise Stale


IfMatch = Annotated[Condition, Depends()]
