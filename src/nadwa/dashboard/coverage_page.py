"""The first page: how the mandates of a resolution stand, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.work import Work
from nadwa.dashboard import coverage_view as view
from nadwa.dashboard import store
from nadwa.dashboard.agenda import agenda
from nadwa.dashboard.history import Column, history
from nadwa.dashboard.moments import moment_of, month_ends
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import page
from nadwa.dashboard.tiles import LEVELS, Region, regions
from registry import Resolution
from reports import CoverageView, GroupBy, coverage, mandate_standings

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Wish = Annotated[str, Query(max_length=80)]

_GROUPS = {by.value: by for by in (GroupBy.SECTION, GroupBy.ACTIVITY, GroupBy.BODY, GroupBy.KIND)}
_PRESSING = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for: a resolution, a moment, and a way to group."""

    resolution: Resolution
    as_of: datetime | None
    known_at: datetime | None
    by: str


@router.get("/", operation_id="show_coverage", response_class=Response)
def show_coverage(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    reader: ReaderDep,
    resolution: Wish = "",
    as_of: Wish = "",
    known: Wish = "",
    group_by: Wish = "",
    step: Annotated[int | None, Query(ge=0, le=10_000)] = None,
) -> Response:
    """Show how the mandates of a resolution stand; a `step` of the slider leads to its day."""
    there = store.resolutions(work)
    if not there:
        return page(request, reader, "empty.html")
    chosen = _chosen(there, resolution)
    if step is not None:
        day = _steps(work, chosen)[: step + 1][-1]
        there_then = reader.here(step=None, as_of=day.isoformat())
        return RedirectResponse(there_then, status_code=303)
    moment = moment_of(as_of, work.now)
    asked = Asked(
        resolution=chosen,
        as_of=moment,
        known_at=work.now if moment and known == "now" else None,
        by=group_by if group_by in {*_GROUPS, "time"} else GroupBy.SECTION.value,
    )
    shown = _figures(work, reader, asked) | _slider(work, reader, asked)
    return page(request, reader, "coverage.html", asked=asked, resolutions=there, **shown)


def _chosen(there: Sequence[Resolution], slug: str) -> Resolution:
    found = next((each for each in there if each.slug == slug or not slug), None)
    if found is None:
        raise Missing
    return found


def _figures(work: Work, reader: Reader, asked: Asked) -> dict[str, Any]:
    slug = asked.resolution.slug
    by = _GROUPS.get(asked.by)
    found = coverage(work, slug, by, asked.as_of, asked.known_at)
    standings = mandate_standings(work, slug, asked.as_of, asked.known_at)
    return {
        "found": found,
        "today": work.now.date(),
        "counts": view.counts(reader, found.totals, slug),
        "whole": view.whole_bar(reader, found.totals),
        "whole_said": view.said(reader, found.totals.by_status),
        "tabs": view.tabs(reader, asked.by),
        "bars": view.bars(reader, found, by, slug) if by else [],
        "columns": _history(work, reader, asked),
        "regions": _states(work, reader, asked),
        "levels": LEVELS,
        "without_event": view.without_event(standings.judgements),
        "pressing": view.pressing(reader, standings.judgements, _PRESSING),
        "api": _api(asked),
        "table": _table(asked),
        "agenda": agenda(work, reader, slug, standings),
    }


def _history(work: Work, reader: Reader, asked: Asked) -> list[Column]:
    if asked.by in _GROUPS:
        return []
    return history(work, reader, asked.resolution.slug, asked.resolution.adopted_on)


def _states(work: Work, reader: Reader, asked: Asked) -> list[Region]:
    slug = asked.resolution.slug
    by_state: CoverageView = coverage(work, slug, GroupBy.STATE, asked.as_of, asked.known_at)
    return regions(reader, by_state.groups, store.state_groups(work), slug)


def _steps(work: Work, resolution: Resolution) -> list[date]:
    today = work.now.astimezone(UTC).date()
    return month_ends(resolution.adopted_on or today, today)


def _slider(work: Work, reader: Reader, asked: Asked) -> dict[str, Any]:
    """Return the days of the slider through time, as written, and the place of the day asked."""
    days = _steps(work, asked.resolution)
    on = asked.as_of.date() if asked.as_of else days[-1]
    place = sum(day < on for day in days)
    return {"steps": [reader.day(day) for day in days], "step": place}


def _api(asked: Asked) -> dict[str, str]:
    query = {"resolution": asked.resolution.slug}
    if asked.as_of:
        query["as_of"] = asked.as_of.isoformat().replace("+00:00", "Z")
    if asked.known_at:
        query["known_at"] = asked.known_at.isoformat().replace("+00:00", "Z")
    return query


def _table(asked: Asked) -> dict[str, str]:
    """Return what the tables as CSV are asked: the same moment, and by what is known."""
    query = {"resolution": asked.resolution.slug}
    if asked.as_of:
        query["as_of"] = asked.as_of.isoformat().replace("+00:00", "Z")
    return {**query, "known": "now"} if asked.known_at else query
