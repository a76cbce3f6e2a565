"""Mandates in brief: enough to name one in a list."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import col

from core.work import Work
from registry import Kind, Mandate, Paragraph, Resolution, Section
from reports.asking import columns, mappings
from reports.ladder import Judgement, Status

_READ: tuple[Any, ...] = (
    Mandate.id,
    Mandate.reference,
    col(Resolution.slug).label("resolution"),
    col(Section.label).label("section"),
    col(Paragraph.label).label("paragraph"),
    Paragraph.summary,
)


class MandateBrief(BaseModel):
    """A mandate, where it stands in the text and how it stands in fact; `due`: its last day."""

    id: UUID
    reference: str
    resolution: str
    section: str | None
    paragraph: str
    summary: dict[str, str]
    kind: Kind
    activities: list[str]
    addressees: list[str]
    status: Status
    due: date | None
    due_basis: str | None
    due_session: str | None


def briefs(work: Work, *lists: Sequence[Judgement]) -> list[list[MandateBrief]]:
    """Show lists of mandates in brief: one question for all of them."""
    ids = {judgement.mandate.id for judgements in lists for judgement in judgements}
    query = (
        columns(*_READ)
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .where(col(Mandate.id).in_(ids))
    )
    known = {row["id"]: row for row in mappings(work, query)}
    return [list(_briefs(judgements, known)) for judgements in lists]


def _briefs(
    judgements: Iterable[Judgement], known: dict[UUID, dict[str, Any]]
) -> Iterable[MandateBrief]:
    for judgement in judgements:
        mandate, due = judgement.mandate, judgement.deadline
        yield MandateBrief(
            **known[mandate.id],
            kind=Kind(mandate.kind),
            activities=list(mandate.activities),
            addressees=list(mandate.addressees),
            status=judgement.status,
            due=due.on if due else None,
            due_basis=due.basis if due else None,
            due_session=due.session if due else None,
        )
