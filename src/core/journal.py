"""The journal: one append-only table that is both the audit log and the outbox."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Table, document, moment


class Fact(BaseModel):
    """Something that happened; subclasses are in the past tense and hold ids, no personal data."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    subject: UUID


class JournalEntry(Table, table=True):
    """One fact, who caused it and when. Never updated, never deleted."""

    __table_args__ = (Index("ix_journal_entry_fact", "fact", "id"),)
    bookkeeping = True

    at: datetime = moment(index=True)
    actor: str = Field(max_length=100, index=True)
    fact: str = Field(max_length=60)
    subject: UUID = Field(index=True)
    body: dict[str, Any] = document(dict)


class JournalDelivery(Table, table=True):
    """One entry that one subscriber still has to handle.

    `done_at`: it was handled; `parked_at`: it failed too often and waits for a person.
    """

    __table_args__ = (
        UniqueConstraint("entry_id", "subscriber"),
        Index("ix_journal_delivery_waiting", "done_at", "parked_at", "due_at"),
    )

    bookkeeping = True

    entry_id: UUID = Field(foreign_key="journal_entry.id")
    subscriber: str = Field(max_length=60)
    due_at: datetime = moment()
    attempts: int = 0
    done_at: datetime | None = moment(nullable=True)
    parked_at: datetime | None = moment(nullable=True)
    error: str | None = Field(default=None, max_length=500)
