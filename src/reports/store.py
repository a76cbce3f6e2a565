"""Gathers everything that coverage is computed from: a fixed number of questions, all history."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import col, func

from core.journal import JournalEntry
from core.work import Work
from registry import Body, Session, SessionDated, State, resolution_of
from reports import event_history, mandate_history
from reports.asking import columns, tuples
from reports.given import Membership, Record, SessionDate
from reports.kept import kept
from reports.moving import MOVING

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LONGEST_WORK = timedelta(minutes=1)
ALL_STATES = "states"


def record(work: Work, resolution: str | None, at: str | None = None) -> Record:
    """Return the whole history of one resolution (None: of all); `Missing` if there is none.

    It is kept until the journal moves on from `at`: what nobody changed is not read again.
    """
    found = resolution_id(work, resolution)
    return kept(work.office, (at or position(work), found), lambda: _load(work, found))


def resolution_id(work: Work, resolution: str | None) -> UUID | None:
    """Return the id of a resolution that the actor may see (None: all); raises `Missing`."""
    return None if resolution is None else resolution_of(work, resolution).id


def position(work: Work) -> str:
    """Return where the journal is, as far as figures go; another one after every such commit.

    An entry's id is given before its transaction commits, so a later one may be seen first: the
    entries of the last minute are counted too.
    """
    moving = col(JournalEntry.fact).in_(MOVING)
    newest = columns(JournalEntry.id, JournalEntry.at).where(moving)
    for entry, at in tuples(work, newest.order_by(col(JournalEntry.id).desc()).limit(1)):
        recent = columns(func.count()).where(moving, col(JournalEntry.at) >= at - _LONGEST_WORK)
        [(number,)] = tuples(work, recent)
        return sha256(f"{entry} {number}".encode()).hexdigest()[:16]
    return "0"


def _load(work: Work, resolution: UUID | None) -> Record:
    groups = _groups(work)
    return Record(
        mandates=mandate_history.mandates(work, resolution),
        events=event_history.events(work, resolution),
        links=event_history.links(work, resolution),
        claims=mandate_history.claims(work, resolution),
        memberships=tuple(_memberships(work)),
        sessions=tuple(_sessions(work)),
        groups={code: _members(groups, code) for code in groups},
        state_groups=frozenset(code for code, members in groups.items() if ALL_STATES in members),
    )


def _groups(work: Work) -> dict[str, list[str]]:
    rows = tuples(work, columns(Body.code, Body.members).order_by(col(Body.code)))
    return {code: members for code, members in rows if members}


def _members(groups: Mapping[str, list[str]], code: str) -> frozenset[str]:
    """Return the bodies of a group and of the groups in it."""
    found, waiting = {code}, [code]
    while waiting:
        new = set(groups.get(waiting.pop(), ())) - found - {ALL_STATES}
        found |= new
        waiting += new
    return frozenset(found - groups.keys())


def _memberships(work: Work) -> Iterator[Membership]:
    rows = tuples(work, columns(State.code, State.memberships).order_by(col(State.code)))
    for state, periods in rows:
        for period in periods:
            since, until = period["since"], period["until"]
            yield Membership(
                state,
                date.fromisoformat(since) if since else date.min,
                date.fromisoformat(until) if until else None,
            )


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
