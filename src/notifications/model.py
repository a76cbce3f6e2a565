"""Tables of invitations, letters and feeds. Nothing here reads a clock, a session or a request."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words


class LetterKind(StrEnum):
    """What a letter is about."""

    ADDRESS_CONFIRMATION = "address_confirmation"
    INVITATION = "invitation"
    PROMOTION = "promotion"
    UPDATE = "update"
    POSTPONEMENT = "postponement"
    CANCELLATION = "cancellation"
    REMOVAL = "removal"
    WAITING_LIST = "waiting_list"
    ANSWER_RECORDED = "answer_recorded"
    CURRENT = "current"
    COUNTER_REFUSED = "counter_refused"
    FORWARDED = "forwarded"
    REMINDER = "reminder"
    CERTIFICATE = "certificate"
    ATTENDANCE = "attendance"
    REQUEST_RECEIVED = "request_received"
    APPROVAL = "approval"
    REJECTION = "rejection"
    SUBSTITUTE = "substitute"
    SUBSTITUTED = "substituted"
    NOMINATION_RECEIVED = "nomination_received"
    NOMINATION_DECIDED = "nomination_decided"
    DEADLINE = "deadline"


class LetterState(StrEnum):
    """Where a letter is; `superseded`: something newer was written before it could leave."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    SUPERSEDED = "superseded"


class Invitation(Table, table=True):
    """One person's private copy of an event, and what that person was last told of it.

    `uid` and `token` (its ORGANIZER address) never change. `sequence` and `stamp` are the last ones
    sent, `method` the last iTIP method (null: no calendar object yet). `told` is the kind of the
    last letter, `seated` whether the person had a seat then, `plan` what the event looked like.
    `answer_sequence` and `answer_stamp` belong to the last answer applied. `links` counts how often
    the personal link was made anew.
    """

    bookkeeping = True

    registration_id: UUID = Field(foreign_key="registration.id", unique=True)
    event_id: UUID = Field(foreign_key="event.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    uid: UUID = Field(unique=True)
    token: str = Field(max_length=40, unique=True)
    links: int = 0
    method: str | None = Field(default=None, max_length=20)
    sequence: int = 0
    stamp: datetime | None = moment(nullable=True)
    told: LetterKind | None = Field(default=None, sa_type=words(LetterKind))
    seated: bool = False
    plan: dict[str, Any] | None = document()
    answer_sequence: int | None = None
    answer_stamp: datetime | None = moment(nullable=True)
    made_at: datetime = moment()


class Letter(Row, table=True):
    """One e-mail to one person, or to a mailbox, built before it is queued.

    `event_id` is null where it is about no event: a deadline.

    (`person_id`, `uid`, `recurrence`, `sequence`, `stamp`, `method`, `kind`) is its identity, and
    `message_id` a function of it. `number` is its place among the letters of that person and UID:
    they leave in this order. `recipient` is personal data. Its way out is bookkeeping of its own
    (`state`, `due_at`, the lease); what matters of it becomes a fact.
    """

    __table_args__ = (
        UniqueConstraint(
            "person_id", "uid", "recurrence", "sequence", "stamp", "method", "kind",
            name="uq_letter_identity",
        ),
        UniqueConstraint("uid", "number"),
        Index("ix_letter_outbox", "state", "due_at"),
        Index("ix_letter_event_state", "event_id", "state"),
        Index("ix_letter_sent", "sent_at", "domain"),
        Index("ix_letter_recipient", "recipient", "queued_at"),
    )  # fmt: skip

    registration_id: UUID | None = Field(
        default=None, foreign_key="registration.id", index=True, nullable=True
    )
    event_id: UUID | None = Field(default=None, foreign_key="event.id", nullable=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True, nullable=True)
    kind: LetterKind = Field(sa_type=words(LetterKind))
    language: str = Field(max_length=2)
    method: str = Field(default="", max_length=20)
    uid: UUID
    recurrence: str = Field(default="", max_length=40)
    sequence: int = 0
    stamp: datetime = moment()
    number: int
    subject: str = Field(max_length=1000)
    recipient: str = Field(max_length=254)
    domain: str = Field(max_length=254)
    message_id: str = Field(max_length=200, unique=True)
    state: LetterState = Field(sa_type=words(LetterState))
    queued_at: datetime = moment()
    due_at: datetime = moment()
    attempts: int = 0
    leased_until: datetime | None = moment(nullable=True)
    lease_owner: UUID | None = None
    sent_at: datetime | None = moment(nullable=True)
    error_code: str | None = Field(default=None, max_length=60)
    error: str | None = Field(default=None, max_length=500)


class Envelope(Table, table=True):
    """A letter's bytes as they leave, and the address that bounces come back to."""

    bookkeeping = True

    letter_id: UUID = Field(foreign_key="letter.id", unique=True, ondelete="CASCADE")
    sender: str = Field(max_length=254, index=True)
    content: bytes = Field(sa_type=sa.LargeBinary)


class Confirmation(Table, table=True):
    """When an address that nobody vouches for was last asked to confirm itself (at most daily)."""

    bookkeeping = True

    person_id: UUID = Field(foreign_key="person.id", unique=True)
    asked_at: datetime = moment()


class Noted(Table, table=True):
    """A moment of an event that was noted once: `what` names it with the date that it was by."""

    __table_args__ = (UniqueConstraint("event_id", "what"),)
    bookkeeping = True

    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    what: str = Field(max_length=60)
    at: datetime = moment()


class SuppressedAddress(Table, table=True):
    """An address that mail servers refuse for good; only its SHA-256 is kept."""

    bookkeeping = True

    digest: str = Field(max_length=64, unique=True)
    reason: str = Field(max_length=500)
    since: datetime = moment()


class MailRoom(Row, table=True):
    """Whether letters leave at all; one row. `epoch` counts restored backups."""

    name: str = Field(default="mail", max_length=10, unique=True)
    paused: bool = False
    reason: str | None = Field(default=None, max_length=500)
    epoch: int = 0
    since: datetime = moment()


class PersonalFeed(Table, table=True):
    """How often a person's secret feed address was made anew; without a row: never."""

    bookkeeping = True

    person_id: UUID = Field(foreign_key="person.id", unique=True)
    links: int = 0


class RenderedEvent(Table, table=True):
    """An event's public calendar entry as kept bytes, per language, of one revision.

    `zone` is the VTIMEZONE it refers to (empty: none), `span` its first and last instant as an
    ISO 8601 interval.
    """

    __table_args__ = (UniqueConstraint("event_id", "language"),)
    bookkeeping = True

    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    language: str = Field(max_length=2)
    revision: int
    content: bytes = Field(sa_type=sa.LargeBinary)
    zone: str = Field(max_length=60)
    span: str = Field(max_length=80)


use_versions(Letter, MailRoom)
