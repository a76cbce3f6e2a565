"""Questions about people and their registrations."""

from collections.abc import Collection, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.ids import new_id
from core.work import Work
from events.reasons import Names
from events.registration_model import Person, Registration
from events.store import insert_into
from events.vocabulary import Seat
from registry import Body, State

Known = tuple[Person, Registration | None]


def known_person(work: Work, event_id: UUID, email: str) -> Known | None:
    """Return the person with that address, with the registration for this event if there is one."""
    here = (col(Registration.person_id) == col(Person.id)) & (
        col(Registration.event_id) == event_id
    )
    found = (
        select(Person, Registration)
        .join(Registration, here, isouter=True)
        .where(col(Person.email) == email.lower())
    )
    row = work.session.exec(found).first()
    return (row[0], row[1]) if row else None


def add_person(work: Work, values: dict[str, Any]) -> UUID | None:
    """Store somebody new; return the id, or None when another work did so just now."""
    new = insert_into(work, Person).values(id=new_id(), version=1, **values)
    added: Any = work.session.exec(new.on_conflict_do_nothing().returning(col(Person.id)))
    return cast("UUID | None", added.scalar_one_or_none())


def registration_with_external_id(
    work: Work, event_id: UUID, external_id: str
) -> Registration | None:
    """Return the registration that another system knows by that id."""
    found = select(Registration).where(
        col(Registration.event_id) == event_id, col(Registration.external_id) == external_id
    )
    return work.session.exec(found).first()


def person_of(work: Work, registration: Registration) -> Person:
    """Return whose registration it is."""
    return work.get(Person, registration.person_id)


def people_of(work: Work, registrations: Sequence[Registration]) -> dict[UUID, Person]:
    """Return whose registrations these are, by person id."""
    ids = [each.person_id for each in registrations]
    found = work.session.exec(select(Person).where(col(Person.id).in_(ids)))
    return {person.id: person for person in found}


def place_in_line(work: Work, registration: Registration) -> int | None:
    """Return the place on the waiting list, from 1; None for who is not on it."""
    if registration.seat is not Seat.WAITLISTED:
        return None
    ahead = select(sa.func.count()).where(
        col(Registration.event_id) == registration.event_id,
        col(Registration.seat) == Seat.WAITLISTED,
        col(Registration.number) < registration.number,
    )
    return work.session.exec(ahead).one() + 1


def places_in_line(work: Work, event_id: UUID) -> dict[UUID, int]:
    """Return everybody's place on an event's waiting list, by registration id."""
    line = (
        select(Registration.id)
        .where(col(Registration.event_id) == event_id, col(Registration.seat) == Seat.WAITLISTED)
        .order_by(col(Registration.number))
    )
    ids = work.session.exec(line)
    return {each: place for place, each in enumerate(ids, start=1)}


def names_of(work: Work, codes: Collection[str]) -> Names:
    """Return what these codes of states and bodies are called, by language."""
    if not codes:
        return {}
    both = (
        select(State.code, State.name).where(col(State.code).in_(codes)),
        select(Body.code, Body.name).where(col(Body.code).in_(codes)),
    )
    return {code: name for found in both for code, name in work.session.exec(found)}


def state_and_body(
    work: Work, state: str | None, body: str | None
) -> tuple[str | None, str | None]:
    """Return a state's language and a body's code, each None when there is none; one question."""
    if state is None and body is None:
        return None, None
    language = select(State.language).where(col(State.code) == state).scalar_subquery()
    code = select(Body.code).where(col(Body.code) == body).scalar_subquery()
    return work.session.exec(select(language, code)).one()
