"""Tables as sheets of a workbook, and the choice of a form by address or Accept header."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from io import BytesIO
from typing import Annotated, Any

import xlsxwriter
from fastapi import Query, Request, Response

from core.sheets import Cell, csv_bytes, harmless
from core.texts import Language

Rows = Iterable[Sequence[Cell]]
_WIDTH = 24
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))


class Sheet(StrEnum):
    """The forms that figures come in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """Return its media type."""
        return MEDIA_TYPES[self]


MEDIA_TYPES: Mapping[Sheet, str] = {
    Sheet.JSON: "application/json",
    Sheet.CSV: "text/csv; charset=utf-8",
    Sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALSO: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPES[each].partition(";")[0]: {} for each in (Sheet.CSV, Sheet.XLSX)}}
}
"""What an endpoint with these forms says of them in the OpenAPI document."""

As = Annotated[Sheet | None, Query(alias="format", description="Left out: by the Accept header")]
In = Annotated[Language, Query(description="Of the words in a table")]


def form_of(request: Request, wish: Sheet | None) -> Sheet:
    """Return the form that was asked for: by name, else by the Accept header, else JSON."""
    accept = request.headers.get("accept", "").lower()
    tables = (Sheet.CSV, Sheet.XLSX)
    named = (each for each in tables if each.media_type.partition(";")[0] in accept)
    return wish or next(named, Sheet.JSON)


def as_file(rows: Rows, form: Sheet, name: str, language: str, response: Response) -> Response:
    """Answer with a table as a file; the headers of the response stay."""
    content = csv_bytes(rows) if form is Sheet.CSV else xlsx_bytes({name: rows}, language)
    headers = {**response.headers, "Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=form.media_type, headers=headers)


def xlsx_bytes(tables: Mapping[str, Rows], language: str) -> bytes:
    """Return a workbook of these tables; the first row of each is its head."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in tables.items():
            put_sheet(book, name, list(rows), language)
    return file.getvalue()


def put_sheet(
    book: Any, name: str, rows: Rows, language: str, widths: Sequence[int] | None = None
) -> Any:
    """Add a table to a workbook: wrapped, its head in bold and fixed, from the right for Arabic."""
    sheet = book.add_worksheet(name.translate(_NOT_IN_A_NAME)[:31])
    if language == Language.AR:
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(rows):
        if number == 0:
            for column, width in enumerate(widths or [_WIDTH] * len(row)):
                sheet.set_column(column, column, width)
        for column, cell in enumerate(row):
            _put(sheet, number, column, cell, body if number else head)
    sheet.freeze_panes(1, 0)
    return sheet


def _put(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell, style)
    elif cell is not None:
        sheet.write_string(row, column, str(harmless(cell)), style)
