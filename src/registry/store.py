"""Questions that the registry asks the database."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, func, select

from core.journal import JournalEntry
from core.work import Work
from registry.evidence_model import Evidence, EvidenceStep
from registry.facts import BY_PEOPLE
from registry.model import Decision, Mandate, Review
from registry.parties_model import Body, Session, State
from registry.text_model import Paragraph, ParagraphText, Part, Resolution, Section, Version


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mandate stands: the slug of its resolution, the labels of section and paragraph."""

    resolution: str
    section: str | None
    paragraph: str


def places(work: Work, mandates: Collection[Mandate]) -> Mapping[UUID, Place]:
    """Return the place of each of these mandates, by its id: one question."""
    ids = {mandate.paragraph_id for mandate in mandates}
    found = work.session.exec(
        select(Paragraph.id, Resolution.slug, Section.label, Paragraph.label)
        .join(Resolution, col(Resolution.id) == col(Paragraph.resolution_id))
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .where(col(Paragraph.id).in_(ids))
    )
    by_paragraph = {where: Place(*labels) for where, *labels in found}
    return {mandate.id: by_paragraph[mandate.paragraph_id] for mandate in mandates}


def unknown_bodies(work: Work, codes: Collection[str]) -> set[str]:
    """Return which of these codes name no body."""
    found = work.session.exec(select(Body.code).where(col(Body.code).in_(codes)))
    return set(codes).difference(found)


def unknown_states(work: Work, codes: Collection[str]) -> set[str]:
    """Return which of these codes (ISO 3166 alpha-2) name no state of the organisation."""
    found = work.session.exec(select(State.code).where(col(State.code).in_(codes)))
    return set(codes).difference(found)


def unknown_mandates(work: Work, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these ids name no mandate."""
    found = work.session.exec(select(Mandate.id).where(col(Mandate.id).in_(ids)))
    return set(ids).difference(found)


def unknown_sessions(work: Work, codes: Collection[str]) -> set[str]:
    """Return which of these codes name no conference session."""
    found = work.session.exec(select(Session.code).where(col(Session.code).in_(codes)))
    return set(codes).difference(found)


def standing_decision(work: Work, mandate_id: UUID) -> Decision | None:
    """Return the decision that keeps a mandate out of the count, if one stands."""
    standing = select(Decision).where(
        col(Decision.mandate_id) == mandate_id, col(Decision.withdrawn_at).is_(None)
    )
    return work.session.exec(standing).first()


def known_resolution(work: Work, slug: str) -> Resolution | None:
    """Return the resolution with that slug, for those who may see every one."""
    return work.session.exec(select(Resolution).where(col(Resolution.slug) == slug)).first()


def slugs_of(work: Work, resolutions: Collection[UUID]) -> Mapping[UUID | None, str]:
    """Return the slugs of these resolutions."""
    query = select(Resolution.id, Resolution.slug).where(col(Resolution.id).in_(resolutions))
    return dict(list(work.session.exec(query)))


def changed_by_people(work: Work, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these rows somebody changed or reviewed by hand, as the journal tells."""
    if not ids:
        return set()
    names = [fact.name for fact in BY_PEOPLE]
    touched = select(JournalEntry.subject).where(
        col(JournalEntry.subject).in_(ids), col(JournalEntry.fact).in_(names)
    )
    return set(work.session.exec(touched).all())


def texts_of(work: Work, paragraphs: Collection[UUID]) -> Mapping[UUID, dict[str, str]]:
    """Return the official words of these paragraphs, by paragraph and language."""
    rows = work.session.exec(
        select(ParagraphText.paragraph_id, Version.language, ParagraphText.text)
        .join(Version, col(Version.id) == col(ParagraphText.version_id))
        .where(col(ParagraphText.paragraph_id).in_(paragraphs))
    )
    texts: dict[UUID, dict[str, str]] = defaultdict(dict)
    for paragraph, language, text in rows:
        texts[paragraph][language] = text
    return texts


def steps_of(work: Work, claims: Collection[Evidence]) -> Mapping[UUID, list[EvidenceStep]]:
    """Return the steps of these claims, oldest first."""
    query = (
        select(EvidenceStep)
        .where(col(EvidenceStep.evidence_id).in_([claim.id for claim in claims]))
        .order_by(col(EvidenceStep.id))
    )
    steps: dict[UUID, list[EvidenceStep]] = defaultdict(list)
    for step in work.session.exec(query):
        steps[step.evidence_id].append(step)
    return steps


def sections_of(work: Work, resolution: UUID) -> Sequence[Section]:
    """Return a resolution's sections in the order of the text."""
    query = select(Section).where(col(Section.resolution_id) == resolution)
    return work.session.exec(query.order_by(col(Section.position))).all()


def versions_of(work: Work, resolution: UUID) -> Sequence[Version]:
    """Return a resolution's language versions, by language."""
    query = select(Version).where(col(Version.resolution_id) == resolution)
    return work.session.exec(query.order_by(col(Version.language))).all()


def paragraph_counts(work: Work, resolution: UUID) -> list[tuple[Part, UUID | None, int]]:
    """Return how many paragraphs each part and section has."""
    query = (
        select(Paragraph.part, Paragraph.section_id, func.count())
        .where(col(Paragraph.resolution_id) == resolution)
        .group_by(col(Paragraph.part), col(Paragraph.section_id))
    )
    return [(Part(part), section, count) for part, section, count in work.session.exec(query)]


def mandate_counts(work: Work, resolution: UUID) -> dict[Review, int]:
    """Return how many mandates there are in each state of review."""
    query = (
        select(Mandate.review, func.count())
        .where(col(Mandate.resolution_id) == resolution)
        .group_by(col(Mandate.review))
    )
    return {Review(review): count for review, count in work.session.exec(query)}


def version_of(work: Work, resolution: UUID, language: str) -> Version | None:
    """Return a resolution's version in a language, if one was imported."""
    query = select(Version).where(
        col(Version.resolution_id) == resolution, col(Version.language) == language
    )
    return work.session.exec(query).first()


def paragraphs_of(work: Work, resolution: UUID, part: Part) -> Sequence[Paragraph]:
    """Return one half of a resolution's paragraphs in the order of the text."""
    query = select(Paragraph).where(
        col(Paragraph.resolution_id) == resolution, col(Paragraph.part) == part
    )
    return work.session.exec(query.order_by(col(Paragraph.position))).all()


def mandates_of(work: Work, resolution: UUID) -> Sequence[Mandate]:
    """Return a resolution's mandates in the order of the text."""
    query = select(Mandate).where(col(Mandate.resolution_id) == resolution)
    return work.session.exec(query.order_by(col(Mandate.position), col(Mandate.id))).all()


def texts_in(work: Work, version: UUID) -> dict[UUID, str]:
    """Return the words that a version has, by paragraph."""
    query = select(ParagraphText.paragraph_id, ParagraphText.text).where(
        col(ParagraphText.version_id) == version
    )
    return dict(list(work.session.exec(query)))
