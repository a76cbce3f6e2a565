"""Tables of an event's people, for its organizers: a row each, as they stand now."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from core.sheets import Cell
from core.work import Work
from events.access import event_to_run_seen
from events.model import Event
from events.registration_model import Registration
from events.registrations.people_store import people_of
from events.registrations.person_actions import record_of

Rows = list[list[Cell]]
_OF_PERSON = ("name", "email", "state", "body", "gender", "language", "position")
_OF_REGISTRATION = ("role", "seat", "answer", "attendance", "explanation", "external_id")


def participants_table(work: Work, event_id: UUID) -> tuple[Event, Rows]:
    """Return an event and everybody who is or was registered, in the order of the queue."""
    event = event_to_run_seen(work, event_id)
    registrations = _registrations(work, event, sa.true())
    people = people_of(work, registrations)
    table: Rows = [["registration", *_OF_PERSON, *_OF_REGISTRATION]]
    for each in registrations:
        person = people[each.person_id]
        details = each.stated or record_of(person)
        here = {"state": each.state, "gender": each.gender, "email": person.email}
        said = [{**details, **here}[name] for name in _OF_PERSON]
        table.append([str(each.id), *said, *(getattr(each, name) for name in _OF_REGISTRATION)])
    return event, table


def answers_table(work: Work, event_id: UUID) -> tuple[Event, Rows]:
    """Return an event and everybody's answers, with a column for each question ever asked."""
    event = event_to_run_seen(work, event_id)
    registrations = _registrations(work, event, col(Registration.form_version).is_not(None))
    people = people_of(work, registrations)
    columns = list(dict.fromkeys(name for row in registrations for name in row.answers or {}))
    table: Rows = [["registration", "name", "state", "seat", "version", *columns]]
    for each in registrations:
        name = (each.stated or record_of(people[each.person_id]))["name"]
        plain: list[Cell] = [str(each.id), name, each.state, each.seat.value, each.form_version]
        said = each.answers or {}
        table.append([*plain, *(_cell(said.get(column)) for column in columns)])
    return event, table


def _registrations(
    work: Work, event: Event, which: sa.ColumnElement[bool]
) -> Sequence[Registration]:
    found = select(Registration).where(col(Registration.event_id) == event.id, which)
    return work.session.exec(found.order_by(col(Registration.number))).all()


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value
