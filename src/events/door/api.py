"""HTTP face of the door: QR codes, check-in by code, and what offline devices send later."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Body, Query, Response
from pydantic import Field
from sqlmodel import col, select

from core.http.etags import digest
from core.http.paging import Page, TurnDep
from core.http.problems import Fault, answers
from core.http.threads import Router
from core.problem import Forbidden, Problem, Unauthenticated
from core.work import Work
from events.access import event_to_run_seen
from events.door import attendance_actions
from events.door import check_in_actions as actions
from events.door.check_in_actions import Admitted
from events.door.forms import CheckInBatch, CheckInEntry
from events.door.qr import qr_svg
from events.errors import CodeRefused, NotInThisStatus, OutsideTheDays, SeatConflict
from events.held_forms import CheckInForm
from events.registrations.api import shown
from events.registrations.views import RegistrationView, view_of
from events.roles import DelegationLook, Id, OrganizerLook, OrganizerWork, SealsDep
from events.sessions.model import CheckIn
from events.views import View

router = Router(prefix="/v1", tags=["check-in"])
_REFUSED = (Unauthenticated, Forbidden)
_DOOR = (*_REFUSED, NotInThisStatus)
_IMAGE = {"schema": {"type": "string"}}
_SVG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": _IMAGE}}}


class MarkView(View):
    """A mark at the door; `session` null: the day as a whole. `undone` takes earlier ones back."""

    registration: UUID
    day: date
    session: UUID | None
    at: datetime
    undone: bool
    recorded_at: datetime

    @classmethod
    def of(cls, mark: CheckIn) -> Self:
        """Show a mark."""
        plain = mark.model_dump(include={"day", "at", "undone", "recorded_at"})
        return cls(registration=mark.registration_id, session=mark.session_id, **plain)


class AdmittedView(View):
    """What became of a mark, and of whom: `checked_in`, `already` there, `undone`, `nothing`."""

    outcome: str
    day: date
    session: UUID | None
    since: datetime | None
    registration: RegistrationView

    @classmethod
    def of(cls, work: Work, admitted: Admitted) -> Self:
        """Show what became of a mark."""
        return cls(
            outcome=admitted.outcome,
            day=admitted.occasion.day,
            session=admitted.occasion.session,
            since=admitted.since,
            registration=view_of(work, admitted.registration),
        )


class MarkOutcomeView(View):
    """What became of an entry, by its place in the list, from 0; `refused` with the reason."""

    entry: int
    outcome: str
    registration: UUID | None = None
    since: datetime | None = None
    errors: list[Fault] = Field(default_factory=list[Fault])

    @classmethod
    def of(cls, entry: int, result: Admitted | Problem) -> Self:
        """Show what became of an entry."""
        if isinstance(result, Problem):
            detail = result.detail or result.title
            fault = Fault(pointer=f"/entries/{entry}", detail=detail)
            return cls(entry=entry, outcome="refused", errors=[fault])
        made = result.registration.id
        return cls(entry=entry, outcome=result.outcome, registration=made, since=result.since)


class BatchOfMarksView(View):
    """What became of a device's marks."""

    dry_run: bool
    entries: list[MarkOutcomeView]


@router.get(
    "/registrations/{id}/qr.svg",
    operation_id="show_check_in_code",
    response_class=Response,
    responses={**answers(*_REFUSED, SeatConflict), **_SVG},
)
def show_check_in_code(work: DelegationLook, id: Id, seals: SealsDep) -> Response:
    """Show the signed QR code with which somebody is checked in."""
    return qr(actions.door_code(work, id, seals))


@router.post(
    "/events/{id}/check-ins",
    operation_id="check_in_by_code",
    responses=answers(*_DOOR, CodeRefused, SeatConflict, OutsideTheDays),
)
def check_in_by_code(
    work: OrganizerWork, id: Id, body: CheckInEntry, seals: SealsDep
) -> AdmittedView:
    """Check somebody in by the code, for a day or a session, or undo it. Repeating it is safe."""
    admitted = actions.admit(work, id, body, seals)
    work.session.flush()
    return AdmittedView.of(work, admitted)


@router.post(
    "/events/{id}/check-ins/batch", operation_id="check_in_batch", responses=answers(*_DOOR)
)
def check_in_batch(
    work: OrganizerWork,
    id: Id,
    body: CheckInBatch,
    seals: SealsDep,
    dry_run: Annotated[bool, Query()] = False,
) -> BatchOfMarksView:
    """Take the marks of a device that was offline, in any order. Repeating it is safe."""
    with work.session.begin_nested() as attempt:
        results = actions.admit_all(work, id, body.entries, seals)
        entries = [MarkOutcomeView.of(n, each) for n, each in enumerate(results)]
        if dry_run:
            attempt.rollback()
    return BatchOfMarksView(dry_run=dry_run, entries=entries)


@router.get("/events/{id}/check-ins", operation_id="list_check_ins", responses=answers(*_REFUSED))
def list_check_ins(work: OrganizerLook, id: Id, turn: TurnDep) -> Page[MarkView]:
    """List the marks at the door, so that devices know of each other's."""
    event = event_to_run_seen(work, id)
    rows, after = turn.rows(work, CheckIn, select(CheckIn).where(col(CheckIn.event_id) == event.id))
    return Page(items=[MarkView.of(row) for row in rows], next=after)


def qr(content: str) -> Response:
    """Answer with a QR code as an SVG image, which no cache in between keeps."""
    image = qr_svg(content)
    headers = {"Cache-Control": "private, no-store", "ETag": f'"{digest(image)}"'}
    return Response(image, media_type="image/svg+xml", headers=headers)


@router.put(
    "/registrations/{id}/check-in", operation_id="check_in", responses=answers(*_DOOR, SeatConflict)
)
def check_in(
    work: OrganizerWork,
    id: Id,
    response: Response,
    body: Annotated[CheckInForm | None, Body()] = None,
) -> RegistrationView:
    """Note that somebody is there. Needs no `If-Match`: said twice it is as if said once."""
    attendance = (body or CheckInForm()).attendance
    return shown(work, attendance_actions.check_in(work, id, attendance), response)


@router.delete(
    "/registrations/{id}/check-in",
    operation_id="undo_check_in",
    responses=answers(*_DOOR, SeatConflict),
)
def undo_check_in(work: OrganizerWork, id: Id, response: Response) -> RegistrationView:
    """Take a check-in back."""
    return shown(work, attendance_actions.undo_check_in(work, id), response)
