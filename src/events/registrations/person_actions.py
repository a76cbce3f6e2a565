"""Keeping people: one record per address, and what strangers say of somebody kept apart from it."""

from typing import Any
from uuid import UUID

from core.people import Actor, Role
from core.problem import Invalid
from core.work import Work
from events.registration_facts import AddressConfirmed
from events.registration_model import Person
from events.registrations.people_forms import PersonForm
from events.registrations.people_store import Known, add_person, known_person, state_and_body

Details = dict[str, str | None]
DETAILS = ("name", "position", "body", "state", "language")
_DEFAULT_LANGUAGE = "en"


def details_of(work: Work, form: PersonForm, pointer: str = "/person") -> Details:
    """Return what was said of a person; without a language, that of the state.

    Raises `Invalid` for a state or a body that the registry does not know.
    """
    return details_by(state_and_body(work, form.state, form.body), form, pointer)


def details_by(found: tuple[str | None, str | None], form: PersonForm, pointer: str) -> Details:
    """Return the same by the state's language and the body's code, as the registry has them."""
    language, body = found
    faults: list[tuple[str, str]] = []
    if form.state and language is None:
        faults.append((f"{pointer}/state", "no member state has this code"))
    if form.body and body is None:
        faults.append((f"{pointer}/body", "no body has this code"))
    if faults:
        raise Invalid(*faults[0], *faults[1:])
    spoken = form.language.value if form.language else language or _DEFAULT_LANGUAGE
    return {
        "name": form.name,
        "position": form.position,
        "body": form.body,
        "state": form.state,
        "language": spoken,
    }


def keep_person(
    work: Work, event_id: UUID, known: Known | None, email: str, details: Details
) -> tuple[UUID, Details | None]:
    """Store somebody, or find them; return the id and what differs from the record, if anything.

    Those who vouch for somebody correct the record. What anybody else says stays with the
    registration: a stranger neither changes a person's record nor reads from it.
    """
    if known is None:
        if (added := add_person(work, new_person(work, email, details))) is not None:
            return added, None
        known = known_person(work, event_id, email)  # entered for another event just now
    assert known is not None
    person = known[0]
    if may_correct(work.actor, person):
        correct(work, person, details)
        return person.id, None
    return person.id, None if details == record_of(person) else details


def new_person(work: Work, email: str, details: Details) -> dict[str, Any]:
    """Return the record of somebody new."""
    vouched = work.now if _vouches(work.actor) else None
    return {"email": email.lower(), "vouched_at": vouched, **details}


def may_correct(actor: Actor, person: Person) -> bool:
    """Say whether somebody answers for a person's record: organizers, and the own state."""
    return actor.is_staff or (
        actor.role is Role.FOCAL_POINT and person.state is not None and person.state == actor.state
    )


def correct(work: Work, person: Person, details: Details) -> None:
    """Bring a person's record to these details, and stand for the address."""
    for name, value in details.items():
        if getattr(person, name) != value:
            setattr(person, name, value)
    person.vouched_at = person.vouched_at or work.now


def record_of(person: Person) -> Details:
    """Return a person's details as recorded."""
    return {name: getattr(person, name) for name in DETAILS}


def confirm_address(work: Work, person_id: UUID) -> Person:
    """Note that a person proved the address to be theirs; doing so again changes nothing."""
    person = work.get(Person, person_id, lock=True)
    if person.vouched_at is None:
        person.vouched_at = work.now
        work.record(AddressConfirmed(subject=person.id))
    return person


def _vouches(actor: Actor) -> bool:
    return actor.is_staff or actor.role is Role.FOCAL_POINT
