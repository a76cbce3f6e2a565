"""Lines become one text again: spaces, words hyphenated at line ends, footnote marks."""

import re
from collections.abc import Iterable, Sequence

from registry.reading.lines import Line

_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|-)*")
_LAST = re.compile(r"[^\W\d_]+$")
_FIRST = re.compile(r"[^\W\d_]+")
_HYPHENATES = """
post non co self multi inter intra well anti pre semi sub cross high low long short mid ex vice
twenty thirty forty fifty sixty seventy eighty ninety decision policy follow socio gender celui
celle ceux lui elle eux vingt trente quarante cinquante soixante quatre moi nous vous soi dix
al sous micro mini arabo afro pays demi franco contre avant arrière peut est lors quelques
"""
_KEEPS_HYPHEN = frozenset(_HYPHENATES.split())
_LONGEST_WORD = 60
_SHORTEST_WORD = 4
_SPACES = re.compile(" +")
_LETTER = "[a-zß-ÿ\u0621-\u064a]"
# never after capitals (CO2, G20), a decimal comma (2,5), or a short word's full stop (No.5, para.3)
_GLUED_MARK = re.compile(
    rf"(?:(?<={_LETTER})|(?<={_LETTER}[,;:)”»])|(?<=\d[;)”»])|(?<=[a-z]{{5}}\.))"
    r"(\d{1,2})(?=[\s.,;:)]|$)"
)
_LOOSE_MARK = re.compile(r"(?:(?<=[^\W\d_][,;:])|(?<=\d{4})) (\d{1,2})  +")


def known_words(lines: Iterable[Line]) -> frozenset[str]:
    """Return the document's words that are whole, in lower case, hyphenated ones too."""
    found: set[str] = set()
    for line in lines:
        words = [word.casefold().strip("-") for word in _WORDS.findall(line.text)]
        found.update(words[:-1] if line.text.endswith("-") else words)
    return frozenset(found)


def joined(lines: Sequence[Line] | Sequence[str], known: frozenset[str]) -> str:
    """Return lines as one text; `known` decides which hyphens at line ends belong to the word."""
    texts = [line if isinstance(line, str) else line.text for line in lines]
    pieces: list[str] = []
    for text in texts:
        if pieces and _hyphenated(pieces[-1], text):
            before, after = pieces[-1], text
            pieces[-1] = before if _keeps(before, after, known) else before[:-1]
        elif pieces:
            pieces.append(" ")
        pieces.append(text)
    return _SPACES.sub(" ", "".join(pieces)).strip()


def _hyphenated(before: str, after: str) -> bool:
    return len(before) > 1 and before[-1] == "-" and before[-2].isalpha() and after[0].isalpha()


def _keeps(before: str, after: str, known: frozenset[str]) -> bool:
    """Decide whether a hyphen at a line end is the word's own: `post-conflict`, `organi-zation`."""
    left, right = _LAST.search(before[-_LONGEST_WORD:-1]), _FIRST.match(after)
    if not left or not right:
        return True
    first, second = left[0].casefold(), right[0].casefold()
    if after[0].isupper() or f"{first}-{second}" in known:
        return True
    if first + second in known:
        return False
    return first in _KEEPS_HYPHEN or (
        first in known and second in known and len(second) >= _SHORTEST_WORD
    )


def without_marks(texts: Sequence[str], notes: int) -> list[str]:
    """Take footnote marks out of lines: numbers up to `notes`, glued to a word or a sign."""
    if not notes:
        return list(texts)

    def drop(mark: re.Match[str]) -> str:
        number = int(mark[1])
        spaced = " " if mark[0].endswith(" ") else ""
        return spaced if 0 < number <= notes else mark[0]

    return [_LOOSE_MARK.sub(drop, _GLUED_MARK.sub(drop, text)) for text in texts]
