"""Stores what a version tells of other texts and of past events, as suggestions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from core.work import Work
from registry.importing.rows import storable
from registry.importing.tidings import NONE, Tidings, symbol_endings
from registry.lineage.model import RelationKind, ReportedEvent, ResolutionRelation
from registry.model import Review
from registry.naming import symbol_key
from registry.reading.past_events import ReadPastEvent
from registry.reading.references import Reference
from registry.text_model import Paragraph, ParagraphText, Resolution, Version

R = TypeVar("R", ResolutionRelation, ReportedEvent)
Found = dict[tuple[Any, ...], dict[str, Any]]
"""What a version tells, by what makes it one thing, each as columns."""


def note_tidings(work: Work, version: Version, told: Mapping[tuple[str, str], Tidings]) -> None:
    """Store what a version tells as suggestions, in place of what its earlier words told.

    What a person reviewed stays. What another language's version told already is one thing.
    """
    targets = _Targets(work)
    relations: Found = {}
    events: Found = {}
    for paragraph, text in _texts(work, version):
        tidings = told.get((version.language, text), NONE)
        relations |= {
            (paragraph, each.kind, _key(each)): targets.columns(each)
            for each in tidings.references
            if targets.of(each) != version.resolution_id
        }
        events |= {
            (paragraph, each.type, each.start, each.end): _event(each) for each in tidings.events
        }
    _lay(work, version, ResolutionRelation, ("cited", "symbol_key"), relations)
    _lay(work, version, ReportedEvent, ("type", "starts_on", "ends_on"), events)
    targets.welcome(version.resolution_id)


def _texts(work: Work, version: Version) -> Sequence[tuple[UUID, str]]:
    """Return the version's paragraphs in the order of the text."""
    query = (
        select(ParagraphText.paragraph_id, ParagraphText.text)
        .join(Paragraph, col(Paragraph.id) == col(ParagraphText.paragraph_id))
        .where(col(ParagraphText.version_id) == version.id)
    )
    return work.session.exec(query.order_by(col(Paragraph.position))).all()


class _Targets:
    """The registry's resolutions by what a text may print of their symbols."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.by_ending: dict[str, set[UUID]] = defaultdict(set)
        symbols = select(Resolution.id, Resolution.symbol, Resolution.printed_symbol)
        for resolution, *printed in work.session.exec(symbols):
            for ending in _endings(printed):
                self.by_ending[ending].add(resolution)

    def of(self, reference: Reference) -> UUID | None:
        """Return the one resolution that a citation can mean."""
        if reference.kind == "article":
            return None
        found = self.by_ending.get(_key(reference), set())
        return next(iter(found)) if len(found) == 1 else None

    def columns(self, reference: Reference) -> dict[str, Any]:
        """Return what is stored of a citation."""
        return {
            "symbol": storable(reference.symbol, 120),
            "kind": RelationKind(reference.relation),
            "dated": reference.dated,
            "target_id": self.of(reference),
            "span": list(reference.span),
        }

    def welcome(self, arrived: UUID) -> None:
        """Let what cited a resolution before it was here point to it now."""
        mine = [key for key, ids in self.by_ending.items() if ids == {arrived}]
        waiting = select(ResolutionRelation).where(
            col(ResolutionRelation.target_id).is_(None),
            col(ResolutionRelation.resolution_id) != arrived,
            col(ResolutionRelation.cited) != "article",
            col(ResolutionRelation.review) == Review.SUGGESTED,
            col(ResolutionRelation.symbol_key).in_(mine),
        )
        for relation in self.work.session.exec(waiting):
            relation.target_id = arrived
        self.work.session.flush()


def _key(reference: Reference) -> str:
    return symbol_key(reference.symbol)[:240]


def _endings(printed: Iterable[str | None]) -> set[str]:
    keys = {symbol_key(symbol) for symbol in printed if symbol}
    return {ending for key in keys for ending in symbol_endings(key)}


def _event(told: ReadPastEvent) -> dict[str, Any]:
    return {
        "title": storable(told.title, 500),
        "precision": told.precision,
        "place": storable(told.place, 200) if told.place else None,
        "organizers": list(told.organizers),
        "partners": list(told.partners),
        "mode": told.mode,
        "span": list(told.span),
    }


def _lay(
    work: Work, version: Version, table: type[R], identity: Sequence[str], found: Found
) -> None:
    """Bring the stored suggestions to what the version tells now."""
    mine = select(table).where(col(table.resolution_id) == version.resolution_id)
    rows: Sequence[R] = work.session.exec(mine).all()
    keys = [_identity(row, identity) for row in rows]
    known: dict[tuple[Any, ...], R] = dict(zip(keys, rows, strict=True))
    for key, row in known.items():
        if row.language == version.language:
            _renew(work, row, found.get(key))
    said: dict[str, Any] = {"resolution_id": version.resolution_id, "language": version.language}
    names = ("paragraph_id", *identity)
    new = {key: columns for key, columns in found.items() if key not in known}
    work.session.add_all(
        table(created_at=work.now, **said, **dict(zip(names, key, strict=True)), **columns)
        for key, columns in new.items()
    )
    work.session.flush()


def _identity(row: ResolutionRelation | ReportedEvent, names: Sequence[str]) -> tuple[Any, ...]:
    return (row.paragraph_id, *(getattr(row, name) for name in names))


def _renew(work: Work, row: R, columns: dict[str, Any] | None) -> None:
    if columns is None and row.review is Review.SUGGESTED:
        work.session.delete(row)
    elif columns is None:
        row.span = None
    elif row.review is Review.SUGGESTED:
        for column, value in columns.items():
            setattr(row, column, value)
    else:
        row.span = columns["span"]
