"""What happens to invitations and letters: ids and codes, never a name or an address.

A letter's way from queued to sent is kept on the letter itself; only what a person has to know of
becomes a fact.
"""

from typing import ClassVar
from uuid import UUID

from core.journal import Fact


class InvitationOutdated(Fact):
    """What a person was told of an event (the subject is the registration) may be old now."""

    name: ClassVar[str] = "invitation.outdated"
    event: UUID


class LetterWritten(Fact):
    """A letter to one person was put into the outbox; `sequence` is the calendar object's."""

    name: ClassVar[str] = "letter.written"
    event: UUID
    person: UUID
    kind: str
    method: str
    sequence: int


class LetterFailed(Fact):
    """A letter will not be sent any more, unless somebody says so; `code` tells why."""

    name: ClassVar[str] = "letter.failed"
    event: UUID
    code: str


class LetterRetried(Fact):
    """Somebody put a failed letter back into the outbox."""

    name: ClassVar[str] = "letter.retried"
    event: UUID


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
