"""Who can be named in a text."""

from core.people import system
from registry import built_in_vocabulary, vocabulary
from registry.vocabulary import vocabulary_of


def test_the_registry_names_what_the_catalogue_names(office, catalogue):
    with office.look(system("tests")) as work:
        assert vocabulary(work) == built_in_vocabulary()


def test_a_body_is_known_by_name_short_name_and_aliases_in_all_languages():
    names = built_in_vocabulary().names
    assert names["en"]["SESRIC"] == ("SESRIC",)
    assert names["fr"]["États membres"] == ("MEMBER_STATES",)
    assert names["ar"]["سيسرك"] == ("SESRIC",)
    assert names["fr"]["Égypte"] == ("EG",)


def test_a_name_that_two_bodies_share_stands_for_both():
    aliases = {"en": ["the Fund", "the Fund"]}
    vocabulary = vocabulary_of([("ONE", {"en": "One"}, None, aliases), ("TWO", {}, None, aliases)])
    assert vocabulary.names == {"en": {"One": ("ONE",), "the Fund": ("ONE", "TWO")}}
