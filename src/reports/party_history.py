"""Loads who belongs to what: members of groups and of the organisation, today and as known then."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import col, or_

from core.journal import JournalEntry
from core.work import Work
from registry import Body, State, WordsCorrected
from reports.asking import columns, tuples
from reports.given import Membership, Parties

ALL_STATES = "states"
_TODAY = datetime.max.replace(tzinfo=UTC)
_Members = dict[str, list[Any]]


def parties(work: Work) -> tuple[Parties, tuple[Parties, ...]]:
    """Return how it is today, and how it was before each correction, the oldest first."""
    bodies = {row: (code, members) for row, code, members in _rows(work, Body, Body.members)}
    states = {row: (code, those) for row, code, those in _rows(work, State, State.memberships)}
    groups, periods = dict(bodies.values()), dict(states.values())
    today = _parties(_TODAY, groups, periods)
    earlier: list[Parties] = []
    for subject, at, before in _corrections(work):
        if subject in bodies and "members" in before:
            groups = {**groups, bodies[subject][0]: before["members"]}
        elif subject in states and "memberships" in before:
            periods = {**periods, states[subject][0]: before["memberships"]}
        else:
            continue
        if earlier and earlier[-1].until == at:
            earlier.pop()  # one load corrects several rows at once
        earlier.append(_parties(at, groups, periods))
    return today, tuple(reversed(earlier))


def _rows(work: Work, table: type[Body] | type[State], wanted: Any) -> Iterator[Any]:
    yield from tuples(work, columns(table.id, table.code, wanted).order_by(col(table.code)))


def _corrections(work: Work) -> Iterator[tuple[Any, datetime, Mapping[str, Any]]]:
    """Give what the journal tells of corrected bodies and states, the newest first."""
    subject = col(JournalEntry.subject)
    told = columns(subject, JournalEntry.at, JournalEntry.body).where(
        col(JournalEntry.fact) == WordsCorrected.name,
        or_(subject.in_(columns(Body.id)), subject.in_(columns(State.id))),
    )
    for row, at, body in tuples(work, told.order_by(col(JournalEntry.id).desc())):
        yield row, at, body["before"]


def _parties(until: datetime, groups: _Members, periods: _Members) -> Parties:
    named = {code: members for code, members in groups.items() if members}
    resolved = {code: _members(named, code) for code in named}
    return Parties(
        until=until,
        groups=resolved,
        state_groups=frozenset(code for code, members in named.items() if ALL_STATES in members),
        memberships=tuple(_memberships(periods)),
    )


def _members(groups: Mapping[str, list[str]], code: str) -> frozenset[str]:
    """Return the bodies of a group and of the groups in it."""
    found, waiting = {code}, [code]
    while waiting:
        new = set(groups.get(waiting.pop(), ())) - found - {ALL_STATES}
        found |= new
        waiting += new
    return frozenset(found - groups.keys())


def _memberships(periods: _Members) -> Iterator[Membership]:
    for state, those in periods.items():
        for period in those:
            since, until = period["since"], period["until"]
            yield Membership(
                state,
                date.fromisoformat(since) if since else date.min,
                date.fromisoformat(until) if until else None,
            )
