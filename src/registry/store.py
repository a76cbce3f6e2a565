"""Questions that the registry asks the database."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from core.journal import JournalEntry
from core.work import Work
from registry.facts import BY_PEOPLE
from registry.model import Body, Mandate, State


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


def changed_by_people(work: Work, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these rows somebody changed or reviewed by hand, as the journal tells."""
    if not ids:
        return set()
    names = [fact.name for fact in BY_PEOPLE]
    touched = select(JournalEntry.subject).where(
        col(JournalEntry.subject).in_(ids), col(JournalEntry.fact).in_(names)
    )
    return set(work.session.exec(touched).all())
