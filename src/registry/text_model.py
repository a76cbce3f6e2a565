"""Tables of what was adopted: resolutions, sections, paragraphs, and the words of each version."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.storage import Row, Table, document, moment, use_versions, words


class Part(StrEnum):
    """Which half of a resolution a paragraph belongs to."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"


class Resolution(Row, table=True):
    """One adopted text. Its words come in by import; the catalogue holds facts and summaries."""

    slug: str = Field(max_length=80, unique=True)
    symbol: str | None = Field(default=None, max_length=120)
    printed_symbol: str | None = Field(default=None, max_length=120)
    title: dict[str, str] = document(dict)
    short_title: dict[str, str] | None = document()
    theme: dict[str, str] | None = document()
    adopting_body: str | None = Field(default=None, max_length=60)
    adopted_on: date | None = None
    starts_on: date | None = None
    hijri_printed: str | None = Field(default=None, max_length=120)
    place: dict[str, Any] | None = document()
    original_language: str | None = Field(default=None, max_length=2)
    next_session: str | None = Field(default=None, max_length=40)


class Section(Row, table=True):
    """A heading that groups paragraphs."""

    __table_args__ = (UniqueConstraint("resolution_id", "label"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    position: int
    label: str = Field(max_length=60)
    title: dict[str, str] = document(dict)


class Paragraph(Row, table=True):
    """A numbered paragraph. It belongs to the resolution; each version has its own words of it."""

    __table_args__ = (UniqueConstraint("resolution_id", "part", "label"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    section_id: UUID | None = Field(default=None, foreign_key="section.id")
    part: Part = Field(sa_type=words(Part))
    position: int
    label: str = Field(max_length=60)
    summary: dict[str, str] = document(dict)


class Version(Row, table=True):
    """One language version of a resolution, as imported from a file.

    `unread`: the lines that fitted nothing; `unmatched`: labels that the resolution does not have;
    `missing`: labels of the resolution that the file does not have.
    """

    __table_args__ = (UniqueConstraint("resolution_id", "language"),)

    resolution_id: UUID = Field(foreign_key="resolution.id")
    language: str = Field(max_length=2)
    title: str = Field(max_length=1000)
    filename: str = Field(max_length=255)
    digest: str = Field(max_length=64)
    imported_at: datetime = moment()
    unread: list[dict[str, Any]] = document(list)
    unmatched: list[str] = document(list)
    missing: list[str] = document(list)


class ParagraphText(Table, table=True):
    """The official words of a paragraph in one version."""

    __table_args__ = (UniqueConstraint("version_id", "paragraph_id"),)

    version_id: UUID = Field(foreign_key="version.id", ondelete="CASCADE")
    paragraph_id: UUID = Field(foreign_key="paragraph.id", index=True)
    text: str


use_versions(Resolution, Section, Paragraph, Version)
