"""Brings the words of resolutions in: a new one as suggestions, a known one as a version of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, count
from typing import Any, Self
from uuid import UUID

from sqlmodel import col, select

from core.problem import Invalid
from core.work import Work
from registry.facts import ResolutionImported
from registry.importing.lineage_rows import note_tidings
from registry.importing.rows import new_resolution, storable
from registry.importing.tidings import Tidings
from registry.importing.words import Brought, bring_words
from registry.naming import symbol_key
from registry.reading.shapes import ReadResolution
from registry.store import version_of
from registry.text_model import Resolution, Version

Told = Mapping[tuple[str, str], Tidings]
_NOTHING: Told = {}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to one resolution: `created`, `attached`, `replaced` or `unchanged`.

    `spans`: clauses of ours that were found in the text; `unmatched`, `missing`: labels that only
    the file or only the resolution has.
    """

    slug: str
    symbol: str | None
    language: str
    outcome: str
    paragraphs: int
    suggestions: int
    spans: int
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    unread: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        told = f"{self.slug} ({self.language}): {self.outcome}, {self.paragraphs} paragraphs"
        counts = {
            "suggested mandates": self.suggestions,
            "clauses found in the text": self.spans,
            "labels that only the file has": len(self.unmatched),
            "labels that the file lacks": len(self.missing),
            "lines not understood": len(self.unread),
        }
        parts = [told, *(f"{count} {what}" for what, count in counts.items() if count)]
        return ", ".join(parts) + "".join(f"; {warning}" for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a reading comes from; the digest is SHA-256 of its bytes."""

    filename: str
    digest: str

    @classmethod
    def of(cls, content: bytes, filename: str) -> Self:
        """Describe a file."""
        return cls(storable(filename, 255) or "unnamed", sha256(content).hexdigest())


def store_reading(
    work: Work,
    read: Sequence[ReadResolution],
    source: Source,
    slug: str | None = None,
    *,
    told: Told = _NOTHING,
) -> list[Imported]:
    """Store the resolutions of one file, each as a new one or as a version of the one it is.

    `told`: what the paragraphs say of other texts and of past events, see `tidings_of`.
    Raises `Invalid` for a slug when the file holds several resolutions.
    """
    if slug and len(read) > 1:
        raise Invalid("/slug", f"the file holds {len(read)} resolutions; leave the slug out")
    done: list[Imported] = []
    taken: set[UUID] = set()
    for each in read:
        target = _target(work, each, slug, taken)
        arrival = _arrive(work, each, source, target)
        if arrival.outcome != "unchanged":
            note_tidings(work, arrival.version, told)
        taken.add(arrival.resolution.id)
        done.append(arrival.told(target.warning))
    return done


@dataclass(frozen=True, slots=True)
class _Target:
    """The resolution that a text is a version of, or the slug of a new one."""

    slug: str
    resolution: Resolution | None = None
    warning: str | None = None


def _target(work: Work, read: ReadResolution, slug: str | None, taken: Collection[UUID]) -> _Target:
    """Find the resolution by the given slug, by its symbol, by the slug made from its symbol."""
    known = work.session.exec(select(Resolution).order_by(col(Resolution.id))).all()
    by_slug = {row.slug: row for row in known}
    if slug and (named := by_slug.get(slug)):
        return _Target(slug, named, _differing(named, read))
    free = [row for row in known if row.id not in taken]
    same = next((row for row in free if _is_same(row, read)), None)
    if same:
        return _Target(same.slug, same)
    wanted = slug or read.slug[:70]
    names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(
        _Target(name, row)
        for name, row in ((name, by_slug.get(name)) for name in names)
        if row is None or (row in free and not _differing(row, read))
    )


def _symbols(row: Resolution) -> set[str]:
    return {symbol_key(each) for each in (row.symbol, row.printed_symbol) if each}


def _is_same(row: Resolution, read: ReadResolution) -> bool:
    return read.symbol is not None and symbol_key(read.symbol) in _symbols(row)


def _differing(row: Resolution, read: ReadResolution) -> str | None:
    """Return a warning when both have a symbol and these are not the same."""
    if read.symbol is None or not _symbols(row) or _is_same(row, read):
        return None
    return f"the file's symbol {storable(read.symbol, 120)} is not that of {row.slug}"


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A resolution's text, stored."""

    resolution: Resolution
    version: Version
    outcome: str
    brought: Brought = field(default=Brought(0, 0))
    suggestions: int = 0

    def fact(self) -> ResolutionImported:
        """Return what the journal keeps of it."""
        return ResolutionImported(
            subject=self.resolution.id,
            language=self.version.language,
            digest=self.version.digest,
            paragraphs=self.brought.paragraphs,
            suggestions=self.suggestions,
            before=dict(self.brought.before),
        )

    def told(self, warning: str | None) -> Imported:
        """Return what the caller is told."""
        version = self.version
        return Imported(
            slug=self.resolution.slug,
            symbol=self.resolution.symbol,
            language=version.language,
            outcome=self.outcome,
            paragraphs=self.brought.paragraphs,
            suggestions=self.suggestions,
            spans=self.brought.spans,
            unmatched=tuple(version.unmatched),
            missing=tuple(version.missing),
            unread=tuple(version.unread),
            warnings=(warning,) if warning else (),
        )


def _arrive(work: Work, read: ReadResolution, source: Source, target: _Target) -> _Arrival:
    """Store one resolution of a file, as a new one or as a version of the one it is."""
    resolution = target.resolution or new_resolution(work, read, target.slug)
    version = version_of(work, resolution.id, read.language)
    if version and version.digest == source.digest:
        return _Arrival(resolution, version, "unchanged")
    outcome = "replaced" if version else "attached" if target.resolution else "created"
    said: dict[str, Any] = {
        "title": storable(read.title, 1000),
        "filename": source.filename,
        "digest": source.digest,
        "imported_at": work.now,
    }
    version = version or Version(resolution_id=resolution.id, language=read.language, **said)
    for column, value in said.items():
        setattr(version, column, value)
    brought = bring_words(work, resolution, version, read)
    clauses = sum(len(each.mandates) for each in read.paragraphs)
    arrival = _Arrival(
        resolution, version, outcome, brought, clauses if outcome == "created" else 0
    )
    work.record(arrival.fact())
    return arrival
