"""The words of the papers in Arabic, English and French. Pure."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from core.texts import FALLBACK, Language, pick


def say(language: Language, name: str, **values: object) -> str:
    """Return the words with that name, such as `certificate.title`."""
    return pick(wording()[name], language).format(**values)


def listed(language: Language, names: Iterable[str]) -> str:
    """Return several names in one line."""
    return say(language, "comma").join(names)


def spoken(texts: Mapping[str, str | None], language: Language) -> dict[str, str]:
    """Return the words in a language, or in the nearest other one, with that one's direction."""
    order = (language, *FALLBACK)
    found = next((each for each in order if texts.get(each)), language)
    return {"text": pick(dict(texts), language), "lang": found.value, "dir": found.direction}


@cache
def wording() -> dict[str, dict[str, str | None]]:
    """Return all words by name and language; a test holds that each is there in all three."""
    text = files("events.papers").joinpath("words.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
