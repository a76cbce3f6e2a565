"""What a calendar shows of an event: facts in one reader's language, without tables or identity."""

from calendar import monthcalendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_UTC_NAMES = frozenset({"UTC", "Etc/UTC"})


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST, _WEEK = -1, 7


def _week_of_month(day: datetime) -> int:
    """Return 1 to 4, or -1 for the last: not every month has a fifth."""
    nth = (day.day - 1) // _WEEK + 1
    return nth if nth < 5 else _LAST  # noqa: PLR2004


def _months_later(first: datetime, months: int) -> datetime:
    """Return the same weekday of a later month: the second Tuesday, the last Friday."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    weeks = monthcalendar(year, month + 1)
    days = [week[first.weekday()] for week in weeks if week[first.weekday()]]
    nth = _week_of_month(first)
    return first.replace(year=year, month=month + 1, day=days[nth if nth == _LAST else nth - 1])


class Mode(StrEnum):
    """How people take part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Status(StrEnum):
    """STATUS of a VEVENT (RFC 5545, section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Frequency(StrEnum):
    """The step of a series; monthly: the same weekday of the month, as the second Tuesday."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting that comes back `count` times, the first included, every `interval` steps."""

    frequency: Frequency
    count: int
    interval: int = 1

    def rule_from(self, first: datetime) -> str:
        """Return the RECUR value (RFC 5545, section 3.3.10) of a series that begins then."""
        rule = f"FREQ={self.frequency};INTERVAL={self.interval};COUNT={self.count}"
        if self.frequency is not Frequency.MONTHLY:
            return rule
        return f"{rule};BYDAY={_week_of_month(first)}{_WEEKDAYS[first.weekday()]}"

    def dates_from(self, first: datetime) -> Iterator[datetime]:
        """Yield the wall clock time of each meeting."""
        step = timedelta(weeks=1) if self.frequency is Frequency.WEEKLY else _DAY
        for n in range(self.count):
            if self.frequency is Frequency.MONTHLY:
                yield _months_later(first, n * self.interval)
            else:
                yield first + n * self.interval * step


@dataclass(frozen=True, slots=True)
class Mandated:
    """A paragraph that asked for the event: its words for people, its page for programs."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session of an event at which the reader speaks, by the wall clock of the event's zone."""

    title: str
    starts: datetime
    ends: datetime
    room: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """When one calendar entry begins and ends: wall clock times, or days (the end exclusive)."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An event in the words of one language.

    `starts` and `ends` are the wall clock in `zone` (an IANA name), without tzinfo. `stamped` is
    the aware moment of this revision and becomes DTSTAMP, `sequence` becomes SEQUENCE. `organizer`
    is the name of the body, `part_of` the UID of the conference this is a session of,
    `recurrence_id` the original start of the one meeting of a series that this replaces (keep
    `series`, it decides how times are written). `status` None says nothing of it. `sittings` are
    the sessions at which the reader of the invitation speaks.
    People share calendars: no personal link belongs in here.
    """

    title: str
    language: str
    starts: datetime
    ends: datetime
    zone: str
    stamped: datetime
    sequence: int = 0
    mode: Mode = Mode.IN_PERSON
    status: Status | None = Status.CONFIRMED
    description: str = ""
    location: str = ""
    url: str = ""
    online_url: str = ""
    organizer: str = ""
    categories: tuple[str, ...] = ()
    mandates: tuple[Mandated, ...] = ()
    series: Series | None = None
    recurrence_id: datetime | None = None
    part_of: str = ""
    sittings: tuple[Sitting, ...] = ()

    @property
    def lasts_several_days(self) -> bool:
        """Tell whether it goes on after a night; an evening past midnight does not."""
        return self.ends - self.starts > _DAY

    @property
    def takes_whole_days(self) -> bool:
        """Tell whether only its days are known: from midnight to midnight."""
        return self.starts.time() == time.min == self.ends.time()

    @property
    def has_daily_hours(self) -> bool:
        """Tell whether start and end can be the hours of every day."""
        return self.starts.time() < self.ends.time()

    @cached_property
    def in_utc(self) -> bool:
        """Tell whether times are written in UTC: nobody travels, and the clocks stand still.

        A series over a change of the clocks stays in local time, else its hour would move.
        """
        if self.zone in _UTC_NAMES:
            return True
        meetings = self.series.dates_from(self.starts) if self.series else (self.starts,)
        zone = ZoneInfo(self.zone)
        offsets = {meeting.replace(tzinfo=zone).utcoffset() for meeting in meetings}
        return self.mode is Mode.ONLINE and len(offsets) == 1

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Return the first and the last instant (UTC) that the entry speaks of."""
        *_, last = self.series.dates_from(self.starts) if self.series else (self.starts,)
        walls = (self.starts, last + (self.ends - self.starts), self.recurrence_id or self.starts)
        instants = sorted(self.instant(wall) for wall in walls)
        return instants[0], instants[-1]

    def instant(self, wall: datetime) -> datetime:
        """Return the instant (UTC) of a wall clock time; the first one when it comes twice."""
        return wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def whole(self) -> Span:
        """Return the one span of an invitation: an umbrella of whole days for several days."""
        if not self.lasts_several_days and not self.takes_whole_days:
            return Span(self.starts, self.ends)
        return Span(self.starts.date(), self._last_day() + _DAY)

    def days(self) -> list[Span]:
        """Return a span for each day: its hours, or the whole day where these are not known."""
        if not self.lasts_several_days:
            return [self.whole()]
        length = (self._last_day() - self.starts.date()).days + 1
        dates = [self.starts.date() + n * _DAY for n in range(length)]
        if not self.has_daily_hours:
            return [Span(day, day + _DAY) for day in dates]
        first, last = self.starts.time(), self.ends.time()
        return [Span(datetime.combine(d, first), datetime.combine(d, last)) for d in dates]

    def _last_day(self) -> date:
        midnight = self.ends.time() == time.min
        return self.ends.date() - _DAY if midnight else self.ends.date()
