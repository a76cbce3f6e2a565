"""Seats given and freed. Whoever calls holds the seating row, so that counts and people agree."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from core.problem import Invalid
from core.work import Work
from events.errors import CapacityBelowConfirmed, EventFull
from events.model import Event, Seating
from events.quotas import Guest, quotas_of
from events.reasons import Why
from events.registration_facts import SeatConfirmed, SeatFreed, SeatWaitlisted
from events.registration_model import Registration
from events.seats import Outcome, TooFewSeats, Waiting, decide, next_in_line, resized
from events.vocabulary import EventStatus, PersonRole, Seat

_SEATS = {Outcome.CONFIRMED: Seat.CONFIRMED, Outcome.WAITLISTED: Seat.WAITLISTED}
STAFF_SEAT = Why("confirmed", "staff")


def decided(event: Event, seating: Seating, guest: Guest, role: PersonRole) -> tuple[Seat, Why]:
    """Decide between a seat and the line for a newcomer; return it with the reason.

    Changes nothing. Raises `EventFull` when there is neither.
    """
    if role is PersonRole.STAFF:
        return Seat.CONFIRMED, STAFF_SEAT
    decision = decide(seating.seen(waitlist=event.waitlist), seating.kind_of(guest))
    if decision.outcome is Outcome.REFUSED:
        raise EventFull(decision.reason)
    return _SEATS[decision.outcome], decision.why


def give_seat(event: Event, seating: Seating, registration: Registration) -> None:
    """Give somebody a seat or a place in line, and count it. Raises `EventFull`."""
    registration.seat, why = decided(event, seating, registration.guest, registration.role)
    registration.explain(why)
    if registration.counts:
        seating.count(registration.seat, registration.guest, 1)


def say_seat(work: Work, registration: Registration) -> None:
    """Record which seat somebody has got."""
    fact = SeatConfirmed if registration.seat is Seat.CONFIRMED else SeatWaitlisted
    work.record(fact(**subject_of(registration)))


def give_back(
    work: Work, event: Event, seating: Seating, registration: Registration, after: Seat
) -> None:
    """Take a registration's seat or place in line away; the first in line moves up at once."""
    held, registration.seat = registration.seat, after
    registration.explain(None)
    if registration.counts:
        seating.count(held, registration.guest, -1)
    if held is Seat.CONFIRMED:
        work.record(SeatFreed(**subject_of(registration)))
        promote(work, event, seating)


def recount(
    event: Event, seating: Seating, registration: Registration, guest: Guest, pointer: str
) -> None:
    """Let a seat, or a place in line, count for somebody of another body or gender.

    Raises `Invalid` where that kind of guest could not have the seat.
    """
    refuse_kept(event, seating, registration, guest, pointer)
    if registration.counts:
        seating.count(registration.seat, registration.guest, -1)
        seating.count(registration.seat, guest, 1)


def refuse_kept(
    event: Event, seating: Seating, registration: Registration, guest: Guest, pointer: str
) -> None:
    """Raise `Invalid` where a seat cannot count for that kind of guest; changes nothing."""
    before, after = seating.kind_of(registration.guest), seating.kind_of(guest)
    if not registration.counts or registration.seat is not Seat.CONFIRMED or before == after:
        return
    now = seating.seen(waitlist=event.waitlist)
    left = {**now.confirmed, before: now.confirmed[before] - 1}
    now = replace(now, confirmed=left)
    if not now.has_seat_for(after):
        raise Invalid(pointer, f"the seat is kept: {decide(now, after).reason}")


def promote(work: Work, event: Event, seating: Seating) -> None:
    """Give the free seats to those in line, in their order, until the event begins."""
    now = seating.seen(waitlist=event.waitlist)
    if not seating.waitlisted or now.is_full or not _fills_seats(work, event):
        return
    for promotion in next_in_line(now, _line(work, event, seating)):
        registration = work.get(Registration, promotion.id, lock=True)
        seating.count(Seat.WAITLISTED, registration.guest, -1)
        seating.count(Seat.CONFIRMED, registration.guest, 1)
        registration.seat = Seat.CONFIRMED
        registration.explain(promotion.decision.why)
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
        if quotas != seating.quotas:
            seating.quotas = quotas
            seating.count_anew(_people(work, event))
        resized(
            seating.seen(waitlist=event.waitlist),
            capacity=capacity,
            seats_per_state=seats_per_state,
            quotas=quotas_of(quotas, capacity),
        )
    except TooFewSeats as refused:
        fault = {"pointer": f"/{refused.field}", "detail": str(refused)}
        raise CapacityBelowConfirmed(
            str(refused), confirmed=seating.confirmed, errors=[fault]
        ) from None
    seating.capacity, seating.seats_per_state = capacity, seats_per_state
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
    place: tuple[Any, ...] = (
        Registration.id,
        Registration.number,
        Registration.state,
        Registration.body,
        Registration.gender,
    )
    wanted: Any = sa.select(*place)
    found = wanted.where(
        col(Registration.event_id) == event.id, col(Registration.seat) == Seat.WAITLISTED
    ).order_by(col(Registration.number))
    unlimited = seating.seats_per_state is None and not seating.quotas
    if unlimited and seating.capacity is not None:
        found = found.limit(seating.capacity - seating.confirmed)
    line = work.session.exec(found)
    return [Waiting(one, number, seating.kind_of(Guest(*of))) for one, number, *of in line]


def _people(work: Work, event: Event) -> dict[tuple[Seat, Guest], int]:
    """Count those with a seat or in line by what seats may be counted by."""
    kind: tuple[Any, ...] = (
        Registration.seat,
        Registration.state,
        Registration.body,
        Registration.gender,
    )
    wanted: Any = sa.select(*kind, sa.func.count())
    found = wanted.where(
        col(Registration.event_id) == event.id,
        col(Registration.seat).in_([Seat.CONFIRMED, Seat.WAITLISTED]),
        col(Registration.role) != PersonRole.STAFF,
    ).group_by(*kind)
    return {(seat, Guest(*of)): number for seat, *of, number in work.session.exec(found)}
