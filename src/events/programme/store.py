"""From wishes to a proposal: what drafts, mandates and calendars say of them, and its digest."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.problem import Invalid
from core.texts import FALLBACK
from core.work import Work
from events.access import RUNNING, visible_events
from events.forms import EventForm
from events.model import Event, Organizer
from events.plan import form_of
from events.programme.forms import ProgrammeForm, WishForm
from events.programme.layout import Limits, Programme, lay_out
from events.programme.wishes import Wish
from events.scheduling.store import calendars_of
from events.store import around, refuse_unknown
from events.vocabulary import EventStatus, Mode, StateRole
from registry import Mandate, Session

_TAKING_TIME = (EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.HELD, EventStatus.REPORTED)


@dataclass(frozen=True)
class Proposal:
    """A programme, the wishes as they were filled in, the states' zones, and the digest of it."""

    programme: Programme
    wishes: Sequence[WishForm]
    zones: Mapping[str, str]
    digest: str


def propose(work: Work, form: ProgrammeForm, language: str = FALLBACK[0].value) -> Proposal:
    """Lay out a year. The same wishes give the same proposal while the world is the same.

    Raises `Invalid` with a pointer for wishes that nobody organizes or that nothing is known of.
    """
    if len({each.id for each in form.events}) < len(form.events):
        raise Invalid("/events", "two events have the same id")
    drafts = _drafts(work, form)
    wishes = _filled(work, form, drafts)
    rules = calendars_of(work, language)
    limits = Limits(form.at_once, form.at_once_of, form.theme_days)
    standing = _standing(work, form, wishes) if form.with_standing else []
    programme = lay_out([_wish(each) for each in wishes], form.year, rules, limits, standing)
    zones = {code: calendar.zone for code, calendar in rules.states.items()}
    versions = {str(draft): event.version for draft, event in sorted(drafts.items())}
    return Proposal(programme, wishes, zones, _digest(form, programme, versions))


def _drafts(work: Work, form: ProgrammeForm) -> dict[UUID, Event]:
    asked: dict[UUID, int] = {}
    for n, wish in enumerate(form.events):
        if wish.event is not None and asked.setdefault(wish.event, n) != n:
            raise Invalid(f"/events/{n}/event", "another wish names this event already")
    if not asked:
        return {}
    seen = select(Event).where(col(Event.id).in_(asked), visible_events(work.actor))
    found = {event.id: event for event in work.session.exec(seen)}
    for missing in asked.keys() - found.keys():
        raise Invalid(f"/events/{asked[missing]}/event", "there is no such event")
    return found


def _filled(work: Work, form: ProgrammeForm, drafts: Mapping[UUID, Event]) -> list[WishForm]:
    """Return the wishes with what their drafts or plans say where they say nothing themselves."""
    parts = around(work, list(drafts.values()))
    forms = {each.id: form_of(each, parts[each.id]) for each in drafts.values()}
    like = {wish.id: forms[wish.event] if wish.event else wish.plan for wish in form.events}
    due = _deadlines(work, [each for each in like.values() if each])
    wishes: list[WishForm] = []
    for n, wish in enumerate(form.events):
        known = like[wish.id]
        filled = _like(wish, known, due) if known else wish
        if not filled.organizers:
            raise Invalid(f"/events/{n}/organizers", "say which body organizes it")
        listed = [(f"/events/{n}/states/{i}", code) for i, code in enumerate(filled.states)]
        refuse_unknown(work, states=listed)
        wishes.append(filled)
    return wishes


def _like(wish: WishForm, known: EventForm, due: Mapping[UUID, date]) -> WishForm:
    running = [each.body for each in known.organizers if each.role in RUNNING]
    hosts = [each.state for each in known.states if each.role is StateRole.HOST]
    host = None if known.mode is Mode.ONLINE else next(iter(hosts), None)
    deadlines = [due[mandate] for mandate in known.mandates if mandate in due]
    return wish.model_copy(
        update={
            "organizers": wish.organizers or list(dict.fromkeys(running)),
            "states": wish.states or list(dict.fromkeys(each.state for each in known.states)),
            "host": wish.host or host,
            "deadline": wish.deadline or min(deadlines, default=None),
        }
    )


def _deadlines(work: Work, forms: Sequence[EventForm]) -> dict[UUID, date]:
    mandates = {mandate for form in forms for mandate in form.mandates}
    if not mandates:
        return {}
    found = work.session.exec(
        select(Mandate.id, col(Mandate.due_on), col(Session.starts_on))
        .join(Session, col(Session.code) == col(Mandate.due_session), isouter=True)
        .where(col(Mandate.id).in_(mandates))
    )
    due = {row[0]: row[1] or row[2] for row in found}
    return {mandate: day for mandate, day in due.items() if day}


def _standing(work: Work, form: ProgrammeForm, wishes: Sequence[WishForm]) -> list[Wish]:
    """Return the other events of these organizers that have dates in the year, as fixed ones."""
    bodies = {body for wish in wishes for body in wish.organizers}
    asked = {wish.event for wish in wishes if wish.event}
    first, last = date(form.year, 1, 1), date(form.year, 12, 31)
    found = work.session.exec(
        select(Event, Organizer.body)
        .join(Organizer, col(Organizer.event_id) == col(Event.id))
        .where(
            col(Organizer.body).in_(bodies),
            col(Organizer.role).in_(RUNNING),
            col(Event.status).in_(_TAKING_TIME),
            col(Event.starts_at) < datetime.combine(last + timedelta(days=1), datetime.min.time()),
            col(Event.ends_at) >= datetime.combine(first, datetime.min.time()),
        )
        .order_by(col(Event.id), col(Organizer.body))
    )
    running: dict[UUID, tuple[Event, list[str]]] = {}
    for event, body in found:
        if event.id not in asked:
            running.setdefault(event.id, (event, []))[1].append(body)
    return [_stands(event, bodies, first, last) for event, bodies in running.values()]


def _stands(event: Event, bodies: Sequence[str], first: date, last: date) -> Wish:
    assert event.starts_at is not None
    assert event.ends_at is not None
    begins = max(first, event.starts_at.date())
    ends = min(last, (event.ends_at - datetime.resolution).date())
    days = (ends - begins).days + 1
    return Wish(event.reference, tuple(dict.fromkeys(bodies)), duration_days=days, fixed=begins)


def _wish(form: WishForm) -> Wish:
    return Wish(
        id=form.id,
        organizers=tuple(dict.fromkeys(form.organizers)),
        theme=form.theme,
        duration_days=form.duration_days,
        months=frozenset(form.months),
        not_before=form.not_before,
        deadline=form.deadline,
        host=form.host,
        states=tuple(dict.fromkeys(form.states)),
        fixed=form.fixed,
    )


def _digest(form: ProgrammeForm, programme: Programme, versions: Mapping[str, int]) -> str:
    """Return what changes when the wishes, the dates found for them, or the drafts change."""
    said: dict[str, Any] = {
        "wishes": form.model_dump(mode="json"),
        "places": [(one.id, str(one.first), one.points) for one in programme.placements],
        "unplaced": [one.id for one in programme.unplaced],
        "drafts": versions,
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
