"""The implementation report as plain data: what each paragraph asked, and what was done."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from reports.coverage.views import AnswersView, TotalsView
from reports.evidence import Assurance, Use
from reports.ladder import Status


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class StateCount(_Part):
    """How many people of a state were there; an empty code stands for people of no state."""

    state: str
    name: str
    people: int


class DocumentLink(_Part):
    """An outcome document."""

    title: str
    url: str


class ReportEvent(_Part):
    """An event that is linked to a mandate; dates and status as of the moment asked about."""

    reference: str
    title: str
    activity: str
    status: str
    status_label: str
    starts_on: date | None
    ends_on: date | None
    dates: str
    hijri: str | None
    place: str
    organizers: list[str]
    attendance: list[StateCount]
    people: int
    summary: str
    documents: list[DocumentLink]
    mandates: list[str]


class ReportPiece(_Part):
    """An event or claim behind a status: its name, what it is used for, and why not for more."""

    name: str
    use: Use
    because: str | None
    grade: Assurance
    on: date | None
    url: str | None = None


class ReportMandate(_Part):
    """What one clause asks, of whom, by when, how it stands and why."""

    reference: str
    verb: str
    kind: str
    operational: bool
    asked: str
    of_whom: list[str]
    partners: list[str]
    due: str | None
    status: Status
    status_label: str
    assurance: Assurance
    assurance_label: str
    overdue: bool
    answered: int
    of: int
    reasons: list[str]
    events: list[ReportPiece]
    evidence: list[ReportPiece]
    unseen: int


class ReportParagraph(_Part):
    """One operative paragraph; `text` are its official words where that version was imported."""

    label: str
    section: str | None
    section_title: str
    summary: str
    text: str | None
    mandates: list[ReportMandate]


class SectionTotals(_Part):
    """How the mandates of a section stand."""

    label: str
    title: str
    totals: TotalsView


class ReportState(_Part):
    """What was expected of a state and came."""

    code: str
    name: str
    group: str
    answers: AnswersView


class ReportLogo(_Part):
    """An emblem as a `data:` link of a PNG, and the text for those who do not see it."""

    image: str
    alternative: str


class ReportDress(_Part):
    """How the report of an organisation looks: version `version` of the template of `body`.

    `heading` and `bars` are colours (`#rrggbb`); `signature` are the lines that sign it.
    """

    body: str
    version: int
    name: str
    logo: ReportLogo | None
    heading: str
    bars: str
    foreword: str
    signature: list[str]


class Report(_Part):
    """The whole report, in one language, as of a moment.

    Everything is as known then: figures, events and their outcomes, the words of paragraphs and
    mandates, the names of bodies and states. Today's is only who may see what.
    `nothing_recorded` and `overdue`: references of mandates. `dress`: by the template asked for, as
    it was then. `digest`: SHA-256 of all the rest.
    """

    resolution: str
    symbol: str | None
    title: str
    adopted_on: date | None
    place: str
    language: str
    as_of: datetime
    known_at: datetime
    totals: TotalsView
    sections: list[SectionTotals]
    paragraphs: list[ReportParagraph]
    events: list[ReportEvent]
    states: list[ReportState]
    nothing_recorded: list[str]
    overdue: list[str]
    dress: ReportDress | None = None
    digest: str = ""
