"""How registrations look from outside. Whoever calls has made sure that the reader may see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from core.work import Work
from events.people_store import people_of, person_of, place_in_line, places_in_line
from events.person_actions import record_of
from events.registration_model import Person, Registration
from events.views import View
from events.vocabulary import Answer, Attendance, PersonRole, Seat


class PersonView(View):
    """Somebody, as handed in for this event."""

    name: str
    email: str
    language: str
    state: str | None
    body: str | None
    position: str | None


class RegistrationView(View):
    """One person at one event: `seat`, `answer` and `attendance` are three separate things.

    `explanation` says why the seat is what it is; `waitlist_position` is 1 for the next in line.
    """

    id: UUID
    event: UUID
    person: PersonView
    role: PersonRole
    seat: Seat
    answer: Answer
    attendance: Attendance
    checked_in_at: datetime | None
    waitlist_position: int | None
    explanation: str | None
    external_id: str | None
    nomination: UUID | None
    replaces: UUID | None
    registered_at: datetime

    @classmethod
    def of(cls, registration: Registration, person: Person, place: int | None) -> Self:
        """Show a registration, its person's details as handed in, the place in line as of now."""
        details = registration.stated or record_of(person)
        shown = {**details, "state": registration.state, "email": person.email}
        return cls(
            id=registration.id,
            event=registration.event_id,
            person=PersonView.model_validate(shown),
            role=registration.role,
            seat=registration.seat,
            answer=registration.answer,
            attendance=registration.attendance,
            checked_in_at=registration.checked_in_at,
            waitlist_position=place,
            explanation=_present(registration.explanation, place),
            external_id=registration.external_id,
            nomination=registration.nomination_id,
            replaces=registration.replaces_id,
            registered_at=registration.registered_at,
        )


def view_of(work: Work, registration: Registration) -> RegistrationView:
    """Show one registration."""
    place = place_in_line(work, registration)
    return RegistrationView.of(registration, person_of(work, registration), place)


def views_of(work: Work, registrations: Sequence[Registration]) -> list[RegistrationView]:
    """Show some registrations of one event: two questions, however many there are."""
    people = people_of(work, registrations)
    waiting = [each.event_id for each in registrations if each.seat is Seat.WAITLISTED]
    places = places_in_line(work, waiting[0]) if waiting else {}
    return [
        RegistrationView.of(each, people[each.person_id], places.get(each.id))
        for each in registrations
    ]


def _present(explanation: str | None, place: int | None) -> str | None:
    """Say the present place of somebody in line, for the one at the time of the decision."""
    if place is None or explanation is None:
        return explanation
    return f"waitlisted: place {place}, {explanation.partition(', ')[2]}"
