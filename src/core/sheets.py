"""Tables as files that a spreadsheet opens and never runs."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

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


def xlsx_bytes(rows: Iterable[Sequence[Cell]], made: datetime) -> bytes:
    """Return rows as a workbook of one sheet, the first row as its head; text stays text."""
    file = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            cells = [harmless(cell) for cell in row]
            sheet.write_row(number, 0, cells, bold if number == 0 else None)
        sheet.autofit()
    return file.getvalue()
