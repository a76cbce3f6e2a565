"""Writes resolutions for other systems."""

from core.texts import Language
from core.work import Work
from registry.exchange.akoma_ntoso import akoma_ntoso
from registry.exchange.jsonld import to_jsonld
from registry.exchange.record import ResolutionRecord
from registry.exchange.rows import citations_of, record_of
from registry.text_model import Resolution


def exported_jsonld(work: Work, resolution: Resolution) -> str:
    """Return a resolution as JSON-LD, as far as the actor may see it; the same gives the same."""
    return to_jsonld(record_of(work, resolution))


def exported_xml(work: Work, resolution: Resolution, language: str | None = None) -> str:
    """Return a resolution as Akoma Ntoso: in that language, or the original, or any it has."""
    record = record_of(work, resolution)
    spoken = Language(language) if language else _spoken(record)
    return akoma_ntoso(record, spoken, citations_of(work, resolution, spoken))


def _spoken(record: ResolutionRecord) -> Language:
    languages = [each.language for each in record.versions]
    if record.original_language in languages or not languages:
        return record.original_language or Language.EN
    return languages[0]
