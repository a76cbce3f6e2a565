"""How a mandate looks with its status, and everything the status rests on."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from core.texts import Text
from registry import DateSaidView, EvidenceKind, MandateView
from reports.evidence import Assurance, Use
from reports.ladder import Status
from reports.reasons import Parameter, Why


class DeadlineView(BaseModel):
    """The last day for an answer; `on` is null while a session has no date.

    `inferred`: not printed in the text. `passed`: at the moment asked about.
    """

    on: date | None
    basis: str
    session: str | None
    inferred: bool
    passed: bool


class ProgressView(BaseModel):
    """How many of the parts that the rule asks for are answered (activities, addressees, ...)."""

    answered: int
    of: int


class ReasonView(BaseModel):
    """Why the status is what it is: a code, its parameters, and a sentence."""

    code: Why
    parameters: dict[str, Parameter]
    sentence: str


class PieceView(BaseModel):
    """What something is used for: answers, contributes, planned, scheduled, set_aside.

    `why` it does not count in full, as a code, and in words (`because`).
    """

    use: Use
    why: Why | None
    because: str | None
    grade: Assurance
    on: date | None


class EventPieceView(PieceView):
    """A linked event; `status` is the one it had at the moment asked about.

    `share`: how much of the mandate it can answer, up to 1.
    """

    id: UUID
    reference: str
    title: Text
    type: str
    status: str
    states: list[str]
    bodies: list[str]
    share: float


class ClaimPieceView(PieceView):
    """A claim that was made about the mandate; `dates`: the days that other sources give."""

    id: UUID
    kind: EvidenceKind
    title: str
    url: str | None
    source: str | None
    dates: list[DateSaidView]
    status: str
    state: str | None
    body: str | None


class MandateStanding(MandateView):
    """A mandate, what it says, and how it stands.

    `summary` is in our words, `texts` are the official ones, by language. `earned` is the status
    by evidence alone; a recorded decision makes `status` differ. `unseen`: how many events and
    claims count that the caller may not see. `superseded_by`: the later resolution that asks
    instead, when the decision that stands names one.
    """

    section_title: Text | None
    summary: dict[str, str]
    texts: dict[str, str]
    operational: bool
    status: Status
    earned: Status
    assurance: Assurance
    overdue: bool
    deadline: DeadlineView | None
    progress: ProgressView
    superseded_by: str | None
    reasons: list[ReasonView]
    events: list[EventPieceView]
    evidence: list[ClaimPieceView]
    unseen: int
