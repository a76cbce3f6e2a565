"""The tables behind the pictures, as CSV that spreadsheets open right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.sheets import Cell, csv_bytes
from core.texts import Language
from core.work import Work
from nadwa.dashboard.agenda import agenda
from nadwa.dashboard.bars import STATUSES
from nadwa.dashboard.event_lines import EventLine
from nadwa.dashboard.history import counted_days
from nadwa.dashboard.moments import moment_of
from nadwa.dashboard.packing import packed
from nadwa.dashboard.reader import ReaderDep
from registry import resolution_of
from reports import CoverageView, GroupBy, TotalsView, coverage, mandate_standings

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Wish = Annotated[str, Query(max_length=80)]

_ANSWERS = ("expected", "answered", "on_time", "late", "undated", "claimed", "silent", "blank")


@router.get("/coverage.csv", operation_id="read_table", response_class=Response)
def read_table(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    resolution: Wish,
    group_by: GroupBy = GroupBy.SECTION,
    as_of: Wish = "",
    known: Wish = "",
    language: Wish = "en",
) -> Response:
    """Give the figures of a picture as CSV."""
    moment = moment_of(as_of, work.now)
    known_at = work.now if moment and known == "now" else None
    found = coverage(work, resolution, group_by, moment, known_at)
    name = f"{resolution}-{group_by.value}.csv"
    response = Response(csv_bytes(_rows(found, language)), media_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return packed(request, response)


@router.get("/events.csv", operation_id="read_events_table", response_class=Response)
def read_events_table(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    resolution: Wish,
    as_of: Wish = "",
    known: Wish = "",
    language: Language = Language.EN,
) -> Response:
    """Give the events of the line of time as CSV."""
    slug = resolution_of(work, resolution).slug
    moment = moment_of(as_of, work.now)
    known_at = work.now if moment and known == "now" else None
    standings = mandate_standings(work, slug, moment, known_at)
    dated = agenda(work, replace(reader, language=language), slug, standings).dated
    rows = [
        (line.on, line.when, line.title, line.kind, line.place, line.status, _labels(line))
        for line in dated
    ]
    content = csv_bytes([_EVENTS, *((str(on), *more) for on, *more in rows)])
    response = Response(content, media_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-events.csv"'
    return packed(request, response)


@router.get("/history.csv", operation_id="read_history_table", response_class=Response)
def read_history_table(work: PublicLook, request: Request, resolution: Wish) -> Response:
    """Give the figures over time as CSV, by what is known today."""
    found = resolution_of(work, resolution)
    rows: list[Sequence[Cell]] = [("day", *_COUNTS)]
    for day, totals in counted_days(work, found.slug, found.adopted_on):
        rows.append((day.isoformat(), *_counts(totals)))
    content = csv_bytes(rows)
    response = Response(content, media_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}-time.csv"'
    return packed(request, response)


_COUNTS = ("mandates", "operational", *STATUSES, "overdue")
_EVENTS = ("starts_on", "days", "title", "type", "place", "status", "paragraphs")


def _labels(line: EventLine) -> str:
    return " ".join(each.label for each in line.paragraphs)


def _rows(found: CoverageView, language: str) -> Iterator[Sequence[str | int]]:
    answers = _ANSWERS if found.group_by == GroupBy.STATE else ()
    yield ("key", "label", *_COUNTS, *answers)
    for group in found.groups:
        yield (
            group.key,
            group.label.pick(language),
            *_counts(group.totals),
            *(getattr(group.answers, name) for name in answers),
        )


def _counts(totals: TotalsView) -> tuple[int, ...]:
    by_status = (totals.by_status[status] for status in STATUSES)
    return (totals.mandates, totals.operational, *by_status, totals.overdue)
