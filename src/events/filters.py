"""Which events a list shows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.people import Actor
from core.texts import Language
from events.access import visible_events
from events.model import Event, InvolvedState, Link, Organizer
from events.vocabulary import EventStatus


@dataclass(frozen=True)
class EventFilter:
    """What is asked for; None and empty ask for nothing.

    `first` and `last`: events with at least one moment in these days (UTC). `words`: part of the
    title in any language, or of the reference.
    """

    statuses: list[EventStatus] = field(default_factory=list[EventStatus])
    type: str | None = None
    body: str | None = None
    state: str | None = None
    mandate: UUID | None = None
    first: date | None = None
    last: date | None = None
    words: str | None = None
    series: UUID | None = None
    programme: str | None = None
    work_plan_year: int | None = None


def matching(actor: Actor, wanted: EventFilter) -> SelectOfScalar[Event]:
    """Return the question for the events that the actor may see and asks for."""
    return select(Event).where(
        visible_events(actor), *_about_itself(wanted), *_about_its_parts(wanted)
    )


def _about_itself(wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.statuses:
        found.append(col(Event.status).in_(wanted.statuses))
    if wanted.type:
        found.append(col(Event.type) == wanted.type)
    if wanted.first:
        found.append(col(Event.ends_at_utc) > _midnight(wanted.first))
    if wanted.last:
        found.append(col(Event.starts_at_utc) < _midnight(wanted.last + timedelta(days=1)))
    if wanted.series:
        found.append(col(Event.series_id) == wanted.series)
    if wanted.programme:
        found.append(col(Event.programme) == wanted.programme)
    if wanted.work_plan_year:
        found.append(col(Event.work_plan_year) == wanted.work_plan_year)
    if wanted.words:
        found.append(_says(wanted.words))
    return found


def _about_its_parts(wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.body:
        bodies = select(Organizer.event_id).where(col(Organizer.body) == wanted.body)
        found.append(col(Event.id).in_(bodies))
    if wanted.state:
        states = select(InvolvedState.event_id).where(col(InvolvedState.state) == wanted.state)
        found.append(col(Event.id).in_(states))
    if wanted.mandate:
        links = select(Link.event_id).where(
            col(Link.mandate_id) == wanted.mandate, col(Link.until).is_(None)
        )
        found.append(col(Event.id).in_(links))
    return found


def _says(words: str) -> sa.ColumnElement[bool]:
    titles = [sa.type_coerce(col(Event.title), sa.JSON)[each.value] for each in Language]
    return sa.or_(
        col(Event.reference).icontains(words, autoescape=True),
        *(title.as_string().icontains(words, autoescape=True) for title in titles),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)
