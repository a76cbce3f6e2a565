"""What is kept about one person's mail: given out whole, erased, or dropped when it is old."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, delete, select

from core.people import system
from core.work import Office, Work
from events import Registration
from notifications.inbox.actions import forget_messages_of
from notifications.inbox_model import InboundMessage, Proposal
from notifications.letters.outbox import address_digest
from notifications.model import (
    Confirmation,
    Envelope,
    Invitation,
    Letter,
    LetterState,
    SuppressedAddress,
)

BYTES_KEPT = timedelta(days=90)
"""How long the bytes of a letter are kept once nothing more happens to it."""

UNKNOWN_KEPT = timedelta(days=1)
"""How long a file is kept of a letter that no table knows, such as one to sign in."""

_NEVER = LetterState.SUPERSEDED
_OVER = tuple(state for state in LetterState if state is not LetterState.QUEUED)
_TIDY = system("tidy")
_SAID = {"identity", "content"}


def erase_mail(work: Work, person_id: UUID, instead: dict[str, str]) -> None:
    """Erase letters' bytes, words and addresses, and all that the person ever sent.

    `instead` maps each address or name to what stands in its place. A letter that had not left
    never will.
    """
    mine = col(Letter.person_id) == person_id
    letters = work.session.exec(select(Letter).where(mine).with_for_update()).all()
    work.session.exec(
        delete(Envelope).where(col(Envelope.letter_id).in_(select(Letter.id).where(mine)))
    )
    for letter in letters:
        letter.subject, letter.error = "", None
        letter.recipient = instead.get(letter.recipient.lower(), letter.recipient)
        letter.domain = letter.recipient.rpartition("@")[2]
        if letter.state is LetterState.QUEUED:
            letter.state, letter.lease_owner, letter.leased_until = _NEVER, None, None
    work.session.exec(delete(Confirmation).where(col(Confirmation.person_id) == person_id))
    digests = [address_digest(each) for each in instead]
    work.session.exec(delete(SuppressedAddress).where(col(SuppressedAddress.digest).in_(digests)))
    forget_messages_of(work, person_id)
    _erase_mentions(work, list(instead))


def data_of_mail(work: Work, person_id: UUID) -> dict[str, Any]:
    """Return everything that is kept about a person's mail."""
    registrations = list(
        work.session.exec(select(Registration.id).where(col(Registration.person_id) == person_id))
    )
    mine = col(InboundMessage.registration_id).in_(registrations)
    return {
        "letters": _rows(work, Letter, col(Letter.person_id) == person_id),
        "invitations": _rows(work, Invitation, col(Invitation.person_id) == person_id),
        "messages": _rows(work, InboundMessage, mine),
        "proposals": _rows(work, Proposal, col(Proposal.registration_id).in_(registrations)),
    }


def forget_old_letters(work: Work) -> None:
    """Drop the bytes of letters that are over and older than 90 days; who got what when stays."""
    old = select(Letter.id).where(
        col(Letter.state).in_(_OVER), col(Letter.queued_at) < work.now - BYTES_KEPT
    )
    work.session.exec(delete(Envelope).where(col(Envelope.letter_id).in_(old)))


def forget_old_files(office: Office, folder: Path) -> int:
    """Remove letters that were written as files and whose bytes are gone; return how many.

    Letters to sign in are in no table: theirs, and others that no table knows, go after a day.
    """
    files = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    if not files:
        return 0
    bare = col(Letter.id).not_in(select(Envelope.letter_id))
    with office.look(_TIDY) as look:
        gone = set(look.session.exec(select(Letter.message_id).where(bare)))
        known = set(look.session.exec(select(Letter.message_id))) - gone
        recent = look.now - UNKNOWN_KEPT
    old = [file for file in files if _is_over(file, gone, known, recent)]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _is_over(file: Path, gone: Collection[str], known: Collection[str], recent: datetime) -> bool:
    """Say whether a letter's bytes are dropped, or nothing is known of it and it is old."""
    with file.open("rb") as content:
        headers = BytesHeaderParser().parse(content)
    name = str(headers["Message-ID"])
    return name in gone or (
        name not in known and parsedate_to_datetime(str(headers["Date"])) < recent
    )


def _erase_mentions(work: Work, texts: Sequence[str]) -> None:
    """Erase a person from what others sent or proposed: their address there is theirs too."""
    nothing = dict.fromkeys(("sender", "attendee", "subject", "content"))
    for address in (each for each in texts if "@" in each):
        named = sa.or_(
            *(column.icontains(address, autoescape=True)
              for column in (col(InboundMessage.sender), col(InboundMessage.attendee)))
        )  # fmt: skip
        version = {"version": col(InboundMessage.version) + 1}
        work.session.exec(sa.update(InboundMessage).where(named).values(**nothing, **version))
        instead = {"delegate": None, "comment": None, "version": col(Proposal.version) + 1}
        delegated = sa.func.lower(col(Proposal.delegate)) == address
        work.session.exec(sa.update(Proposal).where(delegated).values(**instead))


def _rows(work: Work, table: Any, which: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    found = work.session.exec(select(table).where(which).order_by(col(table.id)))
    return [each.model_dump(mode="json", exclude=_SAID) for each in found]
