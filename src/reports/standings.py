"""How mandates stand at a moment: the record, cut down and judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from uuid import UUID

from core.problem import Invalid, Missing
from core.work import Work
from reports import store
from reports.as_of import Moment, Snapshot, snapshot
from reports.given import MandateFacts, Record
from reports.kept import kept
from reports.ladder import Judgement, judge
from reports.ledger import Page, page_of, pages_of, state_of

OPEN, CONFIRMED, REJECTED = "open", "confirmed", "rejected"


@dataclass(frozen=True)
class Standings:
    """The judged mandates in reading order, and all that was known at the moment.

    `version` changes when something was recorded, and with the day asked about. `parts`: of all
    resolutions together, each one's slug, page and own standings. `make` puts the mandates
    together, when somebody wants more of them than figures.
    """

    moment: Moment
    version: tuple[str, ...]
    make: Callable[[], tuple[Snapshot, tuple[Judgement, ...]]]
    parts: "tuple[tuple[str, Page, Standings], ...]" = ()

    @cached_property
    def _made(self) -> tuple[Snapshot, tuple[Judgement, ...]]:
        return self.make()

    @property
    def snapshot(self) -> Snapshot:
        """Return what was known and true at the moment."""
        return self._made[0]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judged mandates in reading order."""
        return self._made[1]

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
    state = state_of(work)
    version = (state.position, *_asked(work, as_of, known_at))
    if resolution is not None:
        page = page_of(work, state, store.resolution_id(work, resolution))
        return replace(_on_page(page, moment, review, version), version=version)

    def whole() -> Standings:
        known = store.resolutions(work)
        pages = pages_of(work, state, [each for _slug, each in known])
        named = [(slug, page) for (slug, _), page in zip(known, pages, strict=True)]
        return _all(named, moment, review, version)

    return kept(work.office, (version, review), whole)


def judged(
    work: Work, resolution: str, mandate: UUID, as_of: datetime | None
) -> tuple[Snapshot, Judgement]:
    """Judge one mandate, reviewed or not; `Missing` when it was not known at that moment."""
    page = page_of(work, state_of(work), store.resolution_id(work, resolution))
    seen = snapshot(page.record, _moment(work, as_of, None))
    known = seen.mandates.get(mandate)
    if known is None or not is_adopted(known, seen.moment):
        raise Missing("It was not known at that moment")
    return seen, judge(known, seen)


def _on_page(page: Page, moment: Moment, review: str, version: tuple[str, ...]) -> Standings:
    """Judge a resolution's mandates; what is asked of today, or of another day again, lies there.

    `version` begins with the journal's position, which a page that nothing touched outlives.
    """
    key = ("standings", version[1:], review)
    before = page.before.found(key) if page.before else None
    former = (
        {name: each for name, each in before.by_id.items() if name not in page.touched}
        if isinstance(before, Standings)
        else {}
    )
    return page.shelf.kept(key, lambda: judged_all(page.record, moment, review, version, former))


def _all(
    pages: Sequence[tuple[str, Page]], moment: Moment, review: str, version: tuple[str, ...]
) -> Standings:
    """Put the standings of all resolutions together, paragraphs told apart by the slug."""
    mine = tuple((slug, page, _on_page(page, moment, review, version)) for slug, page in pages)
    key = ("apart", version[1:], review)
    return Standings(moment, version, partial(_together, mine, moment, key), mine)


def _together(
    mine: Sequence[tuple[str, Page, Standings]], moment: Moment, key: tuple[object, ...]
) -> tuple[Snapshot, tuple[Judgement, ...]]:
    parts = [
        page.shelf.kept(key, partial(_apart, slug, standings)) for slug, page, standings in mine
    ]
    seen = parts[0][0] if parts else snapshot(Record(), moment)
    whole = replace(
        seen,
        mandates={name: each for part, _ in parts for name, each in part.mandates.items()},
        events={name: each for part, _ in parts for name, each in part.events.items()},
        links={name: each for part, _ in parts for name, each in part.links.items()},
        claims={name: each for part, _ in parts for name, each in part.claims.items()},
    )
    return whole, tuple(each for _, judgements in parts for each in judgements)


def _apart(slug: str, standings: Standings) -> tuple[Snapshot, tuple[Judgement, ...]]:
    """Name a resolution's sections and paragraphs as among those of others (`mcsd-2/A`)."""
    mandates = {
        name: replace(
            each,
            label=f"{slug}/{each.label}",
            section=f"{slug}/{each.section}" if each.section else None,
        )
        for name, each in standings.snapshot.mandates.items()
    }
    return (
        replace(standings.snapshot, mandates=mandates),
        tuple(each._replace(mandate=mandates[each.mandate.id]) for each in standings.judgements),
    )


def review_of(mandate: MandateFacts, known_at: datetime) -> str:
    """Return open, confirmed or rejected, as known at a moment."""
    if mandate.rejected_at and mandate.rejected_at <= known_at:
        return REJECTED
    return CONFIRMED if mandate.confirmed_at and mandate.confirmed_at <= known_at else OPEN


def judged_all(
    record: Record,
    moment: Moment,
    review: str,
    version: tuple[str, ...],
    former: Mapping[UUID, Judgement] | None = None,
) -> Standings:
    """Judge all mandates of a record that had been adopted by then and are in this review.

    `former`: judgements of that day about mandates that nothing has touched since.
    """
    seen, known = snapshot(record, moment), former or {}
    found = (
        known.get(mandate.id) or judge(mandate, seen)
        for mandate in seen.mandates.values()
        if review_of(mandate, seen.moment.known_at) == review
    )
    adopted = tuple(judgement for judgement in found if is_adopted(judgement.mandate, seen.moment))
    return Standings(moment, version, lambda: (seen, adopted))


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
