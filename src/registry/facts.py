"""What happens in the registry. Facts hold ids, codes and what was decided, no personal data."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from core.journal import Fact

CATALOGUE = UUID("5e9d0c1f-6a53-5d0c-9f5f-0a7f4f7f2b11")
"""The subject of facts about the built-in catalogue as a whole."""

Values = dict[str, Any]


class CatalogueLoaded(Fact):
    """The built-in catalogue brought something new; how many rows of each table."""

    name: ClassVar[str] = "catalogue.loaded"
    added: dict[str, int]
    changed: dict[str, int]


class ReportTemplateSet(Fact):
    """A body's reports look otherwise from now on; `template` is the number of the version."""

    name: ClassVar[str] = "report_template.set"
    body: str
    template: int


class WordsCorrected(Fact):
    """A newer catalogue or version words a body, state, resolution, section or paragraph otherwise.

    `before` and `after`: the columns of the row (the subject) that changed.
    """

    name: ClassVar[str] = "words.corrected"
    before: Values
    after: Values


class ResolutionImported(Fact):
    """The words of a resolution came in from a file; clauses read from it are suggestions.

    `before`: the words in this language that each paragraph (by id) had, where these are others;
    null where it had none. It is missing in entries from before it was kept.
    """

    name: ClassVar[str] = "resolution.imported"
    language: str
    digest: str
    paragraphs: int
    suggestions: int
    before: dict[str, str | None] | None = None


class SessionAdded(Fact):
    """A session of a conference came to be known, with its date or without; by its code."""

    name: ClassVar[str] = "session.added"
    session: str


class SessionDated(Fact):
    """Somebody said when a session meets; deadlines that wait for it move."""

    name: ClassVar[str] = "session.dated"
    before: Values
    after: Values


class MandateFact(Fact):
    """Base of what happens to a mandate: the fields that changed, before and after."""

    before: Values
    after: Values


class MandateChanged(MandateFact):
    """Somebody corrected what was read, or set another rule, owner or deadline."""

    name: ClassVar[str] = "mandate.changed"


class MandateCorrected(MandateFact):
    """A newer catalogue reads the clause differently, and nobody had changed it by hand."""

    name: ClassVar[str] = "mandate.corrected"


class MandateConfirmed(MandateFact):
    """A person found that what was read is right; from now on it counts."""

    name: ClassVar[str] = "mandate.confirmed"


class MandateRejected(MandateFact):
    """A person found that the clause asks for nothing, or is not there."""

    name: ClassVar[str] = "mandate.rejected"


class MandateSplit(MandateFact):
    """A person found several clauses in one: the mandate is the first, `parts` are the others."""

    name: ClassVar[str] = "mandate.split"
    parts: list[UUID]


class MandatesMerged(MandateFact):
    """A person found one clause in several: the mandate took up the `absorbed` ones."""

    name: ClassVar[str] = "mandate.merged"
    absorbed: list[UUID]


class MandateAdded(Fact):
    """A person read a clause that nobody had read; `origin`: the mandate it was part of."""

    name: ClassVar[str] = "mandate.added"
    paragraph: UUID
    origin: UUID | None


class MandateClaimed(MandateFact):
    """A body took up a mandate that named nobody to do it."""

    name: ClassVar[str] = "mandate.claimed"


class MandateReleased(MandateFact):
    """A body gave a mandate back."""

    name: ClassVar[str] = "mandate.released"


class MandateDecided(Fact):
    """Somebody took a mandate out of the count; `superseded_by`: the later resolution."""

    name: ClassVar[str] = "mandate.decided"
    decision: UUID
    kind: str
    superseded_by: UUID | None = None


class DecisionWithdrawn(Fact):
    """A decision was taken back; the mandate counts again."""

    name: ClassVar[str] = "mandate.decision_withdrawn"
    decision: UUID


class EvidenceFact(Fact):
    """Base of what happens to a claim; `mandate` is what it speaks of."""

    mandate: UUID
    grade: str


class EvidenceRecorded(EvidenceFact):
    """Somebody wrote a claim down; a draft."""

    name: ClassVar[str] = "evidence.recorded"


class EvidenceSubmitted(EvidenceFact):
    """A claim was handed in for review."""

    name: ClassVar[str] = "evidence.submitted"


class EvidenceTakenUp(EvidenceFact):
    """Somebody began to review a claim."""

    name: ClassVar[str] = "evidence.taken_up"


class EvidenceApproved(EvidenceFact):
    """A claim was found right; `grade` says how sure."""

    name: ClassVar[str] = "evidence.approved"


class EvidenceReturned(EvidenceFact):
    """A claim was sent back with a reason."""

    name: ClassVar[str] = "evidence.returned"


class EvidenceCarriedOver(EvidenceFact):
    """A claim about a merged mandate now speaks of the one that took it up; `origin` is the old."""

    name: ClassVar[str] = "evidence.carried_over"
    origin: UUID


class EvidenceRetracted(EvidenceFact):
    """A claim was taken back; it supports nothing any more."""

    name: ClassVar[str] = "evidence.retracted"


class ReviewFact(Fact):
    """Base of what a person found of a suggestion: the columns before and after."""

    before: Values
    after: Values


class RelationConfirmed(ReviewFact):
    """A person found that a paragraph does this with another text."""

    name: ClassVar[str] = "relation.confirmed"


class RelationRejected(ReviewFact):
    """A person found that a paragraph names no such text."""

    name: ClassVar[str] = "relation.rejected"


class ReportedEventConfirmed(Fact):
    """A person found that a text reports this event as held; whoever keeps events enters it.

    `resolution` and `paragraph` are the source, `title` is in `language`; days are inclusive.
    """

    name: ClassVar[str] = "reported_event.confirmed"
    resolution: str
    paragraph: str
    title: str
    type: str
    starts_on: date
    ends_on: date
    precision: str
    place: str | None
    organizers: list[str]
    partners: list[str]
    mode: str | None
    language: str


class ReportedEventRejected(ReviewFact):
    """A person found that a text reports no such event."""

    name: ClassVar[str] = "reported_event.rejected"


MANDATE_CHANGES: tuple[type[MandateFact], ...] = (
    MandateChanged,
    MandateCorrected,
    MandateConfirmed,
    MandateRejected,
    MandateSplit,
    MandatesMerged,
    MandateClaimed,
    MandateReleased,
)
"""The facts from which a mandate's past can be told."""

BY_PEOPLE = (
    MandateChanged,
    MandateConfirmed,
    MandateRejected,
    MandateSplit,
    MandatesMerged,
    MandateAdded,
    MandateClaimed,
    MandateReleased,
    SessionDated,
)
"""After one of these, the catalogue leaves a row alone."""
