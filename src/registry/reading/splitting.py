"""One document, several resolutions; and the annexes that follow each of them.

A heading (*Resolution No. 2/49-C*, *56/7. Title*, *Assembly/AU/Dec.900(XL)*) or the organ's opening
words, said again, begin another resolution when the numbers start again from 1 below them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from registry.reading.layout_words import ENACTING, SENTENCE_ENDS, complete, recites
from registry.reading.lines import Line
from registry.reading.numbering import Number, numbers
from registry.reading.symbols import SYMBOL

HEADING = re.compile(
    r"(?:(?:draft|projet de|مشروع) )?"
    r"(?:resolution|résolution|decision|décision|(?:ال)?قرار|(?:ال)?مقرر)"
    r" ?(?:no\.?|n[°ºo]\.?|number|numéro|رقم)? ?:? ?\(?"
    r"(?P<number>[A-Z]{0,10}[/.]?\d[\w/().-]{0,40})"
    r"|(?P<united>\d{1,3}/\d{1,4})\. +\S"
    r"|(?P<union>(?:assembly|ex\.?cl|psc)/(?:au/)?(?:dec|decl|res)\.? ?"
    r"\d{1,4} ?\([IVXLC]{1,10}\))"
    r"|(?:resolution|résolution|decision|décision) (?:on|sur|relative)\b"
    r"|(?:قرار|مقرر) (?:بشأن|حول)",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?P<label>(?:annexe?|appendix|appendice|annexure|(?:ال)?مرفق|(?:ال)?ملحق)"
    r"(?: +(?:[IVX]{1,7}|[A-Z]|\d{1,2}|رقم \d{1,2}|ال[\u0621-\u064a]{2,8}))?)"
    r"(?=$|[ :.–—-]) ?[:.–—-]{0,2} ?(?P<title>.*)$",
    re.IGNORECASE,
)
_LONGEST = 160
_FARTHEST = 12  # lines between an organ's name and its first recital or paragraph
_SHORTEST_OPENING = 5
_ACTING = 10  # worth of a number whose paragraph opens with a verb


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex's printed name (`Annex I`), its title and its lines, the heading's left out."""

    label: str
    title: str
    line: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """One resolution's own lines, and its annexes."""

    lines: tuple[Line, ...]
    annexes: tuple[Annex, ...]


def segments(lines: Sequence[Line]) -> tuple[Segment, ...]:
    """Split a document's lines into resolutions; there is always at least one segment."""
    found = [number for number in numbers(lines) if number.style != "PP"]
    acting = [number for number in found if number.worth >= _ACTING]
    cuts = _cuts(lines, acting)
    bounds = pairwise([0, *cuts, len(lines)])
    return tuple(_segment(lines[start:end]) for start, end in bounds)


def _cuts(lines: Sequence[Line], acting: Sequence[Number]) -> list[int]:
    places = [number.at for number in acting]
    opening = _opening(lines)
    cuts: list[int] = []
    last = 0
    for at in range(1, len(lines)):
        following = bisect_left(places, at)
        if following == len(places):
            break
        paragraphs_above = following - bisect_left(places, last)
        restarts = acting[following].value == 1
        if paragraphs_above and restarts and _begins(lines, at, opening):
            floor = places[following - 1]
            last = _raised(lines, at, floor) if _said(lines[at], opening) else at
            while last - 1 > floor and SYMBOL.fullmatch(lines[last - 1].text):
                last -= 1
            cuts.append(last)
    return cuts


def _begins(lines: Sequence[Line], at: int, opening: str) -> bool:
    """Tell whether a line may begin another resolution: a heading, or the organ's opening words."""
    line, before = lines[at], lines[at - 1].text
    if in_contents(line.text):
        return False
    starts = complete(before) or line.marked or line.text.isupper() or len(before) < _LONGEST // 2
    if not starts or line.text[0].islower():
        return False
    return (len(line.text) < 2 * _LONGEST and bool(HEADING.match(line.text))) or _said(
        line, opening
    )


def in_contents(text: str) -> bool:
    """Tell a line of a table of contents: dots lead to its page number."""
    return text.rstrip("0123456789 ")[-4:] in {"....", "…………", ". . "}


def _opening(lines: Sequence[Line]) -> str:
    """Return the words in which the organ first names itself (30 characters), or nothing."""
    for at, line in enumerate(lines):
        if ENACTING.match(line.text) and not line.text[0].islower() and not line.marked:
            below = lines[at + 1 : at + 1 + _FARTHEST]
            if any(recites(each.text) for each in below) or line.text[-1] in ",،":
                return line.text[:30]
    return ""


def _said(line: Line, opening: str) -> bool:
    return len(opening) > _SHORTEST_OPENING and line.text.startswith(opening)


def _raised(lines: Sequence[Line], at: int, floor: int) -> int:
    """Return where the title above an organ's opening words begins."""
    while at - 1 > floor:
        above = lines[at - 1]
        if len(above.text) > _LONGEST or above.text[-1] in SENTENCE_ENDS:
            break
        at -= 1
    return at


def _segment(lines: Sequence[Line]) -> Segment:
    first = next((number.at for number in numbers(lines) if number.worth >= _ACTING), len(lines))
    starts = [at for at in range(first + 1, len(lines)) if _annex_starts(lines, at)]
    body = lines[: starts[0]] if starts else lines
    bounds = pairwise([*starts, len(lines)])
    return Segment(tuple(body), tuple(_annex(lines[start:end]) for start, end in bounds))


def _annex_starts(lines: Sequence[Line], at: int) -> bool:
    line, before = lines[at], lines[at - 1]
    seen = _ANNEX.match(line.text) if len(line.text) < _LONGEST else None
    if not seen or line.text[-1] in ".;,؛،" or line.text[0].islower():
        return False
    if seen["title"][:1].islower() and not (line.marked or (line.fresh and complete(before.text))):
        return False
    return line.marked or complete(before.text) or (line.fresh and len(before.text) < _LONGEST // 2)


def _annex(lines: Sequence[Line]) -> Annex:
    seen = _ANNEX.match(lines[0].text)
    label, title = (seen["label"], seen["title"]) if seen else (lines[0].text, "")
    rest = lines[1:]
    if not title and rest and rest[0].text[-1] not in SENTENCE_ENDS and not numbers(rest[:1]):
        title, rest = rest[0].text, rest[1:]
    return Annex(label.strip(), title.strip(), lines[0].number, tuple(rest))
