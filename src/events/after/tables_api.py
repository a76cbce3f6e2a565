"""HTTP face of the tables of an event's people: who takes part, and what they answered."""

from typing import Any

from fastapi import Response

from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from core.sheets import Cell, csv_bytes, xlsx_bytes
from core.work import Work
from events.after import table_actions as actions
from events.model import Event
from events.roles import Id, OrganizerLook

router = Router(prefix="/v1/events/{id}", tags=["tables"])
_REFUSED = (Unauthenticated, Forbidden)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}
_BOOK: dict[int | str, dict[str, Any]] = {
    200: {"content": {_XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get(
    "/answers.csv",
    operation_id="export_answers",
    response_class=Response,
    responses={**answers(*_REFUSED), **_CSV},
)
def export_answers(work: OrganizerLook, id: Id) -> Response:
    """Give all answers as CSV that spreadsheets open: a row each, a column for each question."""
    return _csv("answers", *actions.answers_table(work, id))


@router.get(
    "/answers.xlsx",
    operation_id="export_answers_workbook",
    response_class=Response,
    responses={**answers(*_REFUSED), **_BOOK},
)
def export_answers_workbook(work: OrganizerLook, id: Id) -> Response:
    """Give the same as a workbook."""
    return _xlsx(work, "answers", *actions.answers_table(work, id))


@router.get(
    "/participants.csv",
    operation_id="export_participants",
    response_class=Response,
    responses={**answers(*_REFUSED), **_CSV},
)
def export_participants(work: OrganizerLook, id: Id) -> Response:
    """Give everybody who is or was registered as CSV: seat, answer, attendance, reason."""
    return _csv("participants", *actions.participants_table(work, id))


@router.get(
    "/participants.xlsx",
    operation_id="export_participants_workbook",
    response_class=Response,
    responses={**answers(*_REFUSED), **_BOOK},
)
def export_participants_workbook(work: OrganizerLook, id: Id) -> Response:
    """Give the same as a workbook."""
    return _xlsx(work, "participants", *actions.participants_table(work, id))


def _csv(name: str, event: Event, rows: list[list[Cell]]) -> Response:
    return _file(csv_bytes(rows), "text/csv; charset=utf-8", f"{name}-{event.reference}.csv")


def _xlsx(work: Work, name: str, event: Event, rows: list[list[Cell]]) -> Response:
    return _file(xlsx_bytes(rows, work.now), _XLSX, f"{name}-{event.reference}.xlsx")


def _file(content: bytes, kind: str, filename: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=kind, headers=headers)
