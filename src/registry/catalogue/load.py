"""Loads the catalogue into the registry: as often as one likes, and never over a person's word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from core.work import Work
from registry.catalogue import files
from registry.catalogue.rows import (
    Values,
    body_values,
    head_values,
    mandate_values,
    session_values,
    state_values,
)
from registry.catalogue.upsert import Upsert
from registry.facts import CATALOGUE, CatalogueLoaded, MandateCorrected
from registry.model import Mandate, Review
from registry.naming import reference
from registry.parties_model import Body, Session, State
from registry.text_model import Paragraph, Part, Resolution, Section


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each table a load added and changed; both empty when all was there."""

    added: Mapping[str, int]
    changed: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        told = [f"{count} {table} added" for table, count in self.added.items()]
        told += [f"{count} {table} changed" for table, count in self.changed.items()]
        return "catalogue: " + (", ".join(told) or "nothing new")


def load_catalogue(work: Work) -> Loaded:
    """Bring states, bodies, sessions and the built-in resolutions to what ships with the product.

    Mandates come confirmed: a person read them. They stand since the adoption, so that coverage can
    be asked as of any day after it. What people changed since stays as it is. Records one fact when
    something changed, and one for each row that says something else now.
    """
    upsert = Upsert(work)
    upsert.bring(State, "code", map(state_values, files.states()))
    upsert.bring(Body, "code", map(body_values, files.bodies()))
    for resolution in files.resolutions():
        _resolution(upsert, resolution)
    if upsert.added or upsert.changed:
        added, changed = dict(upsert.added), dict(upsert.changed)
        work.record(CatalogueLoaded(subject=CATALOGUE, added=added, changed=changed))
    return Loaded(upsert.added, upsert.changed)


def _resolution(upsert: Upsert, read: files.CatalogueResolution) -> None:
    now = upsert.work.now
    adopted = datetime.combine(read.adopted_on, time(), UTC)
    known_since = {"reviewed_at": adopted, "created_at": adopted}
    sessions = [session_values(session, now) for session in read.sessions]
    upsert.bring(Session, "code", sessions, once=["known_at"])
    resolution = upsert.bring(Resolution, "slug", [head_values(read)])[read.slug].id
    sections = upsert.bring(Section, "label", _sections(read), resolution_id=resolution)
    ids = {label: section.id for label, section in sections.items()}
    paragraphs = upsert.bring(
        Paragraph,
        "label",
        _paragraphs(read, ids),
        resolution_id=resolution,
        part=Part.OPERATIVE,
    )
    ids = {label: paragraph.id for label, paragraph in paragraphs.items()}
    upsert.bring(
        Mandate,
        "reference",
        (
            {**values, "reviewed_at": adopted, "created_at": adopted}
            for values in _mandates(read, ids)
        ),
        once=[*known_since],
        told=MandateCorrected,
        resolution_id=resolution,
    )


def _sections(read: files.CatalogueResolution) -> Iterable[Values]:
    for position, section in enumerate(read.sections, 1):
        yield {"label": section.label, "title": section.title, "position": position}


def _paragraphs(read: files.CatalogueResolution, sections: Mapping[str, UUID]) -> Iterable[Values]:
    listed = ((label, each) for label, some in read.paragraphs.items() for each in some)
    for position, (section, paragraph) in enumerate(listed, 1):
        yield {
            "section_id": sections[section],
            "position": position,
            "label": paragraph.label,
            "summary": paragraph.summary,
        }


def _mandates(read: files.CatalogueResolution, paragraphs: Mapping[str, UUID]) -> Iterable[Values]:
    listed = (
        (paragraph.label, number, clause)
        for some in read.paragraphs.values()
        for paragraph in some
        for number, clause in enumerate(paragraph.mandates, 1)
    )
    for position, (label, number, clause) in enumerate(listed, 1):
        yield {
            "paragraph_id": paragraphs[label],
            "reference": reference(read.slug, label, number),
            "position": position,
            "source": "catalogue",
            "review": Review.CONFIRMED,
            **mandate_values(clause),
        }
