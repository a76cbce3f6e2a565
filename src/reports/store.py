"""Gathers everything that coverage is computed from: a fixed number of questions, all history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col

from core.journal import JournalEntry
from core.work import Work
from registry import Mandate, Resolution, Session, SessionDated, resolution_of
from reports import event_history, mandate_history
from reports.asking import columns, tuples
from reports.given import (
    Claim,
    EventFacts,
    Link,
    MandateFacts,
    Record,
    SessionDate,
)
from reports.party_history import parties

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def record(work: Work, resolution: str | None) -> Record:
    """Read the whole history of one resolution (None: of all); `Missing` if there is none.

    Of all, labels and sections are told apart by the slug (`mcsd-2/A`).
    """
    if resolution is None:
        return _load(work, None, apart=True)
    return load(work, resolution_id(work, resolution))


def resolution_id(work: Work, resolution: str) -> UUID:
    """Return the id of a resolution that the actor may see; raises `Missing`."""
    return resolution_of(work, resolution).id


def resolutions(work: Work) -> list[tuple[str, UUID]]:
    """Return the slug and the id of every resolution that has mandates, by slug."""
    asking = columns(Resolution.slug, Resolution.id).where(
        exists().where(col(Mandate.resolution_id) == col(Resolution.id))
    )
    return [(slug, each) for slug, each in tuples(work, asking.order_by(col(Resolution.slug)))]


def load(work: Work, resolution: UUID) -> Record:
    """Read the whole history of a resolution by its id."""
    return _load(work, resolution)


def load_each(work: Work) -> dict[UUID, Record]:
    """Read the histories of all resolutions at once: as many questions as for one."""
    whole = _load(work, None)
    home = dict(list(tuples(work, columns(Mandate.id, Mandate.resolution_id))))
    parts = {each: _Part() for each in home.values()}
    linked: dict[UUID, set[UUID]] = {each: set() for each in parts}
    for mandate in whole.mandates:
        parts[home[mandate.id]].mandates.append(mandate)
    for link in whole.links:
        parts[home[link.mandate]].links.append(link)
        linked[home[link.mandate]].add(link.event)
    for claim in whole.claims:
        parts[home[claim.mandate]].claims.append(claim)
    versions: dict[UUID, list[EventFacts]] = {}
    for event in whole.events:
        versions.setdefault(event.id, []).append(event)
    return {
        each: replace(
            whole,
            mandates=tuple(part.mandates),
            links=tuple(part.links),
            claims=tuple(part.claims),
            events=tuple(v for event in sorted(linked[each]) for v in versions[event]),
        )
        for each, part in parts.items()
    }


@dataclass(frozen=True, slots=True)
class _Part:
    mandates: list[MandateFacts] = field(default_factory=list[MandateFacts])
    links: list[Link] = field(default_factory=list[Link])
    claims: list[Claim] = field(default_factory=list[Claim])


def _load(work: Work, resolution: UUID | None, *, apart: bool = False) -> Record:
    today, earlier = parties(work)
    return Record(
        mandates=mandate_history.mandates(work, resolution, apart=apart),
        events=event_history.events(work, resolution),
        links=event_history.links(work, resolution),
        claims=mandate_history.claims(work, resolution),
        memberships=today.memberships,
        sessions=tuple(_sessions(work)),
        groups=today.groups,
        state_groups=today.state_groups,
        earlier=earlier,
    )


def reload(work: Work, old: Record, touched: frozenset[UUID]) -> Record | None:
    """Read the history of these mandates anew and put it into a record that holds them.

    None when one of them is new, or gone: then their order is to be read too.
    """
    mandates: dict[UUID, list[MandateFacts]] = {each: [] for each in touched}
    for version in mandate_history.mandates(work, touched):
        mandates[version.id].append(version)
    before = {version.id for version in old.mandates}
    if not all(mandates.values()) or not touched <= before:
        return None
    events = event_history.events(work, touched)
    moved = {event.id for event in events}
    return replace(
        old,
        mandates=tuple(_in_place(old.mandates, mandates)),
        events=(*(event for event in old.events if event.id not in moved), *events),
        links=(
            *(link for link in old.links if link.mandate not in touched),
            *event_history.links(work, touched),
        ),
        claims=(
            *(claim for claim in old.claims if claim.mandate not in touched),
            *mandate_history.claims(work, touched),
        ),
    )


def _in_place(
    old: Iterable[MandateFacts], new: dict[UUID, list[MandateFacts]]
) -> Iterator[MandateFacts]:
    for version in old:
        if version.id not in new:
            yield version
            continue
        yield from new[version.id]
        new[version.id] = []


def _sessions(work: Work) -> Iterator[SessionDate]:
    """Give each session's dates as they became known; the journal tells the former ones."""
    moved: dict[UUID, list[tuple[datetime, dict[str, Any]]]] = {}
    told = columns(JournalEntry.subject, JournalEntry.at, JournalEntry.body).where(
        col(JournalEntry.subject).in_(columns(Session.id)),
        col(JournalEntry.fact) == SessionDated.name,
    )
    for subject, at, body in tuples(work, told.order_by(col(JournalEntry.id))):
        if "starts_on" in body["after"]:
            moved.setdefault(subject, []).append((at, body))
    query = columns(Session.id, Session.code, Session.starts_on, Session.known_at)
    for session, code, starts_on, known_at in tuples(work, query.order_by(col(Session.code))):
        if session not in moved and starts_on:
            yield SessionDate(code, starts_on, known_at or _LONG_AGO)
        for number, (at, body) in enumerate(moved.get(session, ())):
            if number == 0 and (first := body["before"]["starts_on"]):
                yield SessionDate(code, date.fromisoformat(first), _LONG_AGO)
            if day := body["after"]["starts_on"]:
                yield SessionDate(code, date.fromisoformat(day), at)
