"""What changes coverage, as it happens: the journal, looked at once a second."""

from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from uuid import UUID

import anyio
from sqlmodel import col

from core.journal import JournalEntry
from core.people import Actor
from core.work import Office
from reports.asking import columns, tuples
from reports.errors import TooManyListeners
from reports.moving import MOVING

PAUSE_SECONDS = 1.0
AT_ONCE = 200
MOST = 200
"""So many may follow in one process at once; who comes then is told to come again."""

_LATE = 10_000 << 80  # an id carries milliseconds; one given earlier may be committed later
_NOTHING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact after which figures may be others, and what it is about."""

    id: UUID
    at: datetime
    fact: str
    subject: UUID


@dataclass(slots=True)
class Watch:
    """Reads the journal on from an entry; each change is given once."""

    office: Office
    actor: Actor
    last: UUID
    seen: set[UUID] = field(default_factory=set[UUID])

    def look(self) -> Sequence[Change]:
        """Return what is new, in the order of the journal, at most 200 at once."""
        query = (
            columns(JournalEntry.id, JournalEntry.at, JournalEntry.fact, JournalEntry.subject)
            .where(
                col(JournalEntry.id) > _floor(self.last),
                col(JournalEntry.id).not_in(self.seen),
                col(JournalEntry.fact).in_(MOVING),
            )
            .order_by(col(JournalEntry.id))
            .limit(AT_ONCE)
        )
        with self.office.look(self.actor) as look:
            new = [Change(*row) for row in tuples(look, query)]
        self.last = max((self.last, *(change.id for change in new)))
        floor = _floor(self.last)
        self.seen = {each for each in self.seen if each > floor}
        self.seen.update(change.id for change in new)
        return new


def watch(office: Office, actor: Actor, since: UUID | None) -> Watch:
    """Begin after an entry; without one, after the newest there is.

    What lies a little before that and is there already was told to whoever names the entry.
    """
    with office.look(actor) as look:
        newest = columns(JournalEntry.id).order_by(col(JournalEntry.id).desc()).limit(1)
        last = since or next((entry for (entry,) in tuples(look, newest)), _NOTHING)
        before = columns(JournalEntry.id).where(
            col(JournalEntry.id) > _floor(last), col(JournalEntry.id) <= last
        )
        seen = {entry for (entry,) in tuples(look, before)}
    return Watch(office, actor, last, seen)


class Places:
    """Counts who follows, in one process."""

    def __init__(self, most: int = MOST) -> None:
        self._free, self._lock = most, Lock()

    @contextmanager
    def taken(self) -> Generator[None, None, None]:
        """Hold a place for as long as one follows; raises `TooManyListeners` when none is free."""
        with self._lock:
            if not self._free:
                raise TooManyListeners
            self._free -= 1
        try:
            yield
        finally:
            with self._lock:
                self._free += 1


def _floor(last: UUID) -> UUID:
    return UUID(int=max(last.int - _LATE, 0))


async def follow(watching: Watch, looks: int) -> AsyncGenerator[Change, None]:
    """Give changes as they come, for that many looks, a second apart; no thread waits."""
    for number in range(looks):
        if number:
            await anyio.sleep(PAUSE_SECONDS)
        for change in await anyio.to_thread.run_sync(watching.look):
            yield change
