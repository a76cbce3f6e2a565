"""What the public holidays of the 57 states are called in Arabic and French."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from events.calendars.public_holidays import holidays_of
from events.calendars.state_calendars import CalendarRules
from events.wording import Teller
from events.wording.holidays import holiday_name, holiday_names

CATALOGUE = Path(__file__).parents[2] / "src/registry/catalogue/states.json"
STATES = [one["code"] for one in json.loads(CATALOGUE.read_text(encoding="utf-8"))]
ARABIC = re.compile(r"[\u0600-\u06ff]")


def in_use() -> set[str]:
    found = (
        one.name
        for state in STATES
        for year in range(2026, 2031)
        for one in holidays_of(state, year).values()
    )
    return {part.removesuffix(" (observed)") for name in found for part in name.split("; ")}


def test_every_holiday_of_the_57_states_has_a_name_in_arabic_and_french():
    assert in_use() - set(holiday_names()) == set()


def test_arabic_names_are_in_arabic_letters_and_french_ones_in_latin():
    wrong = [
        english
        for english, (arabic, french) in holiday_names().items()
        if not ARABIC.search(arabic) or ARABIC.search(french) or not french.strip()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "language", "name"),
    [
        ("Eid al-Fitr", "ar", "عيد الفطر"),
        ("National Day (observed)", "fr", "Fête nationale (jour de remplacement)"),
        ("National Day (observed)", "ar", "اليوم الوطني (يوم تعويضي)"),
        ("Christmas Day; Isra' and Mi'raj", "fr", "Noël ; Isra et Miraj"),
        ("Christmas Day; Isra' and Mi'raj", "ar", "عيد الميلاد؛ الإسراء والمعراج"),
        ("A day of the future", "ar", "A day of the future"),
        ("Eid al-Fitr", "en", "Eid al-Fitr"),
    ],
)
def test_a_name_is_told_in_the_language_of_the_reader(english, language, name):
    assert holiday_name(english, language) == name


def test_the_calendar_of_a_state_names_its_days_in_the_readers_language():
    day = date(2027, 10, 9)
    names = {
        language: CalendarRules({}, teller=Teller(language)).holiday("UG", day).name
        for language in ("en", "fr", "ar")
    }
    assert names == {
        "en": "Independence Day",
        "fr": "Fête de l’indépendance",
        "ar": "عيد الاستقلال",
    }


def test_a_year_of_a_state_is_shown_in_three_languages(client, mandates):
    def first(language):
        year = client.get(f"/v1/states/TR/calendar?year=2027&language={language}").json()
        return year["days_off"][0]["name"]

    assert [first(one) for one in ("en", "fr", "ar")] == [
        "New Year's Day", "Nouvel An", "رأس السنة الميلادية",
    ]  # fmt: skip
