"""Why a seat is what it is: decided in codes, said in Arabic, English and French. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from core.texts import FALLBACK, Language, Text, pick

Group = tuple[str, tuple[str, ...]]
"""A group of people as a quota names it: what kind of group, and which codes."""

Names = Mapping[str, Mapping[str, str]]
"""What codes of states and bodies are called, by language; states by code, bodies by code."""


@dataclass(frozen=True, slots=True)
class Why:
    """A decision about a seat. `seat` and `reason` are names of words; the rest fills them.

    `number` of `most` seats; `position` in line; `state` a code; `group` of a quota; `said` what
    the organizer or the state gave as its reason.
    """

    seat: str
    reason: str
    number: int | None = None
    most: int | None = None
    position: int | None = None
    state: str | None = None
    group: Group | None = None
    said: str | None = None

    def __str__(self) -> str:
        """Return it as one English line, with codes for names."""
        return _line(self, Language.EN, {})

    def stored(self) -> dict[str, Any]:
        """Return it as it is kept with a registration."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def why_of(stored: Mapping[str, Any], position: int | None = None) -> Why:
    """Return a stored decision, with the present place in line for the one of that time."""
    known: dict[str, Any] = dict(stored)
    if "group" in known:
        kind, of = known["group"]
        known["group"] = (kind, tuple(of))
    if position is not None:
        known["position"] = position
    return Why(**known)


def codes_in(why: Why) -> set[str]:
    """Return the codes of states and bodies whose names the words need."""
    group = why.group[1] if why.group and why.group[0] in {"states", "bodies"} else ()
    return {code for code in (why.state, *group) if code}


def explained(why: Why, names: Names) -> Text:
    """Return the decision in three languages, with the names of states and bodies."""
    return Text(**{each.value: _line(why, each, names) for each in FALLBACK})


def group_words(group: Group, language: Language = Language.EN, names: Names | None = None) -> str:
    """Return what a group of people is called, such as `women` or `the Arab group`."""
    kind, of = group
    words = _words()
    if kind == "bodies" or (kind == "states" and len(of) <= _MOST_NAMED):
        listed = [_named(code, language, names or {}) for code in of]
        return words["comma"][language].join(listed)
    found = words.get(f"{kind}.{'.'.join(of)}") or words.get(kind)
    return found[language] if found else " ".join((kind, *of))


def _line(why: Why, language: Language, names: Names) -> str:
    words = _words()
    reason = words[why.reason][language].format(
        number=why.number,
        most=why.most,
        state=_named(why.state, language, names),
        group=group_words(why.group, language, names) if why.group else "",
        said=why.said,
    )
    if why.reason in _WHOLE:
        return reason
    if why.seat == "refused":
        reason = words["no_line"][language].format(reason=reason)
    if why.position is not None:
        reason = words["place"][language].format(position=why.position, reason=reason)
    return words["line"][language].format(seat=words[why.seat][language], reason=reason)


_WHOLE = {"by_organizer", "by_state", "substituted"}
"""Reasons that say the seat too."""
_MOST_NAMED = 4


def _named(code: str | None, language: Language, names: Names) -> str:
    known = names.get(code or "")
    return pick(dict(known), language) if known else code or ""


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("events").joinpath("reasons.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
