"""Writes the implementation report in each of its forms."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from core.problem import Invalid
from core.texts import Language
from core.work import Work
from reports.report.compiling import compile_report
from reports.report.docx import docx_report
from reports.report.html import html_report
from reports.report.model import Report
from reports.report.pdf import pdf_report
from reports.report.sheets import csv_report, json_report, xlsx_report


class Format(StrEnum):
    """The forms that the report comes in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"

    @property
    def media_type(self) -> str:
        """Return its media type."""
        return _MEDIA_TYPES[self]


FORMATS = tuple(form.value for form in Format)
_LANGUAGES = frozenset(language.value for language in Language)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES: Mapping[Format, str] = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
}
_WRITERS: Mapping[Format, Callable[[Report], bytes]] = {
    Format.JSON: json_report,
    Format.CSV: csv_report,
    Format.XLSX: xlsx_report,
    Format.DOCX: docx_report,
    Format.PDF: pdf_report,
    Format.HTML: html_report,
}


def write_report(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: Work,
    resolution: str,
    as_of: datetime | None,
    language: str,
    format: str,
    template: str | None = None,
) -> bytes:
    """Compile and write the report; equal data give equal bytes.

    Raises `Missing` for an unknown resolution, `Invalid` for an unknown language or format, a body
    without template, or a moment that has not come yet.
    """
    if language not in _LANGUAGES or format not in FORMATS:
        raise Invalid("/format", f"give one of {', '.join(FORMATS)}, in ar, en or fr")
    report = compile_report(work, resolution, as_of, Language(language), template=template)
    return rendered(report, Format(format))


def rendered(report: Report, form: Format) -> bytes:
    """Write a report that is compiled already."""
    return _WRITERS[form](report)
