import pytest

from registry.reading.lexicon import LANGUAGES, lexicon

CANONICAL = {
    "decides",
    "demands",
    "mandates",
    "requests",
    "urges",
    "calls upon",
    "calls for",
    "recommends",
    "invites",
    "encourages",
    "stresses",
    "reaffirms",
    "affirms",
    "reminds",
    "supports",
    "welcomes",
    "commends",
    "takes note",
    "expresses appreciation",
    "pays tribute",
    "recalls",
    "condemns",
    "endorses",
    "notes",
    "acknowledges",
    "expresses concern",
    "reiterates",
}
ACTIVITIES = {
    "workshop",
    "training",
    "expert_group",
    "conference",
    "seminar",
    "webinar",
    "meeting",
    "consultation",
    "dialogue",
    "working_group",
    "campaign",
    "camp",
    "field_visit",
    "study_visit",
    "session",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_canonical_verb_and_marks_the_others(language):
    lex = lexicon(language)
    forms = [form for of_word in lex.verbs.values() for form in of_word]
    assert CANONICAL - {form.canonical for form in forms} == set()
    assert {f.canonical for f in forms} - CANONICAL == {"refers", "looks forward"}
    assert all(form.own for form in forms if form.canonical not in CANONICAL)


def test_a_verb_beyond_the_vocabulary_stands_for_the_nearest_one():
    (adopts,) = lexicon("en").verbs["adopts"]
    assert (adopts.canonical, adopts.own) == ("endorses", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_stand_for_the_activities_of_the_vocabulary(language):
    lex = lexicon(language)
    meanings = set(lex.phrases["events"].meanings())
    assert {code for m in meanings for code in m.removesuffix("?").split("+")} == ACTIVITIES


def test_all_languages_have_the_same_lists():
    first, *others = (lexicon(language) for language in LANGUAGES)
    assert all(set(other.sets) == set(first.sets) for other in others)
    assert all(set(other.phrases) == set(first.phrases) for other in others)


def test_arabic_verbs_agree_with_an_assembly_and_take_pronouns():
    lex = lexicon("ar")
    assert {"يحث", "تحث", "يحثها", "تحثهم"} <= set(lex.verbs)
    assert lex.verbs["يحثها"][0].pronoun


def test_a_language_without_a_lexicon_is_refused_by_name():
    with pytest.raises(
        ValueError, match="no lexicon for the language 'tr'; there is one for ar, en, fr"
    ):
        lexicon("tr")


def test_what_can_open_a_phrase_is_remembered():
    lex = lexicon("en")
    assert "events" in lex.opened_by("workshops")
    assert lex.opened_by("workshops") is lex.opened_by("workshops")
