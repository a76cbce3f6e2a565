"""What a text cites: resolutions, decisions, documents, articles; and how: recalls, renews ...

Pure and linear; a citation is a suggestion with its span, nothing is looked up.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.reading.dates import date_at
from registry.reading.lexicon import lexicon
from registry.reading.passage import Passage, plain_passage

_REACH = 24
_DATE_REACH = 5
_NUMBER = r"\d{1,4}/\d{1,4}(?:-[A-Z\u0621-\u064a]{1,4})?"
_ARABIC_HEAD = "[وبف]?(?:ال|لل)?قرار(?:ها|ه|ات|ين|يها|اتها|اته)?|[وبف]?(?:ال|لل)?مقرر(?:ات)?"
_HEAD = rf"(?:r[ée]solutions?|d[ée]cisions?|{_ARABIC_HEAD})"
_LED = re.compile(
    rf"\b(?P<head>{_HEAD})\s+(?:[^\W\d]{{2,24}}\s+){{0,2}}(?:n\s?[°º]\s?|nos?\.?\s?|رقم\s)?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?:,|،| et| and| و|\s)\s{{0,2}}(?:n\s?[°º]\s?|و)?(?P<number>{_NUMBER})")
_SYMBOL = re.compile(r"\b[A-Z][A-Za-z.]{0,11}(?:/[A-Za-z0-9.()\-]{1,24}){1,7}")
_ARTICLE = re.compile(
    r"\b(?:articles?|[بلو]?(?:ال|لل)مادة)\s+(?P<number>\d{1,3}|[IVXLC]{1,6})\b", re.IGNORECASE
)
_HEAD_WORD = re.compile(rf"article|paragra|annex|المادة|الفقرة|{_HEAD}", re.IGNORECASE)
_BREAK = re.compile("[;؛]")
_GAP_MAX = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation; `kind` is `resolution`, `decision`, `document` or `article`.

    `relation` says how: `cites`, or what the nearest verb before it says (`recalls`, `reaffirms`,
    `renews`, `supersedes`, `amends`, `implements`, `welcomes`, `notes`). `span` counts characters.
    """

    kind: str
    symbol: str
    relation: str
    span: tuple[int, int]
    dated: date | None = None


def references(text: str, language: str) -> tuple[Reference, ...]:
    """Return what a text cites, in printed order. Raises `ValueError` for an unknown language."""
    passage = plain_passage(text, lexicon(language))
    found = sorted(
        {*_numbered(text), *_symbols(text), *_articles(text)}, key=lambda c: (c[2], -c[3])
    )
    cited: list[Reference] = []
    for kind, symbol, start, end in found:
        if cited and start < cited[-1].span[1]:
            continue
        place = bisect_left(passage.words.starts, start)
        cited.append(
            Reference(kind, symbol, _relation(passage, place), (start, end), _dated(passage, end))
        )
    return tuple(cited)


def _numbered(text: str) -> Iterator[tuple[str, str, int, int]]:
    """`resolutions 74/187 of 18 December 2019, 75/136 and 77/249`: each number of the list."""
    for lead in _LED.finditer(text):
        head = lead["head"].lower()
        kind = "decision" if head.startswith("d") or "مقرر" in head else "resolution"
        yield kind, lead["number"], lead.start("number"), lead.end("number")
        at = lead.end()
        while more := _NEXT.search(text, at, at + _GAP_MAX):
            if _HEAD_WORD.search(text, at, more.start()) or _BREAK.search(text, at, more.start()):
                break
            yield kind, more["number"], more.start("number"), more.end("number")
            at = more.end()


def _symbols(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _SYMBOL.finditer(text):
        symbol = match.group().rstrip(".-(")
        if symbol.count("(") < symbol.count(")"):
            symbol = symbol.rstrip(")")
        if not any(letter.isdigit() for letter in symbol):
            continue
        yield _kind(symbol.upper()), symbol, match.start(), match.start() + len(symbol)


def _kind(symbol: str) -> str:
    if "/RES" in symbol:
        return "resolution"
    return "decision" if "/DEC" in symbol else "document"


def _articles(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _ARTICLE.finditer(text):
        yield "article", match["number"], match.start(), match.end()


def _relation(text: Passage, place: int) -> str:
    for back in range(place - 1, max(-1, place - _REACH), -1):
        if text.stop(back):
            break
        if match := text.phrase("relations", back):
            return match[1]
    return "cites"


def _dated(text: Passage, after: int) -> date | None:
    """The date printed right behind a number: `58/318 of 13 September 2004`."""
    first = bisect_left(text.words.starts, after)
    for place in range(first, min(len(text), first + _DATE_REACH)):
        if printed := date_at(text, place):
            return printed.first if printed.precision == "day" else None
        if text.stop(place) or text.comma(place) or text.at(place).isdigit():
            return None
    return None
