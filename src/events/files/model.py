"""Tables of files kept with an event: what is known of them, and apart from it the bytes."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words
from events.vocabulary import FileKind, FileVisibility


class StoredFile(Row, table=True):
    """A file of an event, or of one state's nomination; its bytes never change.

    `sha256` in lower-case hexadecimal, `size` in bytes. `nomination_id`: the list of people that a
    note verbale belongs to.
    """

    event_id: UUID = Field(foreign_key="event.id", index=True)
    nomination_id: UUID | None = Field(default=None, foreign_key="nomination.id", index=True)
    kind: FileKind = Field(sa_type=words(FileKind))
    title: dict[str, str] = document(dict)
    filename: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    sha256: str = Field(max_length=64)
    language: str | None = Field(default=None, max_length=2)
    visibility: FileVisibility = Field(sa_type=words(FileVisibility))
    stored_by: str = Field(max_length=100)
    stored_at: datetime = moment()


class FileContent(Table, table=True):
    """The bytes of a file, in one row: read only when somebody downloads it."""

    file_id: UUID = Field(foreign_key="stored_file.id", unique=True, ondelete="CASCADE")
    content: bytes = Field(sa_type=sa.LargeBinary)


use_versions(StoredFile)
