"""Which mandates say nearly the same: their paragraphs' words, compared in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col

from core.work import Work
from registry import Mandate, Pair, Paragraph, near_pairs, texts_of
from reports.asking import columns, tuples
from reports.ladder import Judgement

MOST = 2_000
_LANGUAGES = ("en", "fr", "ar")
_Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs of mandates by their ids, most alike first; compared in `language` by `basis`.

    `basis`: `text` (official words) or `summary` (ours); None when there was nothing to compare.
    """

    language: str | None = None
    basis: str | None = None
    pairs: tuple[Pair, ...] = ()


def alike(work: Work, judgements: Sequence[Judgement]) -> Alike:
    """Compare the mandates, the first 2,000 of them, where all have words in one language."""
    ids = [each.mandate.id for each in judgements[:MOST]]
    query = columns(Mandate.id, Paragraph.id, Paragraph.summary).join(
        Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id)
    )
    rows = {row[0]: row for row in tuples(work, query.where(col(Mandate.id).in_(ids)))}
    texts = texts_of(work, {paragraph for _, paragraph, _ in rows.values()})
    official = {key: texts.get(paragraph, {}) for key, paragraph, _ in rows.values()}
    ours = {key: summary for key, _, summary in rows.values()}
    for basis, said in (("text", official), ("summary", ours)):
        for language in _LANGUAGES:
            words = _in(language, ids, said)
            if len(words) == len(ids) > 1:
                return Alike(language, basis, near_pairs(words, language))
    return Alike()


def _in(language: str, ids: Sequence[UUID], said: Mapping[UUID, Mapping[str, str]]) -> _Words:
    found = {str(key): said[key].get(language) for key in ids}
    return {key: words for key, words in found.items() if words}
