"""Public holidays in Arabic and French, by the English name that the sources give them.

Our own words, one table (`holidays.json`: English, then [ar, fr]); a name it lacks stays English.
"""

import json
from functools import cache
from importlib.resources import files

from core.texts import Language

_OBSERVED = " (observed)"
_IN_LIEU = {"ar": " (يوم تعويضي)", "fr": " (jour de remplacement)"}
_COLUMN = {Language.AR.value: 0, Language.FR.value: 1}


@cache
def holiday_name(english: str, language: str) -> str:
    """Return what a holiday is called in a language; feasts on one day are joined by `; `."""
    if language not in _COLUMN:
        return english
    joint = "؛ " if language == Language.AR.value else " ; "
    return joint.join(_one(part, language) for part in english.split("; "))


@cache
def holiday_names() -> dict[str, list[str]]:
    """Return the table: English name to [Arabic, French]."""
    content = files("events.wording").joinpath("holidays.json").read_text(encoding="utf-8")
    return dict(json.loads(content))


def _one(english: str, language: str) -> str:
    plain = english.removesuffix(_OBSERVED)
    if plain not in holiday_names():
        return english
    words = holiday_names()[plain][_COLUMN[language]]
    return words + (_IN_LIEU[language] if plain != english else "")
