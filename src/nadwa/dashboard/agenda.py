"""The events of a resolution as they stood at a moment: ahead, past, and on a line of time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from core.work import Work
from events import Event, visible_events
from nadwa.dashboard import store
from nadwa.dashboard.event_lines import Answered, EventLine, Then, event_line
from nadwa.dashboard.mandate_lines import as_asked
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader
from nadwa.dashboard.timeline import Timeline, timeline
from reports import Standing, Standings

_AHEAD = frozenset({"announced", "postponed"})
_HELD = frozenset({"held", "reported"})
_MOST = 6


@dataclass(frozen=True, slots=True)
class Agenda:
    """Events ahead, those held lately, and all of them with a date, the first one first."""

    coming: tuple[EventLine, ...]
    past: tuple[EventLine, ...]
    dated: tuple[EventLine, ...]
    line: Timeline | None


def agenda(work: Work, reader: Reader, slug: str, standings: Standings) -> Agenda:
    """Return the events that are to answer this resolution's mandates, as of the moment asked.

    Titles, days, places and statuses are those of then; who may see which event is decided today.
    """
    shown = list(_lines(work, reader, slug, standings))
    now, today = standings.moment.true_at, standings.moment.today
    coming = [
        (standing.event.starts_at, line)
        for standing, line in shown
        if standing.status in _AHEAD and not _over(standing, now)
    ]
    held = [each for each in shown if each[0].status in _HELD]
    dated = [line for _, line in shown if line.on and line.status in _AHEAD | _HELD]
    return Agenda(
        tuple(line for _, line in sorted(coming, key=_soonest)[:_MOST]),
        tuple(line for _, line in sorted(held, key=_latest, reverse=True)[:_MOST]),
        tuple(sorted(dated, key=lambda line: (line.on or date.max, line.title))),
        timeline(
            [(line.on, line.status, line.title) for line in dated if line.on],
            today,
            reader.direction,
        ),
    )


def _over(standing: Standing, now: datetime) -> bool:
    return standing.event.ends_at is not None and standing.event.ends_at < now


def _soonest(pair: tuple[datetime | None, EventLine]) -> tuple[bool, Any, str]:
    starts, line = pair
    return starts is None, starts.timestamp() if starts else 0, line.title


def _latest(pair: tuple[Standing, EventLine]) -> tuple[date, str]:
    return pair[1].on or date.min, pair[1].title


def _lines(
    work: Work, reader: Reader, slug: str, standings: Standings
) -> Iterator[tuple[Standing, EventLine]]:
    answered = _answered(reader, slug, standings)
    query = select(Event.id, Event.expected).where(
        col(Event.id).in_(answered), visible_events(work.actor)
    )
    states = store.state_names(work, reader.language)
    for event, expected in work.session.exec(query.order_by(col(Event.id))):
        standing = standings.snapshot.events[event]
        then = _then(standing, expected)
        yield standing, event_line(reader, then, states, tuple(answered[event].values()))


def _then(standing: Standing, expected: str | None) -> Then:
    event = standing.event
    zone = ZoneInfo(event.timezone)
    return Then(
        id=event.id,
        type=event.type,
        status=standing.status,
        title=event.title,
        mode=event.mode,
        venue=event.venue,
        starts_at=event.starts_at and event.starts_at.astimezone(zone),
        ends_at=event.ends_at and event.ends_at.astimezone(zone),
        expected=expected,
    )


def _answered(
    reader: Reader, slug: str, standings: Standings
) -> Mapping[UUID, dict[str, Answered]]:
    """Return the paragraphs that each event was meant to answer then, in the order of the text."""
    found: dict[UUID, dict[str, Answered]] = defaultdict(dict)
    for judgement in standings.judgements:
        label = judgement.mandate.label
        href = reader.to(f"/resolutions/{slug}", anchor=anchor_of(label), **as_asked(reader))
        for link in standings.snapshot.links.get(judgement.mandate.id, ()):
            if link.event in standings.snapshot.events:
                found[link.event][label] = Answered(label, href)
    return found
