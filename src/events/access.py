"""Who may see and change which events and registrations. What one may not see is `Missing`."""

from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from core.people import Actor, Role
from core.problem import Missing
from core.storage import built
from core.work import Work
from events.model import Event, InvolvedState, Organizer, Seating
from events.question_model import FormVersion
from events.registration_model import Person, Registration
from events.vocabulary import BodyRole, EventStatus, Visibility

RUNNING = frozenset({BodyRole.LEAD, BodyRole.CO_ORGANIZER, BodyRole.CHAIR, BodyRole.HOST})
"""The roles in which a body's organizers may change an event."""

_LONG_PAST = (EventStatus.HELD, EventStatus.REPORTED)
Condition = sa.ColumnElement[bool]


def visible_events(actor: Actor) -> Condition:
    """Return which events somebody may see at all.

    Staff and viewers see everything. Everybody else only what was announced or held: what is
    public, and focal points also the internal ones that name their state.
    """
    if actor.is_staff or actor.role is Role.VIEWER:
        return sa.true()
    known = col(Event.announced_at).is_not(None) | col(Event.status).in_(_LONG_PAST)
    public = col(Event.visibility) == Visibility.PUBLIC
    if actor.role is not Role.FOCAL_POINT:
        return known & public
    invited = select(InvolvedState.event_id).where(col(InvolvedState.state) == actor.state)
    return known & (public | col(Event.id).in_(invited))


def visible_registrations(actor: Actor) -> Condition:
    """Return which registrations somebody may see and change.

    Administrators see all, a body's organizers those at the events it runs, a focal point those of
    its own state; nobody else any.
    """
    if actor.role is Role.FOCAL_POINT and actor.state is not None:
        return col(Registration.state) == actor.state
    if not actor.is_staff:
        return sa.false()
    if actor.body is None:
        return sa.true()
    return col(Registration.event_id).in_(_run_by(actor.body))


def event_to_see(work: Work, id: UUID) -> Event:
    """Return an event that the actor may see, or raise `Missing`."""
    found = select(Event).where(col(Event.id) == id, visible_events(work.actor))
    if (event := work.session.exec(found).first()) is None:
        raise Missing
    return event


def event_to_enter(work: Work, id: UUID) -> Event:
    """Return an event that the actor may enter people for: its organizers, or who may see it.

    Hold its seating first; the event's status is then the present one.
    """
    return event_to_enter_asking(work, id)[0]


def event_to_enter_asking(work: Work, id: UUID) -> tuple[Event, FormVersion | None]:
    """Return the same with the questions in force, in one question to the database."""
    actor = work.actor
    asked = _entering(actor.role, actor.body, actor.state)
    if (row := work.session.exec(asked, params={"id": id}).first()) is None:
        raise Missing
    return row[0], row[1]


@lru_cache(maxsize=256)
def _entering(role: Role, body: str | None, state: str | None) -> Select[Event, FormVersion]:
    actor = Actor("", role, body, state)
    event: sa.BindParameter[UUID] = sa.bindparam("id")
    mine = col(FormVersion.event_id) == event
    newest = select(sa.func.max(FormVersion.number)).where(mine).scalar_subquery()
    return (
        select(Event, FormVersion)
        .join(FormVersion, mine & (col(FormVersion.number) == newest), isouter=True)
        .where(col(Event.id) == event, runs(actor) if actor.is_staff else visible_events(actor))
    )


def event_to_run(work: Work, id: UUID) -> tuple[Event, Seating]:
    """Return an event that the actor organizes and its seating, both held until the work ends.

    Always the seating first: the same order everywhere, so that nobody waits in a circle. The event
    is locked weakly (FOR NO KEY UPDATE), since rows that point at it must not wait.
    """
    seating = seating_of(work, id)
    allowed = runs(work.actor) if work.actor.is_staff else sa.false()
    mine = select(Event).where(col(Event.id) == id, allowed)
    held = mine.with_for_update(key_share=True).execution_options(populate_existing=True)
    if (event := work.session.exec(held).first()) is None:
        raise Missing
    return event, seating


def event_to_run_seen(work: Work, id: UUID) -> Event:
    """Return an event that the actor organizes, to look at what only its organizers see."""
    allowed = runs(work.actor) if work.actor.is_staff else sa.false()
    event = work.session.exec(select(Event).where(col(Event.id) == id, allowed)).first()
    if event is None:
        raise Missing
    return event


def runs(actor: Actor) -> Condition:
    """Return which events somebody of the staff may change: a body's organizer those it runs."""
    return sa.true() if actor.body is None else col(Event.id).in_(_run_by(actor.body))


def seating_of(work: Work, event_id: UUID) -> Seating:
    """Return an event's seating, held until the work ends, or raise `Missing`."""
    row = work.session.exec(_seating(), params={"event": event_id}).first()
    if row is None:
        raise Missing
    return row


@built
def _seating() -> SelectOfScalar[Seating]:
    found = select(Seating).where(col(Seating.event_id) == sa.bindparam("event"))
    return found.with_for_update().execution_options(populate_existing=True)


def registration_to_see(work: Work, id: UUID) -> Registration:
    """Return a registration that the actor may see, or raise `Missing`."""
    found = select(Registration).where(
        col(Registration.id) == id, visible_registrations(work.actor)
    )
    if (registration := work.session.exec(found).first()) is None:
        raise Missing
    return registration


def registration_to_change(work: Work, id: UUID) -> tuple[Registration, Event, Seating]:
    """Return a registration, its event and its seating, held until the work ends."""
    actor = work.actor
    return _held(work, id, _seating_behind(actor.role, actor.body, actor.state))


def registration_held(work: Work, id: UUID) -> tuple[Registration, Event, Seating]:
    """Return the same, whoever acts: for those who proved to be the person by other means."""
    return _held(work, id, _seating_behind(Role.SYSTEM, None, None))


def _held(
    work: Work, id: UUID, behind: SelectOfScalar[Seating]
) -> tuple[Registration, Event, Seating]:
    """Hold the seating first, then the registration; its person comes along, asked for anyway."""
    if (seating := work.session.exec(behind, params={"id": id}).first()) is None:
        raise Missing
    registration, event, person = work.session.exec(_with_event(), params={"id": id}).one()
    work.known.append(person)
    return registration, event, seating


@lru_cache(maxsize=256)
def _seating_behind(role: Role, body: str | None, state: str | None) -> SelectOfScalar[Seating]:
    allowed = visible_registrations(Actor("", role, body, state))
    event = select(Registration.event_id).where(col(Registration.id) == sa.bindparam("id"), allowed)
    found = select(Seating).where(col(Seating.event_id) == event.scalar_subquery())
    return found.with_for_update().execution_options(populate_existing=True)


@built
def _with_event() -> Select[Registration, Event, Person]:
    return (
        select(Registration, Event, Person)
        .join(Event, col(Event.id) == col(Registration.event_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id) == sa.bindparam("id"))
        .with_for_update(of=Registration)
        .execution_options(populate_existing=True)
    )


def _run_by(body: str) -> SelectOfScalar[UUID]:
    return select(Organizer.event_id).where(
        col(Organizer.body) == body, col(Organizer.role).in_(RUNNING)
    )
