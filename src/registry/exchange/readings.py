"""A record's language versions as if they had been read from files; pure."""

from collections.abc import Sequence

from core.texts import Language
from registry.exchange.record import MandateRecord, ParagraphRecord, ResolutionRecord
from registry.reading.shapes import (
    ReadMandate,
    ReadParagraph,
    ReadPreamble,
    ReadResolution,
    ReadSection,
)
from registry.text_model import Part


def readings_of(record: ResolutionRecord) -> list[ReadResolution]:
    """Return what each language version would be, had it been read from a file."""
    return [_reading(record, version.language, version.title) for version in record.versions]


def _reading(record: ResolutionRecord, language: Language, title: str) -> ReadResolution:
    spoken = [each for each in record.paragraphs if language in each.texts]
    preamble = [each for each in spoken if each.part is Part.PREAMBULAR]
    return ReadResolution(
        symbol=record.symbol,
        language=language.value,
        original_language=record.original_language,
        title=title,
        slug=record.slug,
        sections=tuple(
            ReadSection(each.label, each.title[language])
            for each in record.sections
            if language in each.title
        ),
        preambular=tuple(
            ReadPreamble(number, each.texts[language]) for number, each in enumerate(preamble, 1)
        ),
        paragraphs=tuple(
            ReadParagraph(each.label, each.section, each.texts[language], 0, _read(each, language))
            for each in spoken
            if each.part is Part.OPERATIVE
        ),
        unread=(),
    )


def _read(paragraph: ParagraphRecord, language: Language) -> tuple[ReadMandate, ...]:
    """Return the clauses with their places, so that ours are found in the words."""
    found: Sequence[MandateRecord] = [
        one for one in paragraph.mandates if one.span and one.span.language == language
    ]
    return tuple(
        ReadMandate(
            verb=one.verb,
            canonical=one.canonical,
            kind=one.kind,
            activities=tuple(one.activities),
            deliverables=tuple(one.deliverables),
            addressees=tuple(one.addressees),
            partners=tuple(one.partners),
            recurrence=one.recurrence,
            due=None,
            span=(one.span.start, one.span.end) if one.span else (0, 0),
            confidence=one.confidence,
            quantity=one.quantity,
        )
        for one in found
    )
