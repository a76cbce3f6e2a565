"""Another event like one that is there: the next of a series."""

from datetime import timedelta
from uuid import UUID

from pydantic import Field
from sqlmodel import col, select

from core.problem import Invalid
from core.work import Work
from events.access import event_to_run
from events.forms import EventForm, Form, ShortLine, Title, WallTime
from events.model import Event
from events.plan import form_of
from events.planning_actions import plan
from events.sessions.actions import plan_session
from events.sessions.forms import SessionForm
from events.sessions.model import EventSession
from events.store import around_one


class CopyForm(Form):
    """When the copy starts, by the clocks of its zone; it lasts as long as the original.

    Without `starts_at` the copy has no dates yet, and `expected` says when. `sessions`: the
    programme comes along, moved by as much; speakers without their registrations.
    """

    starts_at: WallTime | None = None
    expected: ShortLine | None = Field(default=None, examples=["2027-Q3"])
    title: Title | None = None
    timezone: ShortLine | None = None
    sessions: bool = True


def copy(work: Work, event_id: UUID, form: CopyForm) -> Event:
    """Plan a draft like an event that is there; nobody is registered for it.

    Bodies, states, mandates, limits and rules come along; the window of registration does not, nor
    the external id. Raises what `plan` raises.
    """
    original, _ = event_to_run(work, event_id)
    parts = around_one(work, original)
    made = plan(work, _form_of(original, form_of(original, parts), form))
    if form.sessions and form.starts_at and original.starts_at:
        _copy_sessions(work, original, made, form.starts_at - original.starts_at)
    return made


def _form_of(original: Event, like: EventForm, form: CopyForm) -> EventForm:
    rules = like.registration.model_copy(update={"opens_at": None, "closes_at": None})
    changes = {
        "title": form.title or like.title,
        "starts_at": form.starts_at,
        "ends_at": None,
        "expected": form.expected,
        "timezone": form.timezone or original.timezone,
        "registration": rules,
        "external_id": None,
        "work_plan_year": form.starts_at.year if form.starts_at else None,
    }
    if form.starts_at:
        if original.starts_at is None or original.ends_at is None:
            raise Invalid("/starts_at", "the original has no dates; copy it without, then set them")
        changes["ends_at"] = form.starts_at + (original.ends_at - original.starts_at)
    return like.model_copy(update=changes)


def _copy_sessions(work: Work, original: Event, made: Event, by: timedelta) -> None:
    mine = select(EventSession).where(col(EventSession.event_id) == original.id)
    for each in work.session.exec(mine.order_by(col(EventSession.id))).all():
        plain = each.model_dump(include=set(SessionForm.model_fields))
        plain["starts_at"], plain["ends_at"] = each.starts_at + by, each.ends_at + by
        plain["speakers"] = [{"name": speaker["name"]} for speaker in each.speakers]
        plan_session(work, made.id, SessionForm.model_validate(plain))
