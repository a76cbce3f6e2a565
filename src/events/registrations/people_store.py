"""Questions about people and their registrations."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from core.storage import built, into_unless_there, stored, with_defaults
from core.work import Work
from events.reasons import Names
from events.registration_model import Person, Registration
from events.vocabulary import Seat
from registry import Body, State

Known = tuple[Person, Registration | None]
_AT_ONCE = 500


def known_person(work: Work, event_id: UUID, email: str) -> Known | None:
    """Return the person with that address, with the registration for this event if there is one."""
    asked = {"event": event_id, "email": email.lower()}
    row = work.session.exec(_known(), params=asked).first()
    return (row[0], row[1]) if row else None


@built
def _known() -> Select[Person, Registration]:
    here = (col(Registration.person_id) == col(Person.id)) & (
        col(Registration.event_id) == sa.bindparam("event")
    )
    return (
        select(Person, Registration)
        .join(Registration, here, isouter=True)
        .where(col(Person.email) == sa.bindparam("email"))
    )


def people_known(
    work: Work, event_id: UUID, emails: Sequence[str], external_ids: Sequence[str]
) -> tuple[dict[str, Known], dict[str, Registration]]:
    """Return whom a list speaks of: by address, and the event's registrations by external id.

    A few questions, however long the list.
    """
    known: dict[str, Known] = {}
    for some in _portions(emails):
        here = (col(Registration.person_id) == col(Person.id)) & (
            col(Registration.event_id) == event_id
        )
        found = select(Person, Registration).join(Registration, here, isouter=True)
        rows = work.session.exec(found.where(col(Person.email).in_(some)))
        known |= {person.email: (person, registration) for person, registration in rows}
    named: dict[str, Registration] = {}
    for some in _portions(external_ids):
        of_ids = select(Registration).where(
            col(Registration.event_id) == event_id, col(Registration.external_id).in_(some)
        )
        named |= {each.external_id or "": each for each in work.session.exec(of_ids)}
    return known, named


def add_people(work: Work, people: Sequence[dict[str, Any]]) -> set[UUID]:
    """Store new people; return the ids of those whose address nobody else stored just now."""
    if not people:
        return set()
    work.session.flush()
    connection = work.session.connection()
    rows = [{"version": 1, "erased_at": None, **each} for each in people]
    new = into_unless_there(Person, connection.dialect.name)
    return set(connection.execute(new, rows).scalars())


def add_person(work: Work, values: dict[str, Any]) -> UUID | None:
    """Store somebody new; return the id, or None when another work did so just now."""
    whole = with_defaults(Person, values)
    connection = work.session.connection()
    new = into_unless_there(Person, connection.dialect.name)
    if connection.execute(new, whole).first() is None:
        return None
    work.session.add(person := stored(Person, whole))
    work.known.append(person)
    return person.id


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


def languages_and_bodies(work: Work) -> tuple[dict[str, str], set[str]]:
    """Return the language of each state, and the codes of all bodies."""
    languages = work.session.exec(select(State.code, State.language))
    return {code: spoken for code, spoken in languages}, set(work.session.exec(select(Body.code)))  # noqa: C416 -- rows, not pairs


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(values), _AT_ONCE):
        yield values[begin : begin + _AT_ONCE]


def state_and_body(
    work: Work, state: str | None, body: str | None
) -> tuple[str | None, str | None]:
    """Return a state's language and a body's code, each None when there is none; one question."""
    if state is None and body is None:
        return None, None
    asked = {"state": state, "body": body}
    language, code = work.session.connection().execute(_language_and_code(), asked).one()
    return language, code


@built
def _language_and_code() -> sa.Select[str | None, str | None]:
    state, body = col(State.code) == sa.bindparam("state"), col(Body.code) == sa.bindparam("body")
    language = sa.select(col(State.language)).where(state).scalar_subquery()
    return sa.select(language, sa.select(col(Body.code)).where(body).scalar_subquery())
