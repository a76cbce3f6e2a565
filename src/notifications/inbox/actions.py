"""Takes messages in: one transaction each, once each, whatever way they come."""

from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlmodel import col, select

from core.storage import insert_unless_there
from core.work import Work
from events import Event, Person, Registration
from notifications.entries.addresses import ascii_address
from notifications.entries.content_lines import Unwritable
from notifications.inbox.effects import Matter, carry_out
from notifications.inbox.errors import NotInReview
from notifications.inbox.facts import MessageReceived, MessageReviewed
from notifications.inbox.incoming import Incoming, read
from notifications.inbox.recipients import tokens_in
from notifications.inbox.replies import said_in
from notifications.inbox.returned import take_back
from notifications.inbox.verdicts import Copy, Verdict, at_the_door, judge
from notifications.inbox_model import KEPT, InboundMessage, Proposal
from notifications.inbox_store import (
    invitation_held,
    invitation_with_token,
    letter_sent_from,
    message_to_see,
    message_with_identity,
)
from notifications.inbox_words import Act, Outcome, Reason
from notifications.itip import Method
from notifications.letters.next_letter import Stage
from notifications.letters.standing import stage_of
from notifications.mailing import Mailing
from notifications.model import Invitation


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message; `id` is null where it was dropped at the door, unkept."""

    outcome: Outcome
    reason: Reason
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A raw message and what the way here knows of its envelope; `way` is http, lmtp or imap."""

    raw: bytes
    way: str = "http"
    envelope_to: str = ""
    envelope_from: str | None = None


def receive(work: Work, mailing: Mailing, delivery: Delivery) -> Received:
    """Take a message in: judge it, do what it asks, keep it with what became of it.

    Raises nothing for any bytes. What belongs to none of our invitations and letters is logged and
    dropped. The same message again is `duplicate`, and changes nothing.
    """
    message = read(
        delivery.raw, envelope_to=delivery.envelope_to, envelope_from=delivery.envelope_from
    )
    verdict = at_the_door(message, mailing.domain)
    if verdict and verdict.act is Act.BOUNCE:
        return _returned(work, message, verdict)
    if verdict:
        return _dropped(verdict)
    said = said_in(message.calendar.octets) if message.calendar else None
    addresses = (*message.recipients, said.organizer if said else "")
    held = invitation_with_token(work, tokens_in(mailing.calendar_address, addresses))
    if held is None:
        return _dropped(Verdict(Outcome.IGNORED, Reason.UNKNOWN_RECIPIENT))
    return _taken_in(work, mailing, delivery, Matter(message, said, held))


def apply_reviewed(work: Work, mailing: Mailing, id: UUID) -> InboundMessage:
    """Apply a doubtful message after all; it is judged again, without the doubts.

    What became old or needless in the meantime still changes nothing. Raises `NotInReview`.
    """
    stored = _in_review(work, id)
    message = read(stored.content or b"")
    said = said_in(message.calendar.octets) if message.calendar else None
    held = invitation_held(work, stored.registration_id)
    verdict = judge(message, said, _copy(work, held), mailing.domain, trusted=True)
    verdict = carry_out(work, mailing, Matter(message, said, held, stored), verdict)
    return _reviewed(work, stored, verdict)


def dismiss(work: Work, id: UUID) -> InboundMessage:
    """Set a doubtful message aside; it changes nothing. Raises `NotInReview`."""
    return _reviewed(work, _in_review(work, id), Verdict(Outcome.IGNORED, Reason.DISMISSED))


def forget_old_messages(work: Work) -> None:
    """Empty messages that are older than half a year; what became of them stays."""
    work.session.exec(_emptied(col(InboundMessage.expires_at) <= work.now))


def forget_messages_of(work: Work, person_id: UUID) -> None:
    """Empty all that a person ever sent, for an erasure."""
    mine = select(Registration.id).where(col(Registration.person_id) == person_id)
    work.session.exec(_emptied(col(InboundMessage.registration_id).in_(mine)))
    theirs = col(Proposal.registration_id).in_(mine)
    nothing = {"comment": None, "delegate": None, "version": col(Proposal.version) + 1}
    work.session.exec(sa.update(Proposal).where(theirs).values(**nothing))


def _emptied(which: sa.ColumnElement[bool]) -> sa.Update:
    nothing = dict.fromkeys(("sender", "attendee", "subject", "content"))
    return (
        sa.update(InboundMessage)
        .where(which, col(InboundMessage.content).is_not(None))
        .values(**nothing, version=col(InboundMessage.version) + 1)
    )


def _taken_in(work: Work, mailing: Mailing, delivery: Delivery, matter: Matter) -> Received:
    held = matter.held
    identity = sha256(f"{matter.message.identity} {held.token}".encode()).hexdigest()
    if before := message_with_identity(work, identity):
        return Received(Outcome.IGNORED, Reason.DUPLICATE, before.id)
    verdict = judge(matter.message, matter.said, _copy(work, held), mailing.domain)
    stored = _store(work, delivery, matter, identity, verdict)
    if stored is None:
        return Received(Outcome.IGNORED, Reason.DUPLICATE)
    verdict = carry_out(work, mailing, replace(matter, stored=stored), verdict)
    stored.outcome, stored.reason, stored.flagged = *_words(verdict), verdict.flagged
    work.record(
        MessageReceived(
            subject=stored.id,
            event=held.event_id,
            registration=held.registration_id,
            outcome=verdict.outcome,
            reason=verdict.reason,
        )
    )
    return Received(*_words(verdict), stored.id)


def _store(
    work: Work, delivery: Delivery, matter: Matter, identity: str, verdict: Verdict
) -> InboundMessage | None:
    """Keep a message; None when a twin of it is being kept at this very moment."""
    message, said = matter.message, matter.said
    attendee = said.attendees[0] if said and said.attendees else None
    new = insert_unless_there(
        work.session,
        InboundMessage,
        identity=identity,
        way=delivery.way,
        received_at=work.now,
        expires_at=work.now + KEPT,
        registration_id=matter.held.registration_id,
        event_id=matter.held.event_id,
        outcome=verdict.outcome,
        reason=verdict.reason,
        flagged=verdict.flagged,
        method=said.method[:20] if said else "",
        partstat=attendee.partstat if attendee else "",
        sequence=said.sequence if said else None,
        stamp=said.stamp if said else None,
        sender=message.sender[:500],
        attendee=attendee.address[:500] if attendee else None,
        subject=message.subject,
        content=delivery.raw,
        version=1,
    )
    return message_with_identity(work, identity) if new else None


def _returned(work: Work, message: Incoming, verdict: Verdict) -> Received:
    """Take a letter back; the report is not kept, since it quotes what we have."""
    letter = letter_sent_from(work, message.recipients)
    if letter is None:
        return _dropped(Verdict(Outcome.IGNORED, Reason.UNKNOWN_RECIPIENT))
    if not take_back(work, letter, message.bounces):
        return Received(Outcome.IGNORED, Reason.DUPLICATE)
    return Received(*_words(verdict))


def _dropped(verdict: Verdict) -> Received:
    structlog.get_logger().info("message dropped", reason=verdict.reason.value)
    return Received(*_words(verdict))


def _copy(work: Work, held: Invitation) -> Copy:
    person, event = work.get(Person, held.person_id), work.get(Event, held.event_id)
    answered = None
    if held.answer_sequence is not None and held.answer_stamp is not None:
        answered = held.answer_sequence, held.answer_stamp
    on = stage_of(event, work.now) is Stage.ON
    return Copy(
        uid=held.uid,
        addresses=frozenset({person.email.lower(), _ascii(person.email)}),
        sequence=held.sequence,
        stands=on and held.method == Method.REQUEST,
        answered=answered,
    )


def _ascii(address: str) -> str:
    try:
        return ascii_address(address).lower()
    except Unwritable:
        return address


def _in_review(work: Work, id: UUID) -> InboundMessage:
    stored = message_to_see(work, id, lock=True)
    if stored.outcome is not Outcome.REVIEW or stored.content is None:
        raise NotInReview(outcome=stored.outcome)
    return stored


def _reviewed(work: Work, stored: InboundMessage, verdict: Verdict) -> InboundMessage:
    stored.outcome, stored.reason = _words(verdict)
    work.record(
        MessageReviewed(
            subject=stored.id,
            event=stored.event_id,
            registration=stored.registration_id,
            outcome=verdict.outcome,
            reason=verdict.reason,
        )
    )
    work.session.flush()
    return stored


def _words(verdict: Verdict) -> tuple[Outcome, Reason]:
    return verdict.outcome, verdict.reason
