"""When an event is: local times checked against the zone's clocks, with the fault's place named.

Pure: reads no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.problem import Invalid
from events.forms import EventForm
from events.wall_time import UnknownZone, WallTimeRefused, clock_for, instant

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
Clock = Callable[[datetime, str], datetime]


@dataclass(frozen=True, slots=True)
class Dates:
    """An event's times: local ones as given, and the instants, in UTC, by today's zone rules."""

    timezone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_at_utc: datetime | None = None
    ends_at_utc: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def dates_of(form: EventForm) -> Dates:
    """Return when an event is; no times at all while its date is not fixed.

    Raises `Invalid` with a pointer: half a date, no or an unknown zone, a local time that does not
    exist or happens twice (the neighbours are named), an end before the start.
    """
    zone = _zone_of(form)
    opens = _moment("/registration/opens_at", form.registration.opens_at, zone)
    closes = _moment("/registration/closes_at", form.registration.closes_at, zone)
    if opens and closes and closes <= opens:
        raise Invalid("/registration/closes_at", "registration must close after it opens")
    if form.starts_at is None and form.ends_at is None:
        return Dates(zone, opens_at=opens, closes_at=closes)
    if form.starts_at is None or form.ends_at is None:
        missing = "/starts_at" if form.starts_at is None else "/ends_at"
        raise Invalid(missing, "give both the start and the end, or neither")
    clock = clock_for(form.starts_at, form.ends_at)
    starts = _instant("/starts_at", form.starts_at, zone, clock)
    ends = _instant("/ends_at", form.ends_at, zone, clock)
    if ends <= starts or form.ends_at <= form.starts_at:
        raise Invalid("/ends_at", "the end must be after the start")
    return Dates(zone, form.starts_at, form.ends_at, starts, ends, opens, closes)


def _zone_of(form: EventForm) -> str:
    if form.timezone is None:
        if form.starts_at or form.ends_at:
            raise Invalid("/timezone", "say in which zone the local times are: Europe/Istanbul")
        return "UTC"
    _instant("/timezone", datetime(2000, 1, 1, 12), form.timezone)  # noqa: DTZ001 -- wall time
    return form.timezone


def _moment(pointer: str, given: datetime | None, zone: str) -> datetime | None:
    if given is None:
        return None
    if given.tzinfo is None:
        return _instant(pointer, given, zone)
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise Invalid(pointer, f"the year must be between {_FIRST_YEAR} and {_LAST_YEAR}")
    return given.astimezone(UTC)


def _instant(pointer: str, local: datetime, zone: str, clock: Clock = instant) -> datetime:
    try:
        return clock(local, zone)
    except UnknownZone as refused:
        raise Invalid("/timezone", str(refused)) from None
    except WallTimeRefused as refused:
        raise Invalid(pointer, str(refused)) from None
