"""One resolution's lines in their parts: masthead, opening, preamble, operative paragraphs, tail.

The operative part starts at its marker (*Décide ce qui suit*), else at the first number whose
paragraph acts; without numbers, at the first block that opens with an action verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from registry.reading.front import SUB_ITEM, front_of, preamble_end
from registry.reading.layout_words import SENTENCE_ENDS, acts, complete, marks_operative, recites
from registry.reading.lines import Line
from registry.reading.numbering import ITEM, Number, chain, numbers, said_behind
from registry.reading.sections import Heading, headings_above
from registry.reading.symbols import SYMBOL

_CLOSING = re.compile(
    r"\[|\* \* \*|[A-Z]{2,5}-[A-Z]{2,5} ?[–—-]|\d{1,3}(?:st|nd|rd|th) (?:plenary )?meeting"
    r"|\d{1,3}(?:e|re|ère|ème) séance|الجلسة"
    r"|(?:done|adopted|fait|adoptée?) (?:at|in|by|on|à|le|par)\b"
    r"|حرر|صدر|اعتمد|_{3,}|-{3,}|\d{1,2}(?:er)? [^\W\d_]{3,10} \d{4}$",
    re.IGNORECASE,
)
_SHORT = 120


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one operative paragraph; `first` is cut to what follows the number."""

    label: str
    section: str | None
    line: int
    texts: tuple[str, ...]


@dataclass(slots=True)
class Parts:
    """What `arranged` found; every line is in exactly one of these."""

    masthead: list[Line] = field(default_factory=list)
    opening: list[Line] = field(default_factory=list)
    preamble: list[list[Line]] = field(default_factory=list)
    marker: Line | None = None
    sections: list[Heading] = field(default_factory=list)
    outer: str = ""  # the roman numeral that the letters below it belong to
    paragraphs: list[Paragraph] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def arranged(lines: Sequence[Line]) -> Parts:
    """Put each line of one resolution (without furniture and annexes) in its part."""
    marker = next((at for at in range(len(lines)) if _marks(lines, at)), None)
    start = 0 if marker is None else marker + 1
    links = _links(lines, start, after_marker=marker is not None) or _unnumbered(lines, start)
    before = len(lines)
    heads: tuple[Heading, ...] = ()
    if links:
        first = links[0].at
        heads = _headings(lines, first, preamble_end(lines, start, first), marker)
        before = heads[0].first if heads else first
    parts = Parts(*front_of(lines[: before if marker is None else marker]))
    if marker is not None:
        parts.marker = lines[marker]
        parts.tail = list(lines[marker + 1 : before])
    _operative(parts, lines, links, heads)
    return parts


def _marks(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the marker, and not the first word of a paragraph that goes on."""
    if not marks_operative(lines[at].text):
        return False
    following = lines[at + 1] if at + 1 < len(lines) else None
    return following is None or following.fresh or not following.text[0].islower()


def _headings(
    lines: Sequence[Line], first: int, floor: int, marker: int | None
) -> tuple[Heading, ...]:
    """Return the headings above the first paragraph.

    Where nothing parts them from the masthead (no preamble, no marker), the symbol and the title
    are not among them.
    """
    heads = headings_above(lines, first, floor)
    if floor or marker is not None:
        return heads
    titled = any(
        not SYMBOL.fullmatch(line.text) for line in lines[: heads[0].first if heads else 0]
    )
    while heads and not titled and heads[0].kind == "words":
        printed = lines[heads[0].first : heads[0].last + 1]
        titled = not all(SYMBOL.fullmatch(line.text) for line in printed)
        heads = heads[1:]
    return heads


def _links(lines: Sequence[Line], start: int, *, after_marker: bool) -> tuple[Number, ...]:
    ends = _heading_ends(lines, start)
    found = [number for number in numbers(lines, ends) if number.at >= start]
    found = [number for number in found if number.style != "PP"]
    if not after_marker:
        acting = next((number.at for number in found if _acts(lines, number)), start)
        recital = preamble_end(lines, start, acting)
        found = [number for number in found if number.at >= recital]
    return chain(found)


def _acts(lines: Sequence[Line], number: Number) -> bool:
    text = said_behind(lines, number.at, number.after)
    return acts(text) and not recites(text)


def _heading_ends(lines: Sequence[Line], start: int) -> frozenset[int]:
    """Find the lines that end a heading right above a number 1, which may then restart."""
    ends: set[int] = set()
    for number in numbers(lines):
        if number.value == 1 and number.at > start and headings_above(lines, number.at, start):
            ends.add(number.at - 1)
    return frozenset(ends)


def _operative(
    parts: Parts, lines: Sequence[Line], links: Sequence[Number], heads: tuple[Heading, ...]
) -> None:
    section: str | None = None
    for at, link in enumerate(links):
        section = _entered(parts, heads, section)
        following = links[at + 1].at if at + 1 < len(links) else len(lines)
        heads = headings_above(lines, following, link.at + 1) if following < len(lines) else ()
        end = heads[0].first if heads else following
        if following == len(lines):
            end = _tail_start(lines, link.at + 1)
            parts.tail += lines[end:]
        texts = (lines[link.at].text[link.after :].strip(), *_texts(lines[link.at + 1 : end]))
        line = lines[link.at].number
        parts.paragraphs.append(Paragraph(link.label, section, line, tuple(filter(None, texts))))


def _entered(parts: Parts, heads: tuple[Heading, ...], section: str | None) -> str | None:
    """Record headings and return the section they open: `II`, and `II.B` for a letter within it."""
    for head in heads:
        letters_lead = bool(parts.sections) and parts.sections[0].kind == "letter"
        if head.kind == "roman" and not letters_lead:
            parts.outer = head.label
        nested = head.kind == "letter" and parts.outer
        named = replace(head, label=f"{parts.outer}.{head.label}") if nested else head
        parts.sections.append(named)
        section = named.label
    return section


def _texts(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _tail_start(lines: Sequence[Line], start: int) -> int:
    """Return where the last paragraph ends: at a closing line, or at a block of another kind."""
    for at in range(start, len(lines)):
        line, before = lines[at], lines[at - 1]
        ended = before.text[-1] in SENTENCE_ENDS.replace(":", "").replace(";", "")
        if ended and len(line.text) < _SHORT and _CLOSING.match(line.text):
            return at
        if line.fresh and ended and not SUB_ITEM.match(line.text) and not line.text[0].islower():
            return at
        if line.fresh and len(line.text) < _SHORT and _CLOSING.match(line.text):
            return at
    return len(lines)


def _unnumbered(lines: Sequence[Line], start: int) -> Sequence[Number]:
    """Find an operative part without numbers: each block that opens with an action verb."""
    firsts = [
        at
        for at in range(start, len(lines))
        if acts(ITEM.sub("", lines[at].text, count=1))
        and not recites(lines[at].text)
        and (lines[at].fresh or (at and complete(lines[at - 1].text)))
        and not lines[at].marked
    ]
    return _counted(lines, firsts)


def _counted(lines: Sequence[Line], firsts: Sequence[int]) -> list[Number]:
    """Label blocks by their printed letters when all have one, else by counting them."""
    marks = [ITEM.match(lines[at].text) for at in firsts]
    lettered = [mark for mark in marks if mark]
    if len(lettered) == len(firsts):
        pairs = zip(firsts, lettered, strict=True)
        return [Number(at, 0, mark[0].strip(" ()[]"), "", mark.end(), 0) for at, mark in pairs]
    return [Number(at, n, "", "", 0, 0) for n, at in enumerate(firsts, 1)]


def annexed(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of an annex; text above and between stays the annex's own."""
    links = chain(numbers(lines, _heading_ends(lines, 0)))
    if not links:
        return ()
    parts = Parts()
    _operative(parts, lines, links, headings_above(lines, links[0].at, 0))
    return tuple(parts.paragraphs)
