"""The rows of a resolution that nobody knew: sections, paragraphs, suggested mandates."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from core.storage import Row
from core.work import Work
from registry.default_rule import default_rule
from registry.importing.matching import labels_of
from registry.model import Basis, Kind, Mandate, Review, Rule
from registry.naming import reference
from registry.reading.shapes import ReadMandate, ReadResolution
from registry.text_model import Paragraph, Part, Resolution, Section

_MOST_REASONS = 50
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, most: int | None = None) -> str:
    """Return text that every database takes; as long as before, unless longer than `most`."""
    return _UNSTORABLE.sub("\ufffd", text)[:most]


def new_resolution(work: Work, read: ReadResolution, slug: str) -> Resolution:
    """Store a resolution that nobody knew: its head, its sections, paragraphs and suggestions."""
    symbol = storable(read.symbol, 120) if read.symbol else None
    resolution = work.add(
        Resolution(
            slug=slug,
            symbol=symbol,
            printed_symbol=symbol,
            title={read.language: storable(read.title, 1000) or slug},
            original_language=read.original_language,
        )
    )
    sections = _sections(work, read, resolution.id)
    labels = zip(labels_of(read.paragraphs), read.paragraphs, strict=True)
    labelled = [
        (_paragraph(resolution, sections.get(each.section or ""), label, place), each)
        for place, (label, each) in enumerate(labels, 1)
    ]
    _store(work, [row for row, _ in labelled])
    clauses = [
        (row, number, clause)
        for row, each in labelled
        for number, clause in enumerate(each.mandates, 1)
    ]
    suggestions = [
        Mandate(
            resolution_id=resolution.id,
            paragraph_id=row.id,
            reference=reference(slug, row.label, number),
            position=position,
            review=Review.SUGGESTED,
            source="import",
            created_at=work.now,
            span_language=read.language,
            **_reading(clause),
        )
        for position, (row, number, clause) in enumerate(clauses, 1)
    ]
    _store(work, suggestions)
    return resolution


def new_preamble(work: Work, resolution: UUID, count: int) -> list[Paragraph]:
    """Store preambular paragraphs `P1`, `P2`, ...; their positions are below the operative ones."""
    rows = [
        Paragraph(
            resolution_id=resolution,
            part=Part.PREAMBULAR,
            position=number - count - 1,
            label=f"P{number}",
        )
        for number in range(1, count + 1)
    ]
    _store(work, rows)
    return rows


def _sections(work: Work, read: ReadResolution, resolution: UUID) -> dict[str, UUID]:
    rows: dict[str, UUID] = {}
    for section in read.sections:
        if section.label not in rows:
            row = Section(
                resolution_id=resolution,
                position=len(rows) + 1,
                label=storable(section.label, 60),
                title={read.language: storable(section.title, 1000) or section.label},
            )
            rows[section.label] = work.add(row).id
    return rows


def _paragraph(resolution: Resolution, section: UUID | None, label: str, place: int) -> Paragraph:
    return Paragraph(
        resolution_id=resolution.id,
        section_id=section,
        part=Part.OPERATIVE,
        position=place,
        label=storable(label),
    )


def _reading(read: ReadMandate) -> dict[str, Any]:
    """Return the columns that say what was read, and the rule that its words ask for."""
    rule = default_rule(read.kind, read.activities, read.addressees, read.recurrence, read.quantity)
    due = read.due
    return {
        "verb": storable(read.verb, 120),
        "canonical": read.canonical,
        "kind": Kind(read.kind),
        "activities": list(read.activities),
        "deliverables": list(read.deliverables),
        "addressees": list(read.addressees),
        "partners": list(read.partners),
        "recurrence": read.recurrence,
        "quantity": read.quantity,
        "due_on": due.on if due else None,
        "due_basis": Basis(due.basis) if due else Basis.NONE,
        "due_session": due.session if due else None,
        "rule": Rule(rule.kind.value),
        "rule_count": rule.n,
        "rule_period": rule.period,
        "confidence": read.confidence,
        "reading_notes": [storable(reason, 500) for reason in read.reasons[:_MOST_REASONS]],
        "span": list(read.span),
    }


def _store(work: Work, rows: Sequence[Row]) -> None:
    """Store many rows at once, in their order."""
    work.session.add_all(rows)
    work.session.flush()
