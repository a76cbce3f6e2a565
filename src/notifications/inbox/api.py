"""HTTP face of the inbox: messages in, and the review of doubtful ones."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Body, Path, Query, Response
from pydantic import BaseModel, Field
from sqlmodel import col, select

from core.http.etags import tag
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, TooLarge, Unauthenticated
from notifications.inbox import actions
from notifications.inbox.errors import NotInReview
from notifications.inbox_model import InboundMessage
from notifications.inbox_store import message_to_see, visible_messages
from notifications.inbox_words import SENTENCES, Outcome, Reason
from notifications.roles import Id, MailerWork, MailingDep, StaffLook, StaffWork

router = Router(prefix="/v1", tags=["inbox"])
_REFUSED = (Unauthenticated, Forbidden)
Code = Annotated[str, Path(max_length=60)]
Raw = Annotated[bytes, Body(media_type="message/rfc822", description="The message as it came")]


class InboxOutcomeView(BaseModel):
    """What became of a message; `held_for_review` when a person has to look at it first."""

    outcome: Annotated[Outcome, Field(description="applied, ignored or refused")]
    reason: Reason
    detail: str
    held_for_review: bool = False
    id: UUID | None = None

    @classmethod
    def of(cls, received: actions.Received) -> Self:
        """Return it as the API says it: what waits for review has changed nothing so far."""
        waits = received.outcome is Outcome.REVIEW
        return cls(
            outcome=Outcome.IGNORED if waits else received.outcome,
            reason=received.reason,
            detail=SENTENCES[received.reason],
            held_for_review=waits,
            id=received.id,
        )


class MessageView(BaseModel):
    """A message for one of our invitations. `partstat`, `sequence`, `dtstamp`: what it said.

    `sender`, `attendee` and `subject` are null once it has expired.
    """

    id: UUID
    received_at: datetime
    expires_at: datetime
    way: str
    event: UUID
    registration: UUID
    outcome: Outcome
    reason: Reason
    detail: str
    flagged: bool
    method: str | None
    partstat: str | None
    sequence: int | None
    dtstamp: datetime | None
    sender: str | None
    attendee: str | None
    subject: str | None

    @classmethod
    def of(cls, message: InboundMessage) -> Self:
        """Return a message as the API shows it."""
        return cls(
            id=message.id,
            received_at=message.received_at,
            expires_at=message.expires_at,
            way=message.way,
            event=message.event_id,
            registration=message.registration_id,
            outcome=message.outcome,
            reason=Reason(message.reason),
            detail=SENTENCES[Reason(message.reason)],
            flagged=message.flagged,
            method=message.method or None,
            partstat=message.partstat or None,
            sequence=message.sequence,
            dtstamp=message.stamp,
            sender=message.sender,
            attendee=message.attendee,
            subject=message.subject,
        )


@router.post("/inbox", operation_id="receive_message", responses=answers(*_REFUSED, TooLarge))
def receive_message(work: MailerWork, mailing: MailingDep, body: Raw) -> InboxOutcomeView:
    """Take a message in that arrived for the calendar or bounce address.

    The envelope's recipient is read from X-Original-To, Delivered-To or Envelope-To, its sender
    from Return-Path. Needs no Idempotency-Key: the same message again changes nothing.
    """
    return InboxOutcomeView.of(actions.receive(work, mailing, actions.Delivery(raw=body)))


@router.get("/inbox", operation_id="list_messages", responses=answers(*_REFUSED))
def list_messages(
    work: StaffLook,
    turn: TurnDep,
    event: Annotated[UUID | None, Query()] = None,
    outcome: Annotated[Outcome | None, Query()] = None,
    flagged: Annotated[bool | None, Query()] = None,
) -> Page[MessageView]:
    """List messages, oldest first; `outcome=review` is the queue of those that wait for a look."""
    query = select(InboundMessage).where(visible_messages(work.actor))
    for column, value in (
        (InboundMessage.event_id, event),
        (InboundMessage.outcome, outcome),
        (InboundMessage.flagged, flagged),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    rows, after = turn.rows(work, InboundMessage, query)
    return Page(items=[MessageView.of(row) for row in rows], next=after)


@router.get("/inbox/{id}", operation_id="get_message", responses=answers(*_REFUSED))
def get_message(work: StaffLook, id: Id, response: Response) -> MessageView:
    """Show one message."""
    message = message_to_see(work, id)
    tag(response, message)
    return MessageView.of(message)


@router.get(
    "/inbox/{id}/raw",
    operation_id="get_raw_message",
    response_class=Response,
    responses=answers(*_REFUSED),
)
def get_raw_message(work: StaffLook, id: Id) -> Response:
    """Give one message as it came; empty once it has expired."""
    return Response(message_to_see(work, id).content or b"", media_type="message/rfc822")


@router.post(
    "/inbox/{id}/application",
    operation_id="apply_message",
    responses=answers(*_REFUSED, NotInReview),
)
def apply_message(work: StaffWork, mailing: MailingDep, id: Id, response: Response) -> MessageView:
    """Apply a doubtful message after all; what has become old meanwhile still changes nothing."""
    message = actions.apply_reviewed(work, mailing, id)
    tag(response, message)
    return MessageView.of(message)


@router.post(
    "/inbox/{id}/dismissal",
    operation_id="dismiss_message",
    responses=answers(*_REFUSED, NotInReview),
)
def dismiss_message(work: StaffWork, id: Id, response: Response) -> MessageView:
    """Set a doubtful message aside; it changes nothing."""
    message = actions.dismiss(work, id)
    tag(response, message)
    return MessageView.of(message)
