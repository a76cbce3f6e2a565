"""The journal's seals: a chain of hashes that shows any later edit (RELIABILITY R16).

Entries are sealed after their commit, in the order of their ids; one that was committed late gets
the next number. Each seal's hash is made from the seal before it and the entry as it is stored.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from uuid import UUID

from sqlmodel import Field, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from core.append_only import append_only, unguarded
from core.journal import JournalEntry
from core.people import system
from core.storage import Table, insert_unless_there
from core.work import Office, Work

AT_ONCE = 500
FIRST = "0" * 64
_SEALER = system("seal")
_LATE = 3_600_000 << 80  # an id carries milliseconds; an hour is longer than any transaction
_NOTHING = UUID(int=0)


class JournalSeal(Table, table=True):
    """The seal on one journal entry; `sequence` counts from 1 without a gap."""

    bookkeeping = True

    sequence: int = Field(unique=True)
    entry_id: UUID = Field(foreign_key="journal_entry.id", unique=True)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


append_only(JournalEntry, JournalSeal)


def seal(office: Office, *, limit: int = AT_ONCE) -> int:
    """Seal what was committed since; return how many entries were sealed."""
    with office.look(_SEALER) as look:
        if not _unsealed(look, 1):
            return 0
    with office.work(_SEALER) as work:
        newest = newest_seal(work)
        number, previous = (newest.sequence, newest.hash) if newest else (0, FIRST)
        for entry in _unsealed(work, limit):
            number, before, previous = number + 1, previous, fingerprint(previous, entry)
            values = {"entry_id": entry.id, "previous": before, "hash": previous}
            if not insert_unless_there(work.session, JournalSeal, sequence=number, **values):
                return 0  # another worker is sealing; nothing of ours is in its way
        return number - (newest.sequence if newest else 0)


def newest_seal(work: Work) -> JournalSeal | None:
    """Return the end of the chain: note it elsewhere, and nobody can shorten the journal unseen."""
    return work.session.exec(select(JournalSeal).order_by(col(JournalSeal.sequence).desc())).first()


def fingerprint(previous: str, entry: JournalEntry) -> str:
    """Return an entry's hash: SHA-256 over the hash before and the entry in canonical JSON."""
    said = {
        "id": str(entry.id),
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "fact": entry.fact,
        "subject": str(entry.subject),
        "body": entry.body,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(f"{previous}\n{text}".encode()).hexdigest()


def broken_seals(work: Work) -> Iterator[str]:
    """Yield a sentence for each gap, edit, missing or smuggled entry, and each missing trigger."""
    yield from unguarded(work.session.connection(), JournalEntry, JournalSeal)
    number, previous, newest = 0, FIRST, _NOTHING
    while page := _sealed_after(work, number):
        for found, entry in page:
            yield from _faults(found, entry, number + 1, previous)
            number, previous = found.sequence, found.hash
            newest = max(newest, found.entry_id)
        work.session.expunge_all()
    yield from _smuggled(work, newest)


def _faults(
    found: JournalSeal, entry: JournalEntry | None, expected: int, previous: str
) -> Iterator[str]:
    if found.sequence != expected:
        yield f"the journal's seals go from {expected - 1} to {found.sequence}"
    if found.previous != previous:
        yield f"journal seal {found.sequence} does not continue the one before it"
    if entry is None:
        yield f"journal entry {found.entry_id} was removed"
    elif fingerprint(found.previous, entry) != found.hash:
        yield f"journal entry {found.entry_id} is not what was sealed"


def _smuggled(work: Work, newest: UUID) -> Iterator[str]:
    """Yield entries that are far older than the newest sealed one and were never sealed."""
    behind = _without_seal().where(col(JournalEntry.id) < _earlier(newest))
    for entry in work.session.exec(behind.limit(AT_ONCE)):
        yield f"journal entry {entry.id} lies behind the seals without one"


def _sealed_after(work: Work, number: int) -> Sequence[tuple[JournalSeal, JournalEntry | None]]:
    asked = (
        select(JournalSeal, JournalEntry)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalSeal.entry_id), isouter=True)
        .where(col(JournalSeal.sequence) > number)
        .order_by(col(JournalSeal.sequence))
        .limit(AT_ONCE)
    )
    return work.session.exec(asked).all()


def _unsealed(work: Work, limit: int) -> Sequence[JournalEntry]:
    """Return what has no seal yet, in the order of ids; looks back an hour from the newest seal."""
    last = work.session.exec(select(func.max(JournalSeal.sequence))).one()
    mine = select(JournalSeal.entry_id).where(col(JournalSeal.sequence) == last)
    newest = work.session.exec(mine).first() or _NOTHING
    asked = _without_seal().where(col(JournalEntry.id) > _earlier(newest))
    return work.session.exec(asked.order_by(col(JournalEntry.id)).limit(limit)).all()


def _without_seal() -> SelectOfScalar[JournalEntry]:
    sealed = select(JournalSeal.id).where(col(JournalSeal.entry_id) == col(JournalEntry.id))
    return select(JournalEntry).where(~sealed.exists())


def _earlier(id: UUID) -> UUID:
    return UUID(int=max(id.int - _LATE, 0))
