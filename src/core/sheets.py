"""Tables as files that a spreadsheet opens and never runs."""

import csv
from collections.abc import Iterable
from io import StringIO

Cell = str | int | float | None
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def harmless(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(value, str) and value.lstrip().startswith(_RUNS):
        return f"'{value}"
    return value


def csv_bytes(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return rows as CSV (RFC 4180), UTF-8 with the mark that makes Excel read it as such."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
