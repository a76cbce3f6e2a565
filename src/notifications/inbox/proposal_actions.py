"""Deciding what participants propose: other dates, or somebody who comes instead."""

from typing import Any
from uuid import UUID

from core.problem import Invalid
from core.work import Work
from events import (
    EventChange,
    PersonForm,
    SubstitutionForm,
    change,
    event_to_run,
    substitute,
)
from notifications.inbox.errors import ProposalDecided, ProposalWithoutDates
from notifications.inbox.facts import ProposalAccepted, ProposalRefused
from notifications.inbox_model import Proposal
from notifications.inbox_store import invitation_held, proposal_to_see
from notifications.inbox_words import ProposalKind, ProposalState
from notifications.letters.answer_letters import party_of, refuse_counter
from notifications.mailing import Mailing


def accept(work: Work, id: UUID, person: PersonForm | None = None) -> Proposal:
    """Take a proposal up: the event moves for all, or `person` takes over the seat.

    Dates are the organizer's to decide, a substitute also the state's focal point's. Raises
    `ProposalDecided`, `ProposalWithoutDates`, `Invalid`, and what the change itself raises.
    """
    proposal = _undecided(work, id)
    if proposal.kind is ProposalKind.DATES:
        _move(work, proposal)
    elif person is None:
        raise Invalid("/person", "say who comes instead")
    else:
        substitute(work, proposal.registration_id, SubstitutionForm(person=person))
    proposal.state, proposal.decided_at = ProposalState.ACCEPTED, work.now
    work.record(ProposalAccepted(**_about(proposal)))
    work.session.flush()
    return proposal


def refuse(work: Work, mailing: Mailing, id: UUID) -> Proposal:
    """Let what was planned stand; whoever proposed other dates is told, in the calendar too.

    Raises `ProposalDecided`.
    """
    proposal = _undecided(work, id)
    if proposal.kind is ProposalKind.DATES:
        event_to_run(work, proposal.event_id)
        party = party_of(work, invitation_held(work, proposal.registration_id))
        refuse_counter(work, mailing, party, proposal.id)
    proposal.state, proposal.decided_at = ProposalState.REFUSED, work.now
    work.record(ProposalRefused(**_about(proposal)))
    work.session.flush()
    return proposal


def _undecided(work: Work, id: UUID) -> Proposal:
    proposal = proposal_to_see(work, id, lock=True)
    if proposal.state is not ProposalState.OPEN:
        raise ProposalDecided(state=proposal.state)
    return proposal


def _move(work: Work, proposal: Proposal) -> None:
    """Move the event; the letters to all follow from that change."""
    event_to_run(work, proposal.event_id)
    if proposal.dates is None:
        raise ProposalWithoutDates
    change(work, proposal.event_id, EventChange.model_validate(proposal.dates))


def _about(proposal: Proposal) -> dict[str, Any]:
    return {
        "subject": proposal.id,
        "event": proposal.event_id,
        "registration": proposal.registration_id,
        "kind": proposal.kind.value,
    }
