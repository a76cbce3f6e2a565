"""HTTP face of people's rights: everything that is kept about somebody, and its erasure."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from core.dispatch import erase_from_errors
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for, work_for
from core.input import EmailAddress
from core.once import erase_from_answers
from core.people import Role
from core.problem import Forbidden, Unauthenticated
from core.work import Work
from events import Person, PersonExported, data_of_person, erase_person
from notifications import data_of_mail, erase_mail

router = Router(prefix="/v1/people", tags=["people"])
AdminLook = Annotated[Work, look_for(Role.ADMIN)]
AdminWork = Annotated[Work, work_for(Role.ADMIN)]
Id = Annotated[UUID, Path()]
_REFUSED = (Unauthenticated, Forbidden)


class PersonRecord(BaseModel):
    """A person's record; `erased_at`: since when it says no more who it was."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    email: str
    language: str
    state: str | None
    body: str | None
    position: str | None
    vouched_at: datetime | None
    erased_at: datetime | None


class PersonData(BaseModel):
    """Everything that is kept about a person, as it is stored."""

    person: dict[str, Any]
    registrations: list[dict[str, Any]]
    mail: dict[str, list[dict[str, Any]]]


@router.get("", operation_id="list_people", responses=answers(*_REFUSED))
def list_people(
    work: AdminLook, turn: TurnDep, email: Annotated[EmailAddress | None, Query()] = None
) -> Page[PersonRecord]:
    """List people's records; with an address, the one it belongs to."""
    query = select(Person)
    if email is not None:
        query = query.where(col(Person.email) == email.lower())
    rows, after = turn.rows(work, Person, query)
    return Page(items=[PersonRecord.model_validate(row) for row in rows], next=after)


@router.get("/{id}/export", operation_id="export_person", responses=answers(*_REFUSED))
def export_person(work: AdminWork, id: Id, response: Response) -> PersonData:
    """Give everything that is kept about a person; the journal notes that it was given out."""
    kept = PersonData(**data_of_person(work, id), mail=data_of_mail(work, id))
    work.record(PersonExported(subject=id))
    response.headers["Cache-Control"] = "private, no-store"
    return kept


@router.delete("/{id}", operation_id="erase_person", status_code=204, responses=answers(*_REFUSED))
def erase(work: AdminWork, id: Id) -> None:
    """Erase who a person was, everywhere and for good; what is counted stays. Again: no change."""
    instead = erase_person(work, id)
    if instead:
        erase_mail(work, id, instead)
        erase_from_answers(work, instead)
        erase_from_errors(work, instead)
