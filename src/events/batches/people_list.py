"""Reads a list of people as offices send it: CSV with its quirks, or a JSON list. Pure.

CSV: UTF-8 with or without BOM, UTF-16 as Excel's "Unicode text", Windows-1252 as a fallback that
is said; comma, semicolon or tab; Excel's `sep=;` line; blank lines and empty trailing columns.
"""

import codecs
import csv
import io
import json
from dataclasses import dataclass
from typing import Any

COLUMNS = (
    "name",
    "email",
    "state",
    "body",
    "language",
    "position",
    "gender",
    "role",
    "external_id",
)
MOST_ROWS = 5000
_NEEDED = ("name", "email")
_DELIMITERS = ",;\t"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK = "windows-1252"


class UnreadableList(ValueError):  # noqa: N818 -- a refusal is named by its reason
    """Not a list of people; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: where it stands (line of the file, or place in the list, from 1) and its cells."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The rows, the encoding they were read by, and what the sender should know about it."""

    rows: list[Row]
    encoding: str
    notes: list[str]


def read_people(content: bytes) -> PeopleList:
    """Read a CSV file or a JSON list of objects.

    Raises `UnreadableList` for anything else, unknown columns, no rows, more than 5,000 rows.
    """
    if not content.strip():
        raise UnreadableList("the list is empty")
    text, encoding, notes = _decoded(content)
    rows = _from_json(text) if text.lstrip().startswith(("[", "{")) else _from_csv(text)
    if not rows:
        raise UnreadableList("the list has no rows")
    if len(rows) > MOST_ROWS:
        raise UnreadableList(f"the list has {len(rows)} rows; send at most {MOST_ROWS} at once")
    return PeopleList(rows, encoding, notes)


def _decoded(content: bytes) -> tuple[str, str, list[str]]:
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        return content.decode(encoding), encoding.removesuffix("-sig"), []
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise UnreadableList(f"the list is no valid {encoding}") from None
    try:
        text = content.decode(_FALLBACK)
    except UnicodeDecodeError:
        raise UnreadableList("the list is neither UTF-8 nor Windows-1252 text") from None
    note = "read as Windows-1252, since it is no UTF-8: check the accents"
    return text, _FALLBACK, [note]


def _from_json(text: str) -> list[Row]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableList("the list begins like JSON and is none") from None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise UnreadableList("send a JSON list of objects")
    return [Row(n, entry) for n, entry in enumerate(entries, start=1)]


def _from_csv(text: str) -> list[Row]:
    text, delimiter = _without_separator_line(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as wrong:
        raise UnreadableList(f"line {reader.line_num}: {wrong}") from None
    if not lines:
        raise UnreadableList("the list is empty")
    header = _header(lines[0][1])
    return [Row(line, _cells(line, header, cells)) for line, cells in lines[1:]]


def _without_separator_line(text: str) -> tuple[str, str | None]:
    """Take Excel's first line `sep=;` away, and what it says; its line still counts."""
    line, _, rest = text.partition("\n")
    word = line.strip().strip('"')
    if word.lower().startswith("sep=") and len(word) == len("sep=;"):
        return f"\n{rest}", word[-1]
    return text, None


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    while header and not header[-1]:
        header.pop()
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in _NEEDED if name not in header]
    if unknown:
        raise UnreadableList(f"unknown columns; known are {', '.join(COLUMNS)}")
    if missing:
        raise UnreadableList(f"the column {missing[0]} is missing")
    if len(set(header)) < len(header):
        raise UnreadableList("a column is there twice")
    return header


def _cells(line: int, header: list[str], cells: list[str]) -> dict[str, Any]:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise UnreadableList(f"line {line} has more cells than the header has columns")
    found = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    return {name: cell for name, cell in found.items() if cell}
