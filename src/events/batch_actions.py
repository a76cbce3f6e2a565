"""Reading a whole list of people into an event, with an answer for each row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col, select

from core.problem import Problem
from core.work import Work
from events.access import event_to_enter, seating_of
from events.admission import refuse_closed, refuse_foreign_state, refuse_role
from events.change_actions import change_registration
from events.errors import BatchUnreadable
from events.model import Event, Seating
from events.people_forms import Entry, PersonForm, RegistrationChange, RegistrationForm
from events.people_list import PeopleList, Row, UnreadableList, read_people
from events.person_actions import details_of
from events.registration_actions import enter
from events.registration_facts import BatchImported
from events.registration_model import Person, Registration
from events.vocabulary import Seat

Faults = list[dict[str, str]]
_TAKEN = "registered already, for another state"
_OTHER = "somebody else has this external id; hand the seat on by a substitution"


@dataclass
class RowResult:
    """What became of a row: created, updated, unchanged or refused (with the faults)."""

    row: int
    outcome: str
    registration: Registration | None = None
    faults: Faults = field(default_factory=list[dict[str, str]])


@dataclass
class BatchResult:
    """What became of a list; not `applied`: nothing was stored."""

    read: PeopleList
    rows: list[RowResult]
    applied: bool

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows have which outcome."""
        return dict(Counter(each.outcome for each in self.rows))


def read_list(content: bytes) -> PeopleList:
    """Read a list of people, or raise `BatchUnreadable`."""
    try:
        return read_people(content)
    except UnreadableList as refused:
        raise BatchUnreadable(str(refused)) from None


def import_people(work: Work, event_id: UUID, people: PeopleList) -> BatchResult:
    """Register everybody of a list, in its order; known people are brought up to date.

    A row is known by its external id, else by its address. Each row stands for itself: one that
    is refused changes nothing.
    """
    seating = seating_of(work, event_id)
    event = event_to_enter(work, event_id)
    refuse_closed(event, work.actor, work.now)
    batch = _Batch(work, event, seating, _keys_there(work, event.id))
    results = [batch.result(row) for row in people.rows]
    result = BatchResult(people, results, applied=True)
    work.record(BatchImported(subject=event.id, rows=result.counts))
    return result


@dataclass
class _Batch:
    """The state of an import: the keys there before, and those met so far, by row.

    `there` are addresses and external ids of standing registrations; most rows of a first import
    name none of them, and need not be looked for one by one.
    """

    work: Work
    event: Event
    seating: Seating
    there: frozenset[str]
    met: dict[str, int] = field(default_factory=dict[str, int])

    def result(self, row: Row) -> RowResult:
        """Bring one row in, or say why not."""
        try:
            return self._bring(row, Entry.model_validate(row.cells))
        except ValidationError as wrong:
            return RowResult(row.line, "refused", faults=list(_faults_of(wrong)))
        except Problem as refused:
            return RowResult(row.line, "refused", faults=_faults(refused))

    def _bring(self, row: Row, entry: Entry) -> RowResult:
        if fault := self._met_before(row, entry):
            return RowResult(row.line, "refused", faults=[fault])
        form = _form_of(entry)
        refuse_foreign_state(self.work.actor, entry.state, "/state")
        refuse_role(self.work.actor, entry.role)
        details = details_of(self.work, form.person, "")
        known = not self.there.isdisjoint(_keys(entry).values())
        found = _standing(self.work, self.event.id, entry) if known else None
        if found is None:
            made = enter(self.work, self.event, self.seating, form, details)
            return RowResult(row.line, "created", made)
        registration, person = found
        if registration.state != entry.state:
            return RowResult(row.line, "refused", faults=[_fault("/email", _TAKEN)])
        if person.email != entry.email.lower():
            return RowResult(row.line, "refused", registration, [_fault("/external_id", _OTHER)])
        changed = self._update(registration, entry)
        return RowResult(row.line, "updated" if changed else "unchanged", registration)

    def _update(self, registration: Registration, entry: Entry) -> bool:
        before = self.work.recorded
        change_registration(self.work, registration.id, _change_of(entry))
        return self.work.recorded > before

    def _met_before(self, row: Row, entry: Entry) -> dict[str, str] | None:
        for pointer, key in _keys(entry).items():
            if (line := self.met.setdefault(key, row.line)) != row.line:
                return _fault(pointer, f"the same as in row {line}")
        return None


def _keys(entry: Entry) -> dict[str, str]:
    """Return what a row is known by, by pointer."""
    keys = {"/email": f"email {entry.email.lower()}"}
    if entry.external_id:
        keys["/external_id"] = f"id {entry.external_id}"
    return keys


def _keys_there(work: Work, event_id: UUID) -> frozenset[str]:
    """Return by what the event's standing registrations are known: one question for a list."""
    found = (
        select(Person.email, Registration.external_id)
        .join(Registration, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event_id, _stands())
    )
    keys: set[str] = set()
    for email, external_id in work.session.exec(found):
        keys |= {f"email {email}", f"id {external_id}"}
    return frozenset(keys)


def _stands() -> sa.ColumnElement[bool]:
    return col(Registration.seat).not_in([Seat.WITHDRAWN, Seat.REJECTED])


def _standing(work: Work, event_id: UUID, entry: Entry) -> tuple[Registration, Person] | None:
    """Return the registration that a row speaks of, unless it has ended."""
    here = (
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            col(Registration.event_id) == event_id,
            _stands(),
        )
    )
    if entry.external_id:
        by_id = here.where(col(Registration.external_id) == entry.external_id)
        if found := work.session.exec(by_id).first():
            return found
    return work.session.exec(here.where(col(Person.email) == entry.email.lower())).first()


def _form_of(entry: Entry) -> RegistrationForm:
    person = PersonForm.model_construct(**entry.model_dump(include=set(PersonForm.model_fields)))
    person.language = entry.language
    return RegistrationForm.model_construct(
        person=person, role=entry.role, external_id=entry.external_id
    )


def _change_of(entry: Entry) -> RegistrationChange:
    """Return what a row says of somebody known: only the cells that are filled."""
    sent = {name: getattr(entry, name) for name in entry.model_fields_set}
    person = {name: sent[name] for name in ("name", "language", "position") if sent.get(name)}
    wish: dict[str, Any] = {name: sent[name] for name in ("role", "external_id") if sent.get(name)}
    return RegistrationChange.model_validate({**wish, "person": person})


def _faults_of(wrong: ValidationError) -> Iterator[dict[str, str]]:
    for error in wrong.errors(include_url=False, include_input=False):
        pointer = "".join(f"/{part}" for part in error["loc"])
        yield _fault(pointer, str(error["msg"]).removeprefix("Value error, "))


def _faults(refused: Problem) -> Faults:
    listed: Any = refused.members.get("errors")
    return listed or [_fault("", refused.detail or refused.title)]


def _fault(pointer: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "detail": detail}
