"""Decisions in the form of lists: their verbs are infinitives or verbal nouns."""

import pytest

from tests.registry.reading.reading_cases import read


@pytest.mark.parametrize(
    ("text", "language", "verbs"),
    [
        (
            "دعوة الدول الأعضاء إلى دعم الصندوق، وتكليف الأمانة العامة بإعداد دراسة؛",
            "ar",
            ["calls upon", "mandates"],
        ),
        ("الإحاطة علما بتقرير الأمين العام؛", "ar", ["takes note"]),
        ("الطلب من الأمانة العامة عقد اجتماع ودعوة الخبراء إليه؛", "ar", ["requests"]),
        (
            "To urge Member States to pay; and to request SESRIC to report;",
            "en",
            ["urges", "requests"],
        ),
        ("Call upon Member States to adopt laws on bees;", "en", ["calls upon"]),
        ("De prier le Secrétaire général de faire rapport ;", "fr", ["requests"]),
        (
            "Prendre note du rapport, et inviter le SESRIC à le publier ;",
            "fr",
            ["takes note", "invites"],
        ),
    ],
)
def test_infinitives_and_verbal_nouns_open_the_clauses_of_a_list(text, language, verbs):
    assert [mandate.canonical for mandate in read(text, language)] == verbs


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Decides to request States to pay, and to call upon donors to help;", "en"),
        ("يقرر دعوة الدول الأعضاء إلى الاجتماع، وتكليف الأمانة العامة بإعداد دراسة؛", "ar"),
        ("Décide de prier les donateurs de contribuer, et d'inviter les États à payer ;", "fr"),
    ],
)
def test_behind_a_verb_of_the_organ_they_belong_to_its_clause(text, language):
    assert [mandate.canonical for mandate in read(text, language)] == ["decides"]
