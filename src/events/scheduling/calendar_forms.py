"""What organizers correct in a state's calendar, and how a state's year looks then."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from core.input import Line
from core.texts import Text
from events.calendars.hijri import hijri
from events.calendars.public_holidays import Confidence, Holiday
from events.calendars.state_calendars import WEEKDAYS, CalendarRules
from events.forms import Form, Title, unsent
from events.scheduling.calendar_model import CalendarOverride
from events.scheduling.forms import Day
from events.views import View
from events.vocabulary import OverrideKind

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Weekend = Annotated[
    list[Weekday],
    Field(min_length=1, max_length=4),
    AfterValidator(lambda days: sorted(set(days), key=WEEKDAYS.index)),
]
Source = Annotated[Line, Field(min_length=1, max_length=300, examples=["decree 2027-118"])]


class OverrideForm(Form):
    """A correction: days off, days worked after all, or another weekend; `source` says why.

    `from` and `to` (left out: one day) are both included, at most 60 days; a day off has a name.
    `confidence`: official where it was published, estimated where it may still move.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: OverrideKind
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    weekend: Weekend | None = None
    name: Title | None = None
    confidence: Confidence = Confidence.OFFICIAL
    source: Source


class OverrideChange(OverrideForm):
    """What to edit: only the fields that are sent."""

    kind: OverrideKind = Field(default_factory=unsent)
    source: Source = Field(default_factory=unsent)


class OverrideView(View):
    """A correction of a state's calendar."""

    model_config = ConfigDict(from_attributes=True, serialize_by_alias=True)

    id: UUID
    state: str
    kind: OverrideKind
    first: date | None = Field(alias="from")
    last: date | None = Field(alias="to")
    weekend: list[str] | None
    name: Text | None
    confidence: Confidence
    source: str

    @classmethod
    def of(cls, row: CalendarOverride) -> Self:
        """Show a correction."""
        plain = row.model_dump(exclude={"first_day", "last_day"})
        return cls.model_validate({**plain, "from": row.first_day, "to": row.last_day})


class DayOffView(View):
    """A day off; `hijri` as computed, ±1 day. `observed`: given for a holiday on a weekend."""

    day: date
    hijri: str | None
    name: str
    confidence: Confidence
    source: str
    observed: bool

    @classmethod
    def of(cls, holiday: Holiday) -> Self:
        """Show a day off."""
        computed = hijri(holiday.day)
        return cls(
            day=holiday.day,
            hijri=str(computed) if computed else None,
            name=holiday.name,
            confidence=holiday.confidence,
            source=holiday.source,
            observed=holiday.observed,
        )


class StateCalendarView(View):
    """A year of a state as planning uses it, and the corrections that are in it."""

    state: str
    name: str
    year: int
    time_zone: str
    weekend: list[str]
    days_off: list[DayOffView]
    overrides: list[OverrideView]

    @classmethod
    def of(
        cls, code: str, year: int, rules: CalendarRules, overrides: list[CalendarOverride]
    ) -> Self:
        """Show a year of a state that the rules know."""
        return cls(
            state=code,
            name=rules.teller.state(code),
            year=year,
            time_zone=rules.states[code].zone,
            weekend=[WEEKDAYS[day] for day in sorted(rules.weekend(code))],
            days_off=[DayOffView.of(each) for each in rules.holidays(code, year)],
            overrides=[OverrideView.of(each) for each in overrides],
        )
