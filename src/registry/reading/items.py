"""Sub-items of a paragraph: `(a)`, `a)`, `(أ)`; they stay in its text, each with its own span."""

import re

from registry.reading.shapes import ReadItem

_MARK = re.compile(r"(?:(?<=[\s:;,.–—-])|^)\(?([a-z]|هـ|[\u0621-\u064a])\) ?", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[:;,.؛،–—-]|\b(?:and|or|et|ou|و|أو)) ?$", re.IGNORECASE)
_ABJAD = tuple("أبجدهوزحطيكلمنسعفص")
_FEWEST = 2


def items_of(label: str, text: str) -> tuple[ReadItem, ...]:
    """Return the sub-items of a paragraph's text, `30 (a)` first; a single one is none.

    Spans are half open and count characters of `text`; an item ends where the next begins.
    """
    starts: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        letter = mark[1].lower().replace("هـ", "ه")
        expected = {chr(ord("a") + len(starts)), _ABJAD[min(len(starts), len(_ABJAD) - 1)]}
        before = text[max(0, mark.start() - 6) : mark.start()]
        if letter in expected and (not before or _BEFORE.search(before)):
            starts.append((letter, mark.start()))
    if len(starts) < _FEWEST:
        return ()
    ends = [*(start for _, start in starts[1:]), len(text)]
    return tuple(
        ReadItem(f"{label} ({letter})", (start, end))
        for (letter, start), end in zip(starts, ends, strict=True)
    )
