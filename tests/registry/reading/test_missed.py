import pytest

from registry.reading import read as read_document
from registry.reading.clauses import read_clauses
from tests.registry.reading.reading_cases import read, vocabulary


def missed(text, language="en"):
    return read_clauses(text, language, vocabulary()).missed


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("VALORISES the bees; and URGES States to act;", "en", ("VALORISES",)),
        ("URGES States to act, and VALORISES bees; GILDS the wells;", "en", ("VALORISES", "GILDS")),
        ("Gilds the wells, and requests the Secretary-General to report;", "en", ("Gilds",)),
        ("يحث الدول الأعضاء على العمل؛ ويزخرف الآبار؛", "ar", ("ويزخرف",)),
    ],
)
def test_a_word_that_stands_and_looks_like_a_verb_is_told(text, language, words):
    assert missed(text, language) == words
    assert {mandate.confidence for mandate in read(text, language)} == {"review"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("URGES States to act; SESRIC will help, and UNICEF too;", "en"),
        ("URGES STATES TO ACT; AND THE REST TO FOLLOW;", "en"),
        ("URGES States to act, IN TIME, and the WDO to help;", "en"),
        ("(a) Urges States to act; Children are to be heard;", "en"),
        ("يحث الدول الأعضاء على العمل؛ والآبار كثيرة؛ ويد؛", "ar"),
        ("The moon shines.", "en"),
        ("", "en"),
    ],
)
def test_names_and_other_words_are_not_taken_for_verbs(text, language):
    assert missed(text, language) == ()


def test_clauses_behind_an_unknown_verb_are_read_in_doubt():
    (mandate,) = read("Gilds the wells, and requests the Secretary-General to report;")
    assert (mandate.canonical, mandate.confidence) == ("requests", "review")
    assert "the verb before it is not in the lexicon" in mandate.reasons
    assert read("Gilds the wells, and shines;") == ()


def test_clauses_behind_a_misspelled_verb_are_read_too():
    found = read("ENCOURGE les États membres à agir ; et INVITE le Mali à agir.", "fr")
    assert [mandate.canonical for mandate in found] == ["encourages", "invites"]


def test_paragraphs_that_nobody_could_read_are_listed_as_unread():
    text = (
        "Resolution 1/50-POL on wells\n\nThe Council,\n\n1. Urges States to act;\n\n"
        "2. The moon shines.\n\n3. GILDS the wells and URGES Mali to act.\n"
    )
    (resolution,) = read_document(text.encode(), "wells.txt", vocabulary())
    assert [(line.line, line.text, line.why) for line in resolution.unread[-2:]] == [
        (7, "The moon shines.", "no action verb was recognised"),
        (
            9,
            "GILDS the wells and URGES Mali to act.",
            "perhaps a verb, but in no lexicon: GILDS",
        ),
    ]
