"""Applying a proposed programme: its exact dates, all at once, and only if they still hold."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlmodel import col, select

from core.ids import new_id
from core.problem import Invalid
from core.work import Work
from events.access import event_to_run
from events.errors import NotInThisStatus, ProgrammeChanged
from events.facts import ProgrammeApplied
from events.forms import EventChange, EventForm, OrganizerForm
from events.model import Event
from events.planning_actions import change, plan
from events.programme.forms import ApplicationForm, ProgrammeForm, WishForm
from events.programme.layout import Placement
from events.programme.store import Proposal, propose
from events.vocabulary import BodyRole, EventStatus
from registry import Body

_HOURS = ("/starts_at", "/ends_at")


def apply(work: Work, form: ApplicationForm) -> tuple[Proposal, dict[str, Event]]:
    """Give the drafts of a programme their dates and plan the rest; return the events by wish.

    Raises `ProgrammeChanged` (the same wishes give another proposal by now), `Invalid` (a wish that
    names neither a draft nor a plan), `Missing`, `NotInThisStatus`.
    """
    if form.ends_at <= form.starts_at:
        raise Invalid("/ends_at", "the last day must end later than the first one begins")
    _hold(work, form.programme)
    proposal = propose(work, form.programme)
    if proposal.digest != form.digest:
        raise ProgrammeChanged(
            "The same wishes give another proposal now: look at it, then apply that one",
            digest=proposal.digest,
        )
    wishes = {wish.id: wish for wish in proposal.wishes}
    places = {place.id: n for n, place in enumerate(form.programme.events)}
    applied = {
        placed.id: _apply(work, wishes[placed.id], placed, form, proposal.zones, places[placed.id])
        for placed in proposal.programme.placements
        if wishes[placed.id].fixed is None
    }
    work.record(
        ProgrammeApplied(
            subject=new_id(),
            year=form.programme.year,
            digest=proposal.digest,
            events=[event.id for event in applied.values()],
        )
    )
    return proposal, applied


def _hold(work: Work, form: ProgrammeForm) -> None:
    """Hold the organizers and the drafts until the work ends: one programme at a time."""
    codes = {code for wish in form.events for code in wish.organizers}
    bodies = select(Body.id).where(col(Body.code).in_(codes)).order_by(col(Body.code))
    work.session.exec(bodies.with_for_update(key_share=True)).all()
    for draft in sorted(wish.event for wish in form.events if wish.event):
        event, _ = event_to_run(work, draft)
        if event.status is not EventStatus.DRAFT:
            detail = f"{event.reference} is {event.status.value}; a programme dates drafts only"
            raise NotInThisStatus(detail, status_now=event.status)


def _apply(  # noqa: PLR0913, PLR0917 -- what, where, how, and its place in the request
    work: Work,
    wish: WishForm,
    placed: Placement,
    form: ApplicationForm,
    zones: Mapping[str, str],
    place: int,
) -> Event:
    starts = datetime.combine(placed.first, time.fromisoformat(form.starts_at))
    ends = datetime.combine(placed.last, time.fromisoformat(form.ends_at))
    dates: dict[str, Any] = {"starts_at": starts, "ends_at": ends, "expected": None}
    where = f"/programme/events/{place}"
    if wish.event is None and wish.plan is None:
        raise Invalid(where, "name the draft (`event`) or what to plan (`plan`)")
    try:
        return _dated(work, wish, dates, zones.get(wish.host or "", "UTC"))
    except Invalid as refused:
        pointer, detail = refused.faults[0]
        if pointer in _HOURS:  # the hours are those of the application, for all of its events
            raise Invalid(pointer, f"{wish.id}: {detail}") from None
        raise Invalid(f"{where}{'/plan' if wish.event is None else ''}{pointer}", detail) from None


def _dated(work: Work, wish: WishForm, dates: dict[str, Any], at_home: str) -> Event:
    if wish.event is not None:
        known = work.get(Event, wish.event).timezone
        zone = at_home if known == "UTC" else known
        return change(work, wish.event, EventChange(**dates, timezone=zone))
    asked = wish.plan
    assert asked is not None
    dates["timezone"] = asked.timezone or at_home
    dates["organizers"] = asked.organizers or _organizers(wish)
    return plan(work, EventForm.model_copy(asked, update=dates))


def _organizers(wish: WishForm) -> list[OrganizerForm]:
    roles = [BodyRole.LEAD, *[BodyRole.CO_ORGANIZER] * (len(wish.organizers) - 1)]
    pairs = zip(wish.organizers, roles, strict=True)
    return [OrganizerForm(body=body, role=role) for body, role in pairs]
