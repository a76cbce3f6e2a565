"""Deciding about those who asked to take part: the own state first where asked, then the organizer.

Who waits for a decision holds no seat, and none is kept. The queue number is that of the request:
among those in line the earlier request comes first, however long the decision took.
"""

from uuid import UUID

from core.people import Role
from core.work import Work
from events.access import registration_to_change
from events.admission import refuse_closed, takes_people
from events.errors import RegistrationClosed, SeatConflict
from events.reasons import Why
from events.registration_facts import RegistrationEndorsed, RegistrationRejected
from events.registration_model import Registration
from events.registrations.actions import ENDED, PENDING, refuse_past, waits_for_state
from events.registrations.substitution_actions import let_in
from events.seat_actions import give_back, subject_of
from events.vocabulary import Approval, Seat


def endorse(work: Work, registration_id: UUID) -> Registration:
    """Let the focal point stand for somebody of the own state; doing so again changes nothing.

    Where the organizer does not decide too, this gives the seat, or a place in line. It may be done
    after registration has closed, until the event begins.
    """
    registration, event, seating = registration_to_change(work, registration_id)
    if registration.endorsed_at is not None:
        return registration
    if not takes_people(event, work.now):
        raise RegistrationClosed("The event takes nobody any more")
    if registration.seat is not Seat.PENDING or not event.state_first:
        raise SeatConflict("It does not wait for its state", seat=registration.seat)
    registration.endorsed_at = work.now
    registration.explain(PENDING)
    work.record(RegistrationEndorsed(**subject_of(registration)))
    if event.approval is Approval.AUTOMATIC:
        let_in(work, event, seating, registration)
    return registration


def approve(work: Work, registration_id: UUID) -> Registration:
    """Let somebody in who waited for the organizer: a seat, or the line."""
    registration, event, seating = registration_to_change(work, registration_id)
    refuse_closed(event, work.actor, work.now)
    if registration.seat is not Seat.PENDING:
        raise SeatConflict("Only a pending registration is approved", seat=registration.seat)
    endorsed = registration.endorsed_at is not None
    if waits_for_state(event, registration.state, endorsed=endorsed):
        detail = f"The focal point of {registration.state} decides first"
        raise SeatConflict(detail, seat=registration.seat)
    let_in(work, event, seating, registration)
    return registration


def reject(work: Work, registration_id: UUID, reason: str | None = None) -> Registration:
    """Refuse somebody, whatever seat they hold; the first in line moves up.

    A focal point refuses only those who wait for its decision.
    """
    registration, event, seating = registration_to_change(work, registration_id)
    refuse_past(event)
    if registration.seat in ENDED:
        raise SeatConflict(f"It is {registration.seat.value} already", seat=registration.seat)
    own = work.actor.role is Role.FOCAL_POINT
    endorsed = registration.endorsed_at is not None
    waiting = waits_for_state(event, registration.state, endorsed=endorsed)
    if own and not (waiting and registration.seat is Seat.PENDING):
        raise SeatConflict("It does not wait for its state", seat=registration.seat)
    held = registration.seat
    give_back(work, event, seating, registration, Seat.REJECTED)
    by = "by_state" if own else "by_organizer"
    of = registration.state if own else None
    registration.explain(Why("rejected", "said" if reason else by, state=of, said=reason))
    work.record(RegistrationRejected(**subject_of(registration), held=held))
    return registration
