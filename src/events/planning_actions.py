"""Planning an event and editing the plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col

from core.problem import Invalid
from core.work import Work
from events.access import RUNNING, event_to_run
from events.dates import Dates, dates_of
from events.errors import DatesMissing, ExternalIdTaken, NotInThisStatus
from events.facts import EventChanged, EventPlanned
from events.forms import EventChange, EventForm, OrganizerForm
from events.model import Event, Milestone, Seating
from events.parts import relate
from events.plan import (
    SIGNIFICANT,
    columns_of,
    differing,
    field_names,
    form_of,
    merged,
    taking_part,
    told,
)
from events.quota_store import stored_quotas
from events.registration_model import Registration
from events.seat_actions import resize
from events.store import (
    Around,
    around_one,
    event_with_external_id,
    next_reference,
    refuse_unknown,
)
from events.vocabulary import Answer, EventStatus, Seat

Check = Callable[[Event], None]
_TOLD = (EventStatus.ANNOUNCED, EventStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands in a series."""

    series: UUID
    number: int


def plan(work: Work, form: EventForm, place: Place | None = None) -> Event:
    """Draft an event, alone or at its place in a series.

    Raises `Invalid` (unknown codes, times that cannot be), `ExternalIdTaken`.
    """
    form = _with_organizer(work, form)
    dates = _checked(work, form)
    if form.external_id and event_with_external_id(work, form.external_id):
        raise ExternalIdTaken
    event = Event(
        reference=next_reference(work, _year(work, form)),
        created_at=work.now,
        changed_at=work.now,
        series_id=place.series if place else None,
        series_number=place.number if place else None,
        **columns_of(form, dates),
    )
    _store_new(work, event)
    seating = work.add(Seating(event_id=event.id, **_limits(work, form)))
    relate(work, event, Around(seating), form)
    work.add(Milestone(event_id=event.id, status=EventStatus.DRAFT, at=work.now))
    work.record(EventPlanned(subject=event.id, reference=event.reference, mandates=form.mandates))
    return event


def change(work: Work, event_id: UUID, wish: EventChange, seen: Check | None = None) -> Event:
    """Edit the fields that were sent; `seen` refuses when the caller saw another version."""
    event, seating = event_to_run(work, event_id)
    if seen:
        seen(event)
    parts = replace(around_one(work, event), seating=seating)
    return _rewrite(work, event, parts, merged(form_of(event, parts), wish))


def put(
    work: Work, external_id: str, form: EventForm, seen: Check | None = None
) -> tuple[Event, bool]:
    """Plan or replace the event that another system knows by that id; say whether it is new."""
    if form.external_id not in {None, external_id}:
        raise Invalid("/external_id", "this must be the id in the address, or be left out")
    form = form.model_copy(update={"external_id": external_id})
    known = event_with_external_id(work, external_id)
    if known is None:
        return plan(work, form), True
    event, seating = event_to_run(work, known.id)
    if seen:
        seen(event)
    parts = replace(around_one(work, event), seating=seating)
    return _rewrite(work, event, parts, _with_organizer(work, form)), False


def _rewrite(work: Work, event: Event, parts: Around, form: EventForm) -> Event:
    """Bring a stored event to what the form says; do nothing when it says so already."""
    if event.status is EventStatus.CANCELLED:
        raise NotInThisStatus("A cancelled event is not edited", status_now=event.status)
    _speaks_for(work, form)
    dates, current = _checked(work, form), form_of(event, parts)
    after = columns_of(form, dates)
    before = {name: getattr(event, name) for name in after}
    names = differing(before, after)
    related = _differing_parts(current, form)
    if not names and not related:
        return event
    if event.status is EventStatus.ANNOUNCED and dates.starts_at is None:
        raise DatesMissing("An announced event keeps its dates; postpone it instead")
    _refuse_taken(work, form, names)
    before |= {"whole_days": event.whole_days, **taking_part(current)}
    for name in names:
        setattr(event, name, after[name])
    event.whole_days = event.whole_days and "starts_at" not in names
    after |= {"whole_days": event.whole_days, **taking_part(form)}
    event.changed_at = work.now
    flag_modified(event, "changed_at")  # a new version, also when only the parts changed
    relate(work, event, parts, form)
    resize(work, event, parts.seating, **_limits(work, form))
    _say_changed(work, event, before, after, [*names, *related])
    return event


def _say_changed(
    work: Work, event: Event, before: dict[str, Any], after: dict[str, Any], names: list[str]
) -> None:
    sequence = event.sequence
    moved = bool({"starts_at_utc", "ends_at_utc"}.intersection(names))
    if event.status in _TOLD and set(SIGNIFICANT).intersection(names):
        event.sequence += 1
    reset = moved and event.sequence > sequence
    if reset:
        _ask_again(work, event)
    work.record(
        EventChanged(
            subject=event.id,
            changed=field_names(names),
            before=told(before, names),
            after=told(after, names),
            sequence_before=sequence,
            sequence=event.sequence,
            answers_reset=reset,
        )
    )


def _ask_again(work: Work, event: Event) -> None:
    """Take back the answers to a date that no longer holds."""
    answered = (
        col(Registration.event_id) == event.id,
        col(Registration.seat) == Seat.CONFIRMED,
        col(Registration.answer) != Answer.NEEDS_ACTION,
    )
    values = {"answer": Answer.NEEDS_ACTION, "version": col(Registration.version) + 1}
    work.session.exec(sa.update(Registration).where(*answered).values(**values))


def _checked(work: Work, form: EventForm) -> Dates:
    """Return the dates, or refuse what the registry or the clocks do not know."""
    refuse_unknown(
        work,
        bodies=[(f"/organizers/{n}/body", each.body) for n, each in enumerate(form.organizers)],
        states=[(f"/states/{n}/state", each.state) for n, each in enumerate(form.states)],
        mandates=[(f"/mandates/{n}", each) for n, each in enumerate(form.mandates)],
    )
    for mandate in form.shares.keys() - set(form.mandates):
        raise Invalid(f"/shares/{mandate}", "it is not among the event's `mandates`")
    return dates_of(form)


def _with_organizer(work: Work, form: EventForm) -> EventForm:
    """Let a body's organizer lead an event that names nobody, and refuse it others' events."""
    if work.actor.body is not None and not form.organizers:
        lead = OrganizerForm(body=work.actor.body)
        form = form.model_copy(update={"organizers": [lead]})
    _speaks_for(work, form)
    return form


def _speaks_for(work: Work, form: EventForm) -> None:
    bodies = {each.body for each in form.organizers if each.role in RUNNING}
    if not work.actor.speaks_for(bodies):
        raise Invalid("/organizers", "your own body must lead, chair, host or co-organize it")


def _limits(work: Work, form: EventForm) -> dict[str, Any]:
    first_day = (form.starts_at or work.now).date()
    quotas = stored_quotas(work, form.quotas, form.capacity, first_day)
    return {
        "capacity": form.capacity,
        "seats_per_state": form.seats_per_state,
        "quotas": quotas,
    }


def _year(work: Work, form: EventForm) -> int:
    if form.starts_at:
        return form.starts_at.year
    return form.work_plan_year or work.now.year


def _store_new(work: Work, event: Event) -> None:
    try:
        work.add(event)
    except IntegrityError:
        raise ExternalIdTaken from None  # two at once; the reference is counted, never doubled


def _refuse_taken(work: Work, form: EventForm, names: list[str]) -> None:
    if "external_id" in names and form.external_id:
        known = event_with_external_id(work, form.external_id)
        if known is not None:
            raise ExternalIdTaken


def _differing_parts(before: EventForm, after: EventForm) -> list[str]:
    names = ("organizers", "states", "mandates", "shares", "capacity", "seats_per_state", "quotas")
    return [name for name in names if _unordered(before, name) != _unordered(after, name)]


def _unordered(form: EventForm, name: str) -> object:
    value = getattr(form, name)
    return {repr(each) for each in value} if isinstance(value, list) else value
