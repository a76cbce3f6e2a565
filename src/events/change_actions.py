"""Editing a registration, and handing its seat to somebody else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from core.people import Role
from core.problem import Invalid
from core.work import Work
from events.access import registration_to_change
from events.admission import refuse_foreign_state, refuse_role
from events.errors import NotInThisStatus, SeatConflict
from events.model import Event, Seating
from events.people_forms import PersonChange, RegistrationChange, SubstitutionForm
from events.people_store import known_person, person_of
from events.person_actions import (
    correct,
    details_of,
    keep_person,
    may_correct,
    record_of,
)
from events.quotas import Guest
from events.reasons import Why
from events.registration_actions import refuse_registered, refuse_taken
from events.registration_facts import (
    RegistrationChanged,
    RegistrationSubstituted,
    RegistrationWithdrawn,
    SeatFreed,
)
from events.registration_model import Registration
from events.seat_actions import give_seat, promote, recount, say_seat, subject_of
from events.vocabulary import Answer, Attendance, EventStatus, Seat

Check = Callable[[Registration], None]
_STANDING = (Seat.PENDING, Seat.CONFIRMED, Seat.WAITLISTED)
SUBSTITUTED = Why("withdrawn", "substituted")


def change_registration(
    work: Work, registration_id: UUID, wish: RegistrationChange, seen: Check | None = None
) -> Registration:
    """Edit the fields that were sent; `seen` refuses when the caller saw another version.

    Who becomes staff gives the seat back; who no longer is needs one, or waits.
    """
    registration, event, seating = registration_to_change(work, registration_id)
    if seen:
        seen(registration)
    return change_held(work, event, seating, registration, wish)


def change_held(
    work: Work,
    event: Event,
    seating: Seating,
    registration: Registration,
    wish: RegistrationChange,
) -> Registration:
    """Do the same to a registration that is held already, as its event's seating is."""
    changed = [
        *_restate(work, registration, wish.person if _sent(wish, "person") else None),
        *_balance(work, event, seating, registration, wish),
        *_recast(work, event, seating, registration, wish),
        *_rename(work, registration, wish),
    ]
    if changed:
        about = subject_of(registration)
        work.record(RegistrationChanged(**about, changed=changed, role=registration.role))
    return registration


def substitute(work: Work, registration_id: UUID, form: SubstitutionForm) -> Registration:
    """Hand a seat, or a place in line, to somebody else of the same state.

    The newcomer has a registration of their own, so that both keep their own invitation; the
    former one is withdrawn. Nobody moves up: no seat was free.
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
    recount(event, seating, former, guest, "/person")
    newcomer = _successor(work, former, form)
    held, former.seat = former.seat, Seat.WITHDRAWN
    former.explain(SUBSTITUTED)
    work.session.flush()
    _say_substituted(work, former, newcomer, held)
    promote(work, event, seating)
    return newcomer


def _may_return(work: Work, former: Registration) -> bool:
    """Say whether somebody may take a seat again: whom the organizer refused only by the staff."""
    refused = former.seat is Seat.REJECTED and not work.actor.is_staff
    return former.seat not in _STANDING and not refused


def _successor(work: Work, former: Registration, form: SubstitutionForm) -> Registration:
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
        "seat": former.seat,
        "number": former.number,
        "why": former.why,
        "explanation": former.explanation,
        "endorsed_at": work.now if work.actor.role is Role.FOCAL_POINT else former.endorsed_at,
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


def _say_substituted(work: Work, former: Registration, newcomer: Registration, held: Seat) -> None:
    about = subject_of(former)
    work.record(RegistrationSubstituted(**about, replacement=newcomer.id, held=held))
    work.record(RegistrationWithdrawn(**about, held=held))
    if held is not Seat.PENDING:
        say_seat(work, newcomer)


def _restate(work: Work, registration: Registration, wish: PersonChange | None) -> list[str]:
    """Edit a person's details: in the record by those who answer for it, else only here."""
    if wish is None:
        return []
    person = person_of(work, registration)
    before = registration.stated or record_of(person)
    sent = {name: getattr(wish, name) for name in wish.model_fields_set - {"gender"}}
    after = {**before, **{name: value and str(value) for name, value in sent.items()}}
    if after == before:
        return []
    if may_correct(work.actor, person):
        correct(work, person, after)
        registration.stated = None
    else:
        registration.stated = after
    return [f"person.{name}" for name in sorted(after) if after[name] != before[name]]


def _balance(
    work: Work,
    event: Event,
    seating: Seating,
    registration: Registration,
    wish: RegistrationChange,
) -> list[str]:
    """Say what somebody counts for in the balance; a seat may become free for others by it."""
    if not _sent(wish, "person") or "gender" not in wish.person.model_fields_set:
        return []
    gender = wish.person.gender
    if gender is registration.gender:
        return []
    if registration.seat in _STANDING:
        guest = registration.guest._replace(gender=gender)
        recount(event, seating, registration, guest, "/person/gender")
    registration.gender = gender
    promote(work, event, seating)
    return ["person.gender"]


def _recast(
    work: Work,
    event: Event,
    seating: Seating,
    registration: Registration,
    wish: RegistrationChange,
) -> list[str]:
    """Give a person another role; staff take no seat, all others do."""
    if not _sent(wish, "role") or wish.role is registration.role:
        return []
    refuse_role(work.actor, wish.role)
    counted = registration.counts
    registration.role = wish.role
    if registration.counts is counted or registration.seat not in _STANDING:
        return ["role"]
    if counted:
        seating.count(registration.seat, registration.guest, -1)
    held = registration.seat
    if held is not Seat.PENDING:
        give_seat(event, seating, registration)
        _say_recast(work, registration, held)
    promote(work, event, seating)
    return ["role"]


def _say_recast(work: Work, registration: Registration, held: Seat) -> None:
    if registration.seat is held:
        return
    if held is Seat.CONFIRMED:
        work.record(SeatFreed(**subject_of(registration)))
    say_seat(work, registration)


def _rename(work: Work, registration: Registration, wish: RegistrationChange) -> list[str]:
    if not _sent(wish, "external_id") or wish.external_id == registration.external_id:
        return []
    refuse_taken(work, registration.event_id, wish.external_id)
    registration.external_id = wish.external_id
    return ["external_id"]


def _sent(wish: RegistrationChange, name: str) -> bool:
    return name in wish.model_fields_set
