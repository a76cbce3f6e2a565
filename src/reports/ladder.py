"""A mandate's status: the highest rung that its evidence reaches, or what was decided."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from reports.as_of import Moment, Snapshot
from reports.deadlines import Deadline, deadline, is_overdue
from reports.evidence import Assurance, Piece, Use, weigh
from reports.explanation import decided, explain
from reports.given import Decision, MandateFacts
from reports.reasons import Reason
from reports.rules import Asked, Progress, asked, fill


class Status(StrEnum):
    """The rungs of the ladder, lowest first, then what a recorded decision says instead."""

    UNKNOWN = "unknown"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    PARTIAL = "partial"
    FULFILLED = "fulfilled"
    SUPERSEDED = "superseded"
    NOT_APPLICABLE = "not_applicable"
    CLOSED_UNFULFILLED = "closed_unfulfilled"


class Judgement(NamedTuple):
    """What is said of a mandate at a moment, and why.

    `earned` is the status that evidence alone reaches; a decision makes `status` differ from it.
    `assurance` is that of the weakest answer on which the status rests. `pieces` are all events and
    claims looked at, with their use.
    """

    mandate: MandateFacts
    status: Status
    earned: Status
    assurance: Assurance
    deadline: Deadline | None
    overdue: bool
    asked: Asked
    progress: Progress
    pieces: tuple[Piece, ...]
    decision: Decision | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why the status is what it is, the most telling first; never none."""
        why = explain(self.asked, self.progress, self.pieces)
        return (decided(self.decision), *why) if self.decision else why

    @property
    def operational(self) -> bool:
        """Tell whether the mandate asks for something to be done; an acknowledgement does not."""
        return self.mandate.kind != "acknowledgement"


def judge_all(snapshot: Snapshot, *, unreviewed: bool = False) -> list[Judgement]:
    """Judge every mandate known at the moment; suggestions nobody confirmed only when asked for."""
    return [
        judge(mandate, snapshot)
        for mandate in snapshot.mandates.values()
        if is_counted(mandate, snapshot, unreviewed=unreviewed)
    ]


def is_counted(mandate: MandateFacts, snapshot: Snapshot, *, unreviewed: bool = False) -> bool:
    """Tell whether a mandate was confirmed and not rejected; `unreviewed` takes suggestions in."""
    known_at = snapshot.moment.known_at
    if mandate.rejected_at and mandate.rejected_at <= known_at:
        return False
    return unreviewed or (mandate.confirmed_at is not None and mandate.confirmed_at <= known_at)


def judge(mandate: MandateFacts, snapshot: Snapshot) -> Judgement:
    """Compute a mandate's status, assurance and deadline, with the reasons."""
    due = deadline(mandate.due, snapshot)
    wanted = asked(mandate, due, snapshot)
    progress, pieces = fill(wanted, weigh(mandate, snapshot), snapshot.groups)
    earned = _rung(progress, pieces)
    decision = _decision(mandate, snapshot)
    status = Status(decision.kind) if decision else earned
    return Judgement(
        mandate=mandate,
        status=status,
        earned=earned,
        assurance=progress.assurance,
        deadline=due,
        overdue=is_overdue(status, due),
        asked=wanted,
        progress=progress,
        pieces=pieces,
        decision=decision,
    )


def _rung(progress: Progress, pieces: Iterable[Piece]) -> Status:
    uses = {piece.use for piece in pieces}
    if progress.complete:
        return Status.FULFILLED
    if Use.ANSWERS in uses or Use.CONTRIBUTES in uses:
        return Status.PARTIAL
    if Use.SCHEDULED in uses:
        return Status.SCHEDULED
    return Status.PLANNED if Use.PLANNED in uses else Status.UNKNOWN


def _decision(mandate: MandateFacts, snapshot: Snapshot) -> Decision | None:
    """Return the decision that stands: the latest one recorded and not withdrawn."""
    if not mandate.decisions:
        return None
    now = snapshot.moment.known_at
    standing = [
        decision
        for decision in mandate.decisions
        if decision.at <= now
        and _holds(decision, snapshot.moment)
        and (decision.withdrawn_at is None or now < decision.withdrawn_at)
    ]
    return max(standing, key=lambda decision: decision.at, default=None)


def _holds(decision: Decision, moment: Moment) -> bool:
    """Tell whether it was true by then: from the later resolution's adoption on, or at once."""
    if decision.since is None:
        return decision.at <= moment.true_at
    return decision.since <= moment.today
