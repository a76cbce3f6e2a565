"""Brings one person up to date: compares what was told with what is, and writes the letter."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from core.storage import insert_unless_there
from core.work import Work
from events import Seat
from notifications.entries.scenes import Scene
from notifications.itip import Answer, Guest, Method, Sent
from notifications.letters.next_letter import Case, Due, Stage, next_letter
from notifications.letters.outbox import next_stamp, post_letter
from notifications.letters.party import (
    EXPECTED,
    Party,
    draft_of,
    scene_for,
    spoken,
    topic_of,
    with_calendar,
)
from notifications.letters.standing import kept, plan_of, read, stage_of
from notifications.letters.writing import Written, previous, sheet
from notifications.mailing import Mailing
from notifications.model import Confirmation, LetterKind
from notifications.store import (
    attendance_of,
    confirmation_of,
    invitation_for,
    mail_room,
    was_replaced,
)

_ONE_DAY = timedelta(days=1)
_SEQUENCES_PER_EPOCH = 1000


def tell(work: Work, mailing: Mailing, registration_id: UUID) -> None:
    """Write the letter that a person is owed about one event, if any.

    An address that nobody vouches for gets nothing but the request to confirm itself.
    """
    registration, event, person = attendance_of(work, registration_id)
    stage = stage_of(event, work.now)
    if stage is None or person.erased_at is not None:
        return
    held = invitation_for(work, mailing, registration)
    party = Party(event, stage, registration, person, held)
    shown = scene_for(work, mailing, party)
    if shown is None:
        return
    if person.vouched_at is not None:
        _bring_up_to_date(work, mailing, party, shown)
    elif _may_ask(work, party):
        _ask_to_confirm(work, mailing, party, shown)


def _bring_up_to_date(work: Work, mailing: Mailing, party: Party, shown: Scene) -> None:
    case = case_of(work, party, shown)
    if due := next_letter(case):
        _write(work, mailing, party, shown, due)
        party.held.told = due.kind
        party.held.plan = kept(case.after)
    party.held.seated = case.guest.seated


def case_of(work: Work, party: Party, shown: Scene) -> Case:
    """Return what was told and what is, for one person."""
    held, registration = party.held, party.registration
    room = mail_room(work)
    guest = Guest(
        person=str(party.person.id),
        was_seated=held.seated,
        seated=registration.seat is Seat.CONFIRMED,
        sent=Sent(Method(held.method), held.sequence) if held.method else None,
        answer=Answer(registration.answer.value),
    )
    return Case(
        stage=party.stage,
        before=read(held.plan),
        after=plan_of(party.event, shown, party.stage),
        sequence=party.event.sequence,
        guest=guest,
        waiting=registration.seat is Seat.WAITLISTED,
        pending=registration.seat is Seat.PENDING,
        refused=registration.seat is Seat.REJECTED,
        replaces=registration.replaces_id is not None,
        replaced=registration.seat is Seat.WITHDRAWN and was_replaced(work, registration.id),
        told=held.told,
        floor=room.epoch * _SEQUENCES_PER_EPOCH if room else 0,
    )


def _write(work: Work, mailing: Mailing, party: Party, shown: Scene, due: Due) -> None:
    held, message = party.held, due.message
    next_stamp(work, held)
    written = _said(work, mailing, party, shown, due)
    draft = draft_of(party, shown.occasion, due.kind, written)
    if message is not None:
        held.method, held.sequence = message.method, message.sequence
        draft = with_calendar(mailing, party, shown.occasion, draft, message)
    post_letter(work, mailing, held, draft)


def _said(work: Work, mailing: Mailing, party: Party, shown: Scene, due: Due) -> Written:
    topic = topic_of(work, party, shown, due.kind)
    told = read(party.held.plan)
    if told and due.kind is LetterKind.UPDATE:
        before = previous(shown.occasion, told.starts, told.ends, told.zone)
        asks = due.message is None or due.message.asks
        topic = replace(topic, before=before, asks=asks)
    return spoken(mailing, party, topic)


def _may_ask(work: Work, party: Party) -> bool:
    """Say whether an unknown address may be asked to confirm itself: once a day, with a reason."""
    if party.stage is not Stage.ON or party.registration.seat not in EXPECTED:
        return False
    person = party.person.id
    if insert_unless_there(work.session, Confirmation, person_id=person, asked_at=work.now):
        return True
    asked = confirmation_of(work, person)
    if asked.asked_at > work.now - _ONE_DAY:
        return False
    asked.asked_at = work.now
    return True


def _ask_to_confirm(work: Work, mailing: Mailing, party: Party, shown: Scene) -> None:
    next_stamp(work, party.held)
    topic = topic_of(work, party, shown, LetterKind.ADDRESS_CONFIRMATION)
    written = sheet(topic).to("", mailing.confirmation_link(party.person.id))
    draft = draft_of(party, shown.occasion, LetterKind.ADDRESS_CONFIRMATION, written)
    post_letter(work, mailing, party.held, replace(draft, name=""))
