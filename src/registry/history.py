"""What was said at a past moment: told from the journal, which keeps old and new values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.journal import JournalEntry
from core.work import Work
from registry.facts import MANDATE_CHANGES, ResolutionImported, WordsCorrected
from registry.model import Mandate
from registry.store import texts_of


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


def mandates_then(work: Work, mandates: Sequence[Mandate], at: datetime) -> list[Mandate]:
    """Return copies of these mandates as they were recorded at a moment: one question."""
    before: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for change in reversed(changes_of(work, [each.id for each in mandates])):
        if change.at > at:
            before[change.mandate] |= change.before
    return [
        Mandate.model_validate({**each.model_dump(), **before[each.id]})
        if each.id in before
        else each
        for each in mandates
    ]


Said = Mapping[UUID, Mapping[str, Any]]


def said_then(work: Work, at: datetime) -> Said:
    """Return what rows said at a moment and say otherwise today: columns by the row's id.

    Of bodies, states, resolutions, sections and paragraphs; one question.
    """
    said: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for subject, body in _since(work, WordsCorrected.name, at):
        said[subject] |= body["before"]
    return said


def texts_then(
    work: Work, paragraphs: Collection[UUID], at: datetime
) -> Mapping[UUID, dict[str, str]]:
    """Return the official words of these paragraphs that had come in by a moment: two questions."""
    texts = texts_of(work, paragraphs)
    for _, body in _since(work, ResolutionImported.name, at):
        for paragraph, words in (body.get("before") or {}).items():
            if (key := UUID(paragraph)) in paragraphs:
                texts = {**texts, key: _put_back(texts.get(key, {}), body["language"], words)}
    return texts


def _put_back(texts: Mapping[str, str], language: str, words: str | None) -> dict[str, str]:
    others = {code: text for code, text in texts.items() if code != language}
    return others if words is None else {**others, language: words}


def _since(work: Work, fact: str, at: datetime) -> list[tuple[UUID, dict[str, Any]]]:
    """Return subject and body of the entries after a moment, the newest first."""
    query = select(JournalEntry.subject, JournalEntry.body).where(
        col(JournalEntry.fact) == fact, col(JournalEntry.at) > at
    )
    found = work.session.exec(query.order_by(col(JournalEntry.id).desc()))
    return [(subject, dict(body)) for subject, body in found]
