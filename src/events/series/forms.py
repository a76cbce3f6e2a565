"""A series: how an event repeats, and on which local times that is. Pure."""

import calendar
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from core.problem import Invalid
from events.forms import EventForm, Form, WallTime

MOST = 60
"""Events that one series has at most."""


class Every(StrEnum):
    """The step of a rule."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Repeat(Form):
    """A rule: every `interval` days, weeks or months; `count` events, or those `until` a day.

    Local clocks count: a weekly meeting at 15:00 stays at 15:00. A month that has no such day has
    the meeting on its last one.
    """

    every: Every
    interval: int = Field(default=1, ge=1, le=52)
    count: int | None = Field(default=None, ge=2, le=MOST)
    until: date | None = None


class SeriesForm(Form):
    """An event that takes place several times: by a rule, or at the local times of `starts`.

    Each lasts as long as `event` does, which gives the first start; the window of its registration
    moves along, and an external id gets the number: `board/3`.
    """

    event: EventForm
    repeat: Repeat | None = None
    starts: Annotated[list[WallTime], Field(max_length=MOST)] = Field(default_factory=list)


def starts_of(form: SeriesForm) -> list[datetime]:
    """Return the local starts, in order. Raises `Invalid` for what is no series."""
    first = form.event.starts_at
    if first is None or form.event.ends_at is None:
        raise Invalid("/event/starts_at", "give the first event its start and end")
    if (form.repeat is None) == (not form.starts):
        raise Invalid("/repeat", "give either a rule to repeat by, or the starts")
    found = sorted(set(form.starts)) if form.repeat is None else occurrences(form.repeat, first)
    if not 2 <= len(found) <= MOST:  # noqa: PLR2004 -- a series is more than one
        raise Invalid("/repeat", f"that is {len(found)} events; a series has 2 to {MOST}")
    return found


def occurrences(repeat: Repeat, first: datetime) -> list[datetime]:
    """Return when a rule has its meetings. Raises `Invalid` for one with no end or with two."""
    if (repeat.count is None) == (repeat.until is None):
        raise Invalid("/repeat/count", "say either how many, or until which day")
    many = repeat.count or MOST + 1
    try:
        found = [_step(first, repeat.every, repeat.interval * n) for n in range(many)]
    except (OverflowError, ValueError):
        raise Invalid("/repeat", "that goes beyond the years that there are") from None
    return [one for one in found if repeat.until is None or one.date() <= repeat.until]


def _step(first: datetime, every: Every, steps: int) -> datetime:
    if every is not Every.MONTH:
        return first + timedelta(days=steps * (7 if every is Every.WEEK else 1))
    years, month = divmod(first.month - 1 + steps, 12)
    year, month = first.year + years, month + 1
    day = min(first.day, calendar.monthrange(year, month)[1])
    return first.replace(year=year, month=month, day=day)
