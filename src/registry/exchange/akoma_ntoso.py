"""A resolution as Akoma Ntoso 3.0 (OASIS LegalDocML): one expression, the words of one language.

The text is marked up as a `statement`; what Akoma Ntoso has no element for (mandates, summaries,
other titles) travels as JSON in `proprietary`, so that nothing is lost on the way back.
Names follow the Akoma Ntoso Naming Convention 1.0.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import quote

from core.texts import Language
from registry.exchange.record import ParagraphRecord, ResolutionRecord
from registry.exchange.xml_tree import element, quoted
from registry.reading.houses import speaker
from registry.text_model import Part

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
RECORD_NAMESPACE: Final = "urn:nadwa:exchange:1"
ALPHA_3: Final = {Language.AR: "ara", Language.EN: "eng", Language.FR: "fra"}
"""ISO 639-2, as the naming convention wants languages."""

NO_DATE: Final = "0001-01-01"
Citation = tuple[int, int, str]
"""A span of a paragraph's text and the IRI of what it names."""


def work_iri(record: ResolutionRecord) -> str:
    """Return the stable name of a resolution: `/akn/oic/statement/resolution/DATE/SLUG`."""
    return iri_of(record.slug, record.symbol, _date(record))


def iri_of(slug: str, symbol: str | None, day: str | None) -> str:
    """Return the stable name of a resolution by its slug, symbol and date (ISO 8601)."""
    house = speaker(symbol).house or "oic"
    return f"/akn/{house}/statement/resolution/{day or NO_DATE}/{slug}"


def cited_iri(symbol: str) -> str:
    """Return a name for a text that the registry does not have."""
    return f"urn:nadwa:cited:{quote(symbol, safe='')}"


def akoma_ntoso(
    record: ResolutionRecord, language: Language, citations: Mapping[str, Sequence[Citation]]
) -> str:
    """Write the record in one language; `citations` are by paragraph label, without overlap."""
    record = record.in_language(language)
    preamble = [each for each in record.paragraphs if each.part is Part.PREAMBULAR]
    operative = [each for each in record.paragraphs if each.part is Part.OPERATIVE]
    ids = element_ids(record)
    writer = _Writer(language, ids, citations)
    recitals = element("recitals", *map(writer.recital, preamble), eId="recitals")
    statement = element(
        "statement",
        _meta(record, language),
        _preface(record, language),
        element("preamble", recitals) if preamble else "",
        element("mainBody", *writer.body(record, operative)),
        name="resolution",
    )
    document = element("akomaNtoso", statement, xmlns=NAMESPACE)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def element_ids(record: ResolutionRecord) -> dict[tuple[Part, str], str]:
    """Return the `eId` of each paragraph: `rec_1`, `sec_A__para_14`, `para_30-a`."""
    ids: dict[tuple[Part, str], str] = {}
    taken: set[str] = set()
    for each in record.paragraphs:
        preambular = each.part is Part.PREAMBULAR
        name = f"{'rec' if preambular else 'para'}_{_slug(each.label)}"
        name = f"sec_{_slug(each.section)}__{name}" if each.section else name
        while name in taken:
            name += "-2"
        taken.add(name)
        ids[each.part, each.label] = name
    return ids


class _Writer:
    """Writes the parts of the text."""

    def __init__(
        self,
        language: Language,
        ids: Mapping[tuple[Part, str], str],
        citations: Mapping[str, Sequence[Citation]],
    ) -> None:
        self.language, self.ids, self.citations = language, ids, citations

    def recital(self, paragraph: ParagraphRecord) -> str:
        return element("recital", self._block(paragraph), eId=self._id(paragraph))

    def body(self, record: ResolutionRecord, operative: Sequence[ParagraphRecord]) -> list[str]:
        """Put consecutive paragraphs of a section into one `section`."""
        titles = {each.label: each.title.get(self.language) for each in record.sections}
        parts: list[str] = []
        opened: set[str] = set()
        for number, (label, some) in enumerate(groupby(operative, key=lambda each: each.section)):
            inner = [self._paragraph(each) for each in some]
            if label is None:
                parts += inner
                continue
            title = titles[label]
            heading = element("heading", quoted(title)) if title else ""
            name = f"sec_{_slug(label)}" + (f"-{number}" if label in opened else "")
            opened.add(label)
            parts.append(
                element("section", element("num", quoted(label)), heading, *inner, eId=name)
            )
        return parts

    def _paragraph(self, paragraph: ParagraphRecord) -> str:
        content = element("content", self._block(paragraph))
        number = element("num", quoted(paragraph.label))
        return element("paragraph", number, content, eId=self._id(paragraph))

    def _block(self, paragraph: ParagraphRecord) -> str:
        """Write the official words; without them our summary, as an editor's remark."""
        if text := paragraph.texts.get(self.language):
            return element("p", self._with_references(paragraph.label, text))
        if summary := paragraph.summary.get(self.language):
            return element("p", element("remark", quoted(summary), type="editorial"))
        return element("p")

    def _with_references(self, label: str, text: str) -> str:
        written: list[str] = []
        place = 0
        for start, end, iri in sorted(self.citations.get(label, ())):
            if place <= start < end <= len(text):
                written += [quoted(text[place:start]), _reference(text[start:end], iri)]
                place = end
        return "".join([*written, quoted(text[place:])])

    def _id(self, paragraph: ParagraphRecord) -> str:
        return self.ids[paragraph.part, paragraph.label]


def _reference(text: str, iri: str) -> str:
    return element("ref", quoted(text), href=iri)


def _meta(record: ResolutionRecord, language: Language) -> str:
    """Write who made it, when, and under which names: work, expression, manifestation (FRBR)."""
    work, expression = work_iri(record), f"{work_iri(record)}/{ALPHA_3[language]}@"
    house = work.split("/")[2]
    alias = record.symbol and element("FRBRalias", value=record.symbol, name="symbol")
    identification = element(
        "identification",
        element("FRBRWork", *_core(record, work, alias or ""), element("FRBRcountry", value=house)),
        element(
            "FRBRExpression",
            *_core(record, expression),
            element("FRBRlanguage", language=ALPHA_3[language]),
        ),
        element("FRBRManifestation", *_core(record, f"{expression}.xml"), _format()),
        source="#nadwa",
    )
    return element("meta", identification, _organizations(record, house), _proprietary(record))


def _core(record: ResolutionRecord, iri: str, alias: str = "") -> list[str]:
    day = _date(record)
    return [
        element("FRBRthis", value=f"{iri}/!main"),
        element("FRBRuri", value=iri),
        alias,
        element("FRBRdate", date=day or NO_DATE, name="adoption" if day else "unknown"),
        element("FRBRauthor", href="#adopting"),
    ]


def _format() -> str:
    return element("FRBRformat", value="application/akn+xml")


def _organizations(record: ResolutionRecord, house: str) -> str:
    body = record.adopting_body or house.upper()
    ontology = "/akn/ontology/organization"
    return element(
        "references",
        element(
            "TLCOrganization",
            eId="adopting",
            href=f"{ontology}/{house}/{quote(body, safe='')}",
            showAs=body,
        ),
        element("TLCOrganization", eId="nadwa", href=f"{ontology}/nadwa/nadwa", showAs="Nadwa"),
        source="#nadwa",
    )


def _proprietary(record: ResolutionRecord) -> str:
    """Put everything but the official words into one JSON document."""
    bare = [each.model_copy(update={"texts": {}}) for each in record.paragraphs]
    said = record.model_copy(update={"paragraphs": bare}).model_dump_json()
    inner = element("record", quoted(said), xmlns=RECORD_NAMESPACE)
    return element("proprietary", inner, source="#nadwa")


def _preface(record: ResolutionRecord, language: Language) -> str:
    title = record.title.get(language) or next(iter(record.title.values()), record.slug)
    number = element("p", element("docNumber", quoted(record.symbol))) if record.symbol else ""
    return element("preface", number, element("p", element("docTitle", quoted(title))))


def _date(record: ResolutionRecord) -> str | None:
    day = record.adopted_on or record.starts_on
    return day.isoformat() if day else None


def _slug(label: str) -> str:
    return re.sub(r"[^\w]+", "-", label).strip("-") or "x"
