from datetime import date

import pytest

from registry.reading.dates import date_at
from registry.reading.lexicon import lexicon
from registry.reading.passage import plain_passage


def read(text, language="en", place=0):
    found = date_at(plain_passage(text, lexicon(language)), place)
    return found and (found.first, found.last, found.precision, found.end)


@pytest.mark.parametrize(
    ("text", "language", "first", "last", "precision"),
    [
        ("30 April 2026", "en", date(2026, 4, 30), date(2026, 4, 30), "day"),
        ("April 30, 2026", "en", date(2026, 4, 30), date(2026, 4, 30), "day"),
        ("31 May to 11 June 2010", "en", date(2010, 5, 31), date(2010, 6, 11), "day"),
        ("19 to 30 January 2026", "en", date(2026, 1, 19), date(2026, 1, 30), "day"),
        ("April 2026", "en", date(2026, 4, 1), date(2026, 4, 30), "month"),
        ("2026", "en", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("5-6 juin 2023", "fr", date(2023, 6, 5), date(2023, 6, 6), "day"),
        ("1er mars 2019", "fr", date(2019, 3, 1), date(2019, 3, 1), "day"),
        ("février 2024", "fr", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("٥ نيسان/أبريل ٢٠٢٧", "ar", date(2027, 4, 5), date(2027, 4, 5), "day"),
        ("15 سبتمبر 2022", "ar", date(2022, 9, 15), date(2022, 9, 15), "day"),
    ],
)
def test_printed_dates_are_read(text, language, first, last, precision):
    assert read(text, language)[:3] == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "30 February 2026",
        "35 workshops",
        "April",
        "12",
        "3 workshops 2026",
        "1850",
        "words",
        "5 May, when",
    ],
)
def test_what_is_no_date_is_none(text):
    assert read(text) is None
