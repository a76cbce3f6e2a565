"""When a mandate is due, on what basis, and whether that day has passed."""

from dataclasses import dataclass
from datetime import date

from reports.as_of import Snapshot
from reports.given import Due

OPEN = frozenset({"unknown", "planned", "scheduled", "partial"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for an answer, `on`, as far as known; an inferred one is shown as inferred.

    `passed` is told at the moment asked: the day itself (UTC) is still in time.
    """

    basis: str
    on: date | None
    session: str | None
    inferred: bool
    passed: bool


def deadline(due: Due | None, snapshot: Snapshot) -> Deadline | None:
    """Resolve a deadline; a session gives its day once its date is known. None: nothing is due."""
    if due is None or due.basis == "none":
        return None
    on = due.on
    if due.basis == "session" and due.session is not None:
        on = snapshot.sessions.get(due.session, due.on)
    return Deadline(
        basis=due.basis,
        on=on,
        session=due.session,
        inferred=due.basis != "explicit",
        passed=on is not None and on < snapshot.moment.today,
    )


def is_overdue(status: str, due: Deadline | None) -> bool:
    """Tell whether something is still open although its day has passed."""
    return status in OPEN and due is not None and due.passed
