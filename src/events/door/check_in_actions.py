"""Check-in by the code on a badge or a phone: at once, or later from devices that were offline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from core.days import last_day
from core.problem import Invalid, Missing, Problem
from core.seals import Seals
from core.work import Work
from events.access import event_to_run, registration_to_see
from events.door.attendance_actions import refuse_not_open, settle
from events.door.check_ins import Mark, Occasion, present
from events.door.forms import CheckInEntry
from events.door.marks_store import keep_mark, marks_of
from events.errors import CodeRefused, OutsideTheDays, SeatConflict
from events.model import Event
from events.registration_model import Registration
from events.sessions.model import EventSession
from events.vocabulary import Seat
from events.wall_time import local

PURPOSE = "check-in"
_PREFIX = "nadwa:"
_AHEAD = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of a mark: `checked_in`, `already` there, `undone`, or there was `nothing` to.

    `since` is when the person came, null when they did not (any more).
    """

    registration: Registration
    occasion: Occasion
    outcome: str
    since: datetime | None


def door_code(work: Work, registration_id: UUID, seals: Seals) -> str:
    """Return what the QR code of somebody with a seat says: `NADWA:` and 40 letters.

    Raises `Missing`, `SeatConflict`.
    """
    registration = registration_to_see(work, registration_id)
    if registration.seat is not Seat.CONFIRMED:
        raise SeatConflict("Only somebody with a seat has a code", seat=registration.seat)
    return door_word(seals, registration.id)


def door_word(seals: Seals, registration_id: UUID) -> str:
    """Return the same without asking whether there is a seat; for badges of those who have one."""
    return f"{_PREFIX}{seals.code(PURPOSE, registration_id)}".upper()


def admit(work: Work, event_id: UUID, entry: CheckInEntry, seals: Seals) -> Admitted:
    """Note that somebody came, or that this was a mistake. Said twice it is as if said once.

    Raises `CodeRefused`, `SeatConflict`, `OutsideTheDays`, `NotInThisStatus`, `Invalid`, `Missing`.
    """
    door = _door(work, event_id, [entry], seals)
    admitted = door.take(entry)
    door.close()
    return admitted


def admit_all(
    work: Work, event_id: UUID, entries: Sequence[CheckInEntry], seals: Seals
) -> list[Admitted | Problem]:
    """Take the marks of an offline device, each for itself; a refused one changes nothing."""
    door = _door(work, event_id, entries, seals)
    results: list[Admitted | Problem] = []
    for entry in entries:
        try:
            results.append(door.take(entry))
        except Problem as refused:
            results.append(refused)
    door.close()
    return results


def days_of(event: Event) -> list[date]:
    """Return the days of an event by the clocks of its zone; none while its date is not fixed."""
    if event.starts_at is None or event.ends_at is None:
        return []
    first, last = event.starts_at.date(), last_day(event.ends_at)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass
class _Door:
    """The people of an event who are spoken of, with their marks so far."""

    work: Work
    event: Event
    seals: Seals
    people: dict[UUID, Registration]
    marks: dict[UUID, set[Mark]]
    sessions: dict[UUID, EventSession]
    touched: dict[UUID, Registration] = field(default_factory=dict[UUID, Registration])

    def take(self, entry: CheckInEntry) -> Admitted:
        """Take one mark."""
        registration = self._who(entry.code)
        at = entry.at or self.work.now
        if at > self.work.now + _AHEAD:
            raise Invalid("/at", "that moment has not come yet; set the device's clock")
        occasion = self._where(entry.session, at)
        marks = self.marks.setdefault(registration.id, set())
        before = present(marks).get(occasion)
        mark = Mark(occasion, at, entry.undo)
        if mark not in marks:
            self.touched[registration.id] = registration
            keep_mark(self.work, registration, mark)
            marks.add(mark)
        since = present(marks).get(occasion)
        if since is not None:
            outcome = "already" if before is not None and before <= since else "checked_in"
        else:
            outcome = "undone" if before is not None else "nothing"
        return Admitted(registration, occasion, outcome, since)

    def close(self) -> None:
        """Bring the attendance of all who were marked to what the marks say together."""
        days = days_of(self.event)
        settle(self.work, self.event, self.touched.values(), self.marks, days)

    def _who(self, code: str) -> Registration:
        claimed = _claimed(self.seals, code)
        if claimed is None:
            raise CodeRefused
        registration = self.people.get(claimed)
        if registration is None:
            raise CodeRefused("It is a code of another event")
        if registration.seat is not Seat.CONFIRMED:
            raise SeatConflict("Only somebody with a seat is checked in", seat=registration.seat)
        return registration

    def _where(self, session_id: UUID | None, at: datetime) -> Occasion:
        if session_id is not None:
            session = self.sessions.get(session_id)
            if session is None:
                raise Missing
            return Occasion(session.starts_at.date(), session.id)
        day = local(at, self.event.timezone).date()
        if day not in days_of(self.event):
            raise OutsideTheDays(f"{day} is not a day of the event")
        return Occasion(day)


def _door(work: Work, event_id: UUID, entries: Sequence[CheckInEntry], seals: Seals) -> _Door:
    event, _ = event_to_run(work, event_id)
    refuse_not_open(event)
    ids = {claimed for entry in entries if (claimed := _claimed(seals, entry.code))}
    people = select(Registration).where(
        col(Registration.event_id) == event.id, col(Registration.id).in_(ids)
    )
    sessions = select(EventSession).where(col(EventSession.event_id) == event.id)
    return _Door(
        work,
        event,
        seals,
        {each.id: each for each in work.session.exec(people)},
        marks_of(work, ids),
        {each.id: each for each in work.session.exec(sessions)},
    )


def _claimed(seals: Seals, code: str) -> UUID | None:
    return seals.opened(PURPOSE, code.strip().lower().removeprefix(_PREFIX))
