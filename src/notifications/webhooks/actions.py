"""Asking to be told, being told no more, being told again."""

from uuid import UUID

from sqlmodel import col, delete

from core.journal import Fact
from core.problem import Invalid
from core.work import Work
from notifications.webhooks.facts import (
    WebhookChanged,
    WebhookMade,
    WebhookRemoved,
    WebhookRetried,
)
from notifications.webhooks.model import DeliveryState, Webhook, WebhookDelivery
from notifications.webhooks.post import NotPublic, host_of, public_address


def make_webhook(work: Work, url: str, facts: list[str], description: str) -> Webhook:
    """Have an address told of these facts from now on.

    Raises `Invalid` for a fact that does not exist and for an address that is not public.
    """
    known = fact_names()
    unknown = [
        (f"/facts/{at}", "no such fact") for at, name in enumerate(facts) if name not in known
    ]
    if unknown:
        raise Invalid(*unknown[0], *unknown[1:])
    _refuse_private(url)
    webhook = work.add(
        Webhook(
            url=url,
            facts=sorted(set(facts)),
            description=description,
            made_at=work.now,
            seen_at=work.now,
        )
    )
    work.record(WebhookMade(subject=webhook.id, facts=webhook.facts))
    return webhook


def switch(work: Work, webhook: Webhook, *, active: bool) -> Webhook:
    """Switch a webhook on or off; it is told of what happens from then on."""
    if webhook.active is not active:
        webhook.active = active
        if active:
            webhook.made_at = webhook.seen_at = work.now
        work.record(WebhookChanged(subject=webhook.id, active=active))
    return webhook


def remove_webhook(work: Work, id: UUID) -> None:
    """Forget a webhook and what was sent to it; raises `Missing`."""
    webhook = work.get(Webhook, id, lock=True)
    work.session.exec(delete(WebhookDelivery).where(col(WebhookDelivery.webhook_id) == id))
    work.session.delete(webhook)
    work.record(WebhookRemoved(subject=id))


def retry_delivery(work: Work, id: UUID) -> WebhookDelivery:
    """Send a delivery again, whatever became of it: the same bytes, for another three days."""
    delivery = work.get(WebhookDelivery, id, lock=True)
    delivery.state, delivery.attempts = DeliveryState.QUEUED, 0
    delivery.queued_at = delivery.due_at = work.now
    delivery.leased_until = None
    work.record(WebhookRetried(subject=delivery.id, webhook=delivery.webhook_id))
    work.session.flush()
    return delivery


def fact_names() -> list[str]:
    """Return the names of all facts that one can be told of."""
    return sorted(each.name for each in _all_facts(Fact) if "name" in vars(each))


def _refuse_private(url: str) -> None:
    """Raise `Invalid` for a host that is known not to be public; each delivery judges again."""
    try:
        public_address(*host_of(url))
    except NotPublic as why:
        raise Invalid("/url", str(why)) from None
    except (OSError, UnicodeError):
        return  # nobody knows it yet


def _all_facts(kind: type[Fact]) -> list[type[Fact]]:
    return [each for sub in kind.__subclasses__() for each in (sub, *_all_facts(sub))]
