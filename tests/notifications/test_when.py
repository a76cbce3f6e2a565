"""When an event takes place, in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from notifications.entries.description import described
from notifications.entries.occasion import Occasion, Span
from notifications.letters.when import Tile, dates, hours, hours_elsewhere, last_day, tile

wall = datetime.fromisoformat
ONE_DAY = Occasion(
    title="Workshop",
    language="en",
    starts=wall("2027-03-15 09:00"),
    ends=wall("2027-03-15 16:00"),
    zone="Europe/Istanbul",
    stamped=datetime(2027, 1, 5, tzinfo=UTC),
)
THREE_DAYS = replace(ONE_DAY, ends=wall("2027-03-17 16:00"))
ACROSS = replace(ONE_DAY, starts=wall("2027-03-15 18:00"), ends=wall("2027-03-17 12:00"))
NIGHT = replace(ONE_DAY, starts=wall("2027-03-15 20:00"), ends=wall("2027-03-16 01:00"))


def plain(text):
    return text.replace("\u200e", "")


@pytest.mark.parametrize(
    ("occasion", "language", "words"),
    [
        (ONE_DAY, "en", "Monday 15 March 2027"),
        (ONE_DAY, "fr", "lundi 15 mars 2027"),
        (ONE_DAY, "ar", "الاثنين 15 مارس 2027"),
        (THREE_DAYS, "en", "Monday 15 March 2027 to Wednesday 17 March 2027"),
        (THREE_DAYS, "fr", "du lundi 15 mars 2027 au mercredi 17 mars 2027"),
        (NIGHT, "en", "Monday 15 March 2027"),
    ],
)
def test_the_days(occasion, language, words):
    assert dates(replace(occasion, language=language)) == words


@pytest.mark.parametrize(
    ("occasion", "words"),
    [
        (ONE_DAY, "09:00 to 16:00 (local time, Istanbul, UTC+03:00)"),
        (THREE_DAYS, "every day from 09:00 to 16:00 (local time, Istanbul, UTC+03:00)"),
        (
            ACROSS,
            (
                "from Monday 15 March 2027, 18:00, to Wednesday 17 March 2027, 12:00 "
                "(local time, Istanbul, UTC+03:00)"
            ),
        ),
        (replace(ONE_DAY, zone="UTC"), "09:00 to 16:00 (UTC)"),
        (
            replace(ONE_DAY, zone="America/Guyana"),
            "09:00 to 16:00 (local time, Guyana, UTC-04:00)",
        ),
    ],
)
def test_the_hours_by_the_clocks_at_the_venue(occasion, words):
    assert plain(hours(occasion)) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Riyadh", ""),
        ("Africa/Dakar", "06:00 to 13:00 (local time, Dakar, UTC+00:00)"),
        (
            "Asia/Jakarta",
            "13:00 to 20:00 (local time, Jakarta, UTC+07:00)",
        ),
        (
            "Pacific/Auckland",
            "19:00 to 02:00 (local time, Auckland, UTC+13:00)",
        ),
    ],
)
def test_the_hours_by_the_clocks_of_the_reader(zone, words):
    assert plain(hours_elsewhere(ONE_DAY, zone)) == words


def test_another_day_there_is_said():
    late = replace(ONE_DAY, starts=wall("2027-03-15 23:00"), ends=wall("2027-03-15 23:30"))
    assert plain(hours_elsewhere(late, "Asia/Jakarta")).startswith("Tuesday 16 March 2027, 03:00")


def test_a_leaf_of_a_calendar():
    assert tile(ONE_DAY) == Tile("Mar", "15", "2027")
    assert tile(THREE_DAYS) == Tile("Mar", "15–17", "2027")
    assert tile(replace(ONE_DAY, ends=wall("2027-04-02 16:00"))).day == "15"
    assert tile(replace(ONE_DAY, language="ar")).month == "مارس"


def test_an_evening_past_midnight_belongs_to_its_day():
    assert last_day(NIGHT).day == 15
    assert last_day(replace(ONE_DAY, ends=wall("2027-03-18 00:00"))).day == 17


def test_whole_days_have_no_hours():
    day = replace(ONE_DAY, starts=wall("2027-03-15 00:00"), ends=wall("2027-03-16 00:00"))
    assert (dates(day), hours(day), hours_elsewhere(day, "Africa/Dakar")) == (
        "Monday 15 March 2027",
        "",
        "",
    )


def test_a_day_from_midnight_to_midnight_is_a_whole_day_in_calendars():
    day = replace(ONE_DAY, starts=wall("2027-03-15 00:00"), ends=wall("2027-03-16 00:00"))
    whole = Span(date(2027, 3, 15), date(2027, 3, 16))
    assert (day.whole(), day.days(), described(day)) == (whole, [whole], "")
