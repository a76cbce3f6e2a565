"""Meetings that are asked for without a word for the event, and words that look like a call."""

import pytest

from tests.registry.reading.reading_cases import only


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Calls for the early convening of the Steering Committee on Health;", "en"),
        ("Requests the Secretariat to convene, without delay, the national focal points;", "en"),
        ("Prie le Secrétariat de réunir une fois par an les points focaux nationaux ;", "fr"),
        ("Exhorte les parties à convoquer sans délai le comité mixte ;", "fr"),
    ],
)
def test_an_organ_or_people_that_are_called_together_meet(text, language):
    mandate = only(text, language)
    assert (mandate.kind, mandate.activities, mandate.confidence) == (
        "event",
        ("meeting",),
        "review",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Urges the parties to reconvene as they see fit, on their own terms;", "en"),
        ("Urges the Secretariat to convene; the committee will follow;", "en"),
        ("Welcomes the fact that the Council decided to convene the committee;", "en"),
        ("Requests the working group to submit its report;", "en"),
        ("Prie le groupe de travail de présenter son rapport ;", "fr"),
    ],
)
def test_where_nobody_is_named_or_others_act_nothing_is_convened(text, language):
    assert only(text, language).activities == ()


@pytest.mark.parametrize(
    ("text", "language", "activity"),
    [
        ("Reiterates the need for a brainstorming session on bees;", "en", "meeting"),
        (
            "Souligne la nécessité de poursuivre la concertation entre les États ;",
            "fr",
            "consultation",
        ),
        ("تؤكد ضرورة مواصلة المشاورات مع الجماعات المحلية؛", "ar", "consultation"),
        ("Supports the launch of a dialogue on bees;", "en", "dialogue"),
    ],
)
def test_what_is_said_to_be_needed_is_an_event_under_review(text, language, activity):
    mandate = only(text, language)
    assert (mandate.activities, mandate.confidence) == ((activity,), "review")


def test_training_that_is_only_needed_is_no_event():
    assert only("Stresses the need for training of judges;").kind == "policy"


def test_an_event_that_is_yet_to_be_organized_is_not_past():
    mandate = only("Encourages Member States to organise youth camps hosted in rotation;")
    assert mandate.activities == ("camp",)


def test_with_whom_one_consults_is_no_partner_but_with_whom_one_trains_is():
    assert only("Requests SESRIC to hold consultations with the United Nations;").partners == ()
    assert only("Requests SESRIC to hold workshops with the United Nations;").partners == ("UN",)


def test_a_word_for_any_event_says_nothing_beside_one_of_its_own():
    mandate = only("Encourages States to organize events and awareness campaigns;")
    assert mandate.activities == ("campaign",)
    assert only("Encourages States to organize a public ceremony;").confidence == "review"
