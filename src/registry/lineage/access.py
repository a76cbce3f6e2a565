"""Who may see citations and reported events: outsiders only what a person confirmed."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from core.people import Actor
from core.problem import Missing
from core.work import Work
from registry.access import is_insider, visible_resolutions
from registry.lineage.model import ReportedEvent, ResolutionRelation
from registry.model import Review
from registry.text_model import Resolution

R = TypeVar("R", ResolutionRelation, ReportedEvent)


def readable(actor: Actor, table: type[R], review: Review | None) -> list[ColumnElement[bool]]:
    """Return the conditions on rows that the actor asks for and may see.

    Outsiders see what a person confirmed, in resolutions that they may see.
    """
    asked: list[ColumnElement[bool]] = [] if review is None else [col(table.review) == review]
    if is_insider(actor):
        return asked
    seen = select(Resolution.id).where(visible_resolutions(actor))
    return [
        *asked,
        col(table.review) == Review.CONFIRMED,
        col(table.resolution_id).in_(seen),
    ]


def suggestion_of(work: Work, table: type[R], id: UUID, *, lock: bool = False) -> R:
    """Return a citation or a reported event that the actor may see; raises `Missing`."""
    row = work.get(table, id, lock=lock)
    if row.review is not Review.CONFIRMED and not is_insider(work.actor):
        raise Missing
    return row
