"""What happens to messages that come in: ids and codes, never a word of theirs."""

from typing import ClassVar
from uuid import UUID

from core.journal import Fact


class MessageReceived(Fact):
    """A message for one invitation or letter came in, and this became of it."""

    name: ClassVar[str] = "message.received"
    event: UUID
    registration: UUID
    outcome: str
    reason: str


class MessageReviewed(Fact):
    """Somebody looked at a doubtful message: it was applied or dismissed."""

    name: ClassVar[str] = "message.reviewed"
    event: UUID
    registration: UUID
    outcome: str
    reason: str


class LetterBounced(Fact):
    """A letter came back; `code` is the mail server's (RFC 3463)."""

    name: ClassVar[str] = "letter.bounced"
    event: UUID | None
    code: str


class ProposalMade(Fact):
    """Somebody proposed other dates, or somebody who comes instead."""

    name: ClassVar[str] = "proposal.made"
    event: UUID
    registration: UUID
    kind: str


class ProposalAccepted(Fact):
    """The organizer, or the state's focal point, took a proposal up."""

    name: ClassVar[str] = "proposal.accepted"
    event: UUID
    registration: UUID
    kind: str


class ProposalRefused(Fact):
    """A proposal was not taken up: what was planned stands."""

    name: ClassVar[str] = "proposal.refused"
    event: UUID
    registration: UUID
    kind: str


class MailboxChanged(Fact):
    """The mailbox of a body, or of a state's focal point, was set or removed."""

    name: ClassVar[str] = "mailbox.changed"
    body: str | None = None
    state: str | None = None
    kept: bool
