"""Which letters leave next: claimed under a lease, in order, and what became of them written down.

Leases are counted by the database's clock, which all workers share. Two workers never hold the same
letter; one that dies holds it for a minute. Updates name the lease's owner: one who has lost it
changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.storage import built, by_database_clock, insert_unless_there, metadata
from core.work import Work
from notifications.facts import LetterFailed
from notifications.letters.outbox import address_digest
from notifications.model import Envelope, Letter, LetterState, SuppressedAddress
from notifications.sending.budgets import domain_share, spent
from notifications.sending.retries import next_try
from notifications.store import mail_room

LEASE = timedelta(seconds=60)
_LEASE_SECONDS = int(LEASE.total_seconds())
EXPIRED = "gave-up"
_LETTERS = metadata.tables[str(Letter.__tablename__)]
_QUEUED = LetterState.QUEUED


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that this worker may send now."""

    id: UUID
    domain: str
    recipient: str
    sender: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed letter: taken, or not, for good or for now; or not tried at all."""

    claim: Claim
    taken: bool = False
    for_good: bool = False
    tried: bool = True
    code: str = ""
    text: str = ""


def claim(  # noqa: PLR0913 -- who claims, and four bounds
    work: Work,
    owner: UUID,
    *,
    most: int,
    per_domain: int,
    besides: Collection[str] = (),
    hourly: int = 0,
) -> list[Claim]:
    """Lease letters that are due; none while the mail is paused.

    At most `per_domain` letters to one domain, and none to the domains in `besides`; of a domain
    with a budget (`hourly` letters an hour, 0 for none) no more than what is left of it.
    """
    room = mail_room(work)
    if room is not None and room.paused:
        return []
    _drop_stale(work)
    share = domain_share(per_domain, hourly, spent(work) if hourly else {})
    ids = list(work.session.exec(_due(work, most, share, besides)))
    if not ids:
        return []
    values = {
        "lease_owner": owner,
        "leased_until": by_database_clock(_LEASE_SECONDS),
        "attempts": col(Letter.attempts) + 1,
    }
    work.session.exec(sa.update(Letter).where(col(Letter.id).in_(ids)).values(**values))
    return _claims(work, ids)


def settle(work: Work, owner: UUID, outcomes: list[Outcome]) -> None:
    """Write down what became of letters that `owner` still holds."""
    taken = [outcome.claim.id for outcome in outcomes if outcome.taken]
    if taken:
        sent = {"state": LetterState.SENT, "sent_at": work.now, "error_code": None, "error": None}
        _update(work, owner, taken, sent)
    for outcome in outcomes:
        if not outcome.taken:
            _settle_untaken(work, owner, outcome)


def _settle_untaken(work: Work, owner: UUID, outcome: Outcome) -> None:
    letter = work.session.get(Letter, outcome.claim.id, populate_existing=True)
    if letter is None or letter.lease_owner != owner:
        return
    if not outcome.tried:
        _update(work, owner, [letter.id], {"attempts": letter.attempts - 1})
        return
    said = {"error_code": outcome.code, "error": outcome.text[:500]}
    again = next_try(letter.id, letter.attempts, letter.queued_at, work.now)
    if not outcome.for_good and again is not None:
        _update(work, owner, [letter.id], {**said, "due_at": again})
        return
    _update(work, owner, [letter.id], {**said, "state": LetterState.FAILED})
    code = outcome.code if outcome.for_good else EXPIRED
    work.record(LetterFailed(subject=letter.id, event=letter.event_id, code=code))
    if outcome.for_good and " 5.1." in f" {outcome.text}":
        suppress(work, outcome.claim.recipient, outcome.text)


def suppress(work: Work, address: str, reason: str) -> None:
    """Send nothing more to an address that does not exist (RFC 3463: 5.1.x), until a retry."""
    values = {"reason": reason[:500], "since": work.now}
    digest = address_digest(address)
    insert_unless_there(work.session, SuppressedAddress, digest=digest, **values)


def _update(work: Work, owner: UUID, ids: list[UUID], values: Mapping[str, object]) -> None:
    said = {f"new_{name}": value for name, value in values.items()}
    which = {"ids": ids, "owner": owner}
    work.session.connection().execute(_settling(*values), {**which, **said})


@built
def _settling(*columns: str) -> sa.Update:
    """Return the update that gives letters back to nobody, with new values in these columns."""
    free = {"leased_until": None, "lease_owner": None, "version": _LETTERS.c.version + 1}
    values = {name: sa.bindparam(f"new_{name}", type_=_LETTERS.c[name].type) for name in columns}
    mine = (_LETTERS.c.id.in_(sa.bindparam("ids", expanding=True)),)
    return (
        sa.update(_LETTERS)
        .where(*mine, _LETTERS.c.lease_owner == sa.bindparam("owner"))
        .values(**values, **free)
    )


def _drop_stale(work: Work) -> None:
    """Take back letters that were on their way when something newer was written."""
    newer = aliased(Letter)
    overtaken = (
        select(newer.id)
        .where(newer.uid == Letter.uid, newer.number > Letter.number)
        .where(newer.state != LetterState.SUPERSEDED)
    )
    stale = (_waiting(), col(Letter.attempts) > 0, overtaken.exists())
    values = {"state": LetterState.SUPERSEDED, "version": col(Letter.version) + 1}
    work.session.exec(sa.update(Letter).where(*stale).values(**values))


def _due(
    work: Work, most: int, share: sa.ColumnElement[int], besides: Collection[str]
) -> SelectOfScalar[UUID]:
    """Return the question for the letters to lease: the first of its UID, few of each domain."""
    earlier = aliased(Letter)
    held_up = select(earlier.id).where(
        earlier.uid == Letter.uid, earlier.number < Letter.number, earlier.state == _QUEUED
    )
    place = sa.func.row_number().over(
        partition_by=col(Letter.domain), order_by=(col(Letter.due_at), col(Letter.id))
    )
    ready = (
        sa.select(col(Letter.id).label("id"), place.label("place"), share.label("share"))
        .where(_waiting(), col(Letter.due_at) <= work.now, ~held_up.exists())
        .where(col(Letter.domain).not_in(besides))
        .subquery()
    )
    chosen = sa.select(ready.c.id).where(ready.c.place <= ready.c.share)
    return (
        select(Letter.id)
        .where(col(Letter.id).in_(chosen), _waiting())
        .order_by(col(Letter.due_at), col(Letter.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def _waiting() -> sa.ColumnElement[bool]:
    free = col(Letter.leased_until).is_(None) | (col(Letter.leased_until) < by_database_clock())
    return sa.and_(col(Letter.state) == _QUEUED, free)


def _claims(work: Work, ids: list[UUID]) -> list[Claim]:
    asked = (
        select(Letter.id, Letter.domain, Letter.recipient, Envelope)
        .join(Envelope, col(Envelope.letter_id) == col(Letter.id))
        .where(col(Letter.id).in_(ids))
        .order_by(col(Letter.due_at), col(Letter.id))
    )
    return [
        Claim(letter, domain, recipient, envelope.sender, envelope.content)
        for letter, domain, recipient, envelope in work.session.exec(asked)
    ]
