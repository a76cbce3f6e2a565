import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.reading.words import Phrases, fold, spell_out, variants, words_of


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ÉTATS", "etats"),
        ("œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("إلى", "الي"),
        ("دورة", "دوره"),
        ("عَقْدُ", "عقد"),
        ("جمـــيع", "جميع"),
    ],
)
def test_folding_takes_accents_case_and_letter_variants_away(printed, folded):
    assert fold(printed) == folded


def test_words_keep_their_places_and_apostrophes_and_hyphens_fall_away():
    words = words_of("l’OCI, co-organise", "fr")
    assert words.folded == ("l", "oci", ",", "co", "organise")
    assert [words.text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        "l",
        "OCI",
        ",",
        "co",
        "organise",
    ]
    assert [words.glued(n) for n in range(len(words))] == [False, False, False, True, True]
    assert words.at(99) == ""
    assert (words.shouts(1), words.shouts(0), words.capital(1), words.capital(-1)) == (
        True,
        False,
        True,
        False,
    )


def test_a_footnote_figure_glued_to_a_word_is_a_word_of_its_own():
    assert words_of("Statute1 of the Court,2 and", "en").folded == (
        "statute",
        "1",
        "of",
        "the",
        "court",
        ",",
        "2",
        "and",
    )


@pytest.mark.parametrize(
    ("word", "language", "form"),
    [
        ("studies", "en", "study"),
        ("workshops", "en", "workshop"),
        ("travaux", "fr", "travau"),
        ("وللدول", "ar", "الدول"),
        ("بتنظيم", "ar", "تنظيم"),
        ("والورش", "ar", "ورش"),
    ],
)
def test_a_word_is_looked_up_in_its_simpler_forms_too(word, language, form):
    assert form in variants(word, language)


def test_short_words_have_one_form():
    assert variants("des", "fr") == ("des",)
    assert variants("etat", "fr") == ("etat",)


def test_the_longest_phrase_wins_and_the_first_meaning_of_a_phrase_stays():
    phrases = Phrases(
        [("working group", "group"), ("group", "any"), ("working group", "other")], "en"
    )
    assert phrases.find(words_of("the working groups met", "en"), 1) == (3, "group")
    assert phrases.find(words_of("working", "en"), 0) is None
    assert phrases.find(words_of("working", "en"), 7) is None


def test_an_acronym_is_found_in_capitals_only_and_a_lone_name_with_its_capital_only():
    phrases = Phrases(
        [("UN", "UN"), ("Niger", "NE"), ("Banque islamique", "B"), ("l'Organisation", "OIC")], "fr"
    )
    text = words_of(
        "un plan pour l'UN et le niger, le Niger, la banque islamique, l'organisation", "fr"
    )
    found = [phrases.find(text, place) for place in range(len(text))]
    assert [match[1] for match in found if match] == ["UN", "NE"]
    assert phrases.find(words_of("l'Organisation", "fr"), 0) == (2, "OIC")


def test_templates_spell_out_choices_and_options():
    assert list(spell_out("(a|b) c [d]")) == ["a c d", "a c", "b c d", "b c"]


@given(st.text(max_size=200))
def test_any_text_is_cut_into_words_that_stand_in_it(text):
    words = words_of(text, "en")
    assert all(
        text[a:b] == raw for a, b, raw in zip(words.starts, words.ends, words.raw, strict=True)
    )
    assert list(words.starts) == sorted(words.starts)
