"""The words of the pages: the same in all languages, and which language a reader gets."""

from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from core import days as dates
from core.http.languages import known, preferred
from core.problem import Invalid
from core.texts import Language
from nadwa.dashboard.moments import moment_of
from nadwa.dashboard.wording import wording

TEMPLATES = Path(__file__).parents[2] / "src/nadwa/dashboard/templates"
NOW = datetime.fromisoformat("2026-11-24T08:00:00+00:00")


def leaves(words: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in words.items():
        here = f"{above}{name}"
        found |= leaves(value, f"{here}.") if isinstance(value, dict) else {here: value}
    return found


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", [Language.FR, Language.AR])
def test_each_language_says_the_same_things(language):
    english, other = leaves(wording(Language.EN)), leaves(wording(language))
    assert other.keys() == english.keys()
    assert {name: places(other[name]) for name in other} == {
        name: places(english[name]) for name in english
    }


def test_nothing_is_left_unsaid():
    for language in Language:
        assert [
            name for name, words in leaves(wording(language)).items() if not words.strip()
        ] == []


def test_no_page_has_a_style_attribute_or_a_script_of_its_own():
    for template in TEMPLATES.iterdir():
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text
        assert "<style" not in text
        assert "onclick" not in text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("ar-EG,ar;q=0.9,en;q=0.5", "ar"),
        ("de, fr;q=0.8, en;q=0.9", "en"),
        ("tr,az;q=0.9", "en"),
        ("fr;q=0, ar;q=0.1", "ar"),
        ("fr;q=nonsense, ar", "ar"),
        ("*", "en"),
    ],
)
def test_a_reader_gets_the_first_language_wished_for_that_there_is(accepted, language):
    assert preferred(accepted) == language


def test_an_unknown_language_is_none():
    assert (known("FR "), known("de"), known("")) == (Language.FR, None, None)


@pytest.mark.parametrize(
    ("first", "last", "language", "words"),
    [
        ("2027-03-15", "2027-03-15", "en", "15 March 2027"),
        ("2027-03-15", "2027-03-17", "en", "15–17 March 2027"),
        ("2027-03-30", "2027-04-02", "fr", "30 mars – 2 avril 2027"),
        ("2026-12-30", "2027-01-01", "fr", "30 décembre 2026 – 1er janvier 2027"),
        ("2027-03-15", "2027-03-17", "ar", "15–17 مارس 2027"),
    ],
)
def test_days_are_said_without_repeating_month_or_year(first, last, language, words):
    assert dates.days(date.fromisoformat(first), date.fromisoformat(last), language) == words


def test_midnight_ends_the_day_before():
    assert dates.last_day(datetime(2027, 3, 18)) == date(2027, 3, 17)  # noqa: DTZ001 -- wall time


def test_hours_name_the_clocks_that_show_them():
    local = datetime(2027, 3, 15, 9)  # noqa: DTZ001 -- wall time
    said = dates.zone("Europe/Istanbul", local, "en").replace("\u200e", "")
    assert said == "Istanbul, UTC+03:00"
    assert dates.zone("UTC", local, "ar") == "UTC"


def test_a_day_means_its_end():
    assert moment_of("2026-11-20", NOW) == datetime.fromisoformat("2026-11-20T23:59:59+00:00")


def test_no_day_and_today_mean_now():
    assert (moment_of("", NOW), moment_of("2026-11-24", NOW)) == (None, None)


def test_an_exact_moment_is_taken_as_it_is():
    expected = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
    assert moment_of("2026-11-20T12:00:00", NOW) == expected
    assert moment_of("2026-11-20T15:00:00+03:00", NOW) == expected


@pytest.mark.parametrize("asked", ["2026-11-25", "2026-11-24T09:00:00Z", "yesterday", "2026-13-01"])
def test_what_has_not_come_or_is_no_day_is_refused(asked):
    with pytest.raises(Invalid):
        moment_of(asked, NOW)
