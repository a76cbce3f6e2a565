"""Gathers what the papers of an event show."""

from sqlmodel import col, select

from core.work import Work
from events.model import Event, Organizer
from events.papers.occasion import Occasion
from events.vocabulary import BodyRole
from registry import Body, State

_ON_PAPER = (BodyRole.LEAD, BodyRole.CO_ORGANIZER, BodyRole.HOST)


def occasion_of(work: Work, event: Event) -> Occasion:
    """Return an event with the names of its organizers, the lead first, and of all states."""
    organizers = select(Organizer.body, Organizer.role).where(
        col(Organizer.event_id) == event.id, col(Organizer.role).in_(_ON_PAPER)
    )
    roles = {row[0]: row[1] for row in work.session.exec(organizers.order_by(col(Organizer.id)))}
    ordered = sorted(roles, key=lambda body: _ON_PAPER.index(roles[body]))
    bodies = select(Body.code, Body.name).where(col(Body.code).in_(ordered))
    names = {row[0]: row[1] for row in work.session.exec(bodies)}
    states = {row[0]: row[1] for row in work.session.exec(select(State.code, State.name))}
    return Occasion(event, [names[body] for body in ordered], states)
