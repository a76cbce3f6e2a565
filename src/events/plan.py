"""Between a stored event and the form it was planned with; what differs between two plans. Pure."""

from datetime import datetime
from typing import Any

from core.texts import Text
from events.dates import Dates
from events.forms import (
    DocumentForm,
    EventChange,
    EventForm,
    InvolvedStateForm,
    OrganizerForm,
    QuotaForm,
    RegistrationRules,
    Venue,
)
from events.model import Event
from events.store import Around, shares_of
from registry import Activity

SIGNIFICANT = (
    "starts_at",
    "ends_at",
    "timezone",
    "starts_at_utc",
    "ends_at_utc",
    "mode",
    "venue",
    "online_url",
)
"""What people must hear of when it changes (RFC 5546, 2.1.4)."""

_REMEMBERED = (*SIGNIFICANT, "whole_days", "type", "title", "organizers", "states")
"""What reports as of a past moment must know the former values of."""

_RULES = {
    "admission",
    "approval",
    "state_first",
    "waitlist",
    "declining_frees",
    "opens_at",
    "closes_at",
}
_DERIVED = {"starts_at_utc": "starts_at", "ends_at_utc": "ends_at"}
_FOLLOWS = {"whole_days": "starts_at"}


def columns_of(form: EventForm, dates: Dates) -> dict[str, Any]:
    """Return what the form says, as the event's columns hold it."""
    rules = form.registration
    return {
        "type": form.type.value,
        "title": form.title.model_dump(exclude_none=True),
        "description": form.description and form.description.model_dump(exclude_none=True),
        "mode": form.mode,
        "starts_at": dates.starts_at,
        "ends_at": dates.ends_at,
        "expected": form.expected,
        "timezone": dates.timezone,
        "starts_at_utc": dates.starts_at_utc,
        "ends_at_utc": dates.ends_at_utc,
        "venue": form.venue and form.venue.model_dump(),
        "online_url": form.online_url,
        "languages": form.languages,
        "admission": rules.mode,
        "approval": rules.approval,
        "state_first": rules.state_first,
        "waitlist": rules.waitlist,
        "declining_frees": rules.declining_frees,
        "reminders": form.reminders,
        "opens_at": dates.opens_at,
        "closes_at": dates.closes_at,
        "programme": form.programme,
        "work_plan_year": form.work_plan_year,
        "visibility": form.visibility,
        "external_id": form.external_id,
    }


def form_of(event: Event, parts: Around) -> EventForm:
    """Return the form that would plan this event as it stands."""
    return EventForm.model_construct(
        type=Activity(event.type),
        title=Text(**event.title),
        description=Text(**event.description) if event.description else None,
        mode=event.mode,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        expected=event.expected,
        timezone=event.timezone,
        venue=Venue(**event.venue) if event.venue else None,
        online_url=event.online_url,
        languages=event.languages,
        organizers=[OrganizerForm(body=o.body, role=o.role) for o in parts.organizers],
        states=[InvolvedStateForm(state=s.state, role=s.role) for s in parts.states],
        mandates=[link.mandate_id for link in parts.links],
        shares=shares_of(parts),
        capacity=parts.seating.capacity,
        seats_per_state=parts.seating.seats_per_state,
        quotas=[_quota_form(each) for each in parts.seating.quotas],
        registration=RegistrationRules(
            mode=event.admission,
            approval=event.approval,
            state_first=event.state_first,
            waitlist=event.waitlist,
            declining_frees=event.declining_frees,
            opens_at=event.opens_at,
            closes_at=event.closes_at,
        ),
        reminders=event.reminders,
        programme=event.programme,
        work_plan_year=event.work_plan_year,
        visibility=event.visibility,
        external_id=event.external_id,
    )


def merged(form: EventForm, change: EventChange) -> EventForm:
    """Return the form with the fields that were sent; `registration` field by field."""
    sent = {name: getattr(change, name) for name in change.model_fields_set}
    if "registration" in sent:
        rules = change.registration
        fields = {name: getattr(rules, name) for name in rules.model_fields_set}
        sent["registration"] = form.registration.model_copy(update=fields)
    if "mandates" in sent and "shares" not in sent:
        sent["shares"] = {
            each: form.shares[each] for each in form.shares if each in change.mandates
        }
    return form.model_copy(update=sent)


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the columns whose values differ."""
    return [name for name in after if after[name] != before[name]]


def field_names(columns: list[str]) -> list[str]:
    """Return the columns by the names of the fields in the API, sorted."""
    names = {_DERIVED.get(name, "registration" if name in _RULES else name) for name in columns}
    return sorted(names)


def told(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return those of the changed values that are remembered, as a fact can hold them."""
    changed = [name for name in _REMEMBERED if _FOLLOWS.get(name, name) in names]
    return {name: _plain(values[name]) for name in changed}


def taking_part(form: EventForm) -> dict[str, Any]:
    """Return the bodies and states of a plan with their roles, as a fact can hold them."""
    return {
        "organizers": [[each.body, each.role.value] for each in form.organizers],
        "states": [[each.state, each.role.value] for each in form.states],
    }


def documents_of(forms: list[DocumentForm]) -> list[dict[str, Any]]:
    """Return outcome documents as they are stored."""
    return [form.model_dump(mode="json", exclude_none=True) for form in forms]


def _quota_form(stored: dict[str, Any]) -> QuotaForm:
    return QuotaForm(**{name: stored[name] for name in QuotaForm.model_fields if name in stored})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
