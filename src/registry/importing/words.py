"""The words of one language version, laid to the paragraphs and clauses they belong to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import col, delete

from core.work import Work
from registry.facts import WordsCorrected
from registry.importing.matching import Matched, labels_of, match_labels, match_spans
from registry.importing.rows import new_preamble, storable
from registry.model import Mandate
from registry.naming import label_key
from registry.reading.shapes import ReadMandate, ReadResolution, Unread
from registry.store import mandates_of, paragraphs_of, sections_of, texts_in
from registry.text_model import ParagraphText, Part, Resolution, Section, Version


@dataclass(frozen=True, slots=True)
class _Words:
    """One paragraph of the version, under the label of ours that it belongs to."""

    paragraph: UUID
    text: str
    mandates: Sequence[ReadMandate]


@dataclass(frozen=True, slots=True)
class Brought:
    """How many paragraphs have words now, and how many clauses of ours were found in them.

    `before`: what paragraphs said whose words are others now; None where there were none.
    """

    paragraphs: int
    spans: int
    before: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


def bring_words(
    work: Work, resolution: Resolution, version: Version, read: ReadResolution
) -> Brought:
    """Give a version its texts, in place of those it had, and its lists of what fitted nothing."""
    operative, matched = _operative(work, resolution.id, read)
    preamble, numbers = _preamble(work, resolution.id, read)
    words = [*preamble, *operative]
    version.unmatched = [storable(each) for each in (*numbers.unmatched, *matched.unmatched)]
    version.missing = [*numbers.missing, *matched.missing]
    version.unread = _unread(read, numbers, matched)
    work.session.add(version)
    work.session.flush()
    before = _replace_texts(work, version, words)
    _name_sections(work, resolution, read)
    spans = _find_clauses(work, version, words, before)
    work.session.flush()
    return Brought(len(words), spans, _replaced(before, words))


def _replaced(before: Mapping[UUID, str], words: Sequence[_Words]) -> dict[str, str | None]:
    now = {each.paragraph: each.text for each in words}
    ids = sorted(before.keys() | now.keys())
    return {str(each): before.get(each) for each in ids if before.get(each) != now.get(each)}


def _replace_texts(work: Work, version: Version, words: Sequence[_Words]) -> dict[UUID, str]:
    """Store the version's words; return those that it had before."""
    before = texts_in(work, version.id)
    work.session.exec(delete(ParagraphText).where(col(ParagraphText.version_id) == version.id))
    work.session.add_all(
        ParagraphText(version_id=version.id, paragraph_id=each.paragraph, text=each.text)
        for each in words
    )
    return before


def _operative(work: Work, resolution: UUID, read: ReadResolution) -> tuple[list[_Words], Matched]:
    ours = {row.label: row.id for row in paragraphs_of(work, resolution, Part.OPERATIVE)}
    theirs = dict(zip(labels_of(read.paragraphs), read.paragraphs, strict=True))
    matched = match_labels(ours, theirs)
    words = [
        _Words(ours[own], storable(theirs[label].text), theirs[label].mandates)
        for own, label in matched.pairs
    ]
    return words, matched


def _preamble(work: Work, resolution: UUID, read: ReadResolution) -> tuple[list[_Words], Matched]:
    """Match preambular paragraphs by their number; the first version brings them in."""
    rows = paragraphs_of(work, resolution, Part.PREAMBULAR)
    rows = rows or new_preamble(work, resolution, len(read.preambular))
    ours = {row.label: row.id for row in rows}
    theirs = {f"P{each.n}": storable(each.text) for each in read.preambular}
    matched = match_labels(ours, theirs)
    return [_Words(ours[own], theirs[label], ()) for own, label in matched.pairs], matched


def _unread(read: ReadResolution, numbers: Matched, matched: Matched) -> list[dict[str, Any]]:
    """Return the lines that fitted nothing, and the words of paragraphs that we do not have."""
    why = "the resolution has no paragraph {}".format
    lost = [
        Unread(0, each.text, why(label))
        for each in read.preambular
        if (label := f"P{each.n}") in numbers.unmatched
    ]
    lost += [
        Unread(each.line, each.text, why(label))
        for label, each in zip(labels_of(read.paragraphs), read.paragraphs, strict=True)
        if label in matched.unmatched
    ]
    return [{**asdict(each), "text": storable(each.text)} for each in (*read.unread, *lost)]


def _name_sections(work: Work, resolution: Resolution, read: ReadResolution) -> None:
    """Give sections and the resolution a title in this language where they have none."""
    printed = {label_key(section.label): section.title for section in read.sections}
    for row in sections_of(work, resolution.id):
        if title := printed.get(label_key(row.label)):
            _entitle(work, row, read.language, title)
    if read.title:
        _entitle(work, resolution, read.language, read.title)


def _entitle(work: Work, row: Section | Resolution, language: str, title: str) -> None:
    if language in row.title:
        return
    before, row.title = row.title, {language: storable(title, 1000), **row.title}
    said = {"before": {"title": before}, "after": {"title": row.title}}
    work.record(WordsCorrected(subject=row.id, **said))


def _find_clauses(
    work: Work,
    version: Version,
    words: Sequence[_Words],
    before: Mapping[UUID, str],
) -> int:
    """Say where each clause stands, unless that is known; forget it where words have changed."""
    clauses: dict[UUID, list[Mandate]] = defaultdict(list)
    for mandate in mandates_of(work, version.resolution_id):
        clauses[mandate.paragraph_id].append(mandate)
    now = {each.paragraph: each.text for each in words}
    for paragraph, text in before.items():
        if now.get(paragraph) != text:
            _forget(clauses[paragraph], version.language)
    return sum(_locate(clauses[each.paragraph], each, version.language) for each in words)


def _forget(mandates: Sequence[Mandate], language: str) -> None:
    for mandate in mandates:
        if mandate.span_language == language:
            mandate.span = mandate.span_language = None


def _locate(mandates: Sequence[Mandate], words: _Words, language: str) -> int:
    spans = match_spans([mandate.canonical for mandate in mandates], words.mandates)
    found = 0
    for mandate, span in zip(mandates, spans, strict=True):
        if mandate.span is None and span is not None:
            mandate.span, mandate.span_language = list(span), language
            found += 1
    return found
