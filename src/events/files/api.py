"""HTTP face of files: upload, the list, download, removal."""

from datetime import datetime
from typing import Annotated, Any, Self
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, File, Form, Request, Response, UploadFile
from sqlmodel import col, select

from core.http.etags import tag, unchanged
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.input import Line
from core.problem import Forbidden, KeyReused, TooLarge, Unauthenticated
from core.texts import Language, Text
from core.work import Work
from events.access import event_to_see
from events.errors import FileRefused
from events.files import actions
from events.files.access import file_to_see, visible_files
from events.files.model import StoredFile
from events.roles import DelegationWork, Id, OrganizerWork, PublicLook
from events.views import View
from events.vocabulary import FileKind, FileVisibility

router = Router(prefix="/v1", tags=["files"])
_REFUSED = (Unauthenticated, Forbidden)
_STORING = (*_REFUSED, FileRefused, TooLarge, KeyReused)
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_DOWNLOAD: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": _BYTES}},
    304: {"description": "You have it already"},
}


class FileView(View):
    """A file: what it is, how large (bytes), and its SHA-256; `content` is where it lies."""

    id: UUID
    event: UUID
    nomination: UUID | None
    kind: FileKind
    title: Text
    filename: str
    media_type: str
    size: int
    sha256: str
    language: str | None
    visibility: FileVisibility
    stored_at: datetime
    content: str

    @classmethod
    def of(cls, file: StoredFile) -> Self:
        """Show a file."""
        plain = file.model_dump(include=set(cls.model_fields))
        shown = {"event": file.event_id, "nomination": file.nomination_id}
        return cls.model_validate({**plain, **shown, "content": f"/v1/files/{file.id}/content"})


def _sent(
    request: Request,
    file: Annotated[
        UploadFile,
        File(description="pdf, docx, xlsx, pptx, odt, png, jpg, txt or csv, at most 10 MiB"),
    ],
) -> actions.Sent:
    content = file.file.read()  # the application refuses bodies over 20 MiB
    file.file.seek(0)  # the idempotency key's fingerprint reads it too
    return actions.Sent(file.filename or "", content, request.app.state.largest_file)


SentDep = Annotated[actions.Sent, Depends(_sent)]


def _about(
    title: Annotated[Line, Form(description="In `language`, or in English where that is not said")],
    kind: Annotated[FileKind, Form()] = FileKind.MATERIAL,
    language: Annotated[Language | None, Form()] = None,
    visibility: Annotated[FileVisibility, Form()] = FileVisibility.PARTICIPANTS,
) -> actions.About:
    return actions.About(kind, {(language or Language.EN).value: title}, language, visibility)


@router.get("/events/{id}/files", operation_id="list_files", responses=answers(Unauthenticated))
def list_files(work: PublicLook, id: Id, turn: TurnDep) -> Page[FileView]:
    """List the files of an event that you may read, the oldest first."""
    event = event_to_see(work, id)
    found = select(StoredFile).where(
        col(StoredFile.event_id) == event.id, visible_files(work.actor)
    )
    rows, after = turn.rows(work, StoredFile, found)
    return Page(items=[FileView.of(row) for row in rows], next=after)


@router.post(
    "/events/{id}/files",
    operation_id="store_file",
    status_code=201,
    responses=answers(*_STORING),
)
def store_file(  # noqa: PLR0913, PLR0917 -- the file, what is said of it, and the request
    work: OrganizerWork,
    id: Id,
    sent: SentDep,
    about: Annotated[actions.About, Depends(_about)],
    once: OnceDep,
    response: Response,
) -> FileView:
    """Store a material or an outcome document; its content must be what its name says."""

    def make() -> FileView:
        return _shown(work, actions.store_file(work, id, sent, about), response)

    return once.answer(work, response, FileView, make)


@router.post(
    "/nominations/{id}/note",
    operation_id="store_note",
    status_code=201,
    responses=answers(*_STORING),
)
def store_note(
    work: DelegationWork, id: Id, sent: SentDep, once: OnceDep, response: Response
) -> FileView:
    """Store the note verbale of a nomination, in place of an earlier file."""

    def make() -> FileView:
        return _shown(work, actions.store_note(work, id, sent), response)

    return once.answer(work, response, FileView, make)


@router.get("/files/{id}", operation_id="show_file", responses=answers(Unauthenticated))
def show_file(work: PublicLook, id: Id, response: Response) -> FileView:
    """Show what is known of a file."""
    return _shown(work, file_to_see(work, id), response)


@router.get(
    "/files/{id}/content",
    operation_id="download_file",
    response_class=Response,
    responses={**answers(Unauthenticated), **_DOWNLOAD},
)
def download_file(work: PublicLook, id: Id, request: Request) -> Response:
    """Download a file, to be saved and never shown in place."""
    return download(work, file_to_see(work, id), request)


@router.delete(
    "/files/{id}", operation_id="remove_file", status_code=204, responses=answers(*_REFUSED)
)
def remove_file(work: OrganizerWork, id: Id) -> None:
    """Remove a file for good."""
    actions.remove_file(work, id)


def download(work: Work, file: StoredFile, request: Request) -> Response:
    """Answer with a file's bytes (RFC 6266); nothing but its stored type is claimed of them."""
    public = file.visibility is FileVisibility.PUBLIC
    etag = f'"{file.sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "no-cache" if public else "private, no-store",
        "Vary": "Authorization",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.filename, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
    }
    if unchanged(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(actions.content_of(work, file), media_type=file.media_type, headers=headers)


def _shown(work: Work, file: StoredFile, response: Response) -> FileView:
    work.session.flush()
    tag(response, file)
    return FileView.of(file)
