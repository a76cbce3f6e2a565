"""HTTP face of lineage: which texts a resolution names, and which past events it reports."""

from enum import StrEnum
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import col, select

from core.http.etags import tag
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from core.work import Work
from registry.access import resolution_of
from registry.forms import Because
from registry.lineage import actions
from registry.lineage.access import readable, suggestion_of
from registry.lineage.forms import EventReading, RelationReading
from registry.lineage.model import RelationKind, ReportedEvent, ResolutionRelation
from registry.lineage.views import RelationView, ReportedEventView
from registry.model import Review
from registry.roles import Id, PublicLook, SlugPath, StaffWork

router = Router(prefix="/v1", tags=["lineage"])
_REFUSED = (Unauthenticated, Forbidden)


class Direction(StrEnum):
    """Which end of the relation the resolution is."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


@router.get("/resolutions/{slug}/relations", operation_id="list_relations", responses=answers())
def list_relations(  # noqa: PLR0913, PLR0917 - a filter each
    work: PublicLook,
    slug: SlugPath,
    turn: TurnDep,
    direction: Direction = Direction.OUTGOING,
    kind: Annotated[RelationKind | None, Query()] = None,
    review: Review | None = None,
) -> Page[RelationView]:
    """List the texts that a resolution names and how, or (`incoming`) those that name it."""
    end = (
        ResolutionRelation.resolution_id
        if direction is Direction.OUTGOING
        else ResolutionRelation.target_id
    )
    seen = readable(work.actor, ResolutionRelation, review)
    query = select(ResolutionRelation).where(col(end) == resolution_of(work, slug).id, *seen)
    if kind is not None:
        query = query.where(col(ResolutionRelation.kind) == kind)
    rows, after = turn.rows(work, ResolutionRelation, query)
    return Page(items=RelationView.listed(work, rows), next=after)


@router.post(
    "/relations/{id}/confirmation", operation_id="confirm_relation", responses=answers(*_REFUSED)
)
def confirm_relation(
    work: StaffWork, id: Id, response: Response, body: RelationReading | None = None
) -> RelationView:
    """Say that the paragraph does this with that text; a body corrects what was read."""
    relation = suggestion_of(work, ResolutionRelation, id, lock=True)
    return _relation(work, actions.confirm_relation(work, relation, body), response)


@router.post(
    "/relations/{id}/rejection", operation_id="reject_relation", responses=answers(*_REFUSED)
)
def reject_relation(work: StaffWork, id: Id, body: Because, response: Response) -> RelationView:
    """Say that the paragraph names no such text; it stays, with the reason."""
    relation = suggestion_of(work, ResolutionRelation, id, lock=True)
    return _relation(work, actions.reject_relation(work, relation, body.reason), response)


@router.get(
    "/resolutions/{slug}/reported-events",
    operation_id="list_reported_events",
    responses=answers(),
)
def list_reported_events(
    work: PublicLook, slug: SlugPath, turn: TurnDep, review: Review | None = None
) -> Page[ReportedEventView]:
    """List the events that a resolution reports as held, each with its place in the text."""
    resolution = resolution_of(work, slug)
    seen = readable(work.actor, ReportedEvent, review)
    query = select(ReportedEvent).where(col(ReportedEvent.resolution_id) == resolution.id, *seen)
    rows, after = turn.rows(work, ReportedEvent, query)
    return Page(items=ReportedEventView.listed(work, rows), next=after)


@router.post(
    "/reported-events/{id}/confirmation",
    operation_id="confirm_reported_event",
    responses=answers(*_REFUSED),
)
def confirm_reported_event(
    work: StaffWork, id: Id, response: Response, body: EventReading | None = None
) -> ReportedEventView:
    """Say that the event was held, after corrections; it becomes a held event, or a date of one."""
    reported = suggestion_of(work, ReportedEvent, id, lock=True)
    return _event(work, actions.confirm_reported_event(work, reported, body), response)


@router.post(
    "/reported-events/{id}/rejection",
    operation_id="reject_reported_event",
    responses=answers(*_REFUSED),
)
def reject_reported_event(
    work: StaffWork, id: Id, body: Because, response: Response
) -> ReportedEventView:
    """Say that the text reports no such event; the suggestion stays, with the reason."""
    reported = suggestion_of(work, ReportedEvent, id, lock=True)
    return _event(work, actions.reject_reported_event(work, reported, body.reason), response)


def _relation(work: Work, relation: ResolutionRelation, response: Response) -> RelationView:
    tag(response, relation)
    return RelationView.listed(work, [relation])[0]


def _event(work: Work, reported: ReportedEvent, response: Response) -> ReportedEventView:
    tag(response, reported)
    return ReportedEventView.listed(work, [reported])[0]
