"""The words about dates: the same in all languages."""

from string import Formatter

import pytest

from core.texts import Language
from events.wording import wording
from registry import Activity


def leaves(language: str) -> dict[str, set[str]]:
    parts = wording(language).items()
    words = {f"{part}.{name}": said for part, named in parts for name, said in named.items()}
    assert all(said.strip() for said in words.values())
    return {
        name: {place for _, place, _, _ in Formatter().parse(said) if place}
        for name, said in words.items()
    }


@pytest.mark.parametrize("language", [Language.FR, Language.AR])
def test_each_language_says_the_same_things(language):
    assert leaves(language) == leaves(Language.EN)


def test_every_activity_has_a_name():
    assert {f"types.{each}" for each in Activity} <= leaves(Language.EN).keys()


def test_a_language_that_we_do_not_write_reads_english():
    assert wording("de") == wording("en")
