"""Hijri dates: computed, labelled, silent where the table ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.calendars.hijri import FIRST_DAY, LAST_DAY, Hijri, hijri, label, month_name


@pytest.mark.parametrize(
    ("day", "computed"),
    [
        (date(2026, 2, 18), Hijri(1447, 9, 1)),
        (date(2026, 3, 20), Hijri(1447, 10, 1)),
        (date(2027, 2, 8), Hijri(1448, 9, 1)),
        (date(2027, 5, 16), Hijri(1448, 12, 10)),
        (date(2027, 6, 6), Hijri(1449, 1, 1)),
        (FIRST_DAY, Hijri(1343, 1, 1)),
        (LAST_DAY, Hijri(1500, 12, 30)),
    ],
)
def test_a_day_has_its_umm_al_qura_date(day, computed):
    assert hijri(day) == computed


@pytest.mark.parametrize(
    "day", [FIRST_DAY - timedelta(1), LAST_DAY + timedelta(1), date.min, date.max]
)
def test_outside_the_table_there_is_no_date_and_no_label(day):
    assert (hijri(day), label(day, "en")) == (None, None)


def test_a_label_says_in_each_language_that_it_is_computed():
    day = date(2027, 2, 19)
    assert label(day, "en") == "12 Ramadan 1448 AH (computed, ±1 day)"
    assert label(day, "fr") == "12 ramadan 1448 H (calculé, ±1 jour)"
    assert label(day, "ar") == "12 رمضان 1448 هـ (محسوب، ±1 يوم)"
    assert label(day, "tr") == label(day, "en")


def test_every_month_has_its_own_name_in_each_language():
    for language in ("ar", "en", "fr"):
        assert len({month_name(month, language) for month in range(1, 13)}) == 12


def test_a_hijri_date_is_written_like_an_iso_date():
    assert str(Hijri(1448, 9, 1)) == "1448-09-01"


@given(st.dates(FIRST_DAY, LAST_DAY - timedelta(1)))
def test_the_next_day_is_the_next_hijri_day(day):
    today, tomorrow = hijri(day), hijri(day + timedelta(1))
    assert today < tomorrow
    assert tomorrow.day in {today.day + 1, 1}
