"""Brings one person up to date: compares what was told with what is, and writes the letter."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from core.storage import insert_unless_there
from core.work import Work
from events import Event, Person, Registration, Seat, hijri_label
from notifications.itip import Answer, Guest, Message, Method, Sent
from notifications.letters import Topic, Written, previous, sheet
from notifications.mailing import Mailing
from notifications.model import Confirmation, Invitation, LetterKind
from notifications.next_letter import Case, Due, Stage, next_letter
from notifications.objects import Invitee, cancellation, invitation
from notifications.occasion import Occasion
from notifications.outbox import Draft, next_stamp, post_letter
from notifications.scenes import Scene, dates_of, scene, state_of, words_of
from notifications.standing import dates_told, kept, plan_of, read, stage_of
from notifications.store import confirmation_of, invitation_for, mail_room
from notifications.when import last_day

_ONE_DAY = timedelta(days=1)
_SEQUENCES_PER_EPOCH = 1000
_EXPECTED = (Seat.CONFIRMED, Seat.WAITLISTED)
_OFF = (LetterKind.CANCELLATION, LetterKind.POSTPONEMENT)


@dataclass(frozen=True, slots=True)
class _Party:
    """One person at one event, and that person's copy of it."""

    event: Event
    stage: Stage
    registration: Registration
    person: Person
    held: Invitation


def tell(work: Work, mailing: Mailing, registration_id: UUID) -> None:
    """Write the letter that a person is owed about one event, if any.

    An address that nobody vouches for gets nothing but the request to confirm itself.
    """
    registration = work.get(Registration, registration_id)
    event = work.get(Event, registration.event_id)
    stage = stage_of(event, work.now)
    if stage is None:
        return
    person = work.get(Person, registration.person_id)
    held = invitation_for(work, mailing, registration)
    party = _Party(event, stage, registration, person, held)
    shown = _shown(work, mailing, party)
    if shown is None:
        return
    if person.vouched_at is not None:
        _bring_up_to_date(work, mailing, party, shown)
    elif _may_ask(work, party):
        _ask_to_confirm(work, mailing, party, shown)


def _bring_up_to_date(work: Work, mailing: Mailing, party: _Party, shown: Scene) -> None:
    case = _case(work, party, shown)
    if due := next_letter(case):
        _write(work, mailing, party, shown, due)
        party.held.told = due.kind
        party.held.plan = kept(case.after)
    party.held.seated = case.guest.seated


def _shown(work: Work, mailing: Mailing, party: _Party) -> Scene | None:
    """Return the event at the dates to speak of: the old ones where it leaves a calendar."""
    told = read(party.held.plan)
    leaves = party.stage is not Stage.ON or party.registration.seat not in _EXPECTED
    dates = dates_told(told) if told and leaves else dates_of(party.event)
    if dates is None:
        return None
    words = words_of(work, mailing.base_url, party.event, party.person.language)
    return scene(party.event, dates, words)


def _case(work: Work, party: _Party, shown: Scene) -> Case:
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
        told=held.told,
        floor=room.epoch * _SEQUENCES_PER_EPOCH if room else 0,
    )


def _write(work: Work, mailing: Mailing, party: _Party, shown: Scene, due: Due) -> None:
    held, message = party.held, due.message
    next_stamp(work, held)
    written = _said(work, mailing, party, shown, due)
    draft = _draft(party, shown.occasion, due.kind, written)
    if message is not None:
        held.method, held.sequence = message.method, message.sequence
        calendar = partial(_calendar, mailing, party, shown.occasion, message)
        draft = replace(draft, sequence=message.sequence, method=message.method, calendar=calendar)
    post_letter(work, mailing, held, draft)


def _said(work: Work, mailing: Mailing, party: _Party, shown: Scene, due: Due) -> Written:
    topic = _topic(work, party, shown, due.kind)
    told = read(party.held.plan)
    if told and due.kind is LetterKind.UPDATE:
        before = previous(shown.occasion, told.starts, told.ends, told.zone)
        asks = due.message is None or due.message.asks
        topic = replace(topic, before=before, asks=asks)
    link = mailing.page_link(party.registration.id, party.held.links)
    return sheet(topic).to(party.person.name, link)


def _topic(work: Work, party: _Party, shown: Scene, kind: LetterKind) -> Topic:
    occasion = shown.occasion
    state = state_of(work, party.registration.state or party.person.state)
    days = dict.fromkeys((occasion.starts.date(), last_day(occasion)))
    hijri = (hijri_label(day, occasion.language) for day in days)
    return Topic(
        kind=kind,
        occasion=occasion,
        organizers=shown.organizers,
        own_zone=state.time_zone if state else "",
        hijri=tuple(day for day in hijri if day),
        reason=(party.event.reason or "") if kind in _OFF else "",
    )


def _draft(party: _Party, occasion: Occasion, kind: LetterKind, written: Written) -> Draft:
    return Draft(
        kind=kind,
        language=occasion.language,
        sender=occasion.organizer,
        name=party.person.name,
        address=party.person.email,
        written=written,
    )


def _calendar(mailing: Mailing, party: _Party, occasion: Occasion, message: Message) -> bytes:
    """Return the calendar object, with only this person in it."""
    held = party.held
    stamped = held.stamp or occasion.stamped
    revised = replace(occasion, stamped=stamped, sequence=message.sequence)
    answer = Answer.NEEDS_ACTION if message.asks else Answer(party.registration.answer.value)
    invitee = Invitee(
        uid=held.uid,
        name=party.person.name,
        address=party.person.email,
        organizer_address=mailing.organizer_address(held.token),
        answer=answer,
    )
    if message.method is Method.REQUEST:
        return invitation(invitee, revised)
    return cancellation(invitee, revised, removed=message.removes)


def _may_ask(work: Work, party: _Party) -> bool:
    """Say whether an unknown address may be asked to confirm itself: once a day, with a reason."""
    if party.stage is not Stage.ON or party.registration.seat not in _EXPECTED:
        return False
    person = party.person.id
    if insert_unless_there(work.session, Confirmation, person_id=person, asked_at=work.now):
        return True
    asked = confirmation_of(work, person)
    if asked.asked_at > work.now - _ONE_DAY:
        return False
    asked.asked_at = work.now
    return True


def _ask_to_confirm(work: Work, mailing: Mailing, party: _Party, shown: Scene) -> None:
    next_stamp(work, party.held)
    topic = _topic(work, party, shown, LetterKind.ADDRESS_CONFIRMATION)
    written = sheet(topic).to("", mailing.confirmation_link(party.person.id))
    draft = _draft(party, shown.occasion, LetterKind.ADDRESS_CONFIRMATION, written)
    post_letter(work, mailing, party.held, replace(draft, name=""))
