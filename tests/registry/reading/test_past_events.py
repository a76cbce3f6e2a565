from datetime import date

import pytest

from registry.reading.past_events import past_events
from tests.registry.reading.reading_cases import vocabulary


def told(text, language="en"):
    return past_events(text, language, vocabulary())


def test_a_held_event_is_told_with_title_dates_place_and_organizers():
    text = "COMMENDS SESRIC for the workshop on hives held in Muscat, from 3 to 5 May 2022, in cooperation with ICESCO;"
    (event,) = told(text)
    assert (event.title, event.type) == ("workshop on hives", "workshop")
    assert (event.start, event.end, event.precision) == (date(2022, 5, 3), date(2022, 5, 5), "day")
    assert (event.place, event.organizers, event.partners) == ("Muscat", ("SESRIC",), ("ICESCO",))
    assert text[slice(*event.span)] == "workshop on hives held in Muscat, from 3 to 5 May 2022"


def test_two_dates_are_two_events_of_the_same_title():
    events = told(
        "EXPRIME sa gratitude pour deux ateliers sur les ruches, les 23-24 mars 2019 et les 2-3 mai 2021, à Conakry, par le SESRIC.",
        "fr",
    )
    assert [(e.title, e.start, e.place, e.organizers) for e in events] == [
        ("ateliers sur les ruches", date(2019, 3, 23), "Conakry", ("SESRIC",)),
        ("ateliers sur les ruches", date(2021, 5, 2), "Conakry", ("SESRIC",)),
    ]


def test_sessions_in_brackets_are_told():
    events = told(
        "ACCUEILLE FAVORABLEMENT les Résolutions de la 47ème Session (Niamey 2020) et de la 48ème Session (Islamabad 2022).",
        "fr",
    )
    assert [(e.type, e.place, e.precision, e.start.year) for e in events] == [
        ("session", "Niamey", "year", 2020),
        ("session", "Islamabad", "year", 2022),
    ]


def test_a_session_that_dates_something_else_is_told_too():
    (event,) = told("Recalls the plan adopted at its eighth session (Fez 2019);")
    assert (event.type, event.place, event.start.year) == ("session", "Fez", 2019)


def test_a_date_before_the_event_is_its_date():
    (event,) = told(
        "SE FELICITE de l'organisation, du 2 au 4 août 2022, d'un atelier en ligne, destiné aux jeunes",
        "fr",
    )
    assert (event.title, event.start, event.mode, event.place) == (
        "atelier en ligne",
        date(2022, 8, 2),
        "online",
        None,
    )


def test_arabic_events_are_told():
    (event,) = told("يرحب بالندوة التي عقدت في الرباط في مايو 2023", "ar")
    assert (event.type, event.start, event.precision, event.place) == (
        "seminar",
        date(2023, 5, 1),
        "month",
        "الرباط",
    )


def test_a_long_title_is_cut_and_a_body_is_no_place():
    long = "Welcomes the conference about " + "very " * 30 + "much in OIC in Kuala Lumpur in 2020"
    (event,) = told(long)
    assert len(event.title.split()) == 22
    assert event.place == "Kuala Lumpur"


@pytest.mark.parametrize(
    "text",
    [
        "Requests SESRIC to hold a workshop on 3 May 2027;",
        "Welcomes the workshop on resolution 5 of 2019;",
        "Welcomes the workshop planned by 2030;",
        "Welcomes the workshop;",
        "Welcomes the year 2020;",
    ],
)
def test_plans_citations_and_undated_events_are_not_told(text):
    assert told(text) == ()
