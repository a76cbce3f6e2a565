"""Editing a registration: the person's details, the role, the external id."""

from collections.abc import Callable
from uuid import UUID

from core.work import Work
from events.access import registration_to_change
from events.admission import refuse_role
from events.model import Event, Seating
from events.registration_facts import (
    RegistrationChanged,
    SeatFreed,
)
from events.registration_model import Registration
from events.registrations.actions import refuse_taken
from events.registrations.people_forms import PersonChange, RegistrationChange
from events.registrations.people_store import person_of
from events.registrations.person_actions import (
    correct,
    may_correct,
    record_of,
)
from events.seat_actions import give_seat, promote, recount, say_seat, subject_of
from events.vocabulary import Seat

Check = Callable[[Registration], None]
_STANDING = (Seat.PENDING, Seat.CONFIRMED, Seat.WAITLISTED)


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
