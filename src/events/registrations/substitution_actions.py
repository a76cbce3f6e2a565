"""Handing a seat, or a place in line, to somebody else of the same state.

Who would have to let the newcomer in decides here too: the organizer where it approves by hand, the
own state first where the event asks for it. Whoever substitutes has decided already. Until all
have, the former one keeps the seat, and a refusal changes nothing for them.
"""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.people import Role
from core.problem import Invalid
from core.work import Work
from events.access import registration_to_change
from events.admission import refuse_foreign_state
from events.errors import NotInThisStatus, SeatConflict
from events.model import Event, Seating
from events.quotas import Guest
from events.reasons import Why
from events.registration_facts import (
    RegistrationSubstituted,
    RegistrationWithdrawn,
    SeatRequested,
)
from events.registration_model import Registration
from events.registrations.actions import (
    PENDING,
    refuse_registered,
    refuse_taken,
    undecided,
    waits_for_state,
)
from events.registrations.entry_quotas import spend_entries
from events.registrations.people_forms import SubstitutionForm
from events.registrations.people_store import known_person
from events.registrations.person_actions import details_of, keep_person
from events.seat_actions import give_seat, promote, recount, refuse_kept, say_seat, subject_of
from events.vocabulary import Answer, Approval, Attendance, EventStatus, Seat

SUBSTITUTED = Why("withdrawn", "substituted")
_STANDING = (Seat.PENDING, Seat.CONFIRMED, Seat.WAITLISTED)


def substitute(work: Work, registration_id: UUID, form: SubstitutionForm) -> Registration:
    """Hand a seat, or a place in line, to somebody else of the same state.

    The newcomer has a registration of their own, so that both keep their own invitation; the
    former one is withdrawn, at once or when the newcomer is let in. Nobody moves up: no seat was
    free. Who waits for a decision hands on that place, to wait for the same decisions.
    """
    former, event, seating = registration_to_change(work, registration_id)
    if event.status not in {EventStatus.ANNOUNCED, EventStatus.POSTPONED}:
        raise NotInThisStatus("Seats are handed on before the event", status_now=event.status)
    if former.seat not in _STANDING:
        raise SeatConflict(f"It is {former.seat.value}", seat=former.seat)
    refuse_foreign_state(work.actor, form.person.state, "/person/state")
    if form.person.state != former.state:
        raise Invalid("/person/state", f"the seat is one of {former.state or 'no state'}")
    guest = Guest(former.state, form.person.body, form.person.gender)
    refuse_kept(event, seating, former, guest, "/person")
    awaited = _awaited(work, event, former)
    if awaited:
        _refuse_second(work, former)
    if not work.actor.is_staff:
        spend_entries(work, event.id)
    newcomer = _successor(work, seating, former, form)
    if awaited:
        newcomer.explain(awaited)
        work.session.flush()
        work.record(SeatRequested(**subject_of(newcomer)))
    else:
        _hand_over(work, event, seating, former, newcomer)
    return newcomer


def let_in(work: Work, event: Event, seating: Seating, registration: Registration) -> None:
    """Give a seat to somebody whom all have let in: the one they were named for, else a free one.

    Raises `EventFull`, and `SeatConflict` where that seat is meanwhile kept for others.
    """
    former = _named_for(work, registration)
    if former is None:
        give_seat(event, seating, registration)
        say_seat(work, registration)
        return
    try:
        refuse_kept(event, seating, former, registration.guest, "")
    except Invalid as kept:
        raise SeatConflict(kept.detail, seat=registration.seat) from None
    _hand_over(work, event, seating, former, registration)


def _awaited(work: Work, event: Event, former: Registration) -> Why | None:
    """Return whose decision must come before a seat, or a place in line, changes hands."""
    if former.seat is Seat.PENDING:
        return None
    own = work.actor.role is Role.FOCAL_POINT
    if waits_for_state(event, former.state, endorsed=own):
        return Why("pending", "focal_point", state=former.state)
    by_hand = event.approval is Approval.MANUAL and not work.actor.is_staff
    return PENDING if by_hand else None


def _refuse_second(work: Work, former: Registration) -> None:
    asked = select(Registration.id).where(
        col(Registration.replaces_id) == former.id,
        col(Registration.seat) == Seat.PENDING,
        col(Registration.number) > former.number,
    )
    if work.session.exec(asked).first():
        raise SeatConflict("Another substitution of it waits for a decision", seat=former.seat)


def _named_for(work: Work, newcomer: Registration) -> Registration | None:
    """Return whose seat somebody was named for, unless that one has left it, or come again."""
    if newcomer.replaces_id is None:
        return None
    former = work.get(Registration, newcomer.replaces_id, lock=True)
    by_number = former.number <= newcomer.number
    stayed = by_number and former.registered_at <= newcomer.registered_at
    return former if stayed and former.seat in _STANDING else None


def _hand_over(
    work: Work, event: Event, seating: Seating, former: Registration, newcomer: Registration
) -> None:
    newcomer.role = former.role
    recount(event, seating, former, newcomer.guest, "/person")
    held, named_for = former.seat, _named_for(work, former)
    former.seat = Seat.WITHDRAWN
    newcomer.seat, newcomer.number = held, former.number
    newcomer.why, newcomer.explanation = former.why, former.explanation
    former.explain(SUBSTITUTED)
    work.session.flush()
    about = subject_of(former)
    work.record(RegistrationSubstituted(**about, replacement=newcomer.id, held=held))
    work.record(RegistrationWithdrawn(**about, held=held))
    if held is Seat.PENDING:
        newcomer.replaces_id = named_for.id if named_for else former.id
        _ask_again(work, event, seating, newcomer)
    else:
        say_seat(work, newcomer)
    promote(work, event, seating)


def _ask_again(work: Work, event: Event, seating: Seating, newcomer: Registration) -> None:
    """Let somebody wait for the decisions that their own request needs, or for none."""
    endorsed = newcomer.endorsed_at is not None
    if why := undecided(event, newcomer.state, endorsed=endorsed):
        newcomer.explain(why)
    else:
        let_in(work, event, seating, newcomer)


def _may_return(work: Work, former: Registration) -> bool:
    """Say whether somebody may take a seat again: whom the organizer refused only by the staff."""
    refused = former.seat is Seat.REJECTED and not work.actor.is_staff
    return former.seat not in _STANDING and not refused


def _successor(
    work: Work, seating: Seating, former: Registration, form: SubstitutionForm
) -> Registration:
    """Enter the newcomer, who waits: until the seat is handed over, which may be at once."""
    details = details_of(work, form.person)
    known = known_person(work, former.event_id, form.person.email)
    before = known[1] if known else None
    if before is not None and (before.id == former.id or not _may_return(work, before)):
        refuse_registered(work, before)
    refuse_taken(work, former.event_id, form.external_id)
    email = form.person.email
    person_id, stated = keep_person(work, former.event_id, known, email, details)
    values: dict[str, Any] = {
        "state": former.state,
        "body": form.person.body,
        "gender": form.person.gender,
        "role": former.role,
        "seat": Seat.PENDING,
        "number": seating.next_number(),
        "why": None,
        "explanation": None,
        "endorsed_at": work.now if work.actor.role is Role.FOCAL_POINT else None,
        "nomination_id": former.nomination_id,
        "replaces_id": former.id,
        "registered_at": work.now,
        "stated": stated,
        "external_id": form.external_id,
        "answer": Answer.NEEDS_ACTION,
        "attendance": Attendance.NONE,
        "attested": None,
    }
    if before is None:
        return work.add(Registration(event_id=former.event_id, person_id=person_id, **values))
    for name, value in values.items():
        setattr(before, name, value)
    return before
