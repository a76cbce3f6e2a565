"""Why something was read so, or not at all, in Arabic, English, French: stored in English."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.texts import Language, Text

_KNOWN: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "reading_reasons.json").read_text(encoding="utf-8")
)
_ASKS_FOR = "asks for"
_PARTS = re.compile(rf"(?P<reason>{_ASKS_FOR}|[^:]+):? (?P<what>.+)")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words; `language` is English where there are no others."""

    text: str
    language: Language


def reasons_in(language: Language, notes: Sequence[str]) -> list[Reason]:
    """Return the notes of a reading in a language, as far as they are known in it."""
    return [Reason(*_said(language, note)) for note in notes]


def explained(note: str) -> Text:
    """Return a reason in English and in each other language that has words for it."""
    told = {language: _said(language, note) for language in Language}
    return Text(
        **{language.value: words for language, (words, own) in told.items() if own == language}
    )


def _said(language: Language, note: str) -> tuple[str, Language]:
    if language == Language.EN:
        return note, language
    for reason, what in _readings(note):
        if words := _KNOWN.get(reason, {}).get(language):
            return (f"{words}{_colon(language)}{what}" if what else words), language
    return note, Language.EN


def _readings(note: str) -> Iterator[tuple[str, str]]:
    yield note, ""
    if parts := _PARTS.fullmatch(note):
        yield parts["reason"], parts["what"]


def _colon(language: Language) -> str:
    return "\u00a0: " if language == Language.FR else ": "
