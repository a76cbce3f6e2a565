"""Whether an installation can do its work, as far as it can tell of itself; and what waits."""

import shutil
from pathlib import Path

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import col, func, select

from core.engines import Engines
from core.journal import JournalDelivery
from core.work import Work
from nadwa.migrate import newest_revision, present_revision
from notifications import backlog, mail_room

BEHIND_SECONDS = 120
LEAST_FREE_BYTES = 64 << 20
NEWEST = newest_revision()


class Readiness(BaseModel):
    """Whether it can do its work. Ages are in seconds; `worker`: `ok`, `behind` or `mail paused`.

    A worker that is behind does not make the process unready: answers are as good as ever.
    """

    status: str
    revision: str | None
    worker: str = "ok"
    facts_waiting: int = 0
    facts_parked: int = 0
    oldest_fact_seconds: float = 0
    letters_waiting: int = 0
    oldest_letter_seconds: float = 0


def readiness_of(work: Work) -> Readiness:
    """Look whether the database is the right one and takes writes, and what the worker has to do.

    A database that does not answer raises; that is answered with 503 like everywhere.
    """
    revision = present_revision(work.session.connection())
    if revision != NEWEST:
        return Readiness(
            status=f"database is at {revision}, run `nadwa migrate`", revision=revision
        )
    status = _refusing(work.office.engines) or "ok"
    return backlog_of(work, Readiness(status=status, revision=revision))


def backlog_of(work: Work, ready: Readiness) -> Readiness:
    """Fill in what waits."""
    todo = col(JournalDelivery.parked_at).is_(None)
    waiting, parked, oldest = work.session.exec(
        select(
            func.count().filter(todo),
            func.count(col(JournalDelivery.parked_at)),
            func.min(col(JournalDelivery.due_at)).filter(todo),
        ).where(col(JournalDelivery.done_at).is_(None))
    ).one()
    ready.facts_waiting, ready.facts_parked = waiting, parked
    if oldest:
        ready.oldest_fact_seconds = max((work.now - oldest).total_seconds(), 0)
    ready.letters_waiting, ready.oldest_letter_seconds = backlog(work)
    room = mail_room(work)
    if room is not None and room.paused:
        ready.worker = "mail paused"
    elif max(ready.oldest_fact_seconds, ready.oldest_letter_seconds) > BEHIND_SECONDS:
        ready.worker = "behind"
    return ready


def _refusing(engines: Engines) -> str:
    """Return why nothing could be written now; empty where it could."""
    if engines.is_sqlite:
        file = Path(engines.write.url.database or ".")
        free = shutil.disk_usage(file.parent).free
        return "the disk is full" if free < LEAST_FREE_BYTES else ""
    with engines.write.connect() as connection:
        refuses = connection.execute(sa.text("SHOW transaction_read_only")).scalar_one()
    return "the database takes no writes" if refuses == "on" else ""
