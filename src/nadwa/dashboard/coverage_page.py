"""The first page: how the mandates of a resolution stand, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.work import Work
from nadwa.dashboard import coverage_view as view
from nadwa.dashboard import store
from nadwa.dashboard.event_lines import EventLine, event_lines
from nadwa.dashboard.history import Column, history
from nadwa.dashboard.moments import moment_of
from nadwa.dashboard.reader import Reader, ReaderDep
from nadwa.dashboard.rendering import page
from nadwa.dashboard.tiles import LEVELS, Region, regions
from nadwa.dashboard.timeline import Timeline, timeline
from registry import Resolution
from reports import CoverageView, GroupBy, coverage, mandate_standings

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Wish = Annotated[str, Query(max_length=80)]

_GROUPS = {by.value: by for by in (GroupBy.SECTION, GroupBy.ACTIVITY, GroupBy.BODY, GroupBy.KIND)}
_COMING, _PAST, _PRESSING = 6, 6, 5


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
) -> Response:
    """Show how the mandates of a resolution stand."""
    there = store.resolutions(work)
    if not there:
        return page(request, reader, "empty.html")
    moment = moment_of(as_of, work.now)
    asked = Asked(
        resolution=_chosen(there, resolution),
        as_of=moment,
        known_at=work.now if moment and known == "now" else None,
        by=group_by if group_by in {*_GROUPS, "time"} else GroupBy.SECTION.value,
    )
    shown = _figures(work, reader, asked) | _agenda(work, reader)
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
    }


def _history(work: Work, reader: Reader, asked: Asked) -> list[Column]:
    if asked.by in _GROUPS:
        return []
    return history(work, reader, asked.resolution.slug, asked.resolution.adopted_on)


def _states(work: Work, reader: Reader, asked: Asked) -> list[Region]:
    slug = asked.resolution.slug
    by_state: CoverageView = coverage(work, slug, GroupBy.STATE, asked.as_of, asked.known_at)
    return regions(reader, by_state.groups, store.state_groups(work), slug)


def _agenda(work: Work, reader: Reader) -> dict[str, Any]:
    coming = event_lines(work, reader, store.coming_events(work, _COMING))
    past = event_lines(work, reader, store.past_events(work, _PAST))
    return {"coming": coming, "past": past, "line": _line(work, reader, [*coming, *past])}


def _line(work: Work, reader: Reader, events: list[EventLine]) -> Timeline | None:
    dated = [(event.on, event.status, event.title) for event in events if event.on]
    return timeline(dated, work.now.date(), reader.direction)


def _api(asked: Asked) -> dict[str, str]:
    query = {"resolution": asked.resolution.slug}
    if asked.as_of:
        query["as_of"] = asked.as_of.isoformat().replace("+00:00", "Z")
    return query
