"""A resolution as a page shows it: its sections, their paragraphs, and how each mandate stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from nadwa.dashboard import store
from nadwa.dashboard.filters import Filters
from nadwa.dashboard.mandate_lines import MandateLine, mandate_line
from nadwa.dashboard.reader import Reader
from registry import Mandate, Paragraph, Resolution, search_key, texts_of
from reports import Judgement


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """One paragraph: our summary, the official words where imported, its mandates.

    `anchor` is its place on the page: `p14`.
    """

    label: str
    anchor: str
    summary: str
    texts: Mapping[str, str]
    mandates: tuple[MandateLine, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A heading and the paragraphs under it that the reader wishes to see."""

    label: str
    title: str
    paragraphs: tuple[ParagraphLine, ...]


def section_blocks(
    work: Work,
    reader: Reader,
    resolution: Resolution,
    judgements: Mapping[UUID, Judgement],
    filters: Filters,
) -> list[SectionBlock]:
    """Return the sections with the paragraphs that fit the wishes; all of them without a wish."""
    wanted = _mandates(work, judgements, filters)
    texts = _texts(work, resolution, reader)
    paragraphs: dict[UUID | None, list[ParagraphLine]] = defaultdict(list)
    for paragraph in _paragraphs(work, resolution.id):
        own = texts.get(paragraph.id, {})
        fitting = wanted.get(paragraph.id, [])
        if filters.wished and not (fitting and _says(paragraph, own, filters.q)):
            continue
        lines = [mandate_line(reader, each, judgements[each.id]) for each in fitting]
        paragraphs[paragraph.section_id].append(_line(reader, paragraph, own, lines))
    headings = {row.id: row for row in store.sections(work, resolution.id)}
    ordered: list[UUID | None] = [*headings, None]
    return [
        SectionBlock(
            label=headings[key].label if key else "",
            title=reader.pick(headings[key].title) if key else "",
            paragraphs=tuple(paragraphs[key]),
        )
        for key in ordered
        if key in paragraphs
    ]


def anchor_of(label: str) -> str:
    """Return where a paragraph stands on its resolution's page: `p14`, `p2-bis`."""
    return f"p{label.replace(' ', '-')}"


def _paragraphs(work: Work, resolution_id: UUID) -> Sequence[Paragraph]:
    query = select(Paragraph).where(col(Paragraph.resolution_id) == resolution_id)
    return work.session.exec(query.order_by(col(Paragraph.position))).all()


def _mandates(
    work: Work, judgements: Mapping[UUID, Judgement], filters: Filters
) -> dict[UUID, list[Mandate]]:
    fitting = [key for key, judgement in judgements.items() if filters.let_through(judgement)]
    query = select(Mandate).where(col(Mandate.id).in_(fitting))
    found: dict[UUID, list[Mandate]] = defaultdict(list)
    for mandate in work.session.exec(query.order_by(col(Mandate.position), col(Mandate.id))):
        found[mandate.paragraph_id].append(mandate)
    return found


def _texts(work: Work, resolution: Resolution, reader: Reader) -> Mapping[UUID, dict[str, str]]:
    ids = [paragraph.id for paragraph in _paragraphs(work, resolution.id)]
    found = texts_of(work, ids)
    return {key: _nearest(texts, reader.language) for key, texts in found.items()}


def _nearest(texts: dict[str, str], language: str) -> dict[str, str]:
    """Keep the reader's language; without it, all that there are."""
    return {language: texts[language]} if language in texts else texts


def _says(paragraph: Paragraph, texts: Mapping[str, str], words: str) -> bool:
    if not words.strip():
        return True
    said = " ".join([*paragraph.summary.values(), *texts.values()])
    return search_key(words) in search_key(said)


def _line(
    reader: Reader,
    paragraph: Paragraph,
    texts: Mapping[str, str],
    mandates: Sequence[MandateLine],
) -> ParagraphLine:
    return ParagraphLine(
        label=paragraph.label,
        anchor=anchor_of(paragraph.label),
        summary=reader.pick(paragraph.summary),
        texts=texts,
        mandates=tuple(mandates),
    )
