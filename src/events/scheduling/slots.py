"""Slots: dates for a meeting, best first, and why each other day was rejected."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from events.calendars.state_calendars import CalendarRules
from events.scheduling.day_views import LONGEST_WEEK, DayView, look_at
from events.scheduling.meeting_hours import Attendants, Sitting, sittings_of
from events.vocabulary import Mode
from events.wording import Teller

MAX_WINDOW = timedelta(days=731)
_UNBEARABLE = 20


class WindowRefused(ValueError):  # noqa: N818 - a refusal is named by its reason
    """A window or a duration that leaves nothing to rank; the message says which."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days from which to choose, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Dates that can be used. `burden` and `burdens` (by state) are points, fewer is better.

    `sittings` has one entry a day for online meetings, else it is empty.
    """

    first: date
    last: date
    burden: int
    burdens: Mapping[str, int]
    reasons: tuple[str, ...]
    sittings: tuple[Sitting, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedDay:
    """A day on which the meeting cannot begin, and everything that rules it out."""

    day: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Each day of the window once: as the start of a candidate, or rejected."""

    candidates: tuple[Candidate, ...]
    rejected: tuple[RejectedDay, ...]


@dataclass(frozen=True)
class OnlineHours:
    """For online meetings: how long a day's sitting is, and what each state has carried before."""

    length: float = 2.0
    carried: Mapping[str, int] = field(default_factory=dict[str, int])


def rank(  # noqa: PLR0913 - the question has this many parts
    duration_days: int,
    window: Window,
    rules: CalendarRules,
    *,
    mode: Mode,
    host: str | None = None,
    states: Sequence[str] = (),
    online: OnlineHours | None = None,
) -> Ranking:
    """Rank the days of a window as first days of a meeting; the earlier of equals first.

    Online days are days of UTC, and an online meeting has no venue: `host` then only counts as a
    state. Raises WindowRefused for an empty or overlong window and a duration below one day.
    """
    _check(duration_days, window)
    hosts = [] if host is None else [host]
    meeting = list(dict.fromkeys([*states, *hosts]))
    venue, attendants = host, None
    if mode is Mode.ONLINE:
        asked, venue = online or OnlineHours(), None
        attendants = Attendants.of(rules, meeting, asked.length, asked.carried)
    length = (window.last - window.first).days + 1
    days = [window.first + timedelta(days=n) for n in range(length)]
    views = [look_at(rules, day, venue, meeting) for day in days]
    candidates: list[Candidate] = []
    rejected: list[RejectedDay] = []
    for index, day in enumerate(days):
        span = views[index : index + duration_days]
        if why := _refusals(span, duration_days, rules.teller):
            rejected.append(RejectedDay(day, why))
        else:
            candidates.append(_candidate(span, attendants, rules.teller))
    candidates.sort(key=lambda one: (one.burden, one.first))
    return Ranking(tuple(candidates), tuple(rejected))


def _check(duration_days: int, window: Window) -> None:
    if duration_days < 1:
        raise WindowRefused("a meeting lasts at least one day")
    if window.last < window.first:
        raise WindowRefused("the window ends before it begins")
    if window.last - window.first > MAX_WINDOW:
        raise WindowRefused(f"the window is longer than {MAX_WINDOW.days} days")


def _refusals(span: Sequence[DayView], duration_days: int, teller: Teller) -> tuple[str, ...]:
    if len(span) < duration_days:
        return (teller.say("slots.ends_after_window", days=duration_days),)
    if duration_days == 1:
        return span[0].refusals
    long = duration_days > LONGEST_WEEK
    return tuple(
        teller.say("slots.on_day", day=view.day, reason=reason)
        for view in span
        for reason in (view.holy if long and view not in (span[0], span[-1]) else view.refusals)
    )


def _candidate(span: Sequence[DayView], attendants: Attendants | None, teller: Teller) -> Candidate:
    burdens: Counter[str] = Counter()
    when: dict[str, list[date]] = {}
    for view in span:
        burdens.update(view.burdens)
        for reason in view.reasons:
            when.setdefault(reason, []).append(view.day)
    reasons = [
        teller.say("slots.on", reason=reason, days=teller.listed(days))
        for reason, days in when.items()
    ]
    sittings: list[Sitting] = []
    if attendants is not None and attendants.zones:
        sittings = sittings_of([view.day for view in span], attendants)
        for one in sittings:
            burdens.update(one.burdens)
        reasons += [hours(one, teller) for one in sittings]
    burden = burdens.total() + sum(_UNBEARABLE * len(one.unbearable) for one in sittings)
    first, last = span[0].day, span[-1].day
    return Candidate(first, last, burden, burdens, tuple(reasons), tuple(sittings))


def hours(one: Sitting, teller: Teller) -> str:
    """Return when a sitting begins, here and there, and for whom that is hard."""
    starts = sorted((start, state) for state, start in one.local_starts.items())
    earliest, latest = (
        teller.say("slots.hour_in", hour=f"{start:%H:%M}", state=teller.state(state))
        for start, state in (starts[0], starts[-1])
    )
    moment = f"{one.starts_at:%Y-%m-%d %H:%M}"
    said = teller.say("slots.hours", moment=moment, earliest=earliest, latest=latest)
    if not one.unbearable:
        return said
    return teller.say("slots.unbearable", hours=said, states=teller.states(one.unbearable))
