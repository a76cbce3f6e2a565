"""Loads what the linked events are and were: columns only, and the journal for former dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col

from core.journal import JournalEntry
from core.work import Work
from events import (
    Event,
    EventChanged,
    EventReported,
    InvolvedState,
    Link,
    Milestone,
    Organizer,
    Presence,
)
from reports import given
from reports.asking import Query, columns, mappings, tuples
from reports.mandate_history import Scope, mandate_ids

_NOON = time(12, tzinfo=UTC)
_MOVES = frozenset({"starts_at", "ends_at", "timezone"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What the journal tells of an event: its changes of date, and its outcomes (documents)."""

    at: datetime
    fact: str
    body: Mapping[str, Any]


def links(work: Work, scope: Scope) -> tuple[given.Link, ...]:
    """Return which events answer which mandates, ended links too: one question."""
    query = columns(Link.mandate_id, Link.event_id, Link.since, Link.until)
    query = query.where(col(Link.mandate_id).in_(mandate_ids(scope)))
    rows = tuples(work, query.order_by(col(Link.id)))
    return tuple(given.Link(*row) for row in rows)


def events(work: Work, scope: Scope) -> tuple[given.EventFacts, ...]:
    """Return every version of the linked events: six questions."""
    mine = columns(Link.event_id).where(col(Link.mandate_id).in_(mandate_ids(scope)))
    changes, bodies = _changes(work, mine), _bodies(work, mine)
    states, attendance = _states(work, mine), _attendance(work, mine)
    told = _told(work, mine)
    return tuple(
        version
        for event in mappings(work, _columns().where(col(Event.id).in_(mine)))
        for version in _versions(
            event,
            given.EventFacts(
                id=event["id"],
                recorded_at=event["created_at"],
                type=event["type"],
                changes=tuple(changes[event["id"]]),
                bodies=tuple(bodies[event["id"]]),
                states=tuple(states[event["id"]]),
                attendance=tuple(attendance[event["id"]]),
                documented_at=_documented_at(told[event["id"]]),
            ),
            told[event["id"]],
        )
    )


def _columns() -> Query:
    return columns(
        Event.id,
        Event.type,
        Event.created_at,
        Event.whole_days,
        Event.timezone,
        Event.starts_at,
        Event.ends_at,
        Event.starts_at_utc,
        Event.ends_at_utc,
    ).order_by(col(Event.id))


def _changes(work: Work, mine: Query) -> dict[UUID, list[given.Change]]:
    query = columns(Milestone.event_id, Milestone.status, Milestone.at, Milestone.since)
    found: dict[UUID, list[given.Change]] = defaultdict(list)
    rows = query.where(col(Milestone.event_id).in_(mine)).order_by(col(Milestone.id))
    for event, status, at, since in tuples(work, rows):
        found[event].append(given.Change(status.value, at, since))
    return found


def _bodies(work: Work, mine: Query) -> dict[UUID, list[tuple[str, str]]]:
    query = columns(Organizer.event_id, Organizer.body, Organizer.role)
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = query.where(col(Organizer.event_id).in_(mine)).order_by(col(Organizer.id))
    for event, body, role in tuples(work, rows):
        found[event].append((body, role.value))
    return found


def _states(work: Work, mine: Query) -> dict[UUID, list[tuple[str, str]]]:
    query = columns(InvolvedState.event_id, InvolvedState.state, InvolvedState.role)
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = query.where(col(InvolvedState.event_id).in_(mine)).order_by(col(InvolvedState.id))
    for event, state, role in tuples(work, rows):
        found[event].append((state, role.value))
    return found


def _attendance(work: Work, mine: Query) -> dict[UUID, list[given.Attendance]]:
    """Return who was there; people of no state are counted under an empty code."""
    query = columns(Presence.event_id, Presence.state, Presence.people, Presence.at)
    found: dict[UUID, list[given.Attendance]] = defaultdict(list)
    rows = query.where(col(Presence.event_id).in_(mine)).order_by(col(Presence.id))
    for event, state, people, at in tuples(work, rows):
        found[event].append(given.Attendance(state or "", people, at))
    return found


def _told(work: Work, mine: Query) -> dict[UUID, list[_Told]]:
    query = columns(JournalEntry.subject, JournalEntry.at, JournalEntry.fact, JournalEntry.body)
    rows = query.where(
        col(JournalEntry.subject).in_(mine),
        col(JournalEntry.fact).in_([EventChanged.name, EventReported.name]),
    ).order_by(col(JournalEntry.id))
    found: dict[UUID, list[_Told]] = defaultdict(list)
    for event, *told in tuples(work, rows):
        found[event].append(_Told(*told))
    return found


def _documented_at(told: Iterable[_Told]) -> datetime | None:
    """Return since when there have been outcome documents; None when there are none now."""
    since = None
    for each in told:
        if each.fact == EventReported.name:
            since = (since or each.at) if each.body["documents"] else None
    return since


def _versions(
    row: Mapping[str, Any], event: given.EventFacts, told: Iterable[_Told]
) -> Iterator[given.EventFacts]:
    """Give the event with its dates before each move and with those it has, the oldest first."""
    moves = [each for each in told if _MOVES & each.body.get("before", {}).keys()]
    days = [{**row}]
    for move in reversed(moves):
        days.append(_earlier(days[-1], move.body["before"]))
    since = (event.recorded_at, *(move.at for move in moves))
    for dates, recorded_at in zip(reversed(days), since, strict=True):
        yield replace(_dated(event, dates), recorded_at=recorded_at)


def _earlier(days: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    earlier = {**days, **{name: before[name] for name in _MOVES & before.keys()}}
    for name in ("starts_at", "ends_at"):
        if isinstance(earlier[name], str):
            earlier[name] = datetime.fromisoformat(earlier[name])
        earlier[f"{name}_utc"] = _instant(earlier[name], earlier["timezone"])
    return earlier


def _instant(local: datetime | None, zone: str) -> datetime | None:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if local else None


def _dated(event: given.EventFacts, days: Mapping[str, Any]) -> given.EventFacts:
    """Give the event its instants; where only days are known, noon of the first and the last."""
    if not days["whole_days"] or not days["starts_at"] or not days["ends_at"]:
        return replace(event, starts_at=days["starts_at_utc"], ends_at=days["ends_at_utc"])
    last = days["ends_at"] - timedelta(days=1)
    return replace(
        event,
        starts_at=datetime.combine(days["starts_at"].date(), _NOON),
        ends_at=datetime.combine(last.date(), _NOON),
    )
