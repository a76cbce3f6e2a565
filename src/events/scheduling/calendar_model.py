"""The table of what organizers know better about a state's calendar than the sources do."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.storage import Row, document, moment, use_versions, words
from events.calendars.public_holidays import Confidence
from events.vocabulary import OverrideKind


class CalendarOverride(Row, table=True):
    """One correction for one state; `source` says from where it is known.

    `first` and `last` day, both included; null for a weekend, which has its weekdays instead.
    """

    __table_args__ = (CheckConstraint("last_day >= first_day", name="last_after_first"),)

    state: str = Field(max_length=2, index=True)
    kind: OverrideKind = Field(sa_type=words(OverrideKind))
    first_day: date | None = None
    last_day: date | None = None
    weekend: list[str] | None = document()
    name: dict[str, str] | None = document()
    confidence: Confidence = Field(default=Confidence.OFFICIAL, sa_type=words(Confidence))
    source: str = Field(max_length=300)
    recorded_at: datetime = moment()


def days_of(row: CalendarOverride) -> list[date]:
    """Return the days that a correction is about; none of a weekend."""
    if row.first_day is None or row.last_day is None:
        return []
    many = (row.last_day - row.first_day).days + 1
    return [row.first_day + timedelta(days=n) for n in range(many)]


use_versions(CalendarOverride)
