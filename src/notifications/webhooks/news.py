"""Queues what happened for those who asked to be told: read from the journal, each fact once.

The journal is read again for a few minutes back each time: what began earlier may commit later.
"""

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from core.journal import JournalEntry
from core.storage import insert_unless_there
from core.work import Work
from notifications.webhooks.model import DeliveryState, Webhook, WebhookDelivery

_OVERLAP = timedelta(minutes=5)  # longer than any transaction: facts are older than their commit
_MOST = 500  # facts looked at in one go


def queue_news(work: Work) -> int:
    """Queue what has happened since, for each active webhook; return how many facts."""
    active = select(Webhook).where(col(Webhook.active)).with_for_update(skip_locked=True)
    return sum(_queue(work, webhook) for webhook in work.session.exec(active).all())


def _queue(work: Work, webhook: Webhook) -> int:
    since = max(webhook.seen_at - _OVERLAP, webhook.made_at)
    told = select(WebhookDelivery.id).where(
        col(WebhookDelivery.webhook_id) == webhook.id,
        col(WebhookDelivery.entry_id) == col(JournalEntry.id),
    )
    news = (
        select(JournalEntry)
        .where(col(JournalEntry.at) >= since, col(JournalEntry.fact).in_(webhook.facts))
        .where(~told.exists())
        .order_by(col(JournalEntry.at), col(JournalEntry.id))
        .limit(_MOST)
    )
    entries = work.session.exec(news).all()
    for entry in entries:
        insert_unless_there(work.session, WebhookDelivery, **_delivery(work, webhook, entry))
    if entries:  # bookkeeping: how far it has read is no change that anybody made
        mine = col(Webhook.id) == webhook.id
        far = max(entries[-1].at, webhook.seen_at)
        work.session.exec(sa.update(Webhook).where(mine).values(seen_at=far))
    return len(entries)


def _delivery(work: Work, webhook: Webhook, entry: JournalEntry) -> dict[str, Any]:
    told = {"type": entry.fact, "timestamp": entry.at.isoformat(), "data": entry.body}
    return {
        "webhook_id": webhook.id,
        "entry_id": entry.id,
        "fact": entry.fact,
        "content": json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
        "state": DeliveryState.QUEUED,
        "queued_at": work.now,
        "due_at": work.now,
        "attempts": 0,
        "version": 1,
    }
