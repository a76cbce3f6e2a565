"""Keeps whole public answers in the process while the database is where they were made.

Kept are answers to `GET` without a token and without cookies, of the paths that the composition
root names; no error, no stream, nothing marked `no-store`. An answer counts until the next commit
of anybody (see `core.http.watch`), and until the office's clock begins another minute: what depends
on the time in an answer (a deadline that passes, a registration that opens) changes on whole
minutes.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from starlette.types import ASGIApp, Receive, Scope, Send

from core.http.answers import NOT_MODIFIED, Answer, Capture, send_answer
from core.http.watch import Position, Watch
from core.http.work import PUBLIC
from core.work import Office

MOST_BYTES = 32 << 20
_MOST_OF_ONE = 8 << 20
_LONGEST_KEY = 2000
_PERSONAL = frozenset({b"authorization", b"cookie"})


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on; `condition` where the answer depends on what the caller has."""

    path: str
    query: bytes
    accept: bytes
    language: bytes
    packs: bool
    condition: tuple[bytes, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What one caller asks: `etags` and `since` are what it has already."""

    plain: Key
    etags: bytes
    since: bytes

    @property
    def conditional(self) -> Key:
        """Return the key of an answer to exactly these conditions."""
        plain = self.plain
        condition = (self.etags, self.since)
        return Key(plain.path, plain.query, plain.accept, plain.language, plain.packs, condition)


class KeptAnswers:
    """Answers from memory where nothing was committed since; at most 32 MiB of memory."""

    def __init__(
        self,
        app: ASGIApp,
        office: Office,
        watch: Watch,
        paths: Iterable[str],
        most: int = MOST_BYTES,
    ) -> None:
        self.app, self._office, self._watch, self._most = app, office, watch, most
        self._paths = pattern(paths)
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0
        self._moment: tuple[Position, datetime] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is kept; keep what may be."""
        asked = self._asked(scope)
        moment = await self._now() if asked else None
        if asked is None or moment is None:
            await self.app(scope, receive, send)
            return
        scope[PUBLIC] = True
        head = scope["method"] == "HEAD"
        found = self._found(asked)
        if found is not None:
            await send_answer(found, send, head=head)
            return
        capture = Capture(send, packs=asked.plain.packs, most=_MOST_OF_ONE)
        await self.app(scope, receive, send if head else capture.send)
        if capture.made is not None and moment == self._moment:
            self._keep(asked, capture.made)

    def _asked(self, scope: Scope) -> Asked | None:
        """Return what is asked; None for requests whose answers are never kept."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path, query = scope["path"], scope["query_string"]
        if not self._paths.fullmatch(path):
            return None
        sent: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _PERSONAL or name in sent:
                return None
            sent[name] = value
        packs = b"gzip" in sent.get(b"accept-encoding", b"")
        accept, language = sent.get(b"accept", b""), sent.get(b"accept-language", b"")
        etags, since = sent.get(b"if-none-match", b""), sent.get(b"if-modified-since", b"")
        if len(path) + len(query) + len(accept) + len(language) + len(etags) > _LONGEST_KEY:
            return None
        return Asked(Key(path, query, accept, language, packs), etags, since)

    async def _now(self) -> tuple[Position, datetime] | None:
        """Return where the database and the clock are; what was kept elsewhere is dropped."""
        position = await self._watch.position()
        if position is None:
            return None
        moment = (position, self._office.clock().replace(second=0, microsecond=0))
        if moment != self._moment:
            self._answers.clear()
            self._bytes, self._moment = 0, moment
        return moment

    def _found(self, asked: Asked) -> Answer | None:
        whole = None if asked.since and not asked.etags else self._answers.get(asked.plain)
        if whole is None:
            return self._answers.get(asked.conditional) if asked.etags or asked.since else None
        self._answers.move_to_end(asked.plain)
        return whole.unless_known(asked.etags) if asked.etags else whole

    def _keep(self, asked: Asked, answer: Answer) -> None:
        by_condition = answer.status == NOT_MODIFIED or (asked.since and not asked.etags)
        key = asked.conditional if by_condition else asked.plain
        if key not in self._answers:
            self._answers[key] = answer
            self._bytes += answer.size
        while self._bytes > self._most:
            _, dropped = self._answers.popitem(last=False)
            self._bytes -= dropped.size


def pattern(paths: Iterable[str]) -> re.Pattern[str]:
    """Return what matches these paths; `{name}` in one stands for anything without a slash."""
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(each)) for each in paths))
