"""What a page carries beside the text: running heads, footers, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Iterable

from registry.reading.layout_words import acts
from registry.reading.lines import Line
from registry.reading.numbering import numbers
from registry.reading.shapes import Unread
from registry.reading.splitting import HEADING

_LONGEST_PAGE_NUMBER = 3
_LONGEST_HEAD = 150  # characters
_BESIDE = 2  # lines from a page number
EDGE = 4  # lines at a page's top and bottom that may be furniture
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|/] ?)?(?:(?:page|p\.|pag\.|صفحة|الصفحة) ?)?\d{1,3}"
    r"(?: ?(?:/|of|de|sur|من) ?\d{1,4})?(?: ?[-–—|/])?$",
    re.IGNORECASE,
)
_SURE_PAGE_NUMBER = re.compile(
    r"(?:(?:page|صفحة|الصفحة) ?\d{1,4}(?: ?(?:/|of|de|sur|من) ?\d{1,4})?"
    r"|\d{1,4} ?/ ?\d{1,3}|[-–—] ?\d{1,4} ?[-–—])$",
    re.IGNORECASE,
)
_JOB_NUMBER = re.compile(r"\*?\d{2}-\d{5}\*?(?: \([A-Z]\))?(?: +\d{6})?$|\*\d{6,8}\*$")
_SYMBOL_ALONE = re.compile(r"[A-Z]{1,12}(?:[/.-][A-Za-z0-9()]{1,16}){2,8}$")
_RULE = re.compile(r"_{5,}$|[-–—]{8,}$")
_NUMBERED = frozenset("-–—).]")  # `1 - Urges` is a paragraph, `1 See` a note
_NOTE = re.compile(r"(\d{1,3}|\*{1,3}|[¹²³⁴-⁹⁰]{1,3})(?=[ A-Za-zÀ-ÿ\u0621-\u064a«“\"])")


def without_furniture(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Unread, ...]]:
    """Return the lines of the text itself, and what was taken away with the reason."""
    why = {line.number: line.aside for line in lines if line.aside}
    why |= _edges(lines) if lines and lines[-1].page else _inline_furniture(lines)
    why |= _notes(_pages(line for line in lines if line.number not in why))
    kept = tuple(line for line in lines if line.number not in why)
    lost = tuple(
        Unread(line.number, line.text, why[line.number]) for line in lines if line.number in why
    )
    return kept, lost


def _pages(lines: Iterable[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    page = -1
    for line in lines:
        if line.page != page:
            pages.append([])
            page = line.page
        pages[-1].append(line)
    return pages


def _edges(lines: tuple[Line, ...]) -> dict[int, str]:
    """Find furniture by page: what stands at the same edge of several pages, digits aside."""
    pages = _pages(lines)
    seen: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        for top, edge in _both_edges(page):
            seen.update({(top, _mask(line)) for line in edge})
    why: dict[int, str] = {}
    for page in pages:
        for top, edge in _both_edges(page):
            why |= _edge_furniture(top, edge, seen)
    return why


def _both_edges(page: list[Line]) -> tuple[tuple[bool, list[Line]], tuple[bool, list[Line]]]:
    return (True, page[:EDGE]), (False, page[-EDGE:][::-1])


def _edge_furniture(top: bool, edge: list[Line], seen: Counter[tuple[bool, str]]) -> dict[int, str]:
    why: dict[int, str] = {}
    for line in edge:
        if _PAGE_NUMBER.match(line.text):
            why[line.number] = "page number"
        elif _JOB_NUMBER.match(line.text):
            why[line.number] = "document number"
        elif seen[top, _mask(line)] > 1 and _may_run(line.text):
            why[line.number] = "running head" if top else "running foot"
        else:
            break
    return why


def _mask(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _may_run(text: str) -> bool:
    """Running heads are short; notes, rules, items and a resolution's own number are none."""
    note = _NOTE.match(text) or _RULE.match(text)
    own = numbers([Line(1, text)]) or HEADING.match(text) or text[0] in "-(•"
    sentence = text[0].islower() or text[-1] in ";,؛،" or not any(map(str.isalpha, text))
    return len(text) <= _LONGEST_HEAD and not (note or own or sentence)


def _inline_furniture(lines: tuple[Line, ...]) -> dict[int, str]:
    """Find furniture where form feeds are lost: sure page numbers, symbols that come again."""
    seen = Counter(_mask(line) for line in lines if len(line.text) <= _LONGEST_HEAD)
    why: dict[int, str] = {}
    for line in lines:
        if _SURE_PAGE_NUMBER.match(line.text):
            why[line.number] = "page number"
        elif _JOB_NUMBER.match(line.text):
            why[line.number] = "document number"
        elif seen[_mask(line)] > 1 and _SYMBOL_ALONE.match(line.text):
            why[line.number] = "running head"
    if lines and lines[-1].text.isdecimal() and len(lines[-1].text) <= _LONGEST_PAGE_NUMBER:
        why[lines[-1].number] = "page number"
    near = [
        line
        for at, line in enumerate(lines)
        if {each.number for each in lines[max(0, at - _BESIDE) : at + _BESIDE + 1]} & why.keys()
    ]
    again = Counter(line.text for line in near)
    for line in near:
        if again[line.text] > 1 and line.number not in why and _may_run(line.text):
            why[line.number] = "running head"
    return why


def _notes(pages: list[list[Line]]) -> dict[int, str]:
    """Find footnotes: below a rule, or numbered on from the last note at a page's bottom."""
    why: dict[int, str] = {}
    last = 0
    for page in pages:
        rule = next((at for at, line in enumerate(page) if _RULE.match(line.text)), None)
        if rule is None:
            found = _unruled(page, last) if len(pages) > 1 else []
        else:
            why[page[rule].number] = "rule"
            found = _ruled(page[rule + 1 :], whole_page=len(pages) > 1)
        why |= {line.number: "footnote" for line in found}
        last = max([last, *(_note_number(line) for line in found)])
    return why


def _ruled(below: list[Line], *, whole_page: bool) -> list[Line]:
    """Return the notes below a rule: the rest of the page, or each block that starts as a note."""
    if whole_page:
        return below
    found: list[Line] = []
    for line in below:
        starts = bool(_NOTE.match(line.text))
        if line.fresh and not starts:
            break
        found.append(line)
    return found


def _unruled(page: list[Line], last: int) -> list[Line]:
    """Return the notes at a page's bottom without a rule: their numbers follow the last one's."""
    following = 0
    for at in range(len(page) - 1, 0, -1):
        number = _note_number(page[at])
        if number and following and number != following - 1:
            return []
        if number == last + 1:
            return page[at:]
        following = number or following
    return []


def _note_number(line: Line) -> int:
    """Return the number a footnote starts with (no full stop after it), else 0."""
    found = _NOTE.match(line.text)
    if not found or not found[1].isdecimal():
        return 0
    said = line.text[found.end() :].strip()
    if said[:1] in _NUMBERED or acts(said):
        return 0
    return int(found[1])
