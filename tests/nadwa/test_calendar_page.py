"""The page of a state's year: its weekend and days off in the reader's language."""

from html import unescape

import pytest

from tests.factories import the_catalogue
from tests.nadwa.dashboard_stories import HTML, text_of

DAY = {
    "kind": "day_off",
    "from": "2027-03-15",
    "name": {"en": "Day of mourning"},
    "source": "decree 2027-118",
}


@pytest.fixture
def seen(client, office):
    """Look at the page of Türkiye: `seen(lang="fr")`."""
    the_catalogue(office)

    def look(code="TR", **asked):
        asked = {"lang": "en", "year": 2027, **asked}
        return client.get(f"/states/{code}/calendar", params=asked, headers=HTML)

    return look


@pytest.mark.parametrize(
    ("lang", "direction", "words"),
    [
        ("en", "ltr", ("Saturday, Sunday", "New Year's Day", "Friday, 1 January 2027")),
        ("fr", "ltr", ("samedi, dimanche", "Nouvel An", "vendredi, 1er janvier 2027")),
        ("ar", "rtl", ("السبت، الأحد", "رأس السنة الميلادية", "رجب 1448")),
    ],
)
def test_a_year_of_a_state_is_a_page_in_three_languages(seen, lang, direction, words):
    answer = seen(lang=lang)
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    shown = unescape(text_of(answer.text))
    assert [one for one in words if one not in shown] == []


def test_a_correction_is_shown_with_its_source(seen, client, tokens):
    made = client.post("/v1/states/TR/calendar/overrides", json=DAY, headers=tokens("admin"))
    assert made.status_code == 201
    shown = text_of(seen().text)
    assert "Day of mourning official decree 2027-118" in " ".join(shown.split())
    assert "Days off, 15 March 2027: decree 2027-118" in " ".join(shown.split())


@pytest.mark.parametrize("year", ["", "soon", "1999", "99999", "٢٠٢٧"])
def test_a_year_that_cannot_be_read_is_the_present_one(seen, clock, year):
    answer = seen(year=year)
    assert (answer.status_code, f"<bdi>{clock.now.year}</bdi>" in answer.text) == (200, True)


def test_a_state_that_is_none_has_no_page(seen):
    assert seen("FR").status_code == 404


def test_the_desk_leads_to_the_calendars(seen, client, tokens):
    page = client.get("/desk?lang=en", headers={**HTML, **tokens("organizer", body="SESRIC")})
    assert "Weekends and days off of each state" in page.text
