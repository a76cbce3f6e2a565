"""What people do about the mail: send a letter again, stop it all, let it go on."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, delete, select

from core.storage import insert_unless_there
from core.work import Work
from notifications.access import letter_to_see
from notifications.errors import LetterUnwritten, NotRetryable
from notifications.facts import LetterRetried, LinksRevoked, MailPaused, MailResumed
from notifications.letters.outbox import address_digest
from notifications.mailing import Purpose
from notifications.model import (
    Invitation,
    Letter,
    LetterState,
    MailRoom,
    PersonalFeed,
    SuppressedAddress,
)
from notifications.store import envelope_of, feed_of, held_mail_room, invitation_of, is_newest

RESTORED = "restored"
_RETRYABLE = (LetterState.FAILED, LetterState.BOUNCED)


def retry(work: Work, letter_id: UUID) -> Letter:
    """Put a letter that failed back into the outbox, as it was, for another 72 hours.

    Raises `NotRetryable`, `LetterUnwritten`.
    """
    letter = letter_to_see(work, letter_id, lock=True)
    if letter.state not in _RETRYABLE or not is_newest(work, letter):
        raise NotRetryable(state=letter.state)
    if envelope_of(work, letter) is None:
        raise LetterUnwritten
    known = col(SuppressedAddress.digest) == address_digest(letter.recipient)
    work.session.exec(delete(SuppressedAddress).where(known))
    letter.state, letter.attempts = LetterState.QUEUED, 0
    letter.queued_at = letter.due_at = work.now
    letter.error_code = letter.error = None
    work.record(LetterRetried(subject=letter.id, event=letter.event_id))
    return letter


def pause(work: Work, reason: str) -> MailRoom:
    """Let no letter leave until somebody resumes the mail; what is written waits."""
    room = held_mail_room(work)
    room.paused, room.reason, room.since = True, reason, work.now
    work.record(MailPaused(subject=room.id, epoch=room.epoch))
    return room


def resume(work: Work) -> MailRoom:
    """Let letters leave again; doing so again changes nothing."""
    room = held_mail_room(work)
    if room.paused:
        room.paused, room.reason, room.since = False, None, work.now
        work.record(MailResumed(subject=room.id, epoch=room.epoch))
    return room


def after_restore(work: Work) -> MailRoom:
    """Make an older backup safe (RELIABILITY R13): pause, and set aside what was in the outbox.

    Those letters may have left after the backup was made. SEQUENCE goes on above anything sent,
    since the epoch raises its floor.
    """
    room = held_mail_room(work)
    room.epoch += 1
    waiting = col(Letter.state) == LetterState.QUEUED
    aside = {"state": LetterState.FAILED, "error_code": RESTORED, "leased_until": None}
    version = {"version": col(Letter.version) + 1}
    work.session.exec(sa.update(Letter).where(waiting).values(**aside, **version))
    return pause(work, "A backup was restored; look at what failed, then resume the mail")


def answered_otherwise(work: Work, registration_id: UUID) -> None:
    """Note that a person has answered on the page: what a program says of before is old now."""
    held = work.session.exec(
        select(Invitation)
        .where(col(Invitation.registration_id) == registration_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if held is not None:
        held.answer_sequence, held.answer_stamp = held.sequence, work.now


def revoke_links(work: Work, registration_id: UUID) -> Invitation | None:
    """Make the personal page's link anew; the old one opens nothing any more."""
    invitation = invitation_of(work, registration_id)
    if invitation is not None:
        invitation.links += 1
        work.record(LinksRevoked(subject=registration_id, purpose=Purpose.PAGE))
    return invitation


def revoke_feed(work: Work, person_id: UUID) -> PersonalFeed:
    """Make a person's feed address anew; the old one opens nothing any more."""
    insert_unless_there(work.session, PersonalFeed, person_id=person_id, links=0)
    feed = feed_of(work, person_id, lock=True)
    assert feed is not None
    feed.links += 1
    work.record(LinksRevoked(subject=person_id, purpose=Purpose.FEED))
    return feed
