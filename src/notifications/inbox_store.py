"""Questions that the inbox asks the database, and who may see what it holds."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from core.people import Actor, Role
from core.problem import Missing
from core.work import Work
from events import BodyRole, Event, Organizer, Registration, visible_registrations
from notifications.inbox_model import InboundMessage, Mailbox, Proposal, StateMailbox
from notifications.inbox_words import ProposalState
from notifications.model import Envelope, Invitation, Letter, LetterKind

_CONVENING = (BodyRole.LEAD, BodyRole.CO_ORGANIZER)


def invitation_with_token(work: Work, tokens: Iterable[str]) -> Invitation | None:
    """Return the invitation of the first token that is one, held until the work ends."""
    for token in dict.fromkeys(tokens):
        found = select(Invitation).where(col(Invitation.token) == token).with_for_update()
        invitation = work.session.exec(found.execution_options(populate_existing=True)).first()
        if invitation is not None:
            return invitation
    return None


def invitation_held(work: Work, registration_id: UUID) -> Invitation:
    """Return a registration's invitation, held until the work ends, or raise `Missing`."""
    found = select(Invitation).where(col(Invitation.registration_id) == registration_id)
    held = found.with_for_update().execution_options(populate_existing=True)
    if (invitation := work.session.exec(held).first()) is None:
        raise Missing
    return invitation


def letter_sent_from(work: Work, addresses: Iterable[str]) -> Letter | None:
    """Return the letter whose envelope sender is one of these, held until the work ends."""
    ours = [address for address in addresses if address.startswith("bounce+")]
    if not ours:
        return None
    sent = select(Envelope.letter_id).where(col(Envelope.sender).in_(ours))
    held = select(Letter).where(col(Letter.id).in_(sent)).with_for_update()
    return work.session.exec(held.execution_options(populate_existing=True)).first()


def message_with_identity(work: Work, identity: str) -> InboundMessage | None:
    """Return the message that came in before with this identity."""
    found = select(InboundMessage).where(col(InboundMessage.identity) == identity)
    return work.session.exec(found).first()


def visible_messages(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which messages somebody may see: those of the events that they run."""
    mine = select(Registration.id).where(visible_registrations(actor))
    return col(InboundMessage.registration_id).in_(mine) if actor.is_staff else sa.false()


def message_to_see(work: Work, id: UUID, *, lock: bool = False) -> InboundMessage:
    """Return a message that the actor may see, or raise `Missing`; `lock` holds it."""
    found = select(InboundMessage).where(col(InboundMessage.id) == id, visible_messages(work.actor))
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    if (message := work.session.exec(found).first()) is None:
        raise Missing
    return message


def visible_proposals(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which proposals somebody may see: of events they run, or of their state's people."""
    if not actor.is_staff and actor.role is not Role.FOCAL_POINT:
        return sa.false()
    mine = select(Registration.id).where(visible_registrations(actor))
    return col(Proposal.registration_id).in_(mine)


def proposal_to_see(work: Work, id: UUID, *, lock: bool = False) -> Proposal:
    """Return a proposal that the actor may see, or raise `Missing`; `lock` holds it."""
    found = select(Proposal).where(col(Proposal.id) == id, visible_proposals(work.actor))
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    if (proposal := work.session.exec(found).first()) is None:
        raise Missing
    return proposal


def open_proposals(work: Work, registration_id: UUID) -> list[Proposal]:
    """Return what one person proposed and nobody has decided."""
    found = select(Proposal).where(
        col(Proposal.registration_id) == registration_id,
        col(Proposal.state) == ProposalState.OPEN,
    )
    return list(work.session.exec(found.with_for_update()))


def mailbox_of(work: Work, event: Event) -> Mailbox | None:
    """Return where the organizers of an event read what people write: the lead's mailbox first."""
    found = (
        select(Mailbox, Organizer.role)
        .join(Organizer, col(Organizer.body) == col(Mailbox.body))
        .where(col(Organizer.event_id) == event.id, col(Organizer.role).in_(_CONVENING))
        .order_by(col(Organizer.id))
    )
    rows = sorted(work.session.exec(found), key=lambda row: row[1] is not BodyRole.LEAD)
    return rows[0][0] if rows else None


def mailbox_of_body(work: Work, body: str, *, lock: bool = False) -> Mailbox | None:
    """Return a body's mailbox, if one is known; `lock` holds it."""
    found = select(Mailbox).where(col(Mailbox.body) == body)
    return work.session.exec(found.with_for_update() if lock else found).first()


def state_mailbox_of(work: Work, state: str, *, lock: bool = False) -> StateMailbox | None:
    """Return the mailbox of a state's focal point, if one is known; `lock` holds it."""
    found = select(StateMailbox).where(col(StateMailbox.state) == state)
    return work.session.exec(found.with_for_update() if lock else found).first()


def written_since(work: Work, registration_id: UUID, kind: LetterKind, since: datetime) -> int:
    """Return how many letters of a kind were written about a registration since a moment."""
    found = select(func.count()).where(
        col(Letter.registration_id) == registration_id,
        col(Letter.kind) == kind,
        col(Letter.queued_at) > since,
    )
    return work.session.exec(found).one()
