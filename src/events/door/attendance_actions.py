"""Who was there: check-in on the day, and the count when the event was held."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.problem import Invalid
from core.work import Work
from events.access import registration_to_change
from events.door.check_ins import Mark, present
from events.door.check_ins import attendance as attendance_by
from events.door.marks_store import keep_mark, marks_of
from events.errors import NotInThisStatus, SeatConflict
from events.facts import AttendanceCorrected
from events.held_forms import ConclusionForm
from events.model import Event, Presence
from events.registration_facts import CheckedIn, CheckInUndone
from events.registration_model import Registration
from events.seat_actions import subject_of
from events.store import refuse_unknown
from events.vocabulary import Attendance, EventStatus, PersonRole, Seat

_OPEN = (EventStatus.ANNOUNCED, EventStatus.HELD, EventStatus.REPORTED)


def check_in(
    work: Work, registration_id: UUID, attendance: Attendance = Attendance.FULL
) -> Registration:
    """Note that somebody with a seat is there; doing so again changes nothing.

    Said for the event as a whole, it counts for more than the marks of single days. After the event
    was held, its count is corrected too.
    """
    registration, event, _ = registration_to_change(work, registration_id)
    refuse_not_open(event)
    if registration.seat is not Seat.CONFIRMED:
        raise SeatConflict("Only somebody with a seat is checked in", seat=registration.seat)
    if registration.attested is attendance and registration.checked_in_at:
        return registration
    registration.checked_in_at = registration.checked_in_at or work.now
    registration.attendance = registration.attested = attendance
    work.record(CheckedIn(**subject_of(registration), attendance=attendance))
    _correct(work, event, {registration.state})
    return registration


def undo_check_in(work: Work, registration_id: UUID) -> Registration:
    """Take back every check-in, of whatever day; where there was none this changes nothing."""
    registration, event, _ = registration_to_change(work, registration_id)
    if registration.attendance is Attendance.NONE:
        return registration
    registration.checked_in_at, registration.attested = None, None
    registration.attendance = Attendance.NONE
    for occasion in present(marks_of(work, {registration.id}).get(registration.id, ())):
        keep_mark(work, registration, Mark(occasion, work.now, undone=True))
    work.record(CheckInUndone(**subject_of(registration)))
    _correct(work, event, {registration.state})
    return registration


def refuse_not_open(event: Event) -> None:
    """Raise `NotInThisStatus` unless people can be checked in."""
    if event.status not in _OPEN:
        raise NotInThisStatus("Nobody is checked in for it", status_now=event.status)


def settle(
    work: Work,
    event: Event,
    people: Iterable[Registration],
    marks: Mapping[UUID, Collection[Mark]],
    days: Sequence[date],
) -> None:
    """Bring the attendance of those who were marked to what their marks say together."""
    changed: set[str | None] = set()
    for registration in people:
        where = present(marks[registration.id])
        before = registration.attendance
        registration.attendance = registration.attested or attendance_by(where, days)
        if where or registration.attested is None:
            registration.checked_in_at = min(where.values(), default=None)
        about = subject_of(registration)
        if registration.attendance is Attendance.NONE:
            work.record(CheckInUndone(**about))
        else:
            work.record(CheckedIn(**about, attendance=registration.attendance))
        if before is not registration.attendance:
            changed.add(registration.state)
    _correct(work, event, changed)


def record_presence(work: Work, event: Event, form: ConclusionForm) -> int | None:
    """Store how many people were there, by state; return how many, None if nobody knows."""
    attended, by_state = form.attended, form.by_state
    if isinstance(attended, int):
        return _store(work, event, by_state or {None: attended})
    if isinstance(attended, dict):
        return _store(work, event, by_state or attended)
    if attended is not None:
        _mark(work, event, None if attended == "confirmed" else attended)
    if by_state is not None:
        return _store(work, event, by_state)
    counted = _counted(work, event)
    if not counted and attended is None:
        return None
    return _store(work, event, counted or {None: 0})


def _store(work: Work, event: Event, people: Mapping[Any, int]) -> int:
    states = [(f"/by_state/{state}", state) for state in people if state is not None]
    refuse_unknown(work, states=states)
    for state, count in people.items():
        work.add(Presence(event_id=event.id, state=state, people=count, at=work.now))
    return sum(people.values())


def _mark(work: Work, event: Event, ids: Collection[UUID] | None) -> None:
    """Note that these were there; None: everybody with a seat."""
    here = col(Registration.event_id) == event.id
    seated = here & (col(Registration.seat) == Seat.CONFIRMED)
    if ids is not None:
        found = select(Registration.id).where(seated, col(Registration.id).in_(ids))
        known = set(work.session.exec(found))
        faults = [
            (f"/attended/{n}", "no registration with a seat at this event has this id")
            for n, each in enumerate(ids)
            if each not in known
        ]
        if faults:
            raise Invalid(*faults[0], *faults[1:])
        seated = seated & col(Registration.id).in_(known)
    absent = col(Registration.attendance) == Attendance.NONE
    values = {
        "attendance": Attendance.FULL,
        "attested": Attendance.FULL,
        "version": col(Registration.version) + 1,
    }
    work.session.exec(sa.update(Registration).where(seated, absent).values(**values))


def _counted(work: Work, event: Event) -> dict[str | None, int]:
    """Count who was there, by state; the organizer's staff do not count."""
    present = (
        select(Registration.state, sa.func.count())
        .where(
            col(Registration.event_id) == event.id,
            col(Registration.attendance) != Attendance.NONE,
            col(Registration.role) != PersonRole.STAFF,
        )
        .group_by(col(Registration.state))
    )
    return {row[0]: row[1] for row in work.session.exec(present)}


def _correct(work: Work, event: Event, states: Collection[str | None]) -> None:
    """After the event: count these states' people anew, in place of what was recorded."""
    if event.status is EventStatus.ANNOUNCED or not states:
        return
    work.session.flush()
    counted = _counted(work, event)
    for state in sorted(states, key=lambda code: code or ""):
        people = counted.get(state, 0)
        work.add(Presence(event_id=event.id, state=state, people=people, at=work.now))
        work.record(AttendanceCorrected(subject=event.id, state=state, people=people))
