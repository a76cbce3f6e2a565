"""Loads what the linked events are and were: columns only, and the journal for the past."""

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
_TIMES = ("starts_at", "ends_at")
_WHEN = frozenset({*_TIMES, "timezone", "whole_days"})
_WHAT = frozenset({"type", "title", "mode", "venue", "organizers", "states"})
_OUTCOME: Mapping[str, Any] = {"summary": None, "documents": []}
_KEPT = _WHEN | _WHAT | _OUTCOME.keys()
_Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the journal tells of an event: its edits, and its outcomes (documents)."""

    at: datetime
    fact: str
    body: Mapping[str, Any]


def links(work: Work, scope: Scope) -> tuple[given.Link, ...]:
    """Return which events answer which mandates, ended links too: one question."""
    query = columns(Link.mandate_id, Link.event_id, Link.since, Link.until, Link.share)
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
            {**event, "organizers": bodies[event["id"]], "states": states[event["id"]]},
            given.EventFacts(
                id=event["id"],
                recorded_at=event["created_at"],
                type=event["type"],
                changes=tuple(changes[event["id"]]),
                attendance=tuple(attendance[event["id"]]),
            ),
            told[event["id"]],
        )
    )


def _columns() -> Query:
    return columns(
        Event.id,
        Event.type,
        Event.title,
        Event.mode,
        Event.venue,
        Event.created_at,
        Event.whole_days,
        Event.timezone,
        Event.starts_at,
        Event.ends_at,
        Event.starts_at_utc,
        Event.ends_at_utc,
        Event.summary,
        Event.documents,
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


def _before(edits: list[_Told], edit: _Told) -> Mapping[str, Any]:
    """Return what an edit changed; of an outcome whose entry keeps nothing, before the first."""
    kept: Mapping[str, Any] | None = edit.body.get("before")
    if kept is not None or edit.fact == EventChanged.name:
        return kept or {}
    first = next(each for each in edits if each.fact == EventReported.name)
    return _OUTCOME if edit is first else {}


def _documented_at(told: Iterable[_Told]) -> datetime | None:
    """Return since when there have been outcome documents; None when there are none."""
    since = None
    for each in told:
        if each.fact == EventReported.name:
            since = (since or each.at) if each.body["documents"] else None
    return since


def _versions(
    row: _Values, event: given.EventFacts, told: Iterable[_Told]
) -> Iterator[given.EventFacts]:
    """Give the event as it was before each edit and as it is, the oldest first."""
    edits = [each for each in told if each.fact == EventReported.name or each.body["before"]]
    stood = [{**row}]
    for edit in reversed(edits):
        stood.append(_earlier(stood[-1], _before(edits, edit)))
    since = (event.recorded_at, *(edit.at for edit in edits))
    for number, (values, at) in enumerate(zip(reversed(stood), since, strict=True)):
        version = _dated(_described(event, values), values)
        documented_at = _documented_at(edits[:number])
        yield replace(version, recorded_at=at, documented_at=documented_at)


def _earlier(values: dict[str, Any], before: _Values) -> dict[str, Any]:
    earlier = {**values, **{name: before[name] for name in _KEPT & before.keys()}}
    if _WHEN.isdisjoint(before):
        return earlier
    for name in _TIMES:
        if isinstance(earlier[name], str):
            earlier[name] = datetime.fromisoformat(earlier[name])
        earlier[f"{name}_utc"] = _instant(earlier[name], earlier["timezone"])
    return earlier


def _instant(local: datetime | None, zone: str) -> datetime | None:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if local else None


def _described(event: given.EventFacts, values: _Values) -> given.EventFacts:
    """Give the event its type, names, place, those taking part, and what came out of it."""
    return replace(
        event,
        type=values["type"],
        title=values["title"],
        mode=values["mode"],
        venue=values["venue"],
        timezone=values["timezone"],
        bodies=tuple((body, role) for body, role in values["organizers"]),
        states=tuple((state, role) for state, role in values["states"]),
        summary=values["summary"] or {},
        documents=tuple(values["documents"]),
    )


def _dated(event: given.EventFacts, days: _Values) -> given.EventFacts:
    """Give the event its instants; where only days are known, noon of the first and the last."""
    if not days["whole_days"] or not days["starts_at"] or not days["ends_at"]:
        return replace(event, starts_at=days["starts_at_utc"], ends_at=days["ends_at_utc"])
    last = days["ends_at"] - timedelta(days=1)
    return replace(
        event,
        starts_at=datetime.combine(days["starts_at"].date(), _NOON),
        ends_at=datetime.combine(last.date(), _NOON),
    )
