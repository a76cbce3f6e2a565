"""HTTP face of what participants propose from their calendars."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Body, Query, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from core.http.etags import tag
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Unauthenticated
from events import PersonForm
from notifications.inbox import proposal_actions as actions
from notifications.inbox.errors import ProposalDecided, ProposalWithoutDates
from notifications.inbox_model import Proposal
from notifications.inbox_store import proposal_to_see, visible_proposals
from notifications.inbox_words import ProposalKind, ProposalState
from notifications.roles import DelegationLook, DelegationWork, Id, MailingDep

router = Router(prefix="/v1/proposals", tags=["inbox"])
_REFUSED = (Unauthenticated, Forbidden)


class DatesView(BaseModel):
    """Wall clock times in the event's zone."""

    starts_at: datetime
    ends_at: datetime


class ProposalView(BaseModel):
    """A proposal; `dates` is null where none could be read, `delegate` who shall come instead."""

    id: UUID
    message: UUID
    event: UUID
    registration: UUID
    kind: ProposalKind
    state: ProposalState
    dates: DatesView | None
    delegate: str | None
    comment: str | None
    made_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, proposal: Proposal) -> Self:
        """Return a proposal as the API shows it."""
        return cls(
            id=proposal.id,
            message=proposal.message_id,
            event=proposal.event_id,
            registration=proposal.registration_id,
            kind=proposal.kind,
            state=proposal.state,
            dates=DatesView.model_validate(proposal.dates) if proposal.dates else None,
            delegate=proposal.delegate,
            comment=proposal.comment,
            made_at=proposal.made_at,
            decided_at=proposal.decided_at,
        )


class AcceptanceForm(BaseModel):
    """Who comes instead; nothing to fill in where dates are accepted."""

    model_config = ConfigDict(extra="forbid")

    person: PersonForm | None = None


@router.get("", operation_id="list_proposals", responses=answers(*_REFUSED))
def list_proposals(
    work: DelegationLook,
    turn: TurnDep,
    event: Annotated[UUID | None, Query()] = None,
    state: Annotated[ProposalState | None, Query()] = None,
) -> Page[ProposalView]:
    """List proposals, oldest first: those at the organizer's events, or of the state's people."""
    query = select(Proposal).where(visible_proposals(work.actor))
    if event is not None:
        query = query.where(col(Proposal.event_id) == event)
    if state is not None:
        query = query.where(col(Proposal.state) == state)
    rows, after = turn.rows(work, Proposal, query)
    return Page(items=[ProposalView.of(row) for row in rows], next=after)


@router.get("/{id}", operation_id="get_proposal", responses=answers(*_REFUSED))
def get_proposal(work: DelegationLook, id: Id, response: Response) -> ProposalView:
    """Show one proposal."""
    proposal = proposal_to_see(work, id)
    tag(response, proposal)
    return ProposalView.of(proposal)


@router.post(
    "/{id}/acceptance",
    operation_id="accept_proposal",
    responses=answers(*_REFUSED, ProposalDecided, ProposalWithoutDates),
)
def accept_proposal(
    work: DelegationWork,
    id: Id,
    response: Response,
    body: Annotated[AcceptanceForm | None, Body()] = None,
) -> ProposalView:
    """Take a proposal up: the event moves for everybody, or somebody else takes the seat over."""
    proposal = actions.accept(work, id, body.person if body else None)
    tag(response, proposal)
    return ProposalView.of(proposal)


@router.post(
    "/{id}/refusal", operation_id="refuse_proposal", responses=answers(*_REFUSED, ProposalDecided)
)
def refuse_proposal(
    work: DelegationWork, mailing: MailingDep, id: Id, response: Response
) -> ProposalView:
    """Let what was planned stand; whoever proposed other dates is told, in the calendar too."""
    proposal = actions.refuse(work, mailing, id)
    tag(response, proposal)
    return ProposalView.of(proposal)
