"""HTTP face of what is missing: mandates nobody owns or touches, proposals, deadlines."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import BaseModel

from core.http.problems import answers
from core.http.threads import Router
from core.texts import Text
from core.work import Work
from reports.alike import alike
from reports.asked import NOT_MODIFIED, AsOf, PublicLook, Slug, not_modified
from reports.briefs import MandateBrief, briefs
from reports.deadlines import OPEN
from reports.doubles import convening, doubles
from reports.gaps import Proposal, due_soon, proposals, unowned, untouched
from reports.ladder import Judgement
from reports.standings import mandate_standings
from reports.words import label

router = Router(prefix="/v1/coverage", tags=["coverage"])
Body = Annotated[
    str | None,
    Query(pattern=r"^[A-Z0-9_]{1,60}$", description="Propose only what this body is asked"),
]
Within = Annotated[int, Query(ge=0, le=3660, description="Due soon: within that many days")]


class ProposalView(BaseModel):
    """One event that would answer two or more open mandates of the same section."""

    activity: str
    label: Text
    section: str | None
    programme: str | None
    paragraphs: list[str]
    mandates: list[UUID]
    partners: list[str]


class DoublesView(BaseModel):
    """Open mandates that say nearly the same, so that one event can answer all of them.

    `similarity`, 0 to 1, is that of the two that are least alike; they were compared in `language`
    by their official words (`basis` text) or by our summaries.
    """

    activity: str
    label: Text
    paragraphs: list[str]
    mandates: list[UUID]
    partners: list[str]
    similarity: float
    language: str | None
    basis: str | None


class GapsView(BaseModel):
    """What nobody owns (and a body could claim), what nothing touches, and what would help."""

    as_of: datetime
    resolution: str | None
    unowned: list[MandateBrief]
    untouched: list[MandateBrief]
    proposals: list[ProposalView]
    near_duplicates: list[DoublesView]


class DeadlinesView(BaseModel):
    """Open mandates with a deadline. `waiting`: for a session whose date is not known."""

    as_of: datetime
    resolution: str | None
    overdue: list[MandateBrief]
    due_soon: list[MandateBrief]
    later: list[MandateBrief]
    waiting: list[MandateBrief]


@router.get(
    "/gaps",
    operation_id="get_gaps",
    response_model=GapsView,
    responses={**answers(), **NOT_MODIFIED},
)
def get_gaps(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that may be asked
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    body: Body = None,
    as_of: AsOf = None,
) -> GapsView | Response:
    """List what nobody owns, what nothing touches, and events that would answer several."""
    standings = mandate_standings(work, resolution, as_of)
    asked = (standings.version, resolution, body)
    if same := not_modified(work, request, response, *asked):
        return same
    seen, judgements = standings.snapshot, standings.judgements
    nobody = unowned(judgements, seen.groups.keys() | seen.state_groups)
    nothing = untouched(judgements)
    shown = briefs(work, nobody, nothing)
    return GapsView(
        as_of=as_of or work.now,
        resolution=resolution,
        unowned=shown[0],
        untouched=shown[1],
        proposals=[_proposal(each) for each in proposals(judgements, body, seen.groups)],
        near_duplicates=_near_duplicates(work, judgements),
    )


@router.get(
    "/deadlines",
    operation_id="get_deadlines",
    response_model=DeadlinesView,
    responses={**answers(), **NOT_MODIFIED},
)
def get_deadlines(  # noqa: PLR0913, PLR0917 -- as above
    work: PublicLook,
    request: Request,
    response: Response,
    resolution: Slug = None,
    within: Within = 90,
    as_of: AsOf = None,
) -> DeadlinesView | Response:
    """List the open mandates with a deadline: overdue, due soon, later, without a known date."""
    standings = mandate_standings(work, resolution, as_of)
    asked = (standings.version, resolution, within)
    if same := not_modified(work, request, response, *asked):
        return same
    judgements, moment = standings.judgements, standings.moment
    ahead = due_soon(judgements, moment, timedelta(days=36_600))
    soon = due_soon(judgements, moment, timedelta(days=within))
    waiting = [
        each
        for each in judgements
        if each.operational and each.status in OPEN and each.deadline and not each.deadline.on
    ]
    shown = briefs(
        work,
        [each for each in judgements if each.overdue and each.operational],
        soon,
        [judgement for judgement in ahead if judgement not in soon],
        waiting,
    )
    return DeadlinesView(
        as_of=as_of or work.now,
        resolution=resolution,
        overdue=shown[0],
        due_soon=shown[1],
        later=shown[2],
        waiting=shown[3],
    )


def _near_duplicates(work: Work, judgements: Sequence[Judgement]) -> list[DoublesView]:
    compared = convening(judgements)
    found = alike(work, compared)
    return [
        DoublesView(
            **asdict(each),
            label=label("activity", each.activity),
            language=found.language,
            basis=found.basis,
        )
        for each in doubles(compared, found.pairs)
    ]


def _proposal(proposal: Proposal) -> ProposalView:
    return ProposalView(
        activity=proposal.activity,
        label=label("activity", proposal.activity),
        section=proposal.section,
        programme=proposal.programme,
        paragraphs=list(proposal.paragraphs),
        mandates=list(proposal.mandates),
        partners=list(proposal.partners),
    )
