"""Tells receivers what happened: queued from the journal, sent under a lease, for three days.

Nothing is queued while there is no webhook, so facts cost nothing more. A receiver that is slow
holds up itself, and each round for a few of its deliveries only.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.people import system
from core.storage import by_database_clock
from core.work import Office, Work
from notifications.mailing import Mailing
from notifications.webhooks.actions import switch
from notifications.webhooks.facts import WebhookFailed
from notifications.webhooks.model import DeliveryState, Webhook, WebhookDelivery
from notifications.webhooks.news import queue_news
from notifications.webhooks.post import Answered, WebhookPost, secret_of, signed

TELLER = system("webhooks")
LEASE_SECONDS = 120  # by the database's clock
RETRY = tuple(
    timedelta(seconds=each) for each in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # after these nine, at 75 hours, it is given up
_PER_WEBHOOK = 2
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """One delivery that this worker may send now."""

    id: UUID
    webhook: UUID
    url: str
    content: bytes


def tell_webhooks(office: Office, mailing: Mailing, post: WebhookPost) -> int:
    """Queue what is new and send what is due; return how much there was to do."""
    with office.look(TELLER) as look:
        if look.session.exec(select(Webhook.id).limit(1)).first() is None:
            return 0
    with office.work(TELLER) as work:
        queued = queue_news(work)
    with office.work(TELLER) as work:
        tellings = _claim(work)
    by_webhook: dict[UUID, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_webhook[telling.webhook].append(telling)
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="webhook") as pool:
        answered = pool.map(partial(_send, office, mailing, post), by_webhook.values())
        for each in answered:
            with office.work(TELLER) as work:
                _settle(work, each)
    return queued + len(tellings)


def _claim(work: Work) -> list[Telling]:
    free = col(WebhookDelivery.leased_until).is_(None) | (
        col(WebhookDelivery.leased_until) < by_database_clock()
    )
    waiting = sa.and_(col(WebhookDelivery.state) == DeliveryState.QUEUED, free)
    place = sa.func.row_number().over(
        partition_by=col(WebhookDelivery.webhook_id),
        order_by=(col(WebhookDelivery.due_at), col(WebhookDelivery.id)),
    )
    ready = (
        sa.select(col(WebhookDelivery.id).label("id"), place.label("place"))
        .where(waiting, col(WebhookDelivery.due_at) <= work.now)
        .subquery()
    )
    chosen = sa.select(ready.c.id).where(ready.c.place <= _PER_WEBHOOK)
    found = (
        select(WebhookDelivery, Webhook.url)
        .join(Webhook, col(Webhook.id) == col(WebhookDelivery.webhook_id))
        .where(col(WebhookDelivery.id).in_(chosen), waiting)
        .order_by(col(WebhookDelivery.due_at), col(WebhookDelivery.id))
        .with_for_update(skip_locked=True, of=WebhookDelivery)
    )
    tellings: list[Telling] = []
    for delivery, url in work.session.exec(found).all():
        delivery.attempts += 1
        tellings.append(Telling(delivery.id, delivery.webhook_id, url, delivery.content))
    claimed = col(WebhookDelivery.id).in_([telling.id for telling in tellings])
    lease = {"leased_until": by_database_clock(LEASE_SECONDS)}
    work.session.exec(sa.update(WebhookDelivery).where(claimed).values(**lease))
    return tellings


def _send(
    office: Office, mailing: Mailing, post: WebhookPost, tellings: list[Telling]
) -> list[tuple[Telling, Answered]]:
    found: list[tuple[Telling, Answered]] = []
    for each in tellings:
        secret = secret_of(mailing.secret_key, each.webhook)
        headers = {
            "content-type": "application/json",
            "user-agent": "Nadwa",
            **signed(secret, each.id, office.clock(), each.content),
        }
        found.append((each, post.send(each.url, headers, each.content)))
    return found


def _settle(work: Work, answered: list[tuple[Telling, Answered]]) -> None:
    for telling, answer in answered:
        delivery = work.session.get(WebhookDelivery, telling.id, with_for_update=True)
        if delivery is not None:  # else the webhook was removed meanwhile
            _note(work, delivery, answer)


def _note(work: Work, delivery: WebhookDelivery, answer: Answered) -> None:
    delivery.status, delivery.error = answer.status, answer.error or None
    delivery.leased_until = None
    if answer.taken:
        delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, work.now
    elif answer.gone:
        _silence(work, delivery)
    elif delivery.attempts <= len(RETRY):
        delivery.due_at = work.now + RETRY[delivery.attempts - 1]
    else:
        _give_up(work, delivery)


def _silence(work: Work, delivery: WebhookDelivery) -> None:
    """Take a receiver at its word: 410 Gone wants no more."""
    switch(work, work.get(Webhook, delivery.webhook_id, lock=True), active=False)
    waiting = select(WebhookDelivery).where(
        col(WebhookDelivery.webhook_id) == delivery.webhook_id,
        col(WebhookDelivery.state) == DeliveryState.QUEUED,
    )
    for each in work.session.exec(waiting).all():
        _give_up(work, each)


def _give_up(work: Work, delivery: WebhookDelivery) -> None:
    delivery.state = DeliveryState.FAILED
    work.record(WebhookFailed(subject=delivery.id, webhook=delivery.webhook_id))
