"""Gathers what one resolution shows of itself."""

from collections import Counter
from uuid import UUID

from core.work import Work
from registry.access import is_insider
from registry.model import Review
from registry.resolution_views import Counts, ResolutionView, SectionView, VersionView
from registry.store import mandate_counts, paragraph_counts, sections_of, versions_of
from registry.text_model import Part, Resolution


def whole(work: Work, resolution: Resolution) -> ResolutionView:
    """Return a resolution with its sections, versions and counts, as far as the actor may see."""
    counted = paragraph_counts(work, resolution.id)
    in_section = {section: count for part, section, count in counted if part is Part.OPERATIVE}
    return ResolutionView.model_validate(
        {
            **resolution.model_dump(),
            "sections": _sections(work, resolution, in_section),
            "versions": _versions(work, resolution),
            "counts": _counts(work, resolution, counted),
        }
    )


def _sections(
    work: Work, resolution: Resolution, counts: dict[UUID | None, int]
) -> list[SectionView]:
    return [
        SectionView.model_validate({**row.model_dump(), "paragraphs": counts.get(row.id, 0)})
        for row in sections_of(work, resolution.id)
    ]


def _versions(work: Work, resolution: Resolution) -> list[VersionView]:
    hidden = {} if is_insider(work.actor) else {"unread": None}
    return [
        VersionView.model_validate({**row.model_dump(), **hidden})
        for row in versions_of(work, resolution.id)
    ]


def _counts(
    work: Work, resolution: Resolution, counted: list[tuple[Part, UUID | None, int]]
) -> Counts:
    parts = Counter[Part]()
    for part, _, count in counted:
        parts[part] += count
    reviews = mandate_counts(work, resolution.id)
    seen = list(Review) if is_insider(work.actor) else [Review.CONFIRMED]
    return Counts(
        paragraphs={part: parts[part] for part in Part},
        mandates={review: reviews.get(review, 0) for review in seen},
    )
