"""What notifications do when something happens to events and seats.

A handler only says that somebody may have to be told; `tell` compares and decides, so a fact that
comes twice, late or out of order does no harm. A change of an event is passed on as one fact per
person: each letter is a transaction of its own, and one that cannot be written holds up no other.
"""

from functools import partial
from uuid import UUID

from core.journal import Fact
from core.work import Office, Work
from events import (
    AddressConfirmed,
    CheckedIn,
    EventAnnounced,
    EventCancelled,
    EventChanged,
    EventHeld,
    EventInstantMoved,
    EventPostponed,
    EventRecorded,
    EventReported,
    NominationReceived,
    RegistrationRejected,
    RegistrationSubstituted,
    SeatConfirmed,
    SeatFreed,
    SeatRequested,
    SeatWaitlisted,
    SessionChanged,
    SessionPlanned,
    SessionRemoved,
)
from notifications.facts import (
    CertificateDue,
    EventNear,
    EventOver,
    InvitationOutdated,
    ReminderDue,
)
from notifications.feeds.rendering import render_event
from notifications.letters.nomination_letters import acknowledge, tell_decision
from notifications.letters.telling import tell
from notifications.letters.timely_letters import (
    ask_who_was_there,
    certify,
    certify_all,
    remind,
    remind_all,
)
from notifications.mailing import Mailing
from notifications.store import invited_to, registrations_of

_SEATED = (
    SeatConfirmed,
    SeatWaitlisted,
    SeatFreed,
    SeatRequested,
    RegistrationRejected,
    RegistrationSubstituted,
    InvitationOutdated,
)
_MOVED = (EventAnnounced, EventChanged, EventInstantMoved, EventPostponed, EventCancelled)
_SHOWN = (*_MOVED, EventRecorded, EventHeld, EventReported)


def subscribe(office: Office, mailing: Mailing) -> None:
    """Listen to events, seats and addresses."""
    for seated in _SEATED:
        office.subscribe(seated, "letters", partial(tell_person, mailing))
    for moved in _MOVED:
        office.subscribe(moved, "invitations", pass_on)
    for shown in _SHOWN:
        office.subscribe(shown, "feeds", partial(render, mailing))
    office.subscribe(SessionPlanned, "invitations", pass_on_to_speakers)
    office.subscribe(SessionChanged, "invitations", pass_on_to_speakers)
    office.subscribe(SessionRemoved, "invitations", pass_on_to_speakers)
    office.subscribe(AddressConfirmed, "invitations", pass_on_to_person)
    office.subscribe(EventNear, "reminders", remind_all)
    office.subscribe(ReminderDue, "letters", partial(remind, mailing))
    office.subscribe(EventHeld, "certificates", certify_all)
    office.subscribe(CertificateDue, "letters", partial(certify, mailing))
    office.subscribe(CheckedIn, "certificates", partial(certify, mailing))
    office.subscribe(NominationReceived, "focal-points", partial(acknowledge, mailing))
    for decided in (SeatConfirmed, SeatWaitlisted, RegistrationRejected):
        office.subscribe(decided, "focal-points", partial(tell_decision, mailing))
    office.subscribe(EventOver, "letters", partial(ask_who_was_there, mailing))


def tell_person(mailing: Mailing, work: Work, fact: Fact) -> None:
    """Write the letter that one person is owed."""
    tell(work, mailing, fact.subject)


def pass_on(work: Work, fact: Fact) -> None:
    """Have everybody told who knows of the event."""
    for registration_id in invited_to(work, fact.subject):
        _outdate(work, registration_id, fact.subject)


def pass_on_to_speakers(work: Work, fact: SessionPlanned | SessionChanged | SessionRemoved) -> None:
    """Have those told who speak at a session, or did before it changed."""
    for registration_id in fact.speakers:
        _outdate(work, registration_id, fact.event)


def pass_on_to_person(work: Work, fact: Fact) -> None:
    """Have a person told of everything that waited for the address to be confirmed."""
    for registration in registrations_of(work, fact.subject):
        _outdate(work, registration.id, registration.event_id)


def render(mailing: Mailing, work: Work, fact: Fact) -> None:
    """Keep the event's entry for the feeds, in every language."""
    render_event(work, mailing.base_url, fact.subject)


def _outdate(work: Work, registration_id: UUID, event_id: UUID) -> None:
    work.record(InvitationOutdated(subject=registration_id, event=event_id))
