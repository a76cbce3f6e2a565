"""Seats given and freed. Whoever calls holds the seating row, so that counts and people agree."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events.errors import CapacityBelowConfirmed, EventFull
from events.model import Event, Seating
from events.quotas import quotas_of
from events.registration_facts import SeatConfirmed, SeatFreed, SeatWaitlisted
from events.registration_model import Registration
from events.seats import Outcome, Request, TooFewSeats, Waiting, decide, next_in_line, resized
from events.vocabulary import EventStatus, PersonRole, Seat

_SEATS = {Outcome.CONFIRMED: Seat.CONFIRMED, Outcome.WAITLISTED: Seat.WAITLISTED}
STAFF_SEAT = "confirmed: staff take no seat"


def decided(
    event: Event, seating: Seating, state: str | None, role: PersonRole
) -> tuple[Seat, str]:
    """Decide between a seat and the line for a newcomer; return it with the reason.

    Changes nothing. Raises `EventFull` when there is neither.
    """
    if role is PersonRole.STAFF:
        return Seat.CONFIRMED, STAFF_SEAT
    decision = decide(seating.seen(waitlist=event.waitlist), Request(state))
    if decision.outcome is Outcome.REFUSED:
        raise EventFull(decision.reason)
    return _SEATS[decision.outcome], decision.reason


def give_seat(event: Event, seating: Seating, registration: Registration) -> None:
    """Give somebody a seat or a place in line, and count it. Raises `EventFull`."""
    seat, why = decided(event, seating, registration.state, registration.role)
    registration.seat, registration.explanation = seat, why
    if registration.counts:
        seating.count(seat, registration.state, 1)


def say_seat(work: Work, registration: Registration) -> None:
    """Record which seat somebody has got."""
    fact = SeatConfirmed if registration.seat is Seat.CONFIRMED else SeatWaitlisted
    work.record(fact(**subject_of(registration)))


def give_back(
    work: Work, event: Event, seating: Seating, registration: Registration, after: Seat
) -> None:
    """Take a registration's seat or place in line away; the first in line moves up at once."""
    held, registration.seat = registration.seat, after
    registration.explanation = None
    if registration.counts:
        seating.count(held, registration.state, -1)
    if held is Seat.CONFIRMED:
        work.record(SeatFreed(**subject_of(registration)))
        promote(work, event, seating)


def promote(work: Work, event: Event, seating: Seating) -> None:
    """Give the free seats to those in line, in their order, until the event begins."""
    now = seating.seen(waitlist=event.waitlist)
    if not seating.waitlisted or now.is_full or not _fills_seats(work, event):
        return
    for promotion in next_in_line(now, _line(work, event, seating)):
        registration = work.get(Registration, promotion.id, lock=True)
        seating.count(Seat.WAITLISTED, registration.state, -1)
        seating.count(Seat.CONFIRMED, registration.state, 1)
        registration.seat = Seat.CONFIRMED
        registration.explanation = promotion.decision.reason
        work.record(SeatConfirmed(**subject_of(registration), promoted=True))


def resize(  # noqa: PLR0913 -- the three limits, by name
    work: Work,
    event: Event,
    seating: Seating,
    *,
    capacity: int | None,
    seats_per_state: int | None,
    quotas: list[dict[str, Any]],
) -> None:
    """Set new limits and give the seats that are free by them.

    Raises `CapacityBelowConfirmed`; nobody loses a seat by a smaller number.
    """
    try:
        seen = seating.seen(waitlist=event.waitlist)
        resized(
            seen,
            capacity=capacity,
            seats_per_state=seats_per_state,
            quotas=quotas_of(quotas),
        )
    except TooFewSeats as refused:
        fault = {"pointer": f"/{refused.field}", "detail": str(refused)}
        raise CapacityBelowConfirmed(
            str(refused), confirmed=seating.confirmed, errors=[fault]
        ) from None
    seating.capacity, seating.seats_per_state = capacity, seats_per_state
    seating.quotas = quotas
    promote(work, event, seating)


def subject_of(registration: Registration) -> dict[str, Any]:
    """Return what every fact about a registration says."""
    return {
        "subject": registration.id,
        "event": registration.event_id,
        "person": registration.person_id,
        "state": registration.state,
    }


def _fills_seats(work: Work, event: Event) -> bool:
    if event.status is EventStatus.POSTPONED:
        return True
    starts = event.starts_at_utc
    return event.status is EventStatus.ANNOUNCED and (starts is None or work.now < starts)


def _line(work: Work, event: Event, seating: Seating) -> list[Waiting[UUID]]:
    """Return those in line; no more than could move up where only the capacity limits."""
    found = (
        select(Registration.id, Registration.number, Registration.state)
        .where(col(Registration.event_id) == event.id, col(Registration.seat) == Seat.WAITLISTED)
        .order_by(col(Registration.number))
    )
    unlimited = seating.seats_per_state is None and not seating.quotas
    if unlimited and seating.capacity is not None:
        found = found.limit(seating.capacity - seating.confirmed)
    return [Waiting(*row) for row in work.session.exec(found)]
