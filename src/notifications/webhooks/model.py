"""Tables of webhooks: who is told of which facts, and what became of each telling."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words


class DeliveryState(StrEnum):
    """Where a delivery is; `failed`: given up after three days, until somebody retries it."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


class Webhook(Row, table=True):
    """An address that is told of facts; `facts` are their names, `seen_at` how far it has read.

    `active`: false after the receiver answered 410 Gone, or when somebody switched it off. Its
    secret is computed, never stored.
    """

    url: str = Field(max_length=2000)
    facts: list[str] = document(list)
    description: str = Field(default="", max_length=500)
    active: bool = True
    made_at: datetime = moment()
    seen_at: datetime = moment()


class WebhookDelivery(Row, table=True):
    """One fact for one webhook: the bytes that are sent, and what the receiver answered."""

    __table_args__ = (
        UniqueConstraint("webhook_id", "entry_id"),
        Index("ix_webhook_delivery_waiting", "state", "due_at"),
    )
    bookkeeping = True

    webhook_id: UUID = Field(foreign_key="webhook.id", ondelete="CASCADE")
    entry_id: UUID = Field(foreign_key="journal_entry.id")
    fact: str = Field(max_length=60)
    content: bytes = Field(sa_type=sa.LargeBinary)
    state: DeliveryState = Field(default=DeliveryState.QUEUED, sa_type=words(DeliveryState))
    queued_at: datetime = moment()
    due_at: datetime = moment()
    attempts: int = 0
    leased_until: datetime | None = moment(nullable=True)
    delivered_at: datetime | None = moment(nullable=True)
    status: int | None = None
    error: str | None = Field(default=None, max_length=300)


use_versions(Webhook, WebhookDelivery)
