from datetime import date

import pytest

from registry.reading.shapes import Due
from tests.registry.reading.reading_cases import only


@pytest.mark.parametrize(
    ("text", "language", "due"),
    [
        (
            "Invites Governments to answer no later than 30 April 2026;",
            "en",
            Due("explicit", "no later than 30 April 2026", date(2026, 4, 30)),
        ),
        (
            "Urges SESRIC to act by the end of 2026;",
            "en",
            Due("explicit", "by the end of 2026", date(2026, 12, 31)),
        ),
        (
            "EXHORTE le SESRIC à agir avant fin mars 2027.",
            "fr",
            Due("explicit", "avant fin mars 2027", date(2027, 3, 31)),
        ),
        (
            "يكلف سيسرك بالعمل قبل نهاية عام 2025.",
            "ar",
            Due("explicit", "قبل نهاية عام 2025", date(2025, 12, 31)),
        ),
        (
            "Requests SESRIC to report at its eightieth session;",
            "en",
            Due("session", "at its eightieth session", session="its eightieth session"),
        ),
        (
            "DEMANDE au SESRIC de le soumettre à la prochaine session du Conseil des Ministres, et d'agir.",
            "fr",
            Due(
                "session",
                "à la prochaine session du Conseil des Ministres",
                session="la prochaine session du Conseil des Ministres",
            ),
        ),
        (
            "يطلب من سيسرك رفع تقرير إلى الدورة القادمة للمؤتمر.",
            "ar",
            Due("session", "إلى الدورة القادمة للمؤتمر", session="إلى الدورة القادمة للمؤتمر"),
        ),
        (
            "Requests SESRIC to act before 2026 and at the next session;",
            "en",
            Due("explicit", "before 2026", date(2026, 12, 31)),
        ),
        (
            "Urges SESRIC to adopt the plan of St. Louis in 2027;",
            "en",
            Due("explicit", "in 2027", date(2027, 12, 31)),
        ),
    ],
)
def test_a_printed_date_or_session_is_a_deadline(text, language, due):
    assert only(text, language).due == due


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EXHORTE les États membres à ratifier dès que possible.", "fr"),
        ("Urges States to apply resolution 76/114 of 9 December 2021;", "en"),
        ("Urges States to apply the plan adopted in 2019;", "en"),
        ("Urges States to apply the plan adopted at its eighth session;", "en"),
        ("Urges States to follow the sessions of the Council;", "en"),
        ("Urges States to attend in every session;", "en"),
        ("Urges States to act in good faith;", "en"),
        ("Urges States in the second or any other large session;", "en"),
        ("Welcomes the report for the session in 2026;", "en"),
        ("Stresses the value. In resolution 5 of 2019;", "en"),
        ("Urges SESRIC to act by the end of the year, early;", "en"),
        (
            "Urges States of one hundred twenty ninety eighty seventy sixty fifty forty session;",
            "en",
        ),
    ],
)
def test_vague_cited_and_past_dates_are_none(text, language):
    assert only(text, language).due is None
