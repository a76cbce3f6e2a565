"""What an occasion knows of its own times: series, windows, days."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr

from notifications.entries.objects import (
    invitation,
)
from notifications.entries.occasion import Frequency, Series
from notifications.entries.reparse import verify
from tests.notifications.workshops import (
    AMINA,
    COURSE,
    WEBINAR,
    WORKSHOP,
    in_vevents,
    wall,
)

WEEKLY = Series(Frequency.WEEKLY, count=4)


def test_a_series_within_one_season_is_written_in_utc():
    text = invitation(
        AMINA,
        replace(
            WEBINAR, starts=wall("2027-05-03 10:00"), ends=wall("2027-05-03 11:00"), series=WEEKLY
        ),
    )
    verify(text)
    assert in_vevents(text, "DTSTART") == ["20270503T080000Z"]
    assert in_vevents(text, "RRULE") == ["FREQ=WEEKLY;INTERVAL=1;COUNT=4"]


def test_a_series_over_a_change_of_the_clocks_keeps_its_hour():
    series = replace(
        WEBINAR, starts=wall("2027-03-15 10:00"), ends=wall("2027-03-15 11:00"), series=WEEKLY
    )
    text = invitation(AMINA, series)
    verify(text)
    zone = vobject.readOne(text.decode()).vtimezone.tzinfo
    hours = [
        wall(f"{day} 10:00").replace(tzinfo=zone).astimezone(UTC).hour
        for day in ("2027-03-15", "2027-04-05")
    ]
    assert in_vevents(text, "DTSTART") == ["20270315T100000"]
    assert hours == [9, 8]


def test_one_moved_meeting_of_a_series_names_the_one_it_replaces():
    moved = replace(
        WORKSHOP,
        starts=wall("2027-03-23 09:00"),
        ends=wall("2027-03-23 10:00"),
        series=WEEKLY,
        recurrence_id=wall("2027-03-22 09:00"),
    )
    text = invitation(AMINA, moved)
    verify(text)
    assert in_vevents(text, "RECURRENCE-ID") == ["20270322T090000"]
    assert in_vevents(text, "RRULE") == []


def test_one_moved_block_of_days_names_a_day():
    moved = replace(
        COURSE,
        series=Series(Frequency.DAILY, count=2, interval=30),
        recurrence_id=wall("2027-03-14 09:00"),
    )
    text = invitation(AMINA, moved)
    verify(text)
    assert b"RECURRENCE-ID;VALUE=DATE:20270314\r\n" in text


def test_the_occasion_knows_its_window_over_a_whole_series():
    series = replace(WORKSHOP, series=Series(Frequency.DAILY, count=3, interval=2))
    start = WORKSHOP.starts.replace(tzinfo=ZoneInfo("Europe/Paris"))
    assert series.window == (start, start + timedelta(days=4, hours=7, minutes=30))
    assert series.whole().start == wall("2027-03-15 09:00")
    assert COURSE.whole().end == date(2027, 3, 18)


@pytest.mark.parametrize(
    ("first", "rule", "later"),
    [
        ("2027-03-09", "BYDAY=2TU", ["2027-03-09", "2027-04-13", "2027-05-11"]),
        ("2027-01-29", "BYDAY=-1FR", ["2027-01-29", "2027-02-26", "2027-03-26"]),
        ("2027-11-01", "BYDAY=1MO", ["2027-11-01", "2027-12-06", "2028-01-03"]),
    ],
)
def test_a_monthly_series_keeps_its_weekday_of_the_month(first, rule, later):
    series, start = Series(Frequency.MONTHLY, count=3), wall(f"{first} 10:00")
    assert [f"{each:%Y-%m-%d}" for each in series.dates_from(start)] == later
    assert {each.hour for each in series.dates_from(start)} == {10}
    assert series.rule_from(start) == f"FREQ=MONTHLY;INTERVAL=1;COUNT=3;{rule}"
    meeting = replace(WEBINAR, starts=start, ends=wall(f"{first} 11:00"), series=series)
    assert f"RRULE:{series.rule_from(start)}\r\n".encode() in invitation(AMINA, meeting)


def test_other_libraries_read_the_same_dates_of_a_monthly_series():
    series, start = Series(Frequency.MONTHLY, count=12), wall("2027-01-29 10:00")
    read = list(rrulestr(series.rule_from(start), dtstart=start))
    assert read == list(series.dates_from(start))
