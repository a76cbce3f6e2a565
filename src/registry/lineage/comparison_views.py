"""How comparisons of resolutions look from outside."""

from collections import Counter
from collections.abc import Sequence
from typing import Self
from uuid import UUID

from registry.lineage.comparison import CarryOver, Difference, Likes
from registry.model import Kind, Mandate
from registry.reading.similarity import Pair
from registry.views import View


class ParagraphPlaceView(View):
    """A paragraph of a resolution."""

    resolution: str
    paragraph: str


class PairView(View):
    """Two paragraphs and how like they are: `similarity` 0 to 1; `likeness` says it in a word.

    `same` (from 0.9), `reworded` (from 0.5) or `related` (from 0.3).
    """

    first: ParagraphPlaceView
    second: ParagraphPlaceView
    similarity: float
    likeness: str


class NearDuplicatesView(View):
    """Paragraphs that say nearly the same, most alike first.

    `basis`: `text` compares official words, `summary` our summaries, both in `language`.
    """

    resolution: str
    language: str
    basis: str
    compared_with: list[str]
    items: list[PairView]

    @classmethod
    def of(cls, slug: str, found: Likes) -> Self:
        """Show doubles; the earlier paragraph is `first`."""
        items = [
            PairView(
                first=ParagraphPlaceView(resolution=other, paragraph=pair.first),
                second=ParagraphPlaceView(resolution=slug, paragraph=pair.second),
                similarity=pair.similarity,
                likeness=pair.likeness,
            )
            for other, pair in sorted(found.pairs, key=lambda each: -each[1].similarity)
        ]
        return cls(
            resolution=slug,
            language=found.language,
            basis=found.basis,
            compared_with=list(found.compared_with),
            items=items,
        )


class MandateHead(View):
    """What identifies a mandate in a proposal."""

    id: UUID
    reference: str
    canonical: str
    kind: Kind


class CarriedView(View):
    """A paragraph and the earlier one that it takes up.

    `earlier_mandates` are those that no decision stands about: they may be superseded by
    `mandates`, if a person says so.
    """

    paragraph: str
    earlier: str
    similarity: float
    likeness: str
    mandates: list[MandateHead]
    earlier_mandates: list[MandateHead]


class CarryOverView(View):
    """What of an earlier resolution goes on, in the order of the later one, and what does not."""

    resolution: str
    earlier: str
    language: str
    basis: str
    items: list[CarriedView]
    left_behind: list[str]

    @classmethod
    def of(cls, slug: str, earlier: str, found: CarryOver) -> Self:
        """Show proposals."""
        return cls(
            resolution=slug,
            earlier=earlier,
            language=found.language,
            basis=found.basis,
            items=[_proposal(pair, found) for pair in found.pairs],
            left_behind=list(found.left_behind),
        )


class SegmentView(View):
    """A run of characters: `kept`, `dropped` or `added`."""

    kind: str
    text: str


class ParagraphChangeView(View):
    """What became of a paragraph: `same`, `changed`, `added` or `dropped`.

    `segments` hold both texts of a changed paragraph: leave out `added` and it is the earlier one,
    leave out `dropped` and it is the later one.
    """

    kind: str
    earlier: str | None
    later: str | None
    similarity: float | None
    segments: list[SegmentView]


class DifferenceView(View):
    """What changed since an earlier resolution, in the order of the later one."""

    resolution: str
    earlier: str
    language: str
    basis: str
    counts: dict[str, int]
    items: list[ParagraphChangeView]

    @classmethod
    def of(cls, slug: str, earlier: str, found: Difference) -> Self:
        """Show a difference with its counts."""
        counts = Counter(step.kind for step in found.steps)
        return cls(
            resolution=slug,
            earlier=earlier,
            language=found.language,
            basis=found.basis,
            counts={kind: counts[kind] for kind in ("same", "changed", "added", "dropped")},
            items=[ParagraphChangeView.model_validate(step) for step in found.steps],
        )


def _proposal(pair: Pair, found: CarryOver) -> CarriedView:
    return CarriedView(
        paragraph=pair.second,
        earlier=pair.first,
        similarity=pair.similarity,
        likeness=pair.likeness,
        mandates=_heads(found.mandates.get(pair.second, ())),
        earlier_mandates=_heads(found.earlier_mandates.get(pair.first, ())),
    )


def _heads(mandates: Sequence[Mandate]) -> list[MandateHead]:
    return [MandateHead.model_validate(mandate) for mandate in mandates]
