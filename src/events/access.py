"""Who may see and change which events and registrations. What one may not see is `Missing`."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.people import Actor, Role
from core.problem import Missing
from core.work import Work
from events.model import Event, InvolvedState, Organizer, Seating
from events.question_model import FormVersion
from events.registration_model import Registration
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
    allowed = runs(work.actor) if work.actor.is_staff else visible_events(work.actor)
    mine = col(FormVersion.event_id) == id
    newest = select(sa.func.max(FormVersion.number)).where(mine).scalar_subquery()
    in_force = mine & (col(FormVersion.number) == newest)
    found = (
        select(Event, FormVersion)
        .join(FormVersion, in_force, isouter=True)
        .where(col(Event.id) == id, allowed)
    )
    if (row := work.session.exec(found).first()) is None:
        raise Missing
    return row[0], row[1]


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
    found = select(Seating).where(col(Seating.event_id) == event_id).with_for_update()
    row = work.session.exec(found.execution_options(populate_existing=True)).first()
    if row is None:
        raise Missing
    return row


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
    allowed = select(Registration.event_id).where(
        col(Registration.id) == id, visible_registrations(work.actor)
    )
    return _held(work, id, work.session.exec(allowed).first())


def registration_held(work: Work, id: UUID) -> tuple[Registration, Event, Seating]:
    """Return the same, whoever acts: for those who proved to be the person by other means."""
    event_id = select(Registration.event_id).where(col(Registration.id) == id)
    return _held(work, id, work.session.exec(event_id).first())


def _held(work: Work, id: UUID, event_id: UUID | None) -> tuple[Registration, Event, Seating]:
    if event_id is None:
        raise Missing
    seating = seating_of(work, event_id)
    registration = work.get(Registration, id, lock=True)
    return registration, work.get(Event, event_id), seating


def _run_by(body: str) -> SelectOfScalar[UUID]:
    return select(Organizer.event_id).where(
        col(Organizer.body) == body, col(Organizer.role).in_(RUNNING)
    )
