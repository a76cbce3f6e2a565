"""What lies on the desk of somebody who signed in: events, people to decide about, readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from core.people import Role
from core.work import Work
from events import (
    Event,
    EventStatus,
    InvolvedState,
    Person,
    Registration,
    Seat,
    events_run_by,
    visible_events,
    visible_registrations,
    waits_for_state,
)
from nadwa.dashboard.reader import Reader
from registry import Mandate, Resolution, Review

MOST_EVENTS, MOST_PEOPLE = 20, 50
_AHEAD = (EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a decision; `first` is whose turn it is: ours, or the state's."""

    id: UUID
    name: str
    state: str
    position: str
    event: str
    href: str
    ours: bool


@dataclass(frozen=True, slots=True)
class ToReview:
    """A resolution with readings that nobody has confirmed or rejected."""

    title: str
    href: str
    open: int


def own_events(work: Work) -> Sequence[Event]:
    """Return the events of one's own that are ahead or not dated yet, the next first."""
    actor = work.actor
    if actor.is_staff:
        own = events_run_by(actor)
    elif actor.role is Role.FOCAL_POINT:
        named = select(InvolvedState.event_id).where(col(InvolvedState.state) == actor.state)
        ours = select(Registration.event_id).where(col(Registration.state) == actor.state)
        own = visible_events(actor) & or_(col(Event.id).in_(named), col(Event.id).in_(ours))
    else:
        own = sa.false()
    over = or_(col(Event.ends_at_utc) >= work.now, col(Event.ends_at_utc).is_(None))
    query = select(Event).where(own, col(Event.status).in_(_AHEAD), over)
    soonest = (col(Event.starts_at_utc).asc().nulls_last(), col(Event.id))
    return work.session.exec(query.order_by(*soonest).limit(MOST_EVENTS)).all()


def people_to_decide(work: Work, reader: Reader) -> list[Waiting]:
    """Return who waits for a decision at events that are ahead, the earliest request first."""
    query = (
        select(Registration, Event, Person)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(visible_registrations(work.actor), col(Registration.seat) == Seat.PENDING)
        .where(col(Event.status).in_(_AHEAD))
        .order_by(col(Registration.id))
        .limit(MOST_PEOPLE)
    )
    focal = work.actor.role is Role.FOCAL_POINT
    lines = [_waiting(reader, *row, focal=focal) for row in work.session.exec(query)]
    return [each for each in lines if each.ours or not focal]


def to_review(work: Work, reader: Reader) -> list[ToReview]:
    """Return where readings wait for somebody of the staff; nothing for everybody else."""
    if not work.actor.is_staff:
        return []
    query = (
        select(Resolution, func.count())
        .join(Mandate, col(Mandate.resolution_id) == col(Resolution.id))
        .where(col(Mandate.review) == Review.SUGGESTED)
        .group_by(col(Resolution.id))
        .order_by(col(Resolution.id).desc())
    )
    return [
        ToReview(
            title=reader.pick(found.short_title or found.title),
            href=reader.to(f"/resolutions/{found.slug}/review"),
            open=count,
        )
        for found, count in work.session.exec(query)
    ]


def _waiting(
    reader: Reader, registration: Registration, event: Event, person: Person, *, focal: bool
) -> Waiting:
    stated = registration.stated or {}
    endorsed = registration.endorsed_at is not None
    waits = waits_for_state(event, registration.state, endorsed=endorsed)
    return Waiting(
        id=registration.id,
        name=stated.get("name") or person.name,
        state=registration.state or "",
        position=stated.get("position") or person.position or "",
        event=reader.pick(event.title),
        href=reader.to(f"/events/{event.id}"),
        ours=waits if focal else not waits,
    )
