"""Paragraphs that say nearly the same are found, whatever their words' endings and order."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.reading import read
from registry.reading.similarity import NEAR, Pair, near_pairs, one_to_one, pairs_between
from registry.vocabulary import built_in_vocabulary

REAL = Path(__file__).parents[3] / "../shared/resolutions/mcsd-2.fr.md"

ORCHARDS = {
    "1": "INVITES Member States to plant apple trees in the yards of all primary schools;",
    "2": "REQUESTS SESRIC to measure the honey that hives on roofs give each year;",
    "3": "ENCOURAGES Member States to exchange seeds of old vegetables;",
    "4": "CALLS UPON Member States to plant apple trees in the yard of every primary school;",
    "5": "COMMENDS the gardeners of Bamako for their zeal;",
    "6": "URGES Member States to measure how much honey the hives on their roofs give;",
}


def test_two_paragraphs_that_ask_for_the_same_are_a_pair_and_the_nearest_comes_first():
    pairs = near_pairs(ORCHARDS, "en")
    assert [(pair.first, pair.second) for pair in pairs] == [("1", "4"), ("2", "6")]
    assert [pair.likeness for pair in pairs] == ["related", "related"]
    assert near_pairs(ORCHARDS, "en", most=1) == pairs[:1]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "DEMANDE au SESRIC d'étudier les ruches", "PRIE le SESRIC d'étudier la ruche"),
        ("ar", "يدعو الدول إلى غرس الأشجار في المدارس", "يحث الدول على غرس أشجار بالمدارس"),
    ],
)
def test_articles_and_endings_do_not_hide_a_pair(language, one, other):
    texts = {"1": one, "2": other, "3": "mmm nnn ooo", "4": "ppp qqq rrr"}
    assert [(p.first, p.second) for p in near_pairs(texts, language)] == [("1", "2")]


def test_the_same_words_in_two_resolutions_are_the_same_paragraph():
    earlier = {"7": ORCHARDS["2"], "8": ORCHARDS["3"]}
    later = {"1": ORCHARDS["3"], "2": "TAKES NOTE of the weather;"}
    assert pairs_between(earlier, later, "en") == (Pair("8", "1", 1.0),)
    assert Pair("8", "1", 1.0).likeness == "same"
    assert Pair("8", "1", NEAR).likeness == "related"


def test_each_paragraph_has_one_partner_the_nearest():
    pairs = (Pair("a", "x", 0.9), Pair("a", "y", 0.8), Pair("b", "x", 0.7), Pair("b", "y", 0.4))
    assert one_to_one(pairs) == (pairs[0], pairs[3])


def test_texts_without_words_are_like_nothing():
    assert near_pairs({}, "en") == ()
    assert near_pairs({"1": "", "2": " ;"}, "en") == ()


@given(st.lists(st.text("abc def ghi", max_size=30), max_size=8))
def test_similarity_lies_between_the_threshold_and_one(texts):
    pairs = near_pairs({str(n): text for n, text in enumerate(texts)}, "en")
    assert all(NEAR - 0.001 <= pair.similarity <= 1 for pair in pairs)
    assert all(int(pair.first) < int(pair.second) for pair in pairs)


def test_many_paragraphs_take_time_in_proportion():
    words = [f"word{n:05}" for n in range(3_000)]
    texts = {
        str(n): " ".join(["states", *(words[(n * 7 + k * 13) % 3_000] for k in range(40))])
        for n in range(2_000)
    }
    began = process_time()
    near_pairs(texts, "en")
    assert process_time() - began < 10


@pytest.mark.skipif(
    not REAL.exists(), reason="the resolution's own text is not beside this checkout"
)
def test_the_doubles_of_the_resolution_are_among_its_first_ten_pairs():
    (resolution,) = read(REAL.read_bytes(), REAL.name, built_in_vocabulary(), "fr")
    texts = {each.label: each.text for each in resolution.paragraphs}
    pairs = near_pairs(texts, "fr")
    first = [(pair.first, pair.second) for pair in pairs[:10]]
    assert {("81", "83"), ("114", "125"), ("71", "77")} <= set(first)
    assert len(pairs) < 25
