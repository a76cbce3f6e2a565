"""The journal over HTTP: who changed what, when."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlmodel import col, select

from core.chain import newest_seal
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.http.work import look_for
from core.input import Line
from core.journal import JournalEntry
from core.people import Role
from core.problem import Forbidden, Missing, Unauthenticated
from core.work import Work

router = Router(prefix="/v1/journal", tags=["journal"])
AdminLook = Annotated[Work, look_for(Role.ADMIN)]


class EntryView(BaseModel):
    """One fact: who caused it, when, about what."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    at: datetime
    actor: str
    fact: str
    subject: UUID
    body: dict[str, Any]


class SealView(BaseModel):
    """The end of the chain of seals; note it elsewhere: nobody can then shorten it unseen."""

    model_config = ConfigDict(from_attributes=True)

    sequence: int
    entry_id: UUID
    hash: str


@router.get("/seal", operation_id="show_newest_seal", responses=answers(Unauthenticated, Forbidden))
def show_newest_seal(work: AdminLook) -> SealView:
    """Show the newest seal: how many entries are sealed, and the hash over all of them."""
    if (newest := newest_seal(work)) is None:
        raise Missing
    return SealView.model_validate(newest)


@router.get("", operation_id="list_journal", responses=answers())
def list_journal(
    work: AdminLook,
    turn: TurnDep,
    subject: UUID | None = None,
    actor: Annotated[Line | None, Query(max_length=100)] = None,
    since: AwareDatetime | None = None,
) -> Page[EntryView]:
    """List what happened, oldest first."""
    query = select(JournalEntry)
    if subject is not None:
        query = query.where(col(JournalEntry.subject) == subject)
    if actor is not None:
        query = query.where(col(JournalEntry.actor) == actor)
    if since is not None:
        query = query.where(col(JournalEntry.at) >= since)
    rows, after = turn.rows(work, JournalEntry, query)
    return Page(items=[EntryView.model_validate(row) for row in rows], next=after)
