"""Why a clause was read as it was, in the language of the page."""

import json
from pathlib import Path

import pytest

from core.texts import Language, Text
from registry.reading.clauses import read_mandates
from registry.reading_reasons import Reason, explained, reasons_in
from registry.vocabulary import built_in_vocabulary

TEXTS = sorted(Path(__file__).parents[2].glob("bench/reading/clauses/*.json"))


@pytest.mark.parametrize("language", [Language.FR, Language.AR])
def test_every_reason_of_our_own_texts_is_told_in_the_reader_s_language(language: Language) -> None:
    vocabulary = built_in_vocabulary()
    said = [json.loads(path.read_text(encoding="utf-8")) for path in TEXTS]
    notes = {
        note
        for text in said
        for each in text["paragraphs"]
        for mandate in read_mandates(each["text"], text["language"], vocabulary)
        for note in mandate.reasons
    }
    assert len(notes) > 30
    untold = [
        each.text for each in reasons_in(language, sorted(notes)) if each.language != language
    ]
    assert untold == []


def test_what_a_reason_names_stays_as_it_is() -> None:
    notes = ["asks to convene: workshop, camp", "asks for report", "the event is a verb"]
    assert reasons_in(Language.FR, notes) == [
        Reason("demande de convoquer\u00a0: workshop, camp", Language.FR),
        Reason("demande\u00a0: report", Language.FR),
        Reason("l’événement est un verbe", Language.FR),
    ]


def test_a_reason_without_other_words_stays_english_and_says_so() -> None:
    assert reasons_in(Language.AR, ["seen in a dream"]) == [Reason("seen in a dream", Language.EN)]
    assert reasons_in(Language.EN, ["the event is a verb"]) == [
        Reason("the event is a verb", Language.EN)
    ]


def test_a_reason_is_told_in_all_languages_that_have_words_for_it() -> None:
    assert explained("asks to convene: camp") == Text(
        en="asks to convene: camp", fr="demande de convoquer\u00a0: camp", ar="يطلب عقد: camp"
    )
    assert explained("seen in a dream") == Text(en="seen in a dream")


WHY = [
    "no action verb was recognised",
    "perhaps a verb, but in no lexicon: HUMS",
    "above the resolution's text",
    "outside every paragraph",
    "the resolution has no paragraph 12",
    "page number",
    "document number",
    "running head",
    "running foot",
    "rule",
    "footnote",
    "endnote",
]


@pytest.mark.parametrize("why", WHY)
def test_why_a_line_was_not_read_is_told_in_three_languages(why: str) -> None:
    told = explained(why)
    assert told.fr and told.ar and told.en == why
