"""Codes that prove themselves."""

from uuid import UUID

import pytest

from core.seals import Seals

SEALS = Seals("k" * 32, "https://nadwa.example.org")
ID = UUID("019a0000-0000-7000-8000-000000000001")
CODE = SEALS.code("certificate", ID)


def test_a_code_is_forty_letters_that_open_to_the_id():
    assert len(CODE) == 40
    assert SEALS.opened("certificate", CODE) == ID


def test_a_code_survives_being_read_aloud_and_typed():
    spoken = " - ".join(CODE[n : n + 4] for n in range(0, 40, 4)).upper()
    assert SEALS.opened("certificate", spoken) == ID


@pytest.mark.parametrize(
    "code",
    ["", "a", CODE[:-1], CODE + "a", "0" * 40, "é" * 40, "=" * 40, "a" * 40, CODE[:-1] + "é"],
)
def test_what_is_no_code_of_ours_opens_nothing(code):
    assert SEALS.opened("certificate", code) is None


def test_a_code_opens_nothing_for_another_purpose_or_another_installation():
    assert SEALS.opened("check-in", CODE) is None
    assert Seals("other" * 8, SEALS.base_url).opened("certificate", CODE) is None


def test_every_changed_letter_is_noticed():
    for place, letter in enumerate(CODE):
        other = "b" if letter != "b" else "c"
        assert SEALS.opened("certificate", CODE[:place] + other + CODE[place + 1 :]) is None
