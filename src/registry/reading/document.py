"""A file's bytes become lines: `.md`, `.txt`, `.docx`, `.pdf`; with limits for hostile files."""

from registry.reading.docx import docx_lines
from registry.reading.encoding import decoded
from registry.reading.lines import Line, plain_lines
from registry.reading.markdown import without_markup
from registry.reading.pdf import pdf_lines
from registry.reading.unreadable import Unreadable

LARGEST = 20 * 2**20  # bytes, the upload limit
MOST_LINES = 200_000
MOST_TEXT = 20_000_000  # characters


def lines_of(content: bytes, filename: str) -> tuple[Line, ...]:
    """Return the document's lines; the name's ending says what it is, the content must agree.

    Raises:
        Unreadable: empty, too large, not text, encrypted, broken, or without any letter.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"the file is larger than {LARGEST // 2**20} MiB")
    lines = _read(content, _kind(content, filename))
    if len(lines) > MOST_LINES:
        raise Unreadable(f"the file has more than {MOST_LINES} lines; that is no resolution")
    if not any(character.isalpha() for line in lines for character in line.text):
        raise Unreadable("there is no text in the file; a scanned document needs OCR first")
    return lines


def _kind(content: bytes, filename: str) -> str:
    ending = filename.lower().rpartition(".")[2] if "." in filename else "txt"
    if ending not in {"md", "markdown", "txt", "docx", "pdf"}:
        raise Unreadable(
            f"files of kind .{ending[:10]} are not read; send .md, .txt, .docx or .pdf"
        )
    if ending == "pdf" and b"%PDF-" not in content[:1024]:
        raise Unreadable("the file is named .pdf but is no PDF document")
    if ending == "docx" and content[:2] != b"PK":
        raise Unreadable("the file is named .docx but is no Word document")
    if ending not in {"pdf", "docx"} and content[:5] in {b"%PDF-", b"PK\x03\x04"}:
        raise Unreadable(f"the file is named .{ending} but is no text")
    return ending


def _read(content: bytes, kind: str) -> tuple[Line, ...]:
    if kind == "pdf":
        return pdf_lines(content, MOST_TEXT)
    if kind == "docx":
        return docx_lines(content)
    lines = plain_lines(decoded(content))
    return without_markup(lines) if kind in {"md", "markdown"} else lines
