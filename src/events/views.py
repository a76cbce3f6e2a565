"""How events look from outside."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from core.people import Actor, Role
from core.texts import FALLBACK, Text
from events.calendars.hijri import hijri, label
from events.model import Event
from events.store import Around, shares_of
from events.vocabulary import (
    Admission,
    Approval,
    BodyRole,
    EventStatus,
    Mode,
    StateRole,
    Visibility,
)


class View(BaseModel):
    """Base of what goes out, made from rows."""

    model_config = ConfigDict(from_attributes=True)


class OrganizerView(View):
    """A body and what it does."""

    body: str
    role: BodyRole


class InvolvedStateView(View):
    """A state and what it does."""

    state: str
    role: StateRole


class QuotaView(View):
    """Seats for a group of people; `states` are those in it on the event's first day.

    `unit` `percent`: `most` and `reserved` are shares of the capacity.
    """

    group: str
    of: list[str]
    most: int | None
    reserved: int
    unit: str = "seats"
    states: list[str]


class RulesView(View):
    """How people get in."""

    mode: Admission
    approval: Approval
    state_first: bool
    waitlist: bool
    declining_frees: bool
    opens_at: datetime | None
    closes_at: datetime | None


class SeatsView(View):
    """How many seats there are, taken, and wished for; `capacity` null is no limit."""

    capacity: int | None
    confirmed: int
    waitlisted: int


class HijriView(View):
    """The computed Umm al-Qura dates of the first and last day, ±1 day; `label` in words."""

    starts_on: str
    ends_on: str
    label: Text


class DateClaimView(View):
    """When a past event took place, according to one source."""

    starts_on: date
    ends_on: date
    precision: str
    source: str
    reference: str | None


class DocumentView(View):
    """An outcome document."""

    title: Text
    url: str
    language: str | None = None
    visibility: Visibility = Visibility.PUBLIC


class OutcomeView(View):
    """What came out of an event."""

    summary: Text
    documents: list[DocumentView]


class PlaceView(View):
    """Where an event stands in a series: `GET /v1/events?series=` lists all of it."""

    id: UUID
    number: int


class EventView(View):
    """An event. Local times without offset are at the event's zone, `_utc` ones are instants.

    `online_url` is null for the public: participants find it in their invitation. `shares`: of
    mandates that the event answers in part only.
    """

    id: UUID
    reference: str
    status: EventStatus
    sequence: int
    type: str
    title: Text
    description: Text | None
    mode: Mode | None
    starts_at: str | None
    ends_at: str | None
    whole_days: bool
    expected: str | None
    timezone: str
    starts_at_utc: datetime | None
    ends_at_utc: datetime | None
    hijri: HijriView | None
    venue: dict[str, str | None] | None
    online_url: str | None
    languages: list[str]
    organizers: list[OrganizerView]
    states: list[InvolvedStateView]
    mandates: list[UUID]
    shares: dict[UUID, float]
    capacity: int | None
    seats_per_state: int | None
    quotas: list[QuotaView]
    registration: RulesView
    reminders: list[int]
    seats: SeatsView
    programme: str | None
    work_plan_year: int | None
    series: PlaceView | None
    visibility: Visibility
    external_id: str | None
    announced_at: datetime | None
    reason: str | None
    outcome: OutcomeView | None
    date_claims: list[DateClaimView]
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, event: Event, parts: Around, reader: Actor) -> Self:
        """Show an event to a reader; internal documents and the link to join only to insiders."""
        computed = {
            "online_url": event.online_url if _inside(reader) else None,
            "starts_at": event.starts_at and wall(event.starts_at),
            "ends_at": event.ends_at and wall(event.ends_at),
            "hijri": _hijri(event),
            "organizers": parts.organizers,
            "states": parts.states,
            "mandates": [link.mandate_id for link in parts.links],
            "shares": shares_of(parts),
            "series": _place(event),
            "capacity": parts.seating.capacity,
            "seats_per_state": parts.seating.seats_per_state,
            "quotas": parts.seating.quotas,
            "registration": _rules(event),
            "seats": parts.seating,
            "outcome": _outcome(event, reader),
            "date_claims": parts.claims,
        }
        plain = cls.model_fields.keys() - computed.keys()
        return cls.model_validate({name: getattr(event, name) for name in plain} | computed)


def seat_numbers(parts: Around) -> tuple[object, ...]:
    """Return what an event's answer shows beside its own row, for the ETag."""
    seating = parts.seating
    return seating.capacity, seating.confirmed, seating.waitlisted


def wall(local: datetime) -> str:
    """Return a local time as the API writes it, without offset."""
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _rules(event: Event) -> RulesView:
    return RulesView(
        mode=event.admission,
        approval=event.approval,
        state_first=event.state_first,
        waitlist=event.waitlist,
        declining_frees=event.declining_frees,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
    )


def _place(event: Event) -> PlaceView | None:
    if event.series_id is None or event.series_number is None:
        return None
    return PlaceView(id=event.series_id, number=event.series_number)


def _hijri(event: Event) -> HijriView | None:
    if event.starts_at is None or event.ends_at is None:
        return None
    first = event.starts_at.date()
    last = (event.ends_at - datetime.resolution).date()
    starts, ends = hijri(first), hijri(last)
    if starts is None or ends is None:
        return None
    words: dict[str, Any] = {each.value: label(first, each) for each in FALLBACK}
    return HijriView(starts_on=str(starts), ends_on=str(ends), label=Text(**words))


def _outcome(event: Event, reader: Actor) -> OutcomeView | None:
    if event.summary is None:
        return None
    documents = [DocumentView.model_validate(each) for each in event.documents]
    shown = [each for each in documents if _inside(reader) or each.visibility is Visibility.PUBLIC]
    return OutcomeView(summary=Text(**event.summary), documents=shown)


def _inside(reader: Actor) -> bool:
    return reader.is_staff or reader.role in {Role.VIEWER, Role.FOCAL_POINT}
