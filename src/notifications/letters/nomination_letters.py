"""Letters to a focal point about its nominations: received, and decided. Numbers, never names."""

from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid5

from sqlmodel import col, func, select

from core.storage import insert_unless_there
from core.work import Work
from events import (
    Event,
    Nomination,
    NominationReceived,
    Registration,
    RegistrationRejected,
    Seat,
    SeatConfirmed,
    SeatWaitlisted,
)
from notifications.entries.scenes import Scene, dates_of, scene, words_of
from notifications.inbox_store import state_mailbox_of
from notifications.letters.outbox import Desk, Draft, post_letter
from notifications.letters.party import hijri_of
from notifications.letters.writing import Topic
from notifications.mailing import Mailing
from notifications.model import Letter, LetterKind, Noted
from notifications.wording import wording
from registry import State

Tally = Counter[Seat]


def acknowledge(mailing: Mailing, work: Work, fact: NominationReceived) -> None:
    """Tell the focal point that its list has come, and what has become of it so far."""
    nomination = work.get(Nomination, fact.subject)
    tally = _tally(work, nomination)
    if not _acknowledged(work, nomination) and _write(
        work, mailing, nomination, LetterKind.NOMINATION_RECEIVED, tally
    ):
        _first_time(work, nomination, tally)


def tell_decision(
    mailing: Mailing, work: Work, fact: SeatConfirmed | SeatWaitlisted | RegistrationRejected
) -> None:
    """Tell the focal point, once nobody on its list waits for the organizer; each outcome once."""
    nomination_id = work.get(Registration, fact.subject).nomination_id
    if nomination_id is None:
        return
    nomination = work.get(Nomination, nomination_id)
    if not _acknowledged(work, nomination):
        return  # the receipt comes later, and says it too
    tally = _tally(work, nomination)
    if not tally[Seat.PENDING] and _first_time(work, nomination, tally):
        _write(work, mailing, nomination, LetterKind.NOMINATION_DECIDED, tally)


def _write(
    work: Work, mailing: Mailing, nomination: Nomination, kind: LetterKind, tally: Tally
) -> bool:
    """Write the letter; say whether there is a mailbox to write to."""
    event = work.get(Event, nomination.event_id)
    mailbox, dates = state_mailbox_of(work, nomination.state), dates_of(event)
    if mailbox is None or dates is None:
        return False
    language = mailbox.language or _language_of(work, nomination.state)
    shown = scene(event, dates, words_of(work, mailing.base_url, event, language))
    topic = replace(_topic(shown, kind), more=_more(nomination, tally, language))
    link = f"{mailing.base_url}/events/{event.id}"
    draft = Draft.to_mailbox(topic, mailbox.address, link, sender=shown.occasion.organizer)
    desk = Desk(uid=_conversation(nomination.id, kind), event_id=event.id)
    post_letter(work, mailing, desk, draft)
    return True


def _topic(shown: Scene, kind: LetterKind) -> Topic:
    return Topic(
        kind=kind,
        occasion=shown.occasion,
        organizers=shown.organizers,
        hijri=hijri_of(shown.occasion),
        desk="state",
    )


def _more(
    nomination: Nomination, tally: Tally, language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words: dict[str, str] = wording(language)["tally"]
    people = [words[seat.value].format(n=tally[seat]) for seat in Seat if tally[seat]]
    day = f" ({nomination.note_date:%Y-%m-%d})" if nomination.note_date else ""
    return (("note", (f"{nomination.note_reference}{day}",)), ("people", tuple(people)))


def _tally(work: Work, nomination: Nomination) -> Tally:
    counted = (
        select(Registration.seat, func.count())
        .where(col(Registration.nomination_id) == nomination.id)
        .group_by(col(Registration.seat))
    )
    return Counter({Seat(seat): n for seat, n in work.session.exec(counted).all()})


def _first_time(work: Work, nomination: Nomination, tally: Tally) -> bool:
    """Note an outcome; say whether it was not told before."""
    counts = ".".join(str(tally[seat]) for seat in Seat)
    values = {"what": f"{nomination.id} {counts}"[:60], "at": work.now}
    return insert_unless_there(work.session, Noted, event_id=nomination.event_id, **values)


def _acknowledged(work: Work, nomination: Nomination) -> bool:
    uid = _conversation(nomination.id, LetterKind.NOMINATION_RECEIVED)
    return work.session.exec(select(Letter.id).where(col(Letter.uid) == uid)).first() is not None


def _conversation(nomination: UUID, kind: LetterKind) -> UUID:
    return uuid5(nomination, kind)


def _language_of(work: Work, state: str) -> str:
    found = select(State.language).where(col(State.code) == state)
    return work.session.exec(found).one()
