"""Our own words on pages, one catalogue a language; a test holds that all say the same things."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from core.texts import Language


@cache
def wording(language: Language) -> dict[str, Any]:
    """Return the catalogue of a language: words by part of the page and name."""
    text = files(__name__).joinpath(f"{language.value}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def words(language: Language, name: str) -> str:
    """Return the words with a dotted name, such as `tiles.overdue`."""
    found: Any = wording(language)
    for part in name.split("."):
        found = found[part]
    return str(found)
