"""HTTP face of webhooks: who is told of what, and what became of it. For administrators."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import col, select

from core.http.etags import IfMatch, tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.input import Link, Prose
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from notifications.mailing import Mailing
from notifications.roles import AdminLook, AdminWork, Id, MailingDep
from notifications.webhooks import actions
from notifications.webhooks.model import DeliveryState, Webhook, WebhookDelivery
from notifications.webhooks.post import secret_of, shown_secret

router = Router(prefix="/v1", tags=["webhooks"])
_REFUSED = (Unauthenticated, Forbidden)
FactName = Annotated[str, Field(min_length=1, max_length=60)]


class WebhookForm(BaseModel):
    """Which facts to tell, and where; `facts` are names from the journal, `event.announced`."""

    model_config = ConfigDict(extra="forbid")

    url: Link
    facts: Annotated[list[FactName], Field(min_length=1, max_length=100)]
    description: Annotated[Prose, Field(max_length=500)] = ""


class WebhookChange(BaseModel):
    """Switch a webhook on or off."""

    model_config = ConfigDict(extra="forbid")

    active: bool


class WebhookView(BaseModel):
    """A webhook, without its secret."""

    id: UUID
    url: str
    facts: list[str]
    description: str
    active: bool
    made_at: datetime

    @classmethod
    def of(cls, webhook: Webhook) -> Self:
        """Return a webhook as the API shows it."""
        return cls.model_validate(webhook, from_attributes=True)


class NewWebhookView(WebhookView):
    """A webhook and the secret that its messages are signed with (Standard Webhooks)."""

    secret: str

    @classmethod
    def with_secret(cls, webhook: Webhook, mailing: Mailing) -> Self:
        """Return a new webhook with its secret."""
        secret = shown_secret(secret_of(mailing.secret_key, webhook.id))
        return cls(**WebhookView.of(webhook).model_dump(), secret=secret)


class DeliveryView(BaseModel):
    """One fact told to one webhook; `status` is the receiver's, null when it did not answer."""

    id: UUID
    webhook: UUID
    fact: str
    entry: UUID
    state: DeliveryState
    queued_at: datetime
    due_at: datetime | None
    attempts: int
    delivered_at: datetime | None
    status: int | None
    error: str | None

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> Self:
        """Return a delivery as the API shows it."""
        waits = delivery.state is DeliveryState.QUEUED
        return cls(
            id=delivery.id,
            webhook=delivery.webhook_id,
            fact=delivery.fact,
            entry=delivery.entry_id,
            state=delivery.state,
            queued_at=delivery.queued_at,
            due_at=delivery.due_at if waits else None,
            attempts=delivery.attempts,
            delivered_at=delivery.delivered_at,
            status=delivery.status,
            error=delivery.error,
        )


@router.get("/webhooks", operation_id="list_webhooks", responses=answers(*_REFUSED))
def list_webhooks(work: AdminLook, turn: TurnDep) -> Page[WebhookView]:
    """List webhooks, oldest first."""
    rows, after = turn.rows(work, Webhook, select(Webhook))
    return Page(items=[WebhookView.of(row) for row in rows], next=after)


@router.post(
    "/webhooks",
    operation_id="make_webhook",
    status_code=201,
    responses=answers(*_REFUSED, KeyReused),
)
def make_webhook(
    work: AdminWork, mailing: MailingDep, body: WebhookForm, once: OnceDep, response: Response
) -> NewWebhookView:
    """Have an address told of facts; the answer has the secret that messages are signed with."""

    def make() -> NewWebhookView:
        webhook = actions.make_webhook(work, body.url, body.facts, body.description)
        tag(response, webhook)
        return NewWebhookView.with_secret(webhook, mailing)

    return once.answer(work, response, NewWebhookView, make)


@router.get("/webhooks/{id}", operation_id="get_webhook", responses=answers(*_REFUSED))
def get_webhook(work: AdminLook, id: Id, response: Response) -> WebhookView:
    """Show one webhook."""
    webhook = work.get(Webhook, id)
    tag(response, webhook)
    return WebhookView.of(webhook)


@router.patch(
    "/webhooks/{id}",
    operation_id="change_webhook",
    responses=answers(*_REFUSED, ConditionRequired, Stale),
)
def change_webhook(
    work: AdminWork, id: Id, body: WebhookChange, if_match: IfMatch, response: Response
) -> WebhookView:
    """Switch a webhook on or off; what happens while it is off is not told."""
    webhook = work.get(Webhook, id, lock=True)
    if_match.check(webhook)
    actions.switch(work, webhook, active=body.active)
    work.session.flush()
    tag(response, webhook)
    return WebhookView.of(webhook)


@router.delete(
    "/webhooks/{id}", operation_id="remove_webhook", status_code=204, responses=answers(*_REFUSED)
)
def remove_webhook(work: AdminWork, id: Id) -> None:
    """Forget a webhook, and what was sent to it."""
    actions.remove_webhook(work, id)


@router.get(
    "/webhooks/{id}/deliveries",
    operation_id="list_webhook_deliveries",
    responses=answers(*_REFUSED),
)
def list_webhook_deliveries(
    work: AdminLook,
    id: Id,
    turn: TurnDep,
    state: Annotated[DeliveryState | None, Query()] = None,
) -> Page[DeliveryView]:
    """List what a webhook was told, oldest first."""
    webhook = work.get(Webhook, id)
    query = select(WebhookDelivery).where(col(WebhookDelivery.webhook_id) == webhook.id)
    if state is not None:
        query = query.where(col(WebhookDelivery.state) == state)
    rows, after = turn.rows(work, WebhookDelivery, query)
    return Page(items=[DeliveryView.of(row) for row in rows], next=after)


@router.post(
    "/webhook-deliveries/{id}/retry",
    operation_id="retry_webhook_delivery",
    responses=answers(*_REFUSED),
)
def retry_webhook_delivery(work: AdminWork, id: Id, response: Response) -> DeliveryView:
    """Send a delivery again, whatever became of it: the same bytes and id, freshly signed."""
    delivery = actions.retry_delivery(work, id)
    tag(response, delivery)
    return DeliveryView.of(delivery)
