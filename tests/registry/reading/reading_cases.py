"""Shared by the tests of reading: one vocabulary, one short way to read a sentence."""

from functools import lru_cache

from registry.reading.clauses import read_mandates
from registry.vocabulary import built_in_vocabulary

vocabulary = lru_cache(built_in_vocabulary)


def read(text, language="en", **style):
    return read_mandates(text, language, vocabulary(), **style)


def only(text, language="en", **style):
    (mandate,) = read(text, language, **style)
    return mandate
