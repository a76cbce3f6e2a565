"""Questions that events ask the database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from core.ids import new_id
from core.problem import Invalid
from core.storage import Table
from core.work import Work
from events.model import (
    DateClaim,
    Event,
    EventNumber,
    InvolvedState,
    Link,
    Organizer,
    Seating,
)
from registry import unknown_bodies, unknown_mandates, unknown_states

V = TypeVar("V", str, UUID)
R = TypeVar("R", Seating, Organizer, InvolvedState, Link, DateClaim)


@dataclass
class Around:
    """What belongs to one event and lies in other tables; `links` only those still in force."""

    seating: Seating
    organizers: list[Organizer] = field(default_factory=list[Organizer])
    states: list[InvolvedState] = field(default_factory=list[InvolvedState])
    links: list[Link] = field(default_factory=list[Link])
    claims: list[DateClaim] = field(default_factory=list[DateClaim])


def around(work: Work, events: Collection[Event]) -> dict[UUID, Around]:
    """Return what belongs to these events, by event id: five questions, however many events."""
    ids = [event.id for event in events]
    found = {row.event_id: Around(row) for row in _of(work, Seating, ids)}
    for organizer in _of(work, Organizer, ids):
        found[organizer.event_id].organizers.append(organizer)
    for state in _of(work, InvolvedState, ids):
        found[state.event_id].states.append(state)
    for link in _of(work, Link, ids):
        if link.until is None:
            found[link.event_id].links.append(link)
    for claim in _of(work, DateClaim, ids):
        found[claim.event_id].claims.append(claim)
    return found


def around_one(work: Work, event: Event) -> Around:
    """Return what belongs to one event."""
    return around(work, [event])[event.id]


def shares_of(parts: Around) -> dict[UUID, float]:
    """Return by mandate how much of it the event can answer, where that is not the whole."""
    return {link.mandate_id: link.share for link in parts.links if link.share < 1}


def event_with_external_id(work: Work, external_id: str) -> Event | None:
    """Return the event that another system knows by that id."""
    return work.session.exec(select(Event).where(col(Event.external_id) == external_id)).first()


def next_reference(work: Work, year: int) -> str:
    """Return a fresh reference such as EVT-2027-014; two at once never get the same."""
    counted = (
        insert_into(work, EventNumber)
        .values(id=new_id(), year=year, last=1)
        .on_conflict_do_update(index_elements=["year"], set_={"last": col(EventNumber.last) + 1})
    )
    last: int = work.session.exec(counted.returning(col(EventNumber.last))).scalar_one()
    return f"EVT-{year}-{last:03}"


def insert_into(work: Work, table: type[Table]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what to do when the row is there already."""
    postgres = work.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def refuse_unknown(
    work: Work,
    *,
    bodies: Sequence[tuple[str, str]] = (),
    states: Sequence[tuple[str, str]] = (),
    mandates: Sequence[tuple[str, UUID]] = (),
) -> None:
    """Raise `Invalid` for codes and ids that the registry does not have.

    Each is given with its JSON pointer; all faults are named at once.
    """
    faults = [
        *_faults(work, bodies, unknown_bodies, "no body has this code"),
        *_faults(work, states, unknown_states, "no member state has this code"),
        *_faults(work, mandates, unknown_mandates, "there is no such mandate"),
    ]
    if faults:
        raise Invalid(*faults[0], *faults[1:])


def _faults(
    work: Work, asked: Sequence[tuple[str, V]], unknown: Callable[..., set[V]], why: str
) -> list[tuple[str, str]]:
    if not asked:
        return []
    missing = unknown(work, {value for _, value in asked})
    return [(pointer, why) for pointer, value in asked if value in missing]


def _of(work: Work, table: type[R], ids: list[UUID]) -> Sequence[R]:
    found = select(table).where(col(table.event_id).in_(ids)).order_by(col(table.id))
    return work.session.exec(found).all()
