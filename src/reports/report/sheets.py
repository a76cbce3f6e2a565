"""The report for machines and spreadsheets: JSON, CSV, XLSX. Equal reports, equal bytes."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from core.sheets import Cell, csv_bytes
from reports.report.model import Report, ReportMandate, ReportParagraph
from reports.report.wording import listed, say
from reports.tables import put_sheet
from reports.words import called

Rows = list[Sequence[Cell]]
_WIDTHS = (16, 10, 12, 50, 28, 30, 24, 24, 18, 18, 10, 10, 10, 50, 40, 40)


def json_report(report: Report) -> bytes:
    """Return the whole report as JSON, indented."""
    return report.model_dump_json(indent=1).encode() + b"\n"


def csv_report(report: Report) -> bytes:
    """Return one line for each mandate, paragraph by paragraph."""
    return csv_bytes(_mandates(report))


def xlsx_report(report: Report) -> bytes:
    """Return a workbook: summary with a chart, mandates, events, attendance, states."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = report.as_of.replace(tzinfo=None)
        book.set_properties({"title": _title(report), "created": made})
        summary = _sheet(book, report, "summary", _summary(report), (40, 14, 14))
        _chart(book, summary, report)
        _sheet(book, report, "by_paragraph", _mandates(report), _WIDTHS)
        _sheet(book, report, "annex_events", _events(report), (16, 50, 16, 18, 28, 30, 40, 10, 40))
        _sheet(book, report, "annex_attendance", _attendance(report), (16, 30, 10))
        _sheet(book, report, "annex_states", _states(report), (30, 20, *[12] * 7))
    return file.getvalue()


def _title(report: Report) -> str:
    return f"{say(report, 'title')}: {report.title}"


def _summary(report: Report) -> Rows:
    totals = report.totals
    rows: Rows = [[say(report, "status"), say(report, "number")]]
    rows += [
        [called("status", status, report.language), number]
        for status, number in totals.by_status.items()
    ]
    return [
        *rows,
        [say(report, "operational"), totals.operational],
        [say(report, "mandates"), totals.mandates],
        [say(report, "overdue"), totals.overdue],
        [say(report, "known_at"), report.known_at.isoformat()],
        [say(report, "digest"), report.digest],
    ]


def _mandates(report: Report) -> Rows:
    heads = ("reference", "section_word", "paragraph_word", "summary_of", "asked", "of_whom")
    more = ("with_whom", "by_when", "status", "assurance", "overdue", "answered", "of")
    last = ("why", "done", "evidence")
    rows: Rows = [[say(report, head) for head in (*heads, *more, *last)]]
    for paragraph in report.paragraphs:
        rows += [_mandate(report, paragraph, mandate) for mandate in paragraph.mandates]
    return rows


def _mandate(report: Report, paragraph: ReportParagraph, mandate: ReportMandate) -> list[Cell]:
    language = report.language
    return [
        mandate.reference,
        paragraph.section,
        paragraph.label,
        paragraph.summary,
        mandate.asked,
        listed(mandate.of_whom, language),
        listed(mandate.partners, language),
        mandate.due,
        mandate.status_label if mandate.operational else called("kind", mandate.kind, language),
        mandate.assurance_label if mandate.operational else None,
        int(mandate.overdue),
        mandate.answered,
        mandate.of,
        " ".join(mandate.reasons) if mandate.operational else None,
        "; ".join(piece.name for piece in mandate.events),
        "; ".join(piece.name for piece in mandate.evidence),
    ]


def _events(report: Report) -> Rows:
    heads = ("reference", "event", "type", "status", "dates", "place", "organizers", "people")
    rows: Rows = [[say(report, head) for head in (*heads, "answers_mandates")]]
    rows += [
        [
            event.reference,
            event.title,
            event.activity,
            event.status_label,
            event.dates,
            event.place,
            listed(event.organizers, report.language),
            event.people or None,
            listed(event.mandates, report.language),
        ]
        for event in report.events
    ]
    return rows


def _attendance(report: Report) -> Rows:
    rows: Rows = [[say(report, head) for head in ("event", "state", "people")]]
    for event in report.events:
        rows += [[event.reference, row.name, row.people] for row in event.attendance]
    return rows


def _states(report: Report) -> Rows:
    heads = ("state", "region", "expected", "answered", "on_time", "late_answers", "claimed")
    rows: Rows = [[say(report, head) for head in (*heads, "silent", "blank")]]
    for state in report.states:
        answers = state.answers
        numbers = (answers.expected, answers.answered, answers.on_time, answers.late)
        rows.append(
            [state.name, state.group, *numbers, answers.claimed, answers.silent, answers.blank]
        )
    return rows


def _sheet(
    book: Any, report: Report, key: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> Any:
    return put_sheet(book, say(report, key), rows, report.language, widths)


def _chart(book: Any, sheet: Any, report: Report) -> None:
    """Draw the mandates by status beside the figures."""
    last = len(report.totals.by_status)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": say(report, "by_status"),
            "categories": [sheet.get_name(), 1, 0, last, 0],
            "values": [sheet.get_name(), 1, 1, last, 1],
            "fill": {"color": "#2F6F6D"},
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": say(report, "by_status")})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    sheet.insert_chart("E2", chart, {"description": say(report, "by_status")})
