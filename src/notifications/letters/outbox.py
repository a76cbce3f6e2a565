"""Puts letters into the outbox: built and read again before the transaction of the change ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from hashlib import sha256
from typing import Self
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import col, select

from core.storage import by_database_clock
from core.work import Work
from notifications.entries.reparse import verify
from notifications.facts import LetterFailed, LetterWritten
from notifications.itip import Method
from notifications.letters import mime
from notifications.letters.mail_quotas import had_enough
from notifications.letters.writing import Topic, Written, sheet
from notifications.mailing import Mailing
from notifications.model import (
    Envelope,
    Invitation,
    Letter,
    LetterKind,
    LetterState,
    SuppressedAddress,
)

POISON, SUPPRESSED, TOO_MANY = "poison", "suppressed", "quota"
REMINDERS = "reminders"
"""The conversation of reminders: what changes in the event takes back those still waiting."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it is built. A plain one has no `method` and no `calendar` to write.

    `sender` is the human body's name, `name` the recipient's (empty: the bare address). `thread`
    names a conversation beside the calendar entry's own: its letters replace none of the entry's.
    """

    kind: LetterKind
    language: str
    sender: str
    name: str
    address: str
    written: Written
    sequence: int = 0
    calendar: Callable[[], bytes] | None = None
    method: Method | None = None
    reply_to: str = ""
    thread: str = ""

    @classmethod
    def to_mailbox(cls, topic: Topic, address: str, link: str, *, sender: str = "Nadwa") -> Self:
        """Return a letter that greets nobody by name."""
        return cls(
            kind=topic.kind,
            language=topic.occasion.language,
            sender=sender,
            name="",
            address=address,
            written=sheet(topic).to("", link),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whom a letter is for, where it is no participant: a mailbox, about an event or none."""

    uid: UUID
    event_id: UUID | None = None
    stamp: datetime | None = None
    token: str = ""
    registration_id: UUID | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Thread:
    """Letters about one thing: the number and DTSTAMP of the next, the first one's Message-ID."""

    uid: UUID
    number: int
    stamp: datetime
    first: str


def post_letter(
    work: Work, mailing: Mailing, invitation: Invitation | Desk, draft: Draft
) -> Letter:
    """Queue a letter behind the earlier ones of its UID; what those said is old now.

    A letter that no header or calendar can carry is set aside as failed, with the reason, and one
    too many for its address (`mail_quotas`). The
    invitation's `stamp` (DTSTAMP) is the letter's.
    """
    thread = _thread_of(work, invitation, draft)
    if thread.number > 1:
        _supersede(work, thread.uid)
    if not draft.thread:
        _supersede(work, _conversation(invitation, REMINDERS))
    letter = _letter(work, mailing, invitation, draft, thread)
    address = mailing.sender_address(invitation.token)
    content, fault = _built(draft, letter, address, thread.first)
    if not content:
        letter.state, letter.error_code, letter.error = LetterState.FAILED, POISON, fault
    elif is_suppressed(work, draft.address):
        letter.state, letter.error_code = LetterState.FAILED, SUPPRESSED
    elif had_enough(work, letter):
        letter.state, letter.error_code = LetterState.FAILED, TOO_MANY
    work.add(letter)
    if content:
        sender = mailing.bounce_address(letter.message_id)
        work.add(Envelope(letter_id=letter.id, sender=sender, content=content))
    _say(work, letter)
    return letter


def next_stamp(work: Work, invitation: Invitation) -> None:
    """Give the invitation a DTSTAMP in whole seconds, later than any before (RFC 5545, 3.8.7.2)."""
    now = work.now.replace(microsecond=0)
    last = invitation.stamp
    invitation.stamp = now if last is None else max(now, last + _SECOND)


def is_suppressed(work: Work, address: str) -> bool:
    """Say whether mail servers refuse an address for good."""
    found = select(SuppressedAddress.id).where(SuppressedAddress.digest == address_digest(address))
    return work.session.exec(found).first() is not None


def address_digest(address: str) -> str:
    """Return what is kept of an address where the address itself must not be."""
    return sha256(address.lower().encode()).hexdigest()


def _thread_of(work: Work, invitation: Invitation | Desk, draft: Draft) -> _Thread:
    """Return where a letter comes in: behind those of its UID, or of its own conversation."""
    uid = _conversation(invitation, draft.thread)
    columns = (Letter.number, Letter.message_id, Letter.stamp)
    found = select(*columns).where(col(Letter.uid) == uid).order_by(col(Letter.number))
    rows = work.session.exec(found).all()
    number, first = (rows[-1][0] + 1, rows[0][1]) if rows else (1, "")
    stamp = invitation.stamp or work.now
    if draft.thread:
        now = work.now.replace(microsecond=0)
        stamp = max(now, rows[-1][2] + _SECOND) if rows else now
    return _Thread(uid, number, stamp, first)


def _conversation(invitation: Invitation | Desk, thread: str) -> UUID:
    return uuid5(invitation.uid, thread) if thread else invitation.uid


def _supersede(work: Work, uid: UUID) -> None:
    """Take back what has not left; one that is on its way right now is not held up."""
    idle = col(Letter.leased_until).is_(None) | (col(Letter.leased_until) < by_database_clock())
    waiting = (col(Letter.uid) == uid, col(Letter.state) == LetterState.QUEUED, idle)
    values = {"state": LetterState.SUPERSEDED, "version": col(Letter.version) + 1}
    work.session.exec(sa.update(Letter).where(*waiting).values(**values))


def _letter(
    work: Work, mailing: Mailing, invitation: Invitation | Desk, draft: Draft, thread: _Thread
) -> Letter:
    identity = mime.Identity(
        recipient=draft.address,
        kind=draft.kind,
        uid=thread.uid,
        sequence=draft.sequence,
        method=draft.method,
        stamped=thread.stamp,
    )
    return Letter(
        registration_id=invitation.registration_id,
        event_id=invitation.event_id,
        person_id=invitation.person_id,
        kind=draft.kind,
        language=draft.language,
        method=draft.method or "",
        uid=thread.uid,
        sequence=draft.sequence,
        stamp=thread.stamp,
        number=thread.number,
        subject=draft.written.subject,
        recipient=draft.address,
        domain=draft.address.rpartition("@")[2].lower(),
        message_id=mime.message_id(identity, mailing.domain),
        state=LetterState.QUEUED,
        queued_at=work.now,
        due_at=work.now,
    )


def _built(draft: Draft, letter: Letter, address: str, first: str) -> tuple[bytes, str]:
    """Return the bytes, or none and why; `address` is the sender's, `first` the thread's start."""
    try:
        calendar = draft.calendar() if draft.calendar else b""
        if calendar:
            verify(calendar)
        return mime.compose(_message(draft, letter, calendar, address, first)), ""
    except ValueError as why:
        return b"", f"{type(why).__name__}: {why}"[:500]


def _message(
    draft: Draft, letter: Letter, calendar: bytes, address: str, first: str
) -> mime.Letter:
    return mime.Letter(
        sender=Address(display_name=draft.sender, addr_spec=address),
        recipient=Address(display_name=draft.name, addr_spec=draft.address),
        subject=draft.written.subject,
        language=draft.language,
        plain=draft.written.plain,
        html=draft.written.html,
        date=letter.queued_at,
        message_id=letter.message_id,
        first=first,
        reply_to=Address(addr_spec=draft.reply_to) if draft.reply_to else None,
        calendar=calendar,
        method=draft.method,
    )


def _say(work: Work, letter: Letter) -> None:
    work.record(
        LetterWritten(
            subject=letter.id,
            event=letter.event_id,
            person=letter.person_id,
            kind=letter.kind,
            method=letter.method,
            sequence=letter.sequence,
        )
    )
    if letter.error_code:
        work.record(LetterFailed(subject=letter.id, event=letter.event_id, code=letter.error_code))
