"""What happens to webhooks; their addresses and secrets are no part of it."""

from typing import ClassVar
from uuid import UUID

from core.journal import Fact


class WebhookMade(Fact):
    """Somebody asked to be told of facts."""

    name: ClassVar[str] = "webhook.made"
    facts: list[str]


class WebhookChanged(Fact):
    """A webhook was switched on or off; off also after its receiver answered 410 Gone."""

    name: ClassVar[str] = "webhook.changed"
    active: bool


class WebhookRemoved(Fact):
    """A webhook and its deliveries are gone."""

    name: ClassVar[str] = "webhook.removed"


class WebhookFailed(Fact):
    """A delivery (the subject) was given up: after three days, or told that nobody wants it."""

    name: ClassVar[str] = "webhook.failed"
    webhook: UUID


class WebhookRetried(Fact):
    """Somebody had a delivery (the subject) sent again."""

    name: ClassVar[str] = "webhook.retried"
    webhook: UUID
