"""Letters that wait for a moment: reminders, certificates, and who was there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import col, select

from core.work import Work
from events import (
    Answer,
    CheckedIn,
    Event,
    EventHeld,
    EventStatus,
    Registration,
    Seat,
    is_due,
)
from notifications.entries.scenes import dates_of, scene, words_of
from notifications.facts import CertificateDue, EventNear, EventOver, ReminderDue
from notifications.inbox_store import mailbox_of
from notifications.itip import Method
from notifications.letters.answer_letters import language_of, party_of
from notifications.letters.moments import time_of
from notifications.letters.outbox import REMINDERS, Desk, Draft, post_letter
from notifications.letters.party import Party, draft_of, hijri_of, scene_for, spoken, topic_of
from notifications.letters.writing import Topic
from notifications.mailing import Mailing
from notifications.model import Letter, LetterKind
from notifications.store import invitation_of


def remind_all(work: Work, fact: EventNear) -> None:
    """Have everybody reminded who has a seat and did not decline."""
    for registration_id in _seated_at(work, fact.subject):
        work.record(
            ReminderDue(
                subject=registration_id,
                event=fact.subject,
                hours=fact.hours,
                starts_at_utc=fact.starts_at_utc,
            )
        )


def remind(mailing: Mailing, work: Work, fact: ReminderDue) -> None:
    """Remind one person, unless that has become needless.

    It has where the event moved or is off, the seat is gone or declined, or the last news of the
    event is younger than the moment of the reminder. The letter has no calendar part: the entry in
    the calendar is right already.
    """
    held = invitation_of(work, fact.subject)
    if held is None or held.method != Method.REQUEST or held.stamp is None:
        return
    party = party_of(work, held)
    event, registration = party.event, party.registration
    stands = event.status is EventStatus.ANNOUNCED and event.starts_at_utc == fact.starts_at_utc
    comes = registration.seat is Seat.CONFIRMED and registration.answer is not Answer.DECLINED
    moment = time_of(fact.starts_at_utc, fact.hours)
    told_before = held.stamp <= moment and not _reminded(work, party, moment)
    if stands and comes and told_before and work.now < fact.starts_at_utc:
        _post(work, mailing, party, LetterKind.REMINDER, thread=REMINDERS)


def certify_all(work: Work, fact: EventHeld) -> None:
    """Have everybody told of the certificate who was at an event that was held."""
    for registration_id in _seated_at(work, fact.subject):
        work.record(CertificateDue(subject=registration_id, event=fact.subject))


def certify(mailing: Mailing, work: Work, fact: CertificateDue | CheckedIn) -> None:
    """Tell one person, once, that there is a certificate, also after a late check-in."""
    held = invitation_of(work, fact.subject)
    if held is None or held.method is None:
        return
    party = party_of(work, held)
    mine = col(Letter.registration_id) == party.registration.id
    told = _written(work, LetterKind.CERTIFICATE, mine)
    if is_due(party.event, party.registration) and not told:
        _post(work, mailing, party, LetterKind.CERTIFICATE, thread="certificate")


def ask_who_was_there(mailing: Mailing, work: Work, fact: EventOver) -> None:
    """Ask the organizers, by their body's mailbox, to register the attendance."""
    event = work.get(Event, fact.subject)
    mailbox, dates = mailbox_of(work, event), dates_of(event)
    if event.status is not EventStatus.ANNOUNCED or mailbox is None or dates is None:
        return
    if _written(work, LetterKind.ATTENDANCE, col(Letter.event_id) == event.id, event.ends_at_utc):
        return
    language = mailbox.language or language_of(event)
    shown = scene(event, dates, words_of(work, mailing.base_url, event, language))
    topic = Topic(
        kind=LetterKind.ATTENDANCE,
        occasion=shown.occasion,
        organizers=shown.organizers,
        hijri=hijri_of(shown.occasion),
    )
    draft = Draft.to_mailbox(topic, mailbox.address, f"{mailing.base_url}/events/{event.id}")
    post_letter(work, mailing, Desk(uid=uuid5(event.id, "attendance"), event_id=event.id), draft)


def _post(work: Work, mailing: Mailing, party: Party, kind: LetterKind, *, thread: str) -> None:
    shown = scene_for(work, mailing, party)
    if shown is None or party.person.vouched_at is None or party.person.erased_at is not None:
        return
    topic = topic_of(work, party, shown, kind)
    leads_to = "/certificate.pdf" if kind is LetterKind.CERTIFICATE else ""
    draft = draft_of(party, shown.occasion, kind, spoken(mailing, party, topic, leads_to))
    post_letter(work, mailing, party.held, replace(draft, thread=thread))


def _reminded(work: Work, party: Party, since: datetime) -> bool:
    mine = col(Letter.registration_id) == party.registration.id
    return _written(work, LetterKind.REMINDER, mine, since)


def _written(
    work: Work, kind: LetterKind, whose: sa.ColumnElement[bool], since: datetime | None = None
) -> bool:
    """Say whether a letter of a kind was written, at that moment or later."""
    found = select(Letter.id).where(whose, col(Letter.kind) == kind)
    if since is not None:
        found = found.where(col(Letter.queued_at) >= since)
    return work.session.exec(found).first() is not None


def _seated_at(work: Work, event_id: UUID) -> Sequence[UUID]:
    seated = (col(Registration.event_id) == event_id, col(Registration.seat) == Seat.CONFIRMED)
    found = select(Registration.id).where(*seated).order_by(col(Registration.number))
    return work.session.exec(found).all()
