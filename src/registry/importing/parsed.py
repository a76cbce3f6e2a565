"""What `nadwa parse` prints: a reading as plain JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from registry.errors import UnreadableDocument
from registry.reading import read
from registry.reading.sandbox import read_apart
from registry.reading.shapes import Due, ReadMandate, ReadParagraph, ReadResolution, Vocabulary
from registry.reading.unreadable import Unreadable


def read_document(
    content: bytes, filename: str, vocabulary: Vocabulary, language: str | None = None
) -> tuple[ReadResolution, ...]:
    """Read a file: .md, .txt, .docx or .pdf. Pure; raises `UnreadableDocument` with the reason."""
    try:
        return read(content, filename, vocabulary, language)
    except Unreadable as unreadable:
        raise UnreadableDocument(unreadable.why) from unreadable


def read_upload(
    content: bytes, filename: str, vocabulary: Vocabulary, language: str | None = None
) -> tuple[ReadResolution, ...]:
    """Read a stranger's file, in a process of its own with limits of time and memory."""
    try:
        return read_apart(content, filename, vocabulary, language)
    except Unreadable as unreadable:
        raise UnreadableDocument(unreadable.why) from unreadable


def as_json(resolutions: Sequence[ReadResolution]) -> dict[str, Any]:
    """Return one resolution as it is, several as `{"resolutions": [...]}`."""
    shown = [_resolution(each) for each in resolutions]
    return shown[0] if len(shown) == 1 else {"resolutions": shown}


def _resolution(read: ReadResolution) -> dict[str, Any]:
    return {
        "symbol": read.symbol,
        "language": read.language,
        "original_language": read.original_language,
        "title": read.title,
        "slug": read.slug,
        "sections": [asdict(section) for section in read.sections],
        "preambular": [asdict(paragraph) for paragraph in read.preambular],
        "paragraphs": [_paragraph(paragraph) for paragraph in read.paragraphs],
        "unread": [asdict(line) for line in read.unread],
    }


def _paragraph(read: ReadParagraph) -> dict[str, Any]:
    return {
        "label": read.label,
        "section": read.section,
        "text": read.text,
        "mandates": [_mandate(mandate) for mandate in read.mandates],
    }


def _mandate(read: ReadMandate) -> dict[str, Any]:
    return {**asdict(read), "due": _due(read.due) if read.due else None}


def _due(due: Due) -> dict[str, Any]:
    day: date | None = due.on
    return {
        "date": day.isoformat() if day else None,
        "basis": due.basis,
        "session": due.session,
        "text": due.text,
    }
