"""A resolution's rows as a record that travels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import and_, col, select

from core.work import Work
from registry.access import visible_mandates, visible_resolutions
from registry.exchange.akoma_ntoso import Citation, cited_iri, iri_of
from registry.exchange.record import ResolutionRecord
from registry.lineage.access import readable
from registry.lineage.model import ResolutionRelation
from registry.model import Mandate, Review
from registry.store import sections_of, texts_of, versions_of
from registry.text_model import Paragraph, Resolution

_HEAD = (
    "slug",
    "symbol",
    "printed_symbol",
    "title",
    "short_title",
    "theme",
    "adopting_body",
    "adopted_on",
    "starts_on",
    "hijri_printed",
    "place",
    "original_language",
    "next_session",
)


def record_of(work: Work, resolution: Resolution) -> ResolutionRecord:
    """Return all that travels of a resolution, as far as the actor may see it."""
    sections = sections_of(work, resolution.id)
    labels = {section.id: section.label for section in sections}
    rows = _paragraphs(work, resolution)
    texts = texts_of(work, [row.id for row in rows])
    mandates = _mandates(work, resolution)
    return ResolutionRecord.model_validate(
        {
            **resolution.model_dump(include=set(_HEAD)),
            "sections": [each.model_dump(include={"label", "title"}) for each in sections],
            "versions": [
                each.model_dump(include={"language", "title", "filename"})
                for each in versions_of(work, resolution.id)
            ],
            "paragraphs": [
                {
                    **row.model_dump(include={"label", "part", "summary"}),
                    "section": labels[row.section_id] if row.section_id else None,
                    "texts": dict(sorted(texts.get(row.id, {}).items())),
                    "mandates": mandates.get(row.id, []),
                }
                for row in rows
            ],
            "relations": _relations(work, resolution, {row.id: row.label for row in rows}),
        }
    )


def citations_of(work: Work, resolution: Resolution, language: str) -> dict[str, list[Citation]]:
    """Return where a version names other texts, by paragraph label, and their names."""
    target = and_(
        col(Resolution.id) == col(ResolutionRelation.target_id), visible_resolutions(work.actor)
    )
    query = (
        select(ResolutionRelation, Paragraph.label, Resolution)
        .join(Paragraph, col(Paragraph.id) == col(ResolutionRelation.paragraph_id))
        .join(Resolution, target, isouter=True)
        .where(
            col(ResolutionRelation.resolution_id) == resolution.id,
            col(ResolutionRelation.language) == language,
            col(ResolutionRelation.review) != Review.REJECTED,
        )
    )
    found: dict[str, list[Citation]] = defaultdict(list)
    for relation, label, named in work.session.exec(query):
        if relation.span:
            start, end = relation.span
            iri = _iri(named) if named else cited_iri(relation.symbol)
            found[label].append((start, end, iri))
    return found


def _iri(target: Resolution) -> str:
    day = target.adopted_on or target.starts_on
    return iri_of(target.slug, target.symbol, day.isoformat() if day else None)


def _paragraphs(work: Work, resolution: Resolution) -> Sequence[Paragraph]:
    query = select(Paragraph).where(col(Paragraph.resolution_id) == resolution.id)
    return work.session.exec(query.order_by(col(Paragraph.position))).all()


def _mandates(work: Work, resolution: Resolution) -> Mapping[UUID, list[dict[str, Any]]]:
    query = select(Mandate).where(
        col(Mandate.resolution_id) == resolution.id, visible_mandates(work.actor)
    )
    rows = work.session.exec(query.order_by(col(Mandate.position), col(Mandate.id))).all()
    references = {row.id: row.reference for row in rows}
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.paragraph_id].append(_mandate(row, references))
    return found


_SAID = (
    "reference",
    "verb",
    "canonical",
    "kind",
    "activities",
    "deliverables",
    "addressees",
    "partners",
    "recurrence",
    "quantity",
    "rule",
    "rule_count",
    "rule_period",
    "rule_partners",
    "rule_reason",
    "owner",
    "programme",
    "review",
    "review_reason",
    "confidence",
    "reading_notes",
    "source",
)


def _mandate(row: Mandate, references: Mapping[UUID, str]) -> dict[str, Any]:
    due = {"on": row.due_on, "basis": row.due_basis, "session": row.due_session}
    pointers = {"split_from": row.split_from, "merged_into": row.merged_into}
    return {
        **row.model_dump(include=set(_SAID)),
        "due": due if row.due else None,
        "span": _span(row.span, row.span_language),
        **{name: references.get(at) if at else None for name, at in pointers.items()},
    }


def _span(span: Sequence[int] | None, language: str | None) -> dict[str, Any] | None:
    return {"language": language, "start": span[0], "end": span[1]} if span else None


def _relations(
    work: Work, resolution: Resolution, labels: Mapping[UUID, str]
) -> list[dict[str, Any]]:
    """Return the citations that a person reviewed; suggestions are read anew elsewhere."""
    query = select(ResolutionRelation).where(
        col(ResolutionRelation.resolution_id) == resolution.id,
        col(ResolutionRelation.review) != Review.SUGGESTED,
        *readable(work.actor, ResolutionRelation, None),
    )
    names = {"cited", "symbol", "kind", "dated", "language", "review", "review_reason"}
    found = [
        {
            **row.model_dump(include=names),
            "paragraph": labels[row.paragraph_id],
            "span": _span(row.span, row.language),
        }
        for row in work.session.exec(query)
    ]
    return sorted(found, key=lambda each: (each["paragraph"], each["cited"], each["symbol"]))
