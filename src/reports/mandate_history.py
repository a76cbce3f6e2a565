"""Loads what mandates and claims are and were: columns only, and the journal for their past."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from core.work import Work
from registry import (
    Decision,
    Evidence,
    EvidenceStep,
    Mandate,
    MandateChanges,
    Paragraph,
    Resolution,
    Review,
    Section,
    changes_of,
)
from reports import given
from reports.asking import Query, columns, mappings, tuples

Columns = dict[str, Any]
UNTIL_COMPLETED = (
    "until_completed"  # the recurrence of meetings that go on until a product is there
)
_READ = (
    Mandate.id,
    Mandate.created_at,
    Mandate.kind,
    Mandate.activities,
    Mandate.addressees,
    Mandate.partners,
    Mandate.recurrence,
    Mandate.rule,
    Mandate.rule_count,
    Mandate.rule_period,
    Mandate.rule_partners,
    Mandate.programme,
    Mandate.due_on,
    Mandate.due_basis,
    Mandate.due_session,
    Mandate.owner,
    Mandate.review,
    Mandate.reviewed_at,
)
_PLACED: tuple[Any, ...] = (
    Resolution.slug,
    Resolution.adopted_on,
    Resolution.next_session,
    col(Section.label).label("section"),
    col(Paragraph.label).label("paragraph"),
)


Scope = UUID | frozenset[UUID] | None
"""Which mandates: those of a resolution, these, or all."""


def mandate_ids(scope: Scope) -> Query:
    """Return the question for the ids of these mandates."""
    query = columns(Mandate.id)
    return query if scope is None else query.where(_in_scope(scope))


def _in_scope(scope: UUID | frozenset[UUID]) -> ColumnElement[bool]:
    if isinstance(scope, UUID):
        return col(Mandate.resolution_id) == scope
    return col(Mandate.id).in_(scope)


def mandates(work: Work, scope: Scope, *, apart: bool = False) -> tuple[given.MandateFacts, ...]:
    """Return every version of the mandates, in reading order: three questions.

    `apart`: labels and sections of several resolutions are told apart by the slug (`mcsd-2/A`).
    """
    rows = _rows(work, scope)
    known = None if scope is None else [row["id"] for row in rows]
    changes: dict[UUID, list[MandateChanges]] = defaultdict(list)
    for change in changes_of(work, known):
        changes[change.mandate].append(change)
    decisions = _decisions(work, scope)
    return tuple(
        _facts(version, recorded_at, decisions.get(row["id"], ()), apart=apart)
        for row in rows
        for version, recorded_at in _versions(row, changes.get(row["id"], ()))
    )


def claims(work: Work, scope: Scope) -> tuple[given.Claim, ...]:
    """Return every claim about the mandates with all its steps: two questions."""
    mine = mandate_ids(scope)
    ids = columns(Evidence.id).where(col(Evidence.mandate_id).in_(mine))
    steps: dict[UUID, list[given.Step]] = defaultdict(list)
    query = columns(
        EvidenceStep.evidence_id, EvidenceStep.status, EvidenceStep.grade, EvidenceStep.at
    ).where(col(EvidenceStep.evidence_id).in_(ids))
    for claim, status, grade, at in tuples(work, query.order_by(col(EvidenceStep.id))):
        steps[claim].append(given.Step(status.value, at, grade.value))
    found = columns(*_CLAIM).where(col(Evidence.mandate_id).in_(mine)).order_by(col(Evidence.id))
    return tuple(
        given.Claim(claim, mandate, tuple(steps[claim]), *said)
        for claim, mandate, *said in tuples(work, found)
        if claim in steps
    )


_DECISION = (
    Decision.mandate_id,
    Decision.kind,
    Decision.decided_at,
    Decision.reason,
    Decision.withdrawn_at,
    Decision.superseded_by,
    Resolution.adopted_on,
)
_CLAIM = (
    Evidence.id,
    Evidence.mandate_id,
    Evidence.state,
    Evidence.body,
    Evidence.activity,
    Evidence.done_on,
)


def _rows(work: Work, scope: Scope) -> list[Columns]:
    query = (
        columns(*_READ, *_PLACED)
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .order_by(col(Resolution.slug), col(Mandate.position), col(Mandate.id))
    )
    if scope is not None:
        query = query.where(_in_scope(scope))
    return mappings(work, query)


def _decisions(work: Work, scope: Scope) -> Mapping[UUID, tuple[given.Decision, ...]]:
    query = (
        columns(*_DECISION)
        .join(Resolution, col(Resolution.id) == col(Decision.superseded_by), isouter=True)
        .where(col(Decision.mandate_id).in_(mandate_ids(scope)))
        .order_by(col(Decision.id))
    )
    found: dict[UUID, tuple[given.Decision, ...]] = {}
    for mandate, kind, *said in tuples(work, query):
        decision = given.Decision(kind.value, *said)
        found[mandate] = (*found.get(mandate, ()), decision)
    return found


def _versions(
    row: Columns, changes: Sequence[MandateChanges]
) -> Iterator[tuple[Columns, datetime]]:
    """Give a mandate as it was before each change and as it is, the oldest first."""
    versions = [row]
    for change in reversed(changes):
        versions.append({**versions[-1], **change.before})
    yield from zip(
        reversed(versions), (row["created_at"], *(change.at for change in changes)), strict=True
    )


def _facts(
    row: Columns,
    recorded_at: datetime,
    decisions: tuple[given.Decision, ...],
    *,
    apart: bool,
) -> given.MandateFacts:
    prefix = f"{row['slug']}/" if apart else ""
    section = row["section"]
    reviewed_at = _moment(row["reviewed_at"])
    return given.MandateFacts(
        id=row["id"],
        recorded_at=recorded_at,
        kind=str(row["kind"]),
        rule=given.Rule(
            str(row["rule"]), row["rule_count"], row["rule_period"], tuple(row["rule_partners"])
        ),
        activities=tuple(row["activities"]),
        addressees=tuple(row["addressees"]),
        partners=tuple(row["partners"]),
        section=f"{prefix}{section}" if section else None,
        label=f"{prefix}{row['paragraph']}",
        programme=row["programme"],
        session=row["next_session"],  # the next one of the same series
        adopted_on=row["adopted_on"],
        due=given.Due(str(row["due_basis"]), _day(row["due_on"]), row["due_session"]),
        decisions=decisions,
        confirmed_at=reviewed_at if row["review"] == Review.CONFIRMED else None,
        rejected_at=reviewed_at if row["review"] == Review.REJECTED else None,
        owner=row["owner"],
        goes_on=row["recurrence"] == UNTIL_COMPLETED,
    )


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
