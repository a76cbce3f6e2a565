"""A resolution as JSON-LD: plain keys, tied to schema.org and ELI by the context inside. Pure."""

import json
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from registry.exchange.akoma_ntoso import element_ids, work_iri
from registry.exchange.record import ResolutionRecord
from registry.exchange.xml_tree import Refused

MEDIA_TYPE: Final = "application/ld+json"
_BY_LANGUAGE = {"@container": "@language"}
_IN_ORDER = {"@container": "@list"}
CONTEXT: Final[dict[str, Any]] = {
    "@version": 1.1,
    "@vocab": "urn:nadwa:vocabulary#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "eli:title", **_BY_LANGUAGE},
    "short_title": {"@id": "eli:title_short", **_BY_LANGUAGE},
    "theme": {"@id": "schema:about", **_BY_LANGUAGE},
    "symbol": "schema:legislationIdentifier",
    "slug": "eli:id_local",
    "label": "schema:position",
    "adopting_body": "schema:legislationPassedBy",
    "adopted_on": {"@id": "schema:legislationDate", "@type": "xsd:date"},
    "starts_on": {"@type": "xsd:date"},
    "dated": {"@type": "xsd:date"},
    "place": {"@id": "schema:locationCreated", "@type": "@json"},
    "original_language": "schema:inLanguage",
    "sections": _IN_ORDER,
    "paragraphs": {"@id": "eli:has_part", **_IN_ORDER},
    "versions": {"@id": "eli:is_realized_by"},
    "language": "schema:inLanguage",
    "texts": {"@id": "schema:text", **_BY_LANGUAGE},
    "summary": {"@id": "schema:abstract", **_BY_LANGUAGE},
    "mandates": _IN_ORDER,
    "relations": _IN_ORDER,
    "cited": "schema:additionalType",
}
"""What each key means. A term without an entry is our own vocabulary's."""


def to_jsonld(record: ResolutionRecord) -> str:
    """Write a record; the same record gives the same bytes."""
    iri, ids = work_iri(record), element_ids(record)
    said = record.model_dump(mode="json")
    paragraphs = [
        {
            "@id": f"{iri}#{ids[paragraph.part, paragraph.label]}",
            "@type": "Paragraph",
            **shown,
            "mandates": [
                {"@id": f"urn:nadwa:mandate:{one['reference']}", "@type": "Mandate", **one}
                for one in shown["mandates"]
            ],
        }
        for paragraph, shown in zip(record.paragraphs, said["paragraphs"], strict=True)
    ]
    types = ["schema:Legislation", "eli:LegalResource"]
    document = {"@context": CONTEXT, "@id": iri, "@type": types, **said, "paragraphs": paragraphs}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def from_jsonld(content: bytes) -> ResolutionRecord:
    """Return the record of a document with our keys. Raises `Refused`."""
    try:
        document = from_json(content)
    except ValueError as error:
        raise Refused(f"this is no JSON: {error}") from error
    if not isinstance(document, dict):
        raise Refused("the document is not one resolution")
    try:
        return ResolutionRecord.model_validate_json(json.dumps(_without_marks(document)))
    except ValidationError as error:
        fault = error.errors()[0]
        place = "/".join(str(part) for part in fault["loc"])
        raise Refused(f"/{place}: {fault['msg']}") from error


def _without_marks(value: Any) -> Any:
    """Leave out what JSON-LD adds; the record's own keys never begin with an at sign."""
    if isinstance(value, dict):
        return {key: _without_marks(each) for key, each in value.items() if key[:1] != "@"}
    return [_without_marks(each) for each in value] if isinstance(value, list) else value
