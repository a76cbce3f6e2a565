"""Registering people: a seat, a place in line, or the organizer's decision to wait for."""

from typing import Any
from uuid import UUID

from core.people import Role
from core.work import Work
from events.access import (
    event_to_enter_asking,
    registration_held,
    registration_to_change,
    seating_of,
)
from events.admission import refuse_closed, refuse_foreign_state, refuse_role, takes_people
from events.errors import (
    AlreadyRegistered,
    EventFull,
    ExternalIdTaken,
    NotInThisStatus,
    SeatConflict,
)
from events.model import Event, Seating
from events.quotas import Guest
from events.reasons import Why
from events.registration_facts import (
    AnswerRecorded,
    RegistrationWithdrawn,
    SeatRequested,
)
from events.registration_model import Registration
from events.registrations.entry_quotas import spend_entries
from events.registrations.people_forms import RegistrationForm
from events.registrations.people_store import Known, known_person, registration_with_external_id
from events.registrations.person_actions import Details, details_of, keep_person
from events.registrations.question_actions import answers_to_keep
from events.seat_actions import decided, give_back, give_seat, say_seat, subject_of
from events.vocabulary import (
    Answer,
    Approval,
    Attendance,
    EventStatus,
    PersonRole,
    Seat,
)

PENDING = Why("pending", "organizer")
DECLINED = Why("withdrawn", "declined")
DECLINED_UNDECIDED = Why("withdrawn", "declined_undecided")
ENDED = (Seat.WITHDRAWN, Seat.REJECTED)


def register(work: Work, event_id: UUID, form: RegistrationForm) -> Registration:
    """Give somebody a seat, or a place in line when the event is full; the answers go with it.

    Raises `RegistrationClosed`, `AlreadyRegistered`, `EventFull`, `QuotaSpent`, `Invalid`.
    """
    seating = seating_of(work, event_id)
    event, asked = event_to_enter_asking(work, event_id)
    refuse_closed(event, work.actor, work.now)
    refuse_foreign_state(work.actor, form.person.state, "/person/state")
    refuse_role(work.actor, form.role)
    number, kept = answers_to_keep(work, asked, form.answers)
    registration = enter(work, event, seating, form, details_of(work, form.person))
    if number is not None:
        registration.form_version, registration.answers = number, kept
    return registration


def enter(
    work: Work,
    event: Event,
    seating: Seating,
    form: RegistrationForm,
    details: Details,
) -> Registration:
    """Register somebody at an event that takes people; the caller holds its seating.

    All refusals come before the first change.
    """
    email = form.person.email
    known = known_person(work, event.id, email)
    before = former_of(work, known)
    refuse_taken(work, event.id, form.external_id)
    if not work.actor.is_staff:
        spend_entries(work, event.id)
    values = seat_for(work, event, seating, form)
    person_id, values["stated"] = keep_person(work, event.id, known, email, details)
    if before is None:
        ids: dict[str, Any] = {"event_id": event.id, "person_id": person_id}
        ids["external_id"] = form.external_id
        registration = work.insert(Registration, **ids, **values)
    else:
        registration = begin_anew(before, form.external_id, values)
        work.session.flush()
    say_entered(work, registration)
    return registration


def seat_for(work: Work, event: Event, seating: Seating, form: RegistrationForm) -> dict[str, Any]:
    """Decide about a newcomer and count the seat; return the values of the registration."""
    person, role = form.person, form.role
    endorsed = work.actor.role is Role.FOCAL_POINT
    guest = Guest(person.state, person.body, person.gender)
    seat, why = Seat.PENDING, undecided(event, person.state, endorsed=endorsed)
    if why is None:
        seat, why = decided(event, seating, guest, role)
    if role is not PersonRole.STAFF:
        seating.count(seat, guest, 1)
    return {
        "state": person.state,
        "body": person.body,
        "gender": person.gender,
        "role": role,
        "seat": seat,
        "why": why.stored(),
        "explanation": str(why),
        "number": seating.next_number(),
        "nomination_id": None,
        "registered_at": work.now,
        "stated": None,
        "endorsed_at": work.now if endorsed else None,
    }


def withdraw(work: Work, registration_id: UUID) -> Registration:
    """Take a registration back; the first in line moves up. Again changes nothing."""
    registration, event, seating = registration_to_change(work, registration_id)
    if registration.seat is Seat.WITHDRAWN:
        return registration
    refuse_past(event)
    if registration.seat is Seat.REJECTED:
        raise SeatConflict("It was rejected", seat=registration.seat)
    held = registration.seat
    give_back(work, event, seating, registration, Seat.WITHDRAWN)
    work.record(RegistrationWithdrawn(**subject_of(registration), held=held))
    return registration


def record_answer(work: Work, registration_id: UUID, answer: Answer) -> Registration:
    """Note what a person answered; whoever calls has made sure that it was the person.

    Accepted and tentative hold the seat, declined frees it and the first in line moves up, unless
    the event says otherwise. Who gave the seat up so and accepts after all joins the end of the
    line, or waits for the organizer again; not who was withdrawn or replaced by others.
    """
    registration, event, seating = registration_held(work, registration_id)
    before = registration.answer
    if before is answer:
        return registration
    registration.answer = answer
    work.record(AnswerRecorded(**subject_of(registration), before=before, answer=answer))
    if answer is Answer.DECLINED and event.declining_frees and registration.seat not in ENDED:
        admitted = registration.seat is not Seat.PENDING
        give_back(work, event, seating, registration, Seat.WITHDRAWN)
        registration.explain(DECLINED if admitted else DECLINED_UNDECIDED)
    elif before is Answer.DECLINED and registration.seat is Seat.WITHDRAWN:
        _rejoin(work, event, seating, registration)
    return registration


def waits_for_state(event: Event, state: str | None, *, endorsed: bool) -> bool:
    """Say whether a focal point decides before anybody else: where the event asks for it."""
    return event.state_first and state is not None and not endorsed


def undecided(event: Event, state: str | None, *, endorsed: bool) -> Why | None:
    """Return whose decision a request waits for; None where it gets a seat, or waits, at once."""
    if waits_for_state(event, state, endorsed=endorsed):
        return Why("pending", "focal_point", state=state)
    return PENDING if event.approval is Approval.MANUAL else None


def refuse_taken(work: Work, event_id: UUID, external_id: str | None) -> None:
    """Raise `ExternalIdTaken` when a registration at the event has that external id."""
    if external_id and registration_with_external_id(work, event_id, external_id):
        raise ExternalIdTaken


def refuse_registered(work: Work, registration: Registration) -> None:
    """Raise `AlreadyRegistered`, with the id for those who may see that registration."""
    own = work.actor.role is Role.FOCAL_POINT and registration.state == work.actor.state
    if work.actor.is_staff or own:
        raise AlreadyRegistered(existing=str(registration.id))
    raise AlreadyRegistered


def former_of(work: Work, known: Known | None) -> Registration | None:
    """Return a registration that had ended and may begin anew; refuse one that stands."""
    former = known[1] if known else None
    if former is None:
        return None
    may_return = former.seat is Seat.WITHDRAWN or work.actor.is_staff
    if former.seat not in ENDED or not may_return:
        refuse_registered(work, former)
    return former


def begin_anew(
    former: Registration, external_id: str | None, values: dict[str, Any]
) -> Registration:
    """Begin a former registration anew: same id, new place in the queue."""
    for name, value in values.items():
        setattr(former, name, value)
    former.external_id = external_id or former.external_id
    former.answer, former.attendance = Answer.NEEDS_ACTION, Attendance.NONE
    former.attested = former.replaces_id = None
    return former


def say_entered(work: Work, registration: Registration) -> None:
    """Record what has become of a newcomer."""
    if registration.seat is Seat.PENDING:
        work.record(SeatRequested(**subject_of(registration)))
    else:
        say_seat(work, registration)


def _rejoin(work: Work, event: Event, seating: Seating, registration: Registration) -> None:
    """Let somebody back who declined: to the line, or to the decision that was waited for."""
    if not takes_people(event, work.now) or registration.why not in _BY_DECLINING:
        return
    endorsed = registration.endorsed_at is not None
    why = undecided(event, registration.state, endorsed=endorsed)
    if why and registration.why == DECLINED_UNDECIDED.stored():
        registration.seat = Seat.PENDING
        registration.explain(why)
    else:
        try:
            give_seat(event, seating, registration)
        except EventFull:
            return
    registration.number, registration.replaces_id = seating.next_number(), None
    say_entered(work, registration)


_BY_DECLINING = (DECLINED.stored(), DECLINED_UNDECIDED.stored())


def refuse_past(event: Event) -> None:
    """Raise `NotInThisStatus` when the event was held."""
    if event.status in {EventStatus.HELD, EventStatus.REPORTED}:
        raise NotInThisStatus("The event was held", status_now=event.status)
