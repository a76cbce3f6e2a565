"""What codes are called in Arabic, English and French."""

import json
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from core.texts import Text, pick
from reports.ladder import Status
from reports.reasons import Parameter, Reason, Why

_WORDS: dict[str, dict[str, dict[str, str | None]]] = json.loads(
    Path(__file__).with_name("wording.json").read_text("utf-8")
)
_LISTS = {"ar": "، ", "en": ", ", "fr": ", "}


def label(kind: str, code: str) -> Text:
    """Return what a code is called; `kind`: status, assurance, kind, activity, basis, cell ...

    A code without words is called by itself.
    """
    known = _WORDS[kind].get(code)
    return Text(**known) if known else Text(en=code)


def called(kind: str, code: str, language: str) -> str:
    """Return the label in one language."""
    return pick(_WORDS[kind].get(code) or {"en": code}, language)


def sentence(reason: Reason, language: str) -> str:
    """Say a reason in one language."""
    return because(reason.why, reason.parameters, language)


def because(why: Why, parameters: Mapping[str, Parameter], language: str) -> str:
    """Say why, with the parameters put into words."""
    template = pick(_WORDS["why"][why], language)
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    said = {name: _said(name, parameters[name], language) for name in names}
    return template.format(**said)


def _said(name: str, value: Any, language: str) -> str:
    if isinstance(value, tuple):
        return _LISTS[language].join(value)
    if name == "share":
        return f"{value:.0%}"
    if name == "decision":
        return called("status", Status(value), language)
    return called("activity", value, language) if name == "activity" else str(value)
