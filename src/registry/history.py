"""What a mandate was at a past moment: told from the journal, which keeps old and new values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.journal import JournalEntry
from core.work import Work
from registry.facts import MANDATE_CHANGES


@dataclass(frozen=True, slots=True)
class MandateChanges:
    """Columns of a mandate that changed at a moment, as JSON values, before and after."""

    mandate: UUID
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]


def changes_of(work: Work, mandates: Collection[UUID] | None = None) -> list[MandateChanges]:
    """Return the changes of these mandates (None: of all), oldest first.

    To know a mandate as of T, take its row and put `before` back for each change after T, newest
    first. Values are as in the journal: dates and moments in ISO 8601, enums by their value.
    """
    names = [fact.name for fact in MANDATE_CHANGES]
    query = select(JournalEntry.subject, JournalEntry.at, JournalEntry.body).where(
        col(JournalEntry.fact).in_(names)
    )
    if mandates is not None:
        query = query.where(col(JournalEntry.subject).in_(mandates))
    return [
        MandateChanges(subject, at, body["before"], body["after"])
        for subject, at, body in work.session.exec(query.order_by(col(JournalEntry.id)))
    ]
