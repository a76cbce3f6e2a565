"""Lists, badges and letters of the people of an event, as they stand now."""

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from core.seals import Seals
from core.texts import Language
from core.work import Work
from events.access import event_to_run_seen, registration_to_see
from events.door.check_in_actions import days_of, door_word
from events.door.check_ins import present
from events.door.marks_store import marks_of
from events.errors import NotInThisStatus, SeatConflict
from events.model import Event
from events.papers.sheets import Guest, attendance_list, badges, invitation_letter
from events.papers.store import occasion_of
from events.registration_model import Nomination, Registration
from events.registrations.people_store import people_of
from events.registrations.person_actions import record_of
from events.vocabulary import EventStatus, Seat
from events.wall_time import local

_MOST_DAYS = 7
"""Columns that fit on a page; of longer events, the first days."""


def attendance_list_pdf(
    work: Work, event_id: UUID, seals: Seals, language: Language
) -> tuple[bytes, str]:
    """Return the list of those with a seat, by state and name, and its file name."""
    event = event_to_run_seen(work, event_id)
    days = days_of(event)[:_MOST_DAYS]
    guests = _guests(work, event, seals, _seated(work, event))
    content = attendance_list(occasion_of(work, event), guests, days, work.now, language)
    return content, f"attendance-list-{event.reference}.pdf"


def badges_pdf(work: Work, event_id: UUID, seals: Seals, language: Language) -> tuple[bytes, str]:
    """Return the badges of those with a seat, by state and name, and the file name."""
    event = event_to_run_seen(work, event_id)
    guests = _guests(work, event, seals, _seated(work, event))
    content = badges(occasion_of(work, event), guests, work.now, language)
    return content, f"badges-{event.reference}.pdf"


def invitation_letter_pdf(
    work: Work, registration_id: UUID, seals: Seals, language: Language | None
) -> tuple[bytes, str]:
    """Return the letter with which somebody with a seat applies for a visa, and its file name.

    Raises `Missing`, `SeatConflict`, `NotInThisStatus`.
    """
    registration = registration_to_see(work, registration_id)
    event = work.get(Event, registration.event_id)
    if event.status is not EventStatus.ANNOUNCED:
        raise NotInThisStatus("Nobody is invited to it", status_now=event.status)
    if registration.seat is not Seat.CONFIRMED:
        raise SeatConflict("Only somebody with a seat is invited", seat=registration.seat)
    (guest,) = _guests(work, event, seals, [registration])
    person = people_of(work, [registration])[registration.person_id]
    spoken = language or Language(person.language)
    nomination = registration.nomination_id and work.get(Nomination, registration.nomination_id)
    note = nomination.note_reference if nomination else None
    content = invitation_letter(occasion_of(work, event), guest, note, work.now, spoken)
    return content, f"invitation-{event.reference}.pdf"


def _seated(work: Work, event: Event) -> list[Registration]:
    found = select(Registration).where(
        col(Registration.event_id) == event.id, col(Registration.seat) == Seat.CONFIRMED
    )
    return list(work.session.exec(found.order_by(col(Registration.number))))


def _guests(
    work: Work, event: Event, seals: Seals, registrations: list[Registration]
) -> list[Guest]:
    people = people_of(work, registrations)
    marks = marks_of(work, [each.id for each in registrations])
    guests: list[Guest] = []
    for each in registrations:
        details = each.stated or record_of(people[each.person_id])
        times: dict[date, str] = {}
        for occasion, since in sorted(present(marks.get(each.id, ())).items(), key=lambda m: m[1]):
            times.setdefault(occasion.day, f"{local(since, event.timezone):%H:%M}")
        guests.append(
            Guest(
                name=details["name"] or "",
                position=details["position"],
                from_state=each.state,
                body=details["body"],
                role=each.role,
                code=door_word(seals, each.id),
                times=times,
            )
        )
    return sorted(guests, key=lambda guest: (guest.from_state or "~", guest.name.casefold()))
