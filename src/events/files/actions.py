"""Keeping files with an event: materials, outcome documents, notes verbales."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlmodel import col, select

from core.input import Line
from core.problem import Invalid, TooLarge
from core.texts import Language
from core.work import Work
from events.access import event_to_run
from events.errors import FileRefused
from events.facts import FileRemoved, FileStored
from events.files.access import (
    FOR_PARTICIPANTS,
    file_to_change,
    nomination_to_complete,
    notes_of,
)
from events.files.model import FileContent, StoredFile
from events.files.types import UnfitFile, media_type_of
from events.registration_model import Nomination, Registration
from events.vocabulary import FileKind, FileVisibility

_LONGEST_NAME = 200
_LINE: TypeAdapter[str] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: its name, its bytes, and how many bytes are taken at most."""

    filename: str
    content: bytes
    most: int


@dataclass(frozen=True, slots=True)
class About:
    """What the sender says of a file."""

    kind: FileKind
    title: dict[str, str]
    language: Language | None
    visibility: FileVisibility


def store_file(work: Work, event_id: UUID, sent: Sent, about: About) -> StoredFile:
    """Keep a material or an outcome document with an event.

    Raises `FileRefused`, `TooLarge`, `Invalid`, `Missing`.
    """
    event, _ = event_to_run(work, event_id)
    if about.kind is FileKind.NOTE_VERBALE:
        raise Invalid("/kind", "a note verbale belongs to a nomination; send it there")
    return _keep(work, sent, about, event_id=event.id)


def store_note(work: Work, nomination_id: UUID, sent: Sent) -> StoredFile:
    """Keep the note verbale of a nomination; a later one takes the place of an earlier one."""
    nomination = nomination_to_complete(work, nomination_id)
    for former in notes_of(work, col(Nomination.id) == nomination.id):
        _drop(work, former)
    about = About(
        FileKind.NOTE_VERBALE,
        {"en": nomination.note_reference},
        None,
        FileVisibility.ORGANIZERS,
    )
    return _keep(work, sent, about, event_id=nomination.event_id, nomination_id=nomination.id)


def remove_file(work: Work, file_id: UUID) -> None:
    """Take a file away for good; the journal keeps that it was there."""
    _drop(work, file_to_change(work, file_id))


def forget_notes(work: Work, registrations: list[Registration]) -> None:
    """Remove the notes verbales that name somebody who is erased; reference and date stay."""
    ids = {each.nomination_id for each in registrations if each.nomination_id}
    for note in notes_of(work, col(Nomination.id).in_(ids)):
        _drop(work, note)


def content_of(work: Work, file: StoredFile) -> bytes:
    """Return the bytes of a file."""
    found = select(FileContent.content).where(col(FileContent.file_id) == file.id)
    return work.session.exec(found).one()


def files_for_participants(work: Work, event_id: UUID) -> list[StoredFile]:
    """Return what those who take part may read, the oldest first."""
    return _of_event(work, event_id, FOR_PARTICIPANTS)


def public_files(work: Work, event_id: UUID) -> list[StoredFile]:
    """Return what everybody may read who sees the event, the oldest first."""
    return _of_event(work, event_id, (FileVisibility.PUBLIC,))


def _of_event(work: Work, event_id: UUID, visible: tuple[FileVisibility, ...]) -> list[StoredFile]:
    found = select(StoredFile).where(
        col(StoredFile.event_id) == event_id, col(StoredFile.visibility).in_(visible)
    )
    return list(work.session.exec(found.order_by(col(StoredFile.id))))


def _keep(work: Work, sent: Sent, about: About, **where: Any) -> StoredFile:
    filename = _name(sent.filename)
    if len(sent.content) > sent.most:
        raise TooLarge(f"One file has at most {sent.most} bytes")
    try:
        media_type = media_type_of(filename, sent.content)
    except UnfitFile as refused:
        fault = {"pointer": "/file", "detail": str(refused)}
        raise FileRefused(str(refused), errors=[fault]) from None
    file = work.add(
        StoredFile(
            **where,
            kind=about.kind,
            title=about.title,
            filename=filename,
            media_type=media_type,
            size=len(sent.content),
            sha256=sha256(sent.content).hexdigest(),
            language=about.language and about.language.value,
            visibility=about.visibility,
            stored_by=work.actor.name,
            stored_at=work.now,
        )
    )
    work.add(FileContent(file_id=file.id, content=sent.content))
    work.record(FileStored(subject=file.id, event=file.event_id, kind=file.kind))
    return file


def _name(sent: str) -> str:
    """Return the last part of a file's name, whatever system it comes from."""
    plain = sent.replace("\\", "/").rpartition("/")[2]
    try:
        return _LINE.validate_python(plain)[-_LONGEST_NAME:]
    except ValidationError:
        raise Invalid("/file", "the file needs a name of plain characters") from None


def _drop(work: Work, file: StoredFile) -> None:
    content = select(FileContent).where(col(FileContent.file_id) == file.id)
    work.session.delete(work.session.exec(content).one())
    work.session.flush()
    work.session.delete(file)
    work.session.flush()
    work.record(FileRemoved(subject=file.id, event=file.event_id, kind=file.kind))
