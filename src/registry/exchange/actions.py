"""Takes in a record that came from another registry, or from this one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.texts import Language
from core.work import Work
from registry.codes import unknown_codes
from registry.exchange.readings import readings_of
from registry.exchange.record import MandateRecord, RelationRecord, ResolutionRecord
from registry.facts import ResolutionImported
from registry.importing.actions import Imported, Source, store_reading
from registry.importing.lineage_rows import note_tidings
from registry.importing.rows import storable
from registry.importing.tidings import Tidings
from registry.lineage.model import ResolutionRelation
from registry.model import Basis, Mandate, Review
from registry.naming import symbol_key
from registry.text_model import Paragraph, ParagraphText, Part, Resolution, Section, Version

Told = Mapping[tuple[str, str], Tidings]


def take_in(
    work: Work, record: ResolutionRecord, source: Source, slug: str | None, told: Told
) -> list[Imported]:
    """Store a resolution as it was elsewhere, review included; a known one only gets its words.

    The caller answers for what the record calls confirmed. `told`: see `tidings_of`.
    """
    known = _known(work, slug or record.slug, record)
    if known is None:
        return _Newcomer(work, record, source, slug or record.slug).stored(told)
    done: list[Imported] = []
    for reading in readings_of(record):
        done += store_reading(work, [reading], source, known.slug, told=told)
    return done


def _known(work: Work, slug: str, record: ResolutionRecord) -> Resolution | None:
    rows = work.session.exec(select(Resolution).order_by(col(Resolution.id))).all()
    named = next((row for row in rows if row.slug == slug), None)
    keys = {symbol_key(each) for each in (record.symbol, record.printed_symbol) if each}
    same = (row for row in rows if row.symbol and symbol_key(row.symbol) in keys)
    return named or next(same, None)


class _Newcomer:
    """A resolution that nobody here knew."""

    def __init__(self, work: Work, record: ResolutionRecord, source: Source, slug: str) -> None:
        self.work, self.record, self.source, self.slug = work, record, source, slug
        self.resolution = work.add(Resolution(slug=slug, **_head(record)))
        self.paragraphs: dict[str, UUID] = {}
        self.mandates: dict[str, Mandate] = {}

    def stored(self, told: Told) -> list[Imported]:
        """Store all of it and say so, once for each version."""
        self._store_paragraphs(self._sections())
        self._store_mandates()
        versions = [self._version(each.language, each.title) for each in self.record.versions]
        for version in versions:
            note_tidings(self.work, version, told)
        for relation in self.record.relations:
            self._review(relation)
        self.work.session.flush()
        languages = [version.language for version in versions]
        return [self._told(each) for each in languages or [self._spoken()]]

    def _spoken(self) -> str:
        return self.record.original_language or next(iter(self.record.title), "en")

    def _sections(self) -> dict[str, UUID]:
        return {
            each.label: self.work.add(
                Section(
                    resolution_id=self.resolution.id,
                    position=position,
                    label=storable(each.label),
                    title=_storable(each.title),
                )
            ).id
            for position, each in enumerate(self.record.sections, 1)
        }

    def _store_paragraphs(self, sections: Mapping[str, UUID]) -> None:
        """Preambular ones come before 1, as imports have it."""
        preamble = sum(each.part is Part.PREAMBULAR for each in self.record.paragraphs)
        listed = sorted(self.record.paragraphs, key=lambda each: each.part is Part.OPERATIVE)
        for number, each in enumerate(listed, 1):
            position = number - preamble - (1 if number <= preamble else 0)
            row = Paragraph(
                resolution_id=self.resolution.id,
                section_id=sections[each.section] if each.section else None,
                part=each.part,
                position=position,
                label=storable(each.label),
                summary=_storable(each.summary),
            )
            self.work.session.add(row)
            self.paragraphs[each.label] = row.id
        self.work.session.flush()

    def _store_mandates(self) -> None:
        listed = [(each, one) for each in self.record.paragraphs for one in each.mandates]
        for position, (paragraph, one) in enumerate(listed, 1):
            row = Mandate(
                resolution_id=self.resolution.id,
                paragraph_id=self.paragraphs[paragraph.label],
                reference=self.slug + one.reference.removeprefix(self.record.slug),
                position=position,
                reviewed_at=None if one.review is Review.SUGGESTED else self.work.now,
                created_at=self.work.now,
                **_clause(one),
            )
            self.work.session.add(row)
            self.mandates[one.reference] = row
        self.work.session.flush()
        for _, one in listed:
            for column, at in (("split_from", one.split_from), ("merged_into", one.merged_into)):
                if at:
                    setattr(self.mandates[one.reference], column, self.mandates[at].id)
        self.work.session.flush()

    def _version(self, language: Language, title: str) -> Version:
        words = {
            each.label: each.texts[language]
            for each in self.record.paragraphs
            if language in each.texts
        }
        filename = next(each.filename for each in self.record.versions if each.language == language)
        version = self.work.add(
            Version(
                resolution_id=self.resolution.id,
                language=language.value,
                title=storable(title),
                filename=storable(filename),
                digest=self.source.digest,
                imported_at=self.work.now,
                missing=[label for label in self.paragraphs if label not in words],
            )
        )
        self.work.session.add_all(
            ParagraphText(
                version_id=version.id, paragraph_id=self.paragraphs[label], text=storable(text)
            )
            for label, text in words.items()
        )
        self.work.session.flush()
        return version

    def _review(self, relation: RelationRecord) -> None:
        """Lay what a person found elsewhere to what was read here, or store it."""
        identity: dict[str, Any] = {
            "paragraph_id": self.paragraphs[relation.paragraph],
            "cited": relation.cited,
            "symbol_key": symbol_key(relation.symbol)[:240],
        }
        mine = select(ResolutionRelation).filter_by(**identity)
        row = self.work.session.exec(mine).first() or ResolutionRelation(
            resolution_id=self.resolution.id,
            symbol=storable(relation.symbol),
            kind=relation.kind,
            language=relation.language,
            created_at=self.work.now,
            **identity,
        )
        row.kind, row.dated, row.language = relation.kind, relation.dated, relation.language
        row.span = [relation.span.start, relation.span.end] if relation.span else None
        row.review, row.review_reason = relation.review, relation.review_reason
        row.reviewed_at = self.work.now
        self.work.session.add(row)

    def _told(self, language: str) -> Imported:
        suggested = [row for row in self.mandates.values() if row.review is Review.SUGGESTED]
        self.work.record(
            ResolutionImported(
                subject=self.resolution.id,
                language=language,
                digest=self.source.digest,
                paragraphs=len(self.paragraphs),
                suggestions=len(suggested),
                before=dict.fromkeys(map(str, self.paragraphs.values())),
            )
        )
        spans = [row for row in self.mandates.values() if row.span_language == language]
        return Imported(
            slug=self.slug,
            symbol=self.resolution.symbol,
            language=language,
            outcome="created",
            paragraphs=len(self.paragraphs),
            suggestions=len(suggested),
            spans=len(spans),
            unmatched=(),
            missing=(),
            unread=(),
            warnings=self._warnings(),
        )

    def _warnings(self) -> tuple[str, ...]:
        named = [row.addressees + row.partners for row in self.mandates.values()]
        codes = sorted({code for each in named for code in each})
        faults = unknown_codes(self.work, {"codes": codes}, ["codes"])
        return tuple(sentence for _, sentence in faults)


def _head(record: ResolutionRecord) -> dict[str, Any]:
    apart = {"slug", "sections", "versions", "paragraphs", "relations"}
    said = record.model_dump(mode="json", exclude=apart)
    return {**said, "adopted_on": record.adopted_on, "starts_on": record.starts_on}


def _clause(one: MandateRecord) -> dict[str, Any]:
    due, span = one.due, one.span
    apart = {"reference", "due", "span", "split_from", "merged_into"}
    return {
        **one.model_dump(exclude=apart),
        "due_on": due.on if due else None,
        "due_basis": due.basis if due else Basis.NONE,
        "due_session": due.session if due else None,
        "span": [span.start, span.end] if span else None,
        "span_language": span.language.value if span else None,
    }


def _storable(texts: Mapping[Any, str]) -> dict[str, str]:
    return {str(language): storable(text) for language, text in texts.items()}
