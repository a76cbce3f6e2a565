from datetime import date

import pytest

from core.work import Office
from reports.kept import by_database, kept
from reports.reasons import Reason, Why
from reports.report.wording import days_text
from reports.words import because, label, sentence


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, "Date not fixed"),
        (date(2027, 3, 15), None, "15 March 2027"),
        (date(2027, 3, 15), date(2027, 3, 15), "15 March 2027"),
        (date(2027, 3, 15), date(2027, 3, 17), "15–17 March 2027"),
        (date(2027, 3, 30), date(2027, 4, 2), "30 March 2027 – 2 April 2027"),
    ],
)
def test_days_are_written_as_people_write_them(first, last, text):
    assert days_text(first, last, "en") == text


def test_days_have_western_digits_in_arabic_too():
    assert days_text(date(2027, 3, 15), None, "ar") == "15 مارس 2027"


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_reason_has_a_sentence(why, language):
    parameters = {
        "decision": "superseded",
        "events": 2,
        "answered": 1,
        "of": 3,
        "share": 0.5,
        "missing": ("camp",),
        "states": 1,
        "of_states": 57,
        "pieces": 1,
        "partners": ("ICESCO", "SESRIC"),
        "activity": "camp",
        "on": "2027-01-01",
    }
    assert because(why, parameters, language).strip()


def test_values_are_put_into_words():
    said = because(Why.PARTNER_MISSING, {"partners": ("ICESCO", "ISDB")}, "ar")
    assert said.endswith("ICESCO، ISDB")
    assert sentence(Reason(Why.SHARE_ANSWERED, {"share": 0.25}), "en") == "Share answered: 25%"
    assert sentence(Reason(Why.ACTIVITY_NOT_ASKED, {"activity": "camp"}), "fr").endswith("Camp")
    assert label("activity", "unheard_of").pick("fr") == "unheard_of"


def test_only_what_was_used_last_is_kept(office: Office):
    for number in range(70):
        kept(office, number, lambda number=number: number)
        kept(office, 0, lambda: -1)
    assert len(by_database[office.engines].things) == 64
    assert 0 in by_database[office.engines].things
    assert 1 not in by_database[office.engines].things
