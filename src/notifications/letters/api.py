"""HTTP face of letters: what was written to whom, whether it left, and sending it again."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel
from sqlmodel import col, select

from core.http.etags import tag
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from notifications.access import letter_to_see, visible_letters
from notifications.errors import LetterUnwritten, NotRetryable
from notifications.letters import actions
from notifications.model import Letter, LetterKind, LetterState
from notifications.roles import Id, StaffLook, StaffWork
from notifications.store import envelope_of

router = Router(prefix="/v1/letters", tags=["letters"])
_REFUSED = (Unauthenticated, Forbidden)
_SHOWN_SAFELY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"
}


class LetterFormat(StrEnum):
    """How to look at a letter."""

    JSON = "json"
    EML = "eml"
    HTML = "html"


class LetterView(BaseModel):
    """One letter; `due_at` is when it is tried (again), `dtstamp` and `sequence` the calendar's.

    `registration` and `person` are null where it went to a mailbox, `event` also where it is about
    a deadline.
    """

    id: UUID
    event: UUID | None
    registration: UUID | None
    person: UUID | None
    kind: LetterKind
    language: str
    method: str | None
    uid: UUID
    sequence: int
    dtstamp: datetime
    subject: str
    recipient: str
    message_id: str
    state: LetterState
    queued_at: datetime
    due_at: datetime | None
    attempts: int
    sent_at: datetime | None
    error_code: str | None
    error: str | None

    @classmethod
    def of(cls, letter: Letter) -> Self:
        """Return a letter as the API shows it."""
        waiting = letter.state is LetterState.QUEUED
        return cls(
            id=letter.id,
            event=letter.event_id,
            registration=letter.registration_id,
            person=letter.person_id,
            kind=letter.kind,
            language=letter.language,
            method=letter.method or None,
            uid=letter.uid,
            sequence=letter.sequence,
            dtstamp=letter.stamp,
            subject=letter.subject,
            recipient=letter.recipient,
            message_id=letter.message_id,
            state=letter.state,
            queued_at=letter.queued_at,
            due_at=letter.due_at if waiting else None,
            attempts=letter.attempts,
            sent_at=letter.sent_at,
            error_code=letter.error_code,
            error=letter.error,
        )


class WholeLetterView(LetterView):
    """One letter and its words; null where it was never written."""

    text: str | None = None


@router.get("", operation_id="list_letters", responses=answers(*_REFUSED))
def list_letters(
    work: StaffLook,
    turn: TurnDep,
    event: Annotated[UUID | None, Query()] = None,
    state: Annotated[LetterState | None, Query()] = None,
) -> Page[LetterView]:
    """List letters, oldest first: an organizer sees those about the events of its body."""
    query = select(Letter).where(visible_letters(work.actor))
    if event is not None:
        query = query.where(col(Letter.event_id) == event)
    if state is not None:
        query = query.where(col(Letter.state) == state)
    rows, after = turn.rows(work, Letter, query)
    return Page(items=[LetterView.of(row) for row in rows], next=after)


@router.get(
    "/{id}",
    operation_id="get_letter",
    response_model=WholeLetterView,
    responses=answers(*_REFUSED, LetterUnwritten),
)
def get_letter(
    work: StaffLook,
    id: Id,
    response: Response,
    format: Annotated[LetterFormat, Query()] = LetterFormat.JSON,
) -> WholeLetterView | Response:
    """Show one letter; `format=eml` gives the message as it leaves, `format=html` how it looks."""
    letter = letter_to_see(work, id)
    envelope = envelope_of(work, letter)
    if format is LetterFormat.JSON:
        tag(response, letter)
        view = WholeLetterView(**LetterView.of(letter).model_dump())
        view.text = _part(envelope.content, "plain") if envelope else None
        return view
    if envelope is None:
        raise LetterUnwritten
    if format is LetterFormat.EML:
        return Response(envelope.content, media_type="message/rfc822")
    return Response(_part(envelope.content, "html"), headers=_SHOWN_SAFELY, media_type="text/html")


@router.post(
    "/{id}/retry",
    operation_id="retry_letter",
    responses=answers(*_REFUSED, NotRetryable, LetterUnwritten),
)
def retry_letter(work: StaffWork, id: Id, response: Response) -> LetterView:
    """Put a letter that failed or bounced back into the outbox, as it was."""
    letter = actions.retry(work, id)
    work.session.flush()
    tag(response, letter)
    return LetterView.of(letter)


def _part(content: bytes, subtype: str) -> str:
    body = message_from_bytes(content, policy=default).get_body((subtype,))
    return str(body.get_content()) if body else ""
