"""Our own words in letters, one catalogue a language; a test holds that all say the same things."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from core.texts import FALLBACK, Language


@cache
def wording(language: str) -> dict[str, Any]:
    """Return the catalogue of a language; English for one that we do not write."""
    known = language if language in set(Language) else FALLBACK[0]
    return dict(json.loads(files(__name__).joinpath(f"{known}.json").read_text(encoding="utf-8")))
