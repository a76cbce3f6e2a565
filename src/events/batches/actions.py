"""Reading a whole list of people into an event, with an answer for each row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from core.ids import new_id
from core.problem import Problem
from core.work import Work
from events.access import event_to_enter, seating_of
from events.admission import refuse_closed, refuse_foreign_state, refuse_role
from events.batches.people_list import PeopleList, Row, UnreadableList, read_people
from events.batches.rows import Faults, change_of, fault, faults, faults_of, form_of, keys
from events.errors import BatchUnreadable, ExternalIdTaken
from events.model import Event, Seating
from events.registration_facts import BatchImported
from events.registration_model import Registration
from events.registrations.actions import ENDED, begin_anew, former_of, say_entered, seat_for
from events.registrations.change_actions import change_held
from events.registrations.entry_quotas import spend_entries
from events.registrations.people_forms import Entry, RegistrationForm
from events.registrations.people_store import (
    Known,
    add_people,
    known_person,
    languages_and_bodies,
    people_known,
    person_of,
)
from events.registrations.person_actions import (
    DETAILS,
    Details,
    details_by,
    keep_person,
    new_person,
)

_OFTEN = 100
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
    is refused changes nothing. The database is asked and told in portions, not row by row, and
    the office's board says how many rows are decided.
    """
    seating = seating_of(work, event_id)
    event = event_to_enter(work, event_id)
    refuse_closed(event, work.actor, work.now)
    entries = [(row, _read(row)) for row in people.rows]
    good = [entry for _, entry in entries if isinstance(entry, Entry)]
    batch = _Batch(work, event, seating, *_known(work, event, good))
    result = BatchResult(people, [], applied=True)
    board = work.office.board
    try:
        with work.facts_together():
            for done, (row, entry) in enumerate(entries):
                if not done % _OFTEN:
                    board.say(event.id, done, len(entries), work.now)
                result.rows.append(batch.result(row, entry))
            batch.store()
    finally:
        board.forget(event.id)
    work.record(BatchImported(subject=event.id, rows=result.counts))
    return result


def _read(row: Row) -> Entry | Faults:
    try:
        return Entry.model_validate(row.cells)
    except ValidationError as wrong:
        return list(faults_of(wrong))


def _known(
    work: Work, event: Event, entries: list[Entry]
) -> tuple[dict[str, Known], dict[str, Registration], dict[str, str], set[str]]:
    """Return whom the list speaks of, by address and by external id, and what the registry has."""
    emails = list(dict.fromkeys(each.email.lower() for each in entries))
    ids = list(dict.fromkeys(each.external_id for each in entries if each.external_id))
    return *people_known(work, event.id, emails, ids), *languages_and_bodies(work)


@dataclass
class _Batch:
    """The state of an import: whom the database knows, and who is new, until `store`.

    `met`: the keys of the rows so far, and their lines.
    """

    work: Work
    event: Event
    seating: Seating
    known: dict[str, Known]
    named: dict[str, Registration]
    languages: dict[str, str]
    bodies: set[str]
    met: dict[str, int] = field(default_factory=dict[str, int])
    people: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    entered: list[Registration] = field(default_factory=list[Registration])

    def result(self, row: Row, entry: Entry | Faults) -> RowResult:
        """Bring one row in, or say why not."""
        if not isinstance(entry, Entry):
            return RowResult(row.line, "refused", faults=entry)
        try:
            return self._bring(row, entry)
        except Problem as refused:
            return RowResult(row.line, "refused", faults=faults(refused))

    def store(self) -> None:
        """Store who is new: people first, then their registrations."""
        if self.entered:
            spend_entries(self.work, self.event.id, len(self.entered))
        added = add_people(self.work, self.people)
        for person in self.people:
            if person["id"] not in added:
                self._entered_elsewhere(person)
        self.work.session.add_all(self.entered)
        self.work.session.flush()
        self.people, self.entered = [], []

    def _bring(self, row: Row, entry: Entry) -> RowResult:
        if found := self._met_before(row, entry):
            return RowResult(row.line, "refused", faults=[found])
        refuse_foreign_state(self.work.actor, entry.state, "/state")
        refuse_role(self.work.actor, entry.role)
        form = form_of(entry)
        language = self.languages.get(entry.state or "")
        body = entry.body if entry.body in self.bodies else None
        details = details_by((language, body), form.person, "")
        registration = self._standing(entry)
        if registration is None:
            return RowResult(row.line, "created", self._enter(form, details))
        if registration.state != entry.state:
            return RowResult(row.line, "refused", faults=[fault("/email", _TAKEN)])
        if person_of(self.work, registration).email != entry.email.lower():
            return RowResult(row.line, "refused", registration, [fault("/external_id", _OTHER)])
        changed = self._update(registration, entry)
        return RowResult(row.line, "updated" if changed else "unchanged", registration)

    def _standing(self, entry: Entry) -> Registration | None:
        """Return the registration that a row speaks of, unless it has ended."""
        _, here = self.known.get(entry.email.lower(), (None, None))
        for each in (self.named.get(entry.external_id or ""), here):
            if each is not None and each.seat not in ENDED:
                return each
        return None

    def _enter(self, form: RegistrationForm, details: Details) -> Registration:
        email = form.person.email.lower()
        known = self.known.get(email)
        former = former_of(self.work, known)
        holder = self.named.get(form.external_id or "")
        if holder is not None and holder is not former:
            raise ExternalIdTaken
        values = seat_for(self.work, self.event, self.seating, form)
        if known is None:
            person_id, stated = new_id(), None
            self.people.append(new_person(self.work, email, details) | {"id": person_id})
        else:
            person_id, stated = keep_person(self.work, self.event.id, known, email, details)
        values["stated"] = stated
        if former is None:
            ids: dict[str, Any] = {"event_id": self.event.id, "person_id": person_id}
            former = Registration(**ids, **values, external_id=form.external_id)
            self.entered.append(former)
        else:
            begin_anew(former, form.external_id, values)
        say_entered(self.work, former)
        return former

    def _entered_elsewhere(self, person: dict[str, Any]) -> None:
        """Take the record of somebody whom another work stored since this one began."""
        known = known_person(self.work, self.event.id, person["email"])
        details = {name: person[name] for name in DETAILS}
        found, stated = keep_person(self.work, self.event.id, known, person["email"], details)
        for registration in self.entered:
            if registration.person_id == person["id"]:
                registration.person_id, registration.stated = found, stated

    def _update(self, registration: Registration, entry: Entry) -> bool:
        """Edit what differs; who is new is stored first, since seats may move by it."""
        wish = change_of(entry)
        moves = {"role": registration.role, "gender": registration.gender}
        said = {"role": entry.role, "gender": entry.gender}
        if any(name in entry.model_fields_set and said[name] != moves[name] for name in moves):
            self.store()
        before = self.work.recorded
        change_held(self.work, self.event, self.seating, registration, wish)
        return self.work.recorded > before

    def _met_before(self, row: Row, entry: Entry) -> dict[str, str] | None:
        for pointer, key in keys(entry).items():
            if (line := self.met.setdefault(key, row.line)) != row.line:
                return fault(pointer, f"the same as in row {line}")
        return None
