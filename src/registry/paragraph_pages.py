"""Pages of paragraphs, in the order of the text rather than of their ids."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from core.http.paging import Page, Turn
from core.work import Work
from registry.access import visible_mandates
from registry.model import Mandate
from registry.store import places, texts_of
from registry.text_model import Paragraph, Part, Resolution, Section
from registry.views import MandateView, ParagraphView


def paragraph_page(
    work: Work, resolution: Resolution, turn: Turn, part: Part | None, section: str | None
) -> Page[ParagraphView]:
    """Return a page; an import may add the preamble later, so the cursor's place decides."""
    query = (
        select(Paragraph, Section.label)
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .where(col(Paragraph.resolution_id) == resolution.id)
    )
    if part is not None:
        query = query.where(col(Paragraph.part) == part)
    if section is not None:
        query = query.where(col(Section.label) == section)
    if turn.after:
        seen = select(Paragraph.position).where(col(Paragraph.id) == turn.after)
        query = query.where(col(Paragraph.position) > seen.scalar_subquery())
    query = query.order_by(col(Paragraph.position)).limit(turn.limit + 1)
    found = work.session.exec(query).all()
    rows = list(found[: turn.limit])
    last = str(rows[-1][0].id) if len(found) > turn.limit else None
    return Page(items=_shown(work, rows), next=last)


def _shown(work: Work, rows: Sequence[tuple[Paragraph, str | None]]) -> list[ParagraphView]:
    ids = [paragraph.id for paragraph, _ in rows]
    texts, mandates = texts_of(work, ids), _mandates(work, ids)
    return [
        ParagraphView(
            id=paragraph.id,
            label=paragraph.label,
            part=paragraph.part,
            section=section,
            texts=texts.get(paragraph.id, {}),
            summary=paragraph.summary,
            mandates=mandates.get(paragraph.id, []),
        )
        for paragraph, section in rows
    ]


def _mandates(work: Work, paragraphs: Sequence[UUID]) -> dict[UUID, list[MandateView]]:
    query = select(Mandate).where(
        col(Mandate.paragraph_id).in_(paragraphs), visible_mandates(work.actor)
    )
    rows = work.session.exec(query.order_by(col(Mandate.position), col(Mandate.id))).all()
    place = places(work, rows)
    shown: dict[UUID, list[MandateView]] = defaultdict(list)
    for row in rows:
        shown[row.paragraph_id].append(MandateView.of(row, place[row.id]))
    return shown
