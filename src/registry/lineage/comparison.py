"""Compares the paragraphs of resolutions: doubles, what carries over, what changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from core.work import Work
from registry.access import resolution_of
from registry.errors import NoCommonLanguage
from registry.lineage.model import ResolutionRelation
from registry.model import Decision, Mandate, Review
from registry.reading.changes import Step, changes
from registry.reading.similarity import Pair, near_pairs, one_to_one, pairs_between
from registry.store import texts_of
from registry.text_model import Paragraph, Part, Resolution

LANGUAGES = ("en", "fr", "ar")
MOST_PARAGRAPHS = 2_000
MOST_OTHERS = 10
_Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Likes:
    """Pairs of paragraphs that say nearly the same, each with the slug of the other's resolution.

    `basis` is `text` (official words) or `summary` (ours); `language` is that of both sides.
    """

    language: str
    basis: str
    compared_with: tuple[str, ...]
    pairs: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Paragraphs of a resolution and those of an earlier one that they take up, one to one.

    `mandates` are by paragraph label: of the new paragraph, and of the earlier one those that
    nothing has decided about yet.
    """

    language: str
    basis: str
    pairs: tuple[Pair, ...]
    mandates: Mapping[str, Sequence[Mandate]]
    earlier_mandates: Mapping[str, Sequence[Mandate]]
    left_behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of each paragraph from an earlier resolution to a later one."""

    language: str
    basis: str
    steps: tuple[Step, ...]


def near_duplicates(
    work: Work, resolution: Resolution, others: Sequence[str], language: str | None
) -> Likes:
    """Find doubles within a resolution and between it and others (empty: those that it names).

    Operative paragraphs only. Raises `NoCommonLanguage`, `Missing` for another's slug.
    """
    compared = [resolution_of(work, slug) for slug in others] or _named_by(work, resolution)
    compared = [each for each in compared if each.id != resolution.id]
    texts = _Words(work, [resolution, *compared]).in_common(language, Part.OPERATIVE)
    own, *theirs = texts.of
    found = [(resolution.slug, pair) for pair in near_pairs(own, texts.language)]
    for other, earlier in zip(compared, theirs, strict=True):
        pairs = pairs_between(earlier, own, texts.language)
        found += [(other.slug, pair) for pair in pairs]
    slugs = tuple(each.slug for each in compared)
    return Likes(texts.language, texts.basis, slugs, tuple(found))


def carry_over(
    work: Work, resolution: Resolution, earlier: Resolution, language: str | None
) -> CarryOver:
    """Propose which paragraph of an earlier resolution each one takes up. Nothing is decided."""
    texts = _Words(work, [earlier, resolution]).in_common(language, Part.OPERATIVE)
    before, after = texts.of
    pairs = one_to_one(pairs_between(before, after, texts.language))
    taken = {pair.first for pair in pairs}
    return CarryOver(
        texts.language,
        texts.basis,
        pairs,
        _mandates(work, resolution),
        _mandates(work, earlier, undecided=True),
        tuple(label for label in before if label not in taken),
    )


def difference(
    work: Work, resolution: Resolution, earlier: Resolution, language: str | None
) -> Difference:
    """Tell what was added, dropped and changed, word by word, since an earlier resolution."""
    texts = _Words(work, [earlier, resolution]).in_common(language)
    before, after = texts.of
    return Difference(texts.language, texts.basis, changes(before, after, texts.language))


@dataclass(frozen=True, slots=True)
class _InCommon:
    language: str
    basis: str
    of: tuple[_Texts, ...]


class _Words:
    """The words of resolutions' paragraphs, in each language that they have, by label."""

    def __init__(self, work: Work, resolutions: Sequence[Resolution]) -> None:
        self.first = resolutions[0]
        self.paragraphs = [_paragraphs(work, each) for each in resolutions]
        ids = [row.id for rows in self.paragraphs for row in rows]
        self.texts = texts_of(work, ids)

    def in_common(self, language: str | None, part: Part | None = None) -> _InCommon:
        """Return words in one language: official ones, or else summaries; of one part or both."""
        original = self.first.original_language
        order = [language] if language else [*([original] if original else []), *LANGUAGES]
        for basis in ("text", "summary"):
            for each in order:
                found = tuple(self._words(rows, each, basis, part) for rows in self.paragraphs)
                if all(found):
                    return _InCommon(each, basis, found)
        raise NoCommonLanguage

    def _words(
        self, rows: Sequence[Paragraph], language: str, basis: str, part: Part | None
    ) -> _Texts:
        return {
            row.label: words
            for row in rows
            if part in {None, row.part}
            if (
                words := (self.texts.get(row.id, {}) if basis == "text" else row.summary).get(
                    language
                )
            )
        }


def _paragraphs(work: Work, resolution: Resolution) -> Sequence[Paragraph]:
    query = select(Paragraph).where(col(Paragraph.resolution_id) == resolution.id)
    return work.session.exec(query.order_by(col(Paragraph.position)).limit(MOST_PARAGRAPHS)).all()


def _named_by(work: Work, resolution: Resolution) -> list[Resolution]:
    """Return the resolutions here that this one names, unless a person rejected that."""
    targets = select(ResolutionRelation.target_id).where(
        col(ResolutionRelation.resolution_id) == resolution.id,
        col(ResolutionRelation.review) != Review.REJECTED,
    )
    named = select(Resolution).where(col(Resolution.id).in_(targets))
    return list(work.session.exec(named.order_by(col(Resolution.id)).limit(MOST_OTHERS)))


def _mandates(
    work: Work, resolution: Resolution, *, undecided: bool = False
) -> Mapping[str, Sequence[Mandate]]:
    query = (
        select(Paragraph.label, Mandate)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .where(
            col(Mandate.resolution_id) == resolution.id,
            col(Mandate.review) != Review.REJECTED,
        )
        .order_by(col(Mandate.position), col(Mandate.id))
    )
    if undecided:
        standing = select(Decision.mandate_id).where(col(Decision.withdrawn_at).is_(None))
        query = query.where(col(Mandate.id).not_in(standing))
    found: dict[str, list[Mandate]] = defaultdict(list)
    for label, mandate in work.session.exec(query):
        found[label].append(mandate)
    return found
