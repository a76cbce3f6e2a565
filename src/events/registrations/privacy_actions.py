"""What is kept about one person at events: given out whole, or erased (RELIABILITY R15).

Erasure takes everything that says who somebody was and leaves what is counted: seats, states,
bodies, answers, attendance. The journal holds no personal data and stays as it is.
"""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from events.files.actions import forget_notes
from events.model import Event
from events.reasons import Why
from events.registration_facts import PersonErased
from events.registration_model import Nomination, Person, Registration
from events.sessions.model import CheckIn, EventSession
from events.vocabulary import Seat

TOMBSTONE_DOMAIN = "erased.invalid"
"""A domain that nobody can have (RFC 2606, 2)."""


def erase_person(work: Work, person_id: UUID) -> dict[str, str]:
    """Erase who somebody was; return each erased text with what stands in its place.

    Raises `Missing`. Doing so again changes nothing and returns nothing.
    """
    person = work.get(Person, person_id, lock=True)
    if person.erased_at is not None:
        return {}
    instead = {person.email: f"{person.id}@{TOMBSTONE_DOMAIN}", person.name: f"Erased {person.id}"}
    instead |= {person.position: "erased"} if person.position else {}
    for registration in registrations_of_person(work, person_id):
        instead |= _erase_stated(registration, f"Erased {person.id}")
        registration.external_id = registration.answers = None
        _erase_as_speaker(work, registration, f"Erased {person.id}")
    forget_notes(work, registrations_of_person(work, person_id))
    person.email, person.name = f"{person.id}@{TOMBSTONE_DOMAIN}", f"Erased {person.id}"
    person.position = person.vouched_at = None
    person.erased_at = work.now
    work.record(PersonErased(subject=person.id))
    work.session.flush()
    return instead


def data_of_person(work: Work, person_id: UUID) -> dict[str, Any]:
    """Return everything that is kept about a person here; raises `Missing`."""
    person = work.get(Person, person_id)
    registrations = registrations_of_person(work, person_id)
    return {
        "person": person.model_dump(mode="json"),
        "registrations": [_whole(work, each) for each in registrations],
    }


def registrations_of_person(work: Work, person_id: UUID) -> list[Registration]:
    """Return a person's registrations, the oldest first."""
    mine = select(Registration).where(col(Registration.person_id) == person_id)
    return list(work.session.exec(mine.order_by(col(Registration.id))))


def _erase_stated(registration: Registration, name: str) -> dict[str, str]:
    """Erase what was handed in with a registration; return the texts that stood there."""
    if registration.seat is Seat.REJECTED:
        registration.explain(Why("rejected", "by_organizer"))
    if registration.stated is None:
        return {}
    texts = {key: registration.stated.get(key) for key in ("name", "position")}
    registration.stated = {**registration.stated, "name": name, "position": None}
    return {text: name for text in texts.values() if text}


def _erase_as_speaker(work: Work, registration: Registration, name: str) -> None:
    here = select(EventSession).where(col(EventSession.event_id) == registration.event_id)
    for session in work.session.exec(here):
        if any(_is(each, registration) for each in session.speakers):
            session.speakers = [
                {**each, "name": name} if _is(each, registration) else each
                for each in session.speakers
            ]


def _is(speaker: dict[str, Any], registration: Registration) -> bool:
    return speaker.get("registration") == str(registration.id)


def _whole(work: Work, registration: Registration) -> dict[str, Any]:
    event = work.get(Event, registration.event_id)
    marks = select(CheckIn).where(col(CheckIn.registration_id) == registration.id)
    here = select(EventSession).where(col(EventSession.event_id) == registration.event_id)
    nominated = registration.nomination_id and work.get(Nomination, registration.nomination_id)
    return {
        **registration.model_dump(mode="json"),
        "event": {"id": str(event.id), "reference": event.reference, "title": event.title},
        "nomination": nominated.model_dump(mode="json") if nominated else None,
        "check_ins": [each.model_dump(mode="json") for each in work.session.exec(marks)],
        "speaks_at": [
            {"id": str(each.id), "title": each.title}
            for each in work.session.exec(here)
            if any(_is(speaker, registration) for speaker in each.speakers)
        ],
    }
