"""How registrations look from outside. Whoever calls has made sure that the reader may see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from core.texts import Text
from core.work import Work
from events.reasons import Names, Why, codes_in, explained, why_of
from events.registration_model import Person, Registration
from events.registrations.people_store import (
    names_of,
    people_of,
    person_of,
    place_in_line,
    places_in_line,
)
from events.registrations.person_actions import record_of
from events.views import View
from events.vocabulary import Answer, Attendance, Gender, PersonRole, Seat


class PersonView(View):
    """Somebody, as handed in for this event."""

    name: str
    email: str
    language: str
    state: str | None
    body: str | None
    position: str | None
    gender: Gender | None


class RegistrationView(View):
    """One person at one event: `seat`, `answer` and `attendance` are three separate things.

    `explanation` says why the seat is what it is, in one English line with codes; `explained` the
    same in Arabic, English and French with names. `waitlist_position` is 1 for the next in line.
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
    explained: Text | None
    external_id: str | None
    nomination: UUID | None
    replaces: UUID | None
    registered_at: datetime

    @classmethod
    def of(
        cls, registration: Registration, person: Person, place: int | None, names: Names
    ) -> Self:
        """Show a registration, its person's details as handed in, the place in line as of now."""
        details = registration.stated or record_of(person)
        here = {"state": registration.state, "gender": registration.gender}
        shown = {**details, **here, "email": person.email}
        why = _present(registration, place)
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
            explanation=str(why) if why else registration.explanation,
            explained=explained(why, names) if why else None,
            external_id=registration.external_id,
            nomination=registration.nomination_id,
            replaces=registration.replaces_id,
            registered_at=registration.registered_at,
        )


def view_of(work: Work, registration: Registration) -> RegistrationView:
    """Show one registration."""
    place = place_in_line(work, registration)
    names = names_said(work, [registration])
    return RegistrationView.of(registration, person_of(work, registration), place, names)


def views_of(work: Work, registrations: Sequence[Registration]) -> list[RegistrationView]:
    """Show some registrations of one event: as many questions, however many there are."""
    people = people_of(work, registrations)
    waiting = [each.event_id for each in registrations if each.seat is Seat.WAITLISTED]
    places = places_in_line(work, waiting[0]) if waiting else {}
    names = names_said(work, registrations)
    return [
        RegistrationView.of(each, people[each.person_id], places.get(each.id), names)
        for each in registrations
    ]


def names_said(work: Work, registrations: Sequence[Registration]) -> Names:
    """Return the names of the states and bodies that decisions about these speak of."""
    decisions = (why_of(each.why) for each in registrations if each.why)
    return names_of(work, {code for why in decisions for code in codes_in(why)})


def _present(registration: Registration, place: int | None) -> Why | None:
    """Return why the seat is what it is, with the present place of somebody in line."""
    return why_of(registration.why, place) if registration.why else None
