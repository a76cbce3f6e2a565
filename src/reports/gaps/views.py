"""What is missing, and what is due, as it looks from outside: JSON, or rows of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel

from core.sheets import Cell
from core.texts import Language, Text
from core.work import Work
from reports.briefs import MandateBrief, briefs
from reports.deadlines import OPEN
from reports.gaps.alike import alike
from reports.gaps.doubles import convening, doubles
from reports.gaps.finding import (
    Proposal,
    claimable,
    concerning,
    due_soon,
    proposals,
    unowned,
    untouched,
)
from reports.ladder import Judgement
from reports.standings import Standings
from reports.words import called, label


class EventProposalView(BaseModel):
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
    """What nobody owns (and a body could claim), what nothing touches, and what would help.

    Of one `body`: what it can claim, what it owns or is asked for, and events that it could hold,
    within `programme` if that was named.
    """

    as_of: datetime
    resolution: str | None
    body: str | None
    programme: str | None
    unowned: list[MandateBrief]
    untouched: list[MandateBrief]
    proposals: list[EventProposalView]
    near_duplicates: list[DoublesView]


class DeadlinesView(BaseModel):
    """Open mandates with a deadline. `waiting`: for a session whose date is not known.

    Of one `body`: those that it owns or is asked for.
    """

    as_of: datetime
    resolution: str | None
    body: str | None
    overdue: list[MandateBrief]
    due_soon: list[MandateBrief]
    later: list[MandateBrief]
    waiting: list[MandateBrief]


def gaps_view(  # noqa: PLR0913, PLR0917 -- what was asked, and what it is computed from
    work: Work,
    standings: Standings,
    resolution: str | None,
    body: str | None,
    programme: str | None,
    as_of: datetime,
) -> GapsView:
    """Return what is missing, of all or for one body."""
    seen, judgements = standings.snapshot, standings.judgements
    nobody = unowned(judgements, seen.groups.keys() | seen.state_groups)
    mine = judgements if body is None else concerning(judgements, body, seen.groups)
    nothing = untouched(mine)
    if body is not None:
        nobody = claimable(nobody, body, seen.groups)
    shown = briefs(work, nobody, nothing)
    found = proposals(judgements, body, seen.groups, programme)
    return GapsView(
        as_of=as_of,
        resolution=resolution,
        body=body,
        programme=programme,
        unowned=shown[0],
        untouched=shown[1],
        proposals=[_proposal(each) for each in found],
        near_duplicates=_near_duplicates(work, judgements, mine),
    )


def deadlines_view(
    work: Work,
    standings: Standings,
    asked: tuple[str | None, str | None],
    within: int,
    as_of: datetime,
) -> DeadlinesView:
    """Return what is due, of all or for one body; `asked`: the resolution and the body."""
    resolution, body = asked
    moment, groups = standings.moment, standings.snapshot.groups
    judgements: Sequence[Judgement] = standings.judgements
    if body is not None:
        judgements = concerning(judgements, body, groups)
    ahead = due_soon(judgements, moment, timedelta(days=36_600))
    soon = due_soon(judgements, moment, timedelta(days=within))
    near = {each.mandate.id for each in soon}
    waiting = [
        each
        for each in judgements
        if each.operational and each.status in OPEN and each.deadline and not each.deadline.on
    ]
    shown = briefs(
        work,
        [each for each in judgements if each.overdue and each.operational],
        soon,
        [each for each in ahead if each.mandate.id not in near],
        waiting,
    )
    return DeadlinesView(
        as_of=as_of,
        resolution=resolution,
        body=body,
        overdue=shown[0],
        due_soon=shown[1],
        later=shown[2],
        waiting=shown[3],
    )


_LISTS = ("unowned", "untouched", "overdue", "due_soon", "later", "waiting")
_HEADS = ("list", "reference", "resolution", "section", "paragraph", "summary", "kind")
_MORE = ("activities", "addressees", "status", "due", "basis")


def as_rows(view: GapsView | DeadlinesView, language: Language) -> Iterable[list[Cell]]:
    """Give the lists as one table, a row for each mandate, in words; proposals after them."""
    yield [called("table", head, language) for head in (*_HEADS, *_MORE)]
    for name in _LISTS:
        for brief in getattr(view, name, ()):
            yield [called("gap", name, language), *_row(brief, language)]
    if isinstance(view, GapsView):
        for name, those in (("proposal", view.proposals), ("double", view.near_duplicates)):
            yield from (_proposed(called("gap", name, language), each, language) for each in those)


def _row(brief: MandateBrief, language: Language) -> list[Cell]:
    return [
        brief.reference,
        brief.resolution,
        brief.section,
        brief.paragraph,
        Text(**brief.summary).pick(language) if brief.summary else None,
        called("kind", brief.kind, language),
        "; ".join(called("activity", each, language) for each in brief.activities),
        "; ".join(brief.addressees),
        called("status", brief.status, language),
        brief.due.isoformat() if brief.due else brief.due_session,
        called("basis", brief.due_basis, language) if brief.due_basis else None,
    ]


def _proposed(name: str, view: EventProposalView | DoublesView, language: Language) -> list[Cell]:
    section = view.section if isinstance(view, EventProposalView) else None
    activity = called("activity", view.activity, language)
    partners = "; ".join(view.partners)
    row: list[Cell] = [name, None, None, section, "; ".join(view.paragraphs), None, None]
    return [*row, activity, partners, None, None, None]


def _near_duplicates(
    work: Work, judgements: Sequence[Judgement], mine: Sequence[Judgement]
) -> list[DoublesView]:
    """Compare all that convene, so that likeness is the same for every body; show what is mine."""
    found = alike(work, convening(judgements))
    return [
        DoublesView(
            **asdict(each),
            label=label("activity", each.activity),
            language=found.language,
            basis=found.basis,
        )
        for each in doubles(convening(mine), found.pairs)
    ]


def _proposal(proposal: Proposal) -> EventProposalView:
    return EventProposalView(**asdict(proposal), label=label("activity", proposal.activity))
