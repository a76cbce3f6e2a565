"""What happens to invitations and letters: ids and codes, never a name or an address.

A letter's way from queued to sent is kept on the letter itself; only what a person has to know of
becomes a fact.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from core.journal import Fact


class InvitationOutdated(Fact):
    """What a person was told of an event (the subject is the registration) may be old now."""

    name: ClassVar[str] = "invitation.outdated"
    event: UUID


class EventNear(Fact):
    """An event (the subject) begins in that many hours, or less; its participants are reminded."""

    name: ClassVar[str] = "event.near"
    hours: int
    starts_at_utc: datetime


class EventOver(Fact):
    """An announced event (the subject) is over; its organizers are asked who was there."""

    name: ClassVar[str] = "event.over"


class ReminderDue(Fact):
    """A participant (the subject is the registration) is to be reminded of an event."""

    name: ClassVar[str] = "reminder.due"
    event: UUID
    hours: int
    starts_at_utc: datetime


class CertificateDue(Fact):
    """There may be a certificate for somebody (the subject is the registration)."""

    name: ClassVar[str] = "certificate.due"
    event: UUID


class LetterWritten(Fact):
    """A letter was put into the outbox; `sequence` is the calendar object's.

    `person` is null for a letter to a mailbox, `event` for one about a deadline.
    """

    name: ClassVar[str] = "letter.written"
    event: UUID | None
    person: UUID | None
    kind: str
    method: str
    sequence: int


class LetterFailed(Fact):
    """A letter will not be sent any more, unless somebody says so; `code` tells why."""

    name: ClassVar[str] = "letter.failed"
    event: UUID | None
    code: str


class LetterRetried(Fact):
    """Somebody put a failed letter back into the outbox."""

    name: ClassVar[str] = "letter.retried"
    event: UUID | None


class LinksRevoked(Fact):
    """A person's secret links (the subject is the registration or the person) were made anew."""

    name: ClassVar[str] = "links.revoked"
    purpose: str


class MailPaused(Fact):
    """No letter leaves until the mail is resumed; `epoch` counts restored backups."""

    name: ClassVar[str] = "mail.paused"
    epoch: int


class MailResumed(Fact):
    """Letters leave again."""

    name: ClassVar[str] = "mail.resumed"
    epoch: int
