"""Follows the journal, so that after a change only what it touched is read and counted again.

Each process has a ledger of a database: where the journal is, and for each resolution how often it
was touched. A page is a resolution's record at such a number; what is computed from it lies on the
page. A reader whose transaction began before the last change reads for itself and keeps nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import col

from core.engines import Engines
from core.journal import JournalEntry
from core.work import Work
from events import Link
from registry import (
    CatalogueLoaded,
    Evidence,
    Mandate,
    ResolutionImported,
    SessionAdded,
    SessionDated,
)
from reports.asking import columns, tuples
from reports.given import Record
from reports.kept import Shelf
from reports.moving import MOVING
from reports.store import load, load_each, reload

LATE = 60_000 << 80
"""An id carries milliseconds; one that was given earlier may be committed later, by a minute."""

_EVERYTHING = frozenset(
    fact.name for fact in (CatalogueLoaded, ResolutionImported, SessionAdded, SessionDated)
)
_MOST_STEPS = 200
_FEW = 2
_ON_A_PAGE = 32
_NAMED = ("absorbed", "parts", "mandate", "origin")


class Entry(NamedTuple):
    """A fact in the journal after which figures may be others."""

    id: UUID
    fact: str
    subject: UUID
    body: dict[str, Any]


Steps = Mapping[UUID, tuple[frozenset[UUID], ...]]


@dataclass(frozen=True, slots=True)
class State:
    """Where the journal is: its entries of the last minute, and which mandates were touched when.

    `steps`: of each resolution, since `epoch` began. `alone`: for one reader only.
    """

    known: frozenset[UUID] = frozenset()
    epoch: int = 0
    steps: Steps = field(default_factory=dict[UUID, tuple[frozenset[UUID], ...]])
    alone: bool = False

    @property
    def floor(self) -> UUID:
        """Return the id before which nothing new is expected."""
        return UUID(int=max(max(self.known, default=UUID(int=0)).int - LATE, 0))

    @property
    def position(self) -> str:
        """Return a word for all this: the same in every process, another after every change."""
        if not self.known:
            return "0"
        recent = sum(each > self.floor for each in self.known)
        return sha256(f"{max(self.known)} {recent}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """A resolution's record after so many touches, and what was computed from it.

    `before`: what was computed from the page before; it holds for mandates that were not `touched`.
    """

    epoch: int
    touches: int
    record: Record
    shelf: Shelf = field(default_factory=lambda: Shelf(_ON_A_PAGE))
    before: Shelf | None = None
    touched: frozenset[UUID] = frozenset()


@dataclass(slots=True)
class Ledger:
    """What a process knows of one database."""

    state: State | None = None
    pages: dict[UUID, Page] = field(default_factory=dict[UUID, Page])
    lock: Lock = field(default_factory=Lock)


_lock = Lock()
by_database: WeakKeyDictionary[Engines, Ledger] = WeakKeyDictionary()


def ledger_of(work: Work) -> Ledger:
    """Return this process's ledger of the database."""
    with _lock:
        return by_database.setdefault(work.office.engines, Ledger())


def state_of(work: Work) -> State:
    """Return where the journal is for this reader, and have the ledger follow: one question."""
    ledger = ledger_of(work)
    before = ledger.state
    found = _entries(work, before)
    with ledger.lock:
        if ledger.state is None:
            ledger.state = State(frozenset(each.id for each in found))
            return ledger.state
        state = _followed(work, ledger.state, found)
        if not state.alone:
            ledger.state = state
        return state


def pages_of(work: Work, state: State, resolutions: Sequence[UUID]) -> list[Page]:
    """Return the pages of all these resolutions; when most are not there, all are read at once."""
    ledger = ledger_of(work)
    missing = [
        each
        for each in resolutions
        if (page := ledger.pages.get(each)) is None or page.epoch != state.epoch
    ]
    whole = load_each(work) if len(missing) > _FEW and not state.alone else {}
    for each in whole.keys() & set(missing):
        _put(ledger, each, Page(state.epoch, len(state.steps.get(each, ())), whole[each]))
    return [page_of(work, state, each) for each in resolutions]


def page_of(work: Work, state: State, resolution: UUID) -> Page:
    """Return a resolution's page, brought up to date; it is read whole the first time."""
    ledger, steps = ledger_of(work), state.steps.get(resolution, ())
    if state.alone:
        return Page(state.epoch, len(steps), load(work, resolution))
    old = ledger.pages.get(resolution)
    if old and (old.epoch, old.touches) == (state.epoch, len(steps)):
        return old
    new = _next(work, old, steps) if old and old.epoch == state.epoch else None
    new = new or Page(state.epoch, len(steps), load(work, resolution))
    _put(ledger, resolution, new)
    return new


def _next(work: Work, old: Page, steps: tuple[frozenset[UUID], ...]) -> Page | None:
    touched: frozenset[UUID] = frozenset().union(*steps[old.touches :])
    record = reload(work, old.record, touched) if touched else None
    if record is None:
        return None
    return Page(old.epoch, len(steps), record, before=old.shelf, touched=touched)


def _put(ledger: Ledger, resolution: UUID, new: Page) -> None:
    with ledger.lock:
        other = ledger.pages.get(resolution)
        if other is None or (other.epoch, other.touches) < (new.epoch, new.touches):
            ledger.pages[resolution] = new


def _entries(work: Work, before: State | None) -> Sequence[Entry]:
    """Return the moving entries of the last minute before the newest known, and all after it."""
    moving = col(JournalEntry.fact).in_(MOVING)
    query = columns(JournalEntry.id, JournalEntry.fact, JournalEntry.subject, JournalEntry.body)
    if before is None or not before.known:
        newest = columns(JournalEntry.id).where(moving).order_by(col(JournalEntry.id).desc())
        known = frozenset(entry for (entry,) in tuples(work, newest.limit(1)))
        if not known:
            return ()
        before = State(known)
    found = query.where(moving, col(JournalEntry.id) > before.floor)
    return [Entry(*row) for row in tuples(work, found)]


def _followed(work: Work, before: State, found: Sequence[Entry]) -> State:
    floor = before.floor
    recent = {each.id for each in found if each.id > floor}
    new = [each for each in found if each.id > floor and each.id not in before.known]
    if {each for each in before.known if each > floor} - recent:
        return State(frozenset(recent), before.epoch, before.steps, alone=True)
    if not new:
        return before
    known = State(frozenset(recent)).floor
    after = replace(before, known=frozenset(each for each in recent if each > known))
    touched = _touched(work, new) if before.known else None
    if touched is None:
        return replace(after, epoch=before.epoch + 1, steps={})
    steps = dict(before.steps)
    for resolution, mandates in touched.items():
        steps[resolution] = (*steps.get(resolution, ()), mandates)
        if len(steps[resolution]) > _MOST_STEPS:
            return replace(after, epoch=before.epoch + 1, steps={})
    return replace(after, steps=steps)


def _touched(work: Work, new: Sequence[Entry]) -> dict[UUID, frozenset[UUID]] | None:
    """Return the mandates that these entries speak of, by resolution; None: it may be any."""
    if any(each.fact in _EVERYTHING for each in new):
        return None
    ids = {each.subject for each in new} | {named for each in new for named in _named(each.body)}
    mandates = columns(Mandate.resolution_id, Mandate.id)
    query = sa.union(  # one question, each part by its index: an OR of them reads all mandates
        mandates.where(col(Mandate.id).in_(ids)),
        mandates.join(Link, col(Link.mandate_id) == col(Mandate.id)).where(
            col(Link.event_id).in_(ids)
        ),
        mandates.join(Evidence, col(Evidence.mandate_id) == col(Mandate.id)).where(
            col(Evidence.id).in_(ids)
        ),
    )
    found: dict[UUID, set[UUID]] = {}
    for resolution, mandate in tuples(work, query):
        found.setdefault(resolution, set()).add(mandate)
    return {resolution: frozenset(mandates) for resolution, mandates in found.items()}


def _named(body: Mapping[str, Any]) -> Sequence[UUID]:
    """Return the mandates that a fact names beside its subject."""
    values = [body[name] for name in _NAMED if body.get(name)]
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return [UUID(each) for each in flat]
