"""Questions that pages ask the database; each asks as the reader, who sees what is public."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, func, select

from core.texts import pick
from core.work import Work
from events import Event, Link, visible_events
from registry import (
    Body,
    Mandate,
    Paragraph,
    Resolution,
    Review,
    Section,
    State,
    is_insider,
    visible_mandates,
)

Names = dict[str, str]


def resolutions(work: Work) -> Sequence[Resolution]:
    """Return the resolutions that the reader may see, the newest first."""
    seen = select(Mandate.resolution_id).where(visible_mandates(work.actor))
    query = select(Resolution).where(col(Resolution.id).in_(seen))
    newest = (col(Resolution.adopted_on).desc().nulls_last(), col(Resolution.id).desc())
    return work.session.exec(query.order_by(*newest)).all()


def sections(work: Work, resolution_id: UUID) -> Sequence[Section]:
    """Return a resolution's sections in the order of the text."""
    query = select(Section).where(col(Section.resolution_id) == resolution_id)
    return work.session.exec(query.order_by(col(Section.position))).all()


def unreviewed(work: Work, resolution_id: UUID) -> int | None:
    """Return how many suggestions wait for review; None for those who may not know."""
    if not is_insider(work.actor):
        return None
    query = select(func.count()).where(
        col(Mandate.resolution_id) == resolution_id, col(Mandate.review) == Review.SUGGESTED
    )
    return work.session.exec(query).one()


def body_names(work: Work, language: str) -> Names:
    """Return what each body is called in a language, by code."""
    found = work.session.exec(select(Body.code, Body.name)).all()
    return {code: pick(dict(name), language) for code, name in found}


def state_names(work: Work, language: str) -> Names:
    """Return what each state is called in a language, by code."""
    found = work.session.exec(select(State.code, State.name)).all()
    return {code: pick(dict(name), language) for code, name in found}


def state_groups(work: Work) -> dict[str, str]:
    """Return each state's regional group, by code."""
    return dict(list(work.session.exec(select(State.code, State.group))))


def events_for(work: Work, mandates: Collection[UUID]) -> dict[UUID, list[Event]]:
    """Return the events that are meant to answer these mandates, by mandate."""
    query = (
        select(Link.mandate_id, Event)
        .join(Event, col(Event.id) == col(Link.event_id))
        .where(col(Link.mandate_id).in_(mandates), col(Link.until).is_(None))
        .where(visible_events(work.actor))
        .order_by(col(Event.starts_at_utc), col(Event.id))
    )
    found: dict[UUID, list[Event]] = defaultdict(list)
    for mandate_id, event in work.session.exec(query):
        found[mandate_id].append(event)
    return found


def answered_by(work: Work, events: Collection[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Return the paragraphs that events are meant to answer: slug and label, by event."""
    query = (
        select(Link.event_id, Resolution.slug, Paragraph.label)
        .join(Mandate, col(Mandate.id) == col(Link.mandate_id))
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Paragraph.resolution_id))
        .where(col(Link.event_id).in_(events), col(Link.until).is_(None))
        .where(visible_mandates(work.actor))
        .order_by(col(Resolution.slug), col(Paragraph.position))
    )
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for event, slug, label in work.session.exec(query):
        if (slug, label) not in found[event]:
            found[event].append((slug, label))
    return found
