"""Tables of what comes in. Raw messages are personal data: they are kept for a while only."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words
from notifications.inbox_words import Outcome, ProposalKind, ProposalState

KEPT = timedelta(days=180)
"""How long a message is kept for audit; after that only what became of it remains."""


class InboundMessage(Row, table=True):
    """A message that was addressed to one of our invitations or letters, and what became of it.

    `identity` is a digest of what is the same on every way in: the same message has one row.
    `partstat`, `sequence` and `stamp` are what it said, `flagged` that another address answered.
    `sender`, `attendee`, `subject` and `content` (the raw message) are personal and empty once the
    message has expired.
    """

    identity: str = Field(max_length=64, unique=True)
    way: str = Field(max_length=10)
    received_at: datetime = moment()
    expires_at: datetime = moment(index=True)
    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    event_id: UUID = Field(foreign_key="event.id")
    outcome: Outcome = Field(sa_type=words(Outcome), index=True)
    reason: str = Field(max_length=40)
    flagged: bool = False
    method: str = Field(default="", max_length=20)
    partstat: str = Field(default="", max_length=20)
    sequence: int | None = None
    stamp: datetime | None = moment(nullable=True)
    sender: str | None = Field(default=None, max_length=500)
    attendee: str | None = Field(default=None, max_length=500)
    subject: str | None = Field(default=None, max_length=500)
    content: bytes | None = Field(default=None, sa_type=sa.LargeBinary)


class Proposal(Row, table=True):
    """What a person proposes from the calendar: other dates, or somebody who comes instead.

    `dates` has `starts_at` and `ends_at`, wall clock times in the event's zone as text; null where
    the proposal named none. `delegate` is the substitute's address, `comment` the person's own
    words: both are personal data.
    """

    message_id: UUID = Field(foreign_key="inbound_message.id")
    registration_id: UUID = Field(foreign_key="registration.id", index=True)
    event_id: UUID = Field(foreign_key="event.id", index=True)
    kind: ProposalKind = Field(sa_type=words(ProposalKind))
    state: ProposalState = Field(default=ProposalState.OPEN, sa_type=words(ProposalState))
    dates: dict[str, Any] | None = document()
    delegate: str | None = Field(default=None, max_length=254)
    comment: str | None = Field(default=None, max_length=2000)
    made_at: datetime = moment()
    decided_at: datetime | None = moment(nullable=True)


class Mailbox(Table, table=True):
    """Where the people of a body read what participants write, and of what falls due.

    `language` null: that of the event, English where it speaks it.
    """

    body: str = Field(max_length=60, unique=True)
    address: str = Field(max_length=254)
    language: str | None = Field(default=None, max_length=2)
    since: datetime = moment()


class StateMailbox(Table, table=True):
    """Where the focal point of a state reads of its nominations; `language` null: the state's."""

    state: str = Field(max_length=2, unique=True)
    address: str = Field(max_length=254)
    language: str | None = Field(default=None, max_length=2)
    since: datetime = moment()


use_versions(InboundMessage, Proposal)
