"""When two printings are one symbol, one label, one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import reference, search_key, symbol_key
from registry.naming import label_key


def test_the_first_clause_has_the_paragraphs_name_and_others_a_number():
    assert [reference("mcsd-2", "14", clause) for clause in (1, 2, 3)] == [
        "mcsd-2/14",
        "mcsd-2/14.2",
        "mcsd-2/14.3",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("OIC/MCSD-2/2023/RES/FIANL", "OIC/MCSD-2/2023/RES/FINAL", True),
        ("oic / mcsd–2 / 2023 / res / final", "OIC/MCSD-2/2023/RES.FINAL", True),
        ("OIC/MCSD-2/2023/RES/FINAL", "OIC/MCSD-3/2023/RES/FINAL", False),
        ("A/RES/73/7", "A/RES/77/3", False),
        ("A/RES/7/37", "A/RES/73/7", False),
        ("OIC/CFM-50/POL/1", "OIC/CFM-50/LOP/1", False),
    ],
)
def test_a_symbol_is_known_again_when_letters_were_swapped(one, other, same):
    assert (symbol_key(one) == symbol_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("30 (a)", "30(a)", True),
        ("30 (a)", "30 A.", True),
        ("٣٠", "30", True),
        ("2 bis", "2bis", True),
        ("2 (1)", "21", False),
        ("1.1", "11", False),
        ("Annex I/3", "3", False),
    ],
)
def test_a_label_is_known_again_however_it_is_printed(one, other, same):
    assert (label_key(one) == label_key(other)) is same


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Œuvre d’ÉTAT", "oeuvre d'etat"),
        ("Straße", "strasse"),
        ("Türkiye  ve\tIğdır", "turkiye ve igdir"),
        ("الأُسْرَةـ إلى ٱلدولة", "الاسره الي الدوله"),
        ("مستشفى ٢٠٢٣", "مستشفي 2023"),
        ("ﻻ", "لا"),
        ("ﬁn", "fin"),
    ],
)
def test_a_search_finds_words_however_they_are_written(printed, key):
    assert search_key(printed) == key


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert search_key(search_key(text)) == search_key(text)
