"""How citations and reported events look from outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from registry.access import visible_resolutions
from registry.lineage.model import RelationKind, ReportedEvent, ResolutionRelation
from registry.model import Review
from registry.text_model import Paragraph, Resolution
from registry.views import SpanView, View


class _ReadView(View):
    """What every suggestion shows: where it was read, and what a person found of it."""

    id: UUID
    resolution: str
    paragraph: str
    span: SpanView | None
    review: Review
    reviewed_at: datetime | None
    review_reason: str | None


class RelationView(_ReadView):
    """A paragraph's mention of another text; `target`: the slug, when it is a resolution here.

    `cited`: resolution, decision, document or article; `kind`: what the paragraph does with it.
    """

    cited: str
    symbol: str
    kind: RelationKind
    dated: date | None
    target: str | None

    @classmethod
    def listed(cls, work: Work, rows: Sequence[ResolutionRelation]) -> list[Self]:
        """Show citations: two questions, however many."""
        labels = _labels(work, [row.paragraph_id for row in rows])
        slugs = _slugs(work, [*(row.resolution_id for row in rows), *_targets(rows)])
        return [
            cls.model_validate(
                {
                    **row.model_dump(),
                    "span": _span(row),
                    "resolution": slugs[row.resolution_id],
                    "paragraph": labels[row.paragraph_id],
                    "target": slugs.get(row.target_id) if row.target_id else None,
                }
            )
            for row in rows
        ]


class ReportedEventView(_ReadView):
    """An event that a paragraph reports as held. Days are inclusive; `title` is in `language`.

    `type` is an activity, or `session`; `precision`: day, month or year.
    """

    title: str
    language: str
    type: str
    starts_on: date
    ends_on: date
    precision: str
    place: str | None
    organizers: list[str]
    partners: list[str]
    mode: str | None

    @classmethod
    def listed(cls, work: Work, rows: Sequence[ReportedEvent]) -> list[Self]:
        """Show reported events: two questions, however many."""
        labels = _labels(work, [row.paragraph_id for row in rows])
        slugs = _slugs(work, [row.resolution_id for row in rows])
        return [
            cls.model_validate(
                {
                    **row.model_dump(),
                    "span": _span(row),
                    "resolution": slugs[row.resolution_id],
                    "paragraph": labels[row.paragraph_id],
                }
            )
            for row in rows
        ]


def _targets(rows: Sequence[ResolutionRelation]) -> list[UUID]:
    return [row.target_id for row in rows if row.target_id]


def _span(row: ResolutionRelation | ReportedEvent) -> SpanView | None:
    if row.span is None:
        return None
    return SpanView(language=row.language, start=row.span[0], end=row.span[1])


def _labels(work: Work, ids: Collection[UUID]) -> Mapping[UUID, str]:
    query = select(Paragraph.id, Paragraph.label).where(col(Paragraph.id).in_(ids))
    return dict(list(work.session.exec(query)))


def _slugs(work: Work, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the slugs of those resolutions that the actor may see."""
    query = select(Resolution.id, Resolution.slug).where(
        col(Resolution.id).in_(ids), visible_resolutions(work.actor)
    )
    return dict(list(work.session.exec(query)))
