"""HTTP face of lists of people: imports with a dry run, and nominations by states."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from starlette.datastructures import UploadFile

from core.http.etags import tag
from core.http.once import OnceDep
from core.http.problems import Fault, answers
from core.http.threads import Router
from core.problem import Forbidden, KeyReused, Unauthenticated
from core.texts import Text
from core.work import Work
from events.access import event_to_enter
from events.batches.actions import BatchResult, RowResult, import_people, read_list
from events.errors import (
    AlreadyRegistered,
    BatchUnreadable,
    EventFull,
    NominationsNotTaken,
    RegistrationClosed,
)
from events.reasons import Names, explained, why_of
from events.registration_model import Nomination, Registration
from events.registrations.nomination_actions import nominate
from events.registrations.people_forms import Entry, NominationForm
from events.registrations.views import RegistrationView, names_said, views_of
from events.roles import DelegationLook, DelegationWork, Id
from events.views import View
from events.vocabulary import Seat

router = Router(prefix="/v1/events/{id}", tags=["registrations"])
_REFUSED = (Unauthenticated, Forbidden, RegistrationClosed)


class RowView(View):
    """What became of a row; `row` is its line in the file, or its place in the list, from 1.

    `explained` says the decision about the seat in Arabic, English and French.
    """

    row: int
    outcome: str
    registration: UUID | None
    seat: Seat | None
    explanation: str | None
    explained: Text | None
    errors: list[Fault]

    @classmethod
    def of(cls, result: RowResult, names: Names, *, applied: bool) -> Self:
        """Show what became of a row; what was not stored has no id."""
        made = result.registration
        kept = made is not None and (applied or result.outcome != "created")
        return cls(
            row=result.row,
            outcome=result.outcome,
            registration=made.id if made and kept else None,
            seat=made.seat if made else None,
            explanation=made.explanation if made else None,
            explained=explained(why_of(made.why), names) if made and made.why else None,
            errors=[Fault(**fault) for fault in result.faults],
        )


class BatchView(View):
    """What became of a list, or would become of it; not `applied`: nothing was stored."""

    dry_run: bool
    applied: bool
    counts: dict[str, int]
    encoding: str
    notes: list[str]
    rows: list[RowView]

    @classmethod
    def of(cls, work: Work, result: BatchResult, *, dry_run: bool) -> Self:
        """Show what became of a list, before it may be undone."""
        names = names_said(work, [each.registration for each in result.rows if each.registration])
        return cls(
            dry_run=dry_run,
            applied=result.applied,
            counts=result.counts,
            encoding=result.read.encoding,
            notes=result.read.notes,
            rows=[RowView.of(each, names, applied=result.applied) for each in result.rows],
        )


class NominationView(View):
    """A state's nomination and what became of each person, in the order of its list."""

    id: UUID
    event: UUID
    state: str
    note_reference: str
    note_date: date | None
    nominated_at: datetime
    registrations: list[RegistrationView]

    @classmethod
    def of(cls, work: Work, nomination: Nomination, people: list[Registration]) -> Self:
        """Show a nomination."""
        return cls(
            id=nomination.id,
            event=nomination.event_id,
            state=nomination.state,
            note_reference=nomination.note_reference,
            note_date=nomination.note_date,
            nominated_at=nomination.nominated_at,
            registrations=views_of(work, people),
        )


@dataclass(frozen=True)
class SentList:
    """A list as it was sent, and what is to be done with it."""

    content: bytes
    dry_run: bool
    all_or_nothing: bool


async def sent_list(
    request: Request,
    dry_run: Annotated[bool, Query()] = False,
    all_or_nothing: Annotated[bool, Query()] = False,
) -> AsyncGenerator[SentList, None]:
    """Give the list: the request's body, or the field `file` of a form, open until the end."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        yield SentList(await request.body(), dry_run, all_or_nothing)
        return
    async with request.form() as form:
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        yield SentList(content, dry_run, all_or_nothing)


_LIST = {
    "required": True,
    "content": {
        "text/csv": {"schema": {"type": "string"}},
        "application/json": {
            "schema": {
                "type": "array",
                "maxItems": 5000,
                "items": Entry.model_json_schema(ref_template="#/components/schemas/{model}"),
            }
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
    },
}


@router.post(
    "/registrations/import",
    operation_id="import_registrations",
    openapi_extra={"requestBody": _LIST},
    responses=answers(*_REFUSED, BatchUnreadable, KeyReused),
)
def import_registrations(
    work: DelegationWork,
    id: Id,
    sent: Annotated[SentList, Depends(sent_list)],
    once: OnceDep,
    response: Response,
) -> BatchView:
    """Register a list of people, row by row; a dry run does the same and keeps nothing."""
    people = read_list(sent.content)

    def make() -> BatchView:
        with work.session.begin_nested() as attempt:
            result = import_people(work, id, people)
            refused = "refused" in result.counts
            result.applied = not (sent.dry_run or (sent.all_or_nothing and refused))
            view = BatchView.of(work, result, dry_run=sent.dry_run)
            if not result.applied:
                attempt.rollback()
        return view

    return once.answer(work, response, BatchView, make)


class BatchProgressView(View):
    """How far the list that is being read now is: so many of its rows are decided."""

    running: bool
    done: int = 0
    rows: int = 0
    since: datetime | None = None


@router.get(
    "/registrations/import",
    operation_id="show_import_progress",
    responses=answers(Unauthenticated, Forbidden),
)
def show_import_progress(work: DelegationLook, id: Id) -> BatchProgressView:
    """Say how many rows of a running import are decided; known on the machine that runs it."""
    found = work.office.board.read(event_to_enter(work, id).id)
    if found is None:
        return BatchProgressView(running=False)
    since = datetime.fromisoformat(found.since)
    return BatchProgressView(running=True, done=found.done, rows=found.of, since=since)


@router.post(
    "/nominations",
    operation_id="nominate_people",
    status_code=201,
    responses=answers(*_REFUSED, NominationsNotTaken, AlreadyRegistered, EventFull, KeyReused),
)
def nominate_people(
    work: DelegationWork, id: Id, body: NominationForm, once: OnceDep, response: Response
) -> NominationView:
    """Send a state's people with the note verbale's reference; each decision explains itself."""

    def make() -> NominationView:
        nomination, people = nominate(work, id, body)
        work.session.flush()
        tag(response, nomination)
        return NominationView.of(work, nomination, people)

    return once.answer(work, response, NominationView, make)
