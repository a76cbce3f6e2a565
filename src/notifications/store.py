"""Questions that notifications ask the database."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, func, select

from core.storage import insert_unless_there
from core.work import Work
from events import Event, Person, Registration, Seat
from notifications.mailing import Mailing, uid_of
from notifications.model import (
    Confirmation,
    Envelope,
    Invitation,
    Letter,
    LetterState,
    MailRoom,
    PersonalFeed,
)


def invitation_for(work: Work, mailing: Mailing, registration: Registration) -> Invitation:
    """Return a registration's invitation, made when it is missing, held until the work ends."""
    found = select(Invitation).where(col(Invitation.registration_id) == registration.id)
    held = found.with_for_update().execution_options(populate_existing=True)
    if invitation := work.session.exec(held).first():
        return invitation
    insert_unless_there(
        work.session,
        Invitation,
        registration_id=registration.id,
        event_id=registration.event_id,
        person_id=registration.person_id,
        uid=uid_of(registration.id),
        token=mailing.token(registration.id),
        links=0,
        sequence=0,
        seated=False,
        made_at=work.now,
    )
    return work.session.exec(held).one()


def attendance_of(work: Work, registration_id: UUID) -> tuple[Registration, Event, Person]:
    """Return a registration with its event and its person."""
    found = (
        select(Registration, Event, Person)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id) == registration_id)
    )
    return work.session.exec(found).one()


def invited_to(work: Work, event_id: UUID) -> Sequence[UUID]:
    """Return the registrations that heard of an event by letter, or have a seat or a place."""
    told = select(Invitation.registration_id).where(col(Invitation.event_id) == event_id)
    holding = col(Registration.seat).in_((Seat.CONFIRMED, Seat.WAITLISTED))
    found = (
        select(Registration.id)
        .where(col(Registration.event_id) == event_id, holding | col(Registration.id).in_(told))
        .order_by(col(Registration.number))
    )
    return work.session.exec(found).all()


def registrations_of(work: Work, person_id: UUID) -> Sequence[Registration]:
    """Return a person's registrations, the oldest first."""
    mine = select(Registration).where(col(Registration.person_id) == person_id)
    return work.session.exec(mine.order_by(col(Registration.id))).all()


def confirmation_of(work: Work, person_id: UUID) -> Confirmation:
    """Return when a person was last asked to confirm the address, held until the work ends."""
    found = select(Confirmation).where(col(Confirmation.person_id) == person_id)
    return work.session.exec(found.with_for_update()).one()


def mail_room(work: Work, *, lock: bool = False) -> MailRoom | None:
    """Return whether letters leave; None while nobody has ever paused them."""
    found = select(MailRoom)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(found).first()


def held_mail_room(work: Work) -> MailRoom:
    """Return the mail room's row, made when it is missing, held until the work ends."""
    values = {"name": "mail", "paused": False, "epoch": 0, "since": work.now, "version": 1}
    insert_unless_there(work.session, MailRoom, **values)
    room = mail_room(work, lock=True)
    assert room is not None
    return room


def feed_of(work: Work, person_id: UUID, *, lock: bool = False) -> PersonalFeed | None:
    """Return how often a person's feed address was made anew; None: never."""
    found = select(PersonalFeed).where(col(PersonalFeed.person_id) == person_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(found).first()


def invitation_of(work: Work, registration_id: UUID) -> Invitation | None:
    """Return a registration's invitation; None while no letter was written."""
    found = select(Invitation).where(col(Invitation.registration_id) == registration_id)
    return work.session.exec(found).first()


def was_replaced(work: Work, registration_id: UUID) -> bool:
    """Say whether somebody took over the seat of a registration."""
    found = select(Registration.id).where(col(Registration.replaces_id) == registration_id)
    return work.session.exec(found).first() is not None


def is_newest(work: Work, letter: Letter) -> bool:
    """Say whether nothing newer was written to that person about that event."""
    later = select(Letter.id).where(
        col(Letter.uid) == letter.uid, col(Letter.number) > letter.number
    )
    return work.session.exec(later).first() is None


def backlog(work: Work) -> tuple[int, float]:
    """Return how many letters wait to leave, and for how many seconds the oldest has."""
    asked = select(func.count(), func.min(Letter.queued_at)).where(
        col(Letter.state) == LetterState.QUEUED
    )
    count, oldest = work.session.exec(asked).one()
    return count, (work.now - oldest).total_seconds() if oldest else 0.0


def envelope_of(work: Work, letter: Letter) -> Envelope | None:
    """Return a letter's bytes; None for one that was never written."""
    return work.session.exec(select(Envelope).where(col(Envelope.letter_id) == letter.id)).first()
