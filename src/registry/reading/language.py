"""Which of the three languages a text is in."""

import re
from collections.abc import Sequence

from registry.reading.lines import Line

_WORDS = re.compile(r"[^\W\d_]+")
_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "et",
        "à",
        "au",
        "aux",
        "une",
        "dans",
        "par",
        "sur",
        "pour",
        "que",
        "qui",
        "de",
        "en",
        "est",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "on",
        "with",
        "by",
        "its",
        "that",
        "as",
        "at",
        "from",
        "be",
        "is",
        "are",
        "their",
    ]
)
_SAMPLE = 20_000  # characters


def language_of(lines: Sequence[Line]) -> str:
    """Return `ar`, `en` or `fr`: Arabic by its letters, the other two by their small words."""
    sample = " ".join(line.text for line in lines)[-_SAMPLE:]
    letters = [character for character in sample if character.isalpha()]
    if 2 * sum("\u0600" <= letter <= "\u06ff" for letter in letters) > len(letters):
        return "ar"
    words = [word.casefold() for word in _WORDS.findall(sample)]
    french = sum(word in _FRENCH for word in words)
    return "fr" if french > sum(word in _ENGLISH for word in words) else "en"
