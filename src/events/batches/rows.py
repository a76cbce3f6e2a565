"""One row of a list of people: what it is known by, asks for, and what is wrong with it. Pure."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from core.problem import Problem
from events.registrations.people_forms import (
    Entry,
    PersonForm,
    RegistrationChange,
    RegistrationForm,
)

Faults = list[dict[str, str]]


def keys(entry: Entry) -> dict[str, str]:
    """Return what a row is known by, by pointer."""
    keys = {"/email": f"email {entry.email.lower()}"}
    if entry.external_id:
        keys["/external_id"] = f"id {entry.external_id}"
    return keys


def form_of(entry: Entry) -> RegistrationForm:
    """Return a row as a registration."""
    person = PersonForm.model_construct(**entry.model_dump(include=set(PersonForm.model_fields)))
    person.language = entry.language
    return RegistrationForm.model_construct(
        person=person, role=entry.role, external_id=entry.external_id
    )


def change_of(entry: Entry) -> RegistrationChange:
    """Return what a row says of somebody known: only the cells that are filled."""
    sent = {name: getattr(entry, name) for name in entry.model_fields_set}
    of_person = ("name", "language", "position", "gender")
    person = {name: sent[name] for name in of_person if sent.get(name)}
    wish: dict[str, Any] = {name: sent[name] for name in ("role", "external_id") if sent.get(name)}
    return RegistrationChange.model_validate({**wish, "person": person})


def faults_of(wrong: ValidationError) -> Iterator[dict[str, str]]:
    """Return what is wrong with a row, by pointer."""
    for error in wrong.errors(include_url=False, include_input=False):
        pointer = "".join(f"/{part}" for part in error["loc"])
        yield fault(pointer, str(error["msg"]).removeprefix("Value error, "))


def faults(refused: Problem) -> Faults:
    """Return why a row was refused, by pointer."""
    listed: Any = refused.members.get("errors")
    return listed or [fault("", refused.detail or refused.title)]


def fault(pointer: str, detail: str) -> dict[str, str]:
    """Return one fault."""
    return {"pointer": pointer, "detail": detail}
