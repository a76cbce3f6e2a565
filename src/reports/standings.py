"""How mandates stand at a moment: the record, cut down and judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.problem import Invalid, Missing
from core.work import Work
from reports import store
from reports.as_of import Moment, Snapshot, snapshot
from reports.given import MandateFacts
from reports.kept import kept
from reports.ladder import Judgement, judge, judge_all

OPEN, CONFIRMED, REJECTED = "open", "confirmed", "rejected"


@dataclass(frozen=True, slots=True)
class Standings:
    """The judged mandates in reading order, and all that was known at the moment.

    `version` changes when something was recorded, and with the day asked about.
    """

    snapshot: Snapshot
    judgements: tuple[Judgement, ...]
    version: tuple[str, ...]

    @property
    def moment(self) -> Moment:
        """Return the moment asked about."""
        return self.snapshot.moment

    @property
    def by_id(self) -> Mapping[UUID, Judgement]:
        """Return the judgements by mandate."""
        return {judgement.mandate.id: judgement for judgement in self.judgements}


def mandate_standings(
    work: Work,
    resolution: str | None,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    review: str = CONFIRMED,
) -> Standings:
    """Judge the mandates of a resolution (None: of all) as of a moment, by default now.

    `known_at`: by what was recorded until then, by default until `as_of`. `review`: confirmed,
    open or rejected. Raises `Missing`, and `Invalid` for a moment that has not come yet.
    """
    moment = _moment(work, as_of, known_at)
    at = store.position(work)
    record = store.record(work, resolution, at)
    version = (at, *_asked(work, as_of, known_at))
    if as_of is not None or known_at is not None:
        return _judged(snapshot(record, moment), review, version)
    key = (version, resolution, review)
    return kept(work.office, key, lambda: _judged(snapshot(record, moment), review, version))


def judged(
    work: Work, resolution: str, mandate: UUID, as_of: datetime | None
) -> tuple[Snapshot, Judgement]:
    """Judge one mandate, reviewed or not; `Missing` when it was not known at that moment."""
    seen = snapshot(store.record(work, resolution), _moment(work, as_of, None))
    known = seen.mandates.get(mandate)
    if known is None or not is_adopted(known, seen.moment):
        raise Missing("It was not known at that moment")
    return seen, judge(known, seen)


def review_of(mandate: MandateFacts, known_at: datetime) -> str:
    """Return open, confirmed or rejected, as known at a moment."""
    if mandate.rejected_at and mandate.rejected_at <= known_at:
        return REJECTED
    return CONFIRMED if mandate.confirmed_at and mandate.confirmed_at <= known_at else OPEN


def _judged(seen: Snapshot, review: str, version: tuple[str, ...]) -> Standings:
    """Judge what had been adopted by then and is in this state of review."""
    if review == CONFIRMED:
        found = judge_all(seen)
    else:
        found = [
            judge(mandate, seen)
            for mandate in seen.mandates.values()
            if review_of(mandate, seen.moment.known_at) == review
        ]
    adopted = tuple(judgement for judgement in found if is_adopted(judgement.mandate, seen.moment))
    return Standings(seen, adopted, version)


def is_adopted(mandate: MandateFacts, moment: Moment) -> bool:
    """Say whether its resolution had been adopted; one of unknown date counts as adopted."""
    return mandate.adopted_on is None or mandate.adopted_on <= moment.today


def _moment(work: Work, as_of: datetime | None, known_at: datetime | None) -> Moment:
    for name, asked in (("as_of", as_of), ("known_at", known_at)):
        if asked is not None and asked > work.now:
            now = work.now.isoformat(timespec="seconds").replace("+00:00", "Z")
            raise Invalid(f"/{name}", f"it is {now}; ask about that moment or an earlier one")
    true_at = as_of or work.now
    return Moment(known_at or true_at, true_at)


def _asked(work: Work, as_of: datetime | None, known_at: datetime | None) -> tuple[str, ...]:
    """Return what was asked about; without a moment, the day: figures of now change with it."""
    today: date | datetime = as_of or work.now.date()
    return (today.isoformat(), known_at.isoformat() if known_at else "")
