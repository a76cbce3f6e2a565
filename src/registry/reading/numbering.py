"""Paragraph numbers: which of the numbers that lines start with are the resolution's own.

A number at a line's start may be a paragraph's, a list item's, or the end of "in paragraph 14". The
paragraphs' numbers are the chain 1, 2, 2 bis, 3, ... of the best sum: each link is worth more when
the line opens with an action verb, starts a block, and keeps the style of its predecessor.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from registry.reading.layout_words import acts, complete, recites
from registry.reading.lines import Line

_NUMBER = re.compile(
    r"(?P<open>[(\[]?) ?(?P<named>OP|PP|§|¶|paragraphe? |para\.? |الفقرة )? ?(?P<n>\d{1,4})"
    r"(?:(?: ?-? ?)(?P<ext>bis|ter|quater|quinquies|sexies|alt|مكررا|مكرر)\b)?"
    r"(?P<item> \([a-z]\)(?= |$))?"
    r"(?P<close> ?[.)\]:/°ـ–—-]{1,3}|)"
    r"(?: ?(?P<late>bis|ter|quater|quinquies|مكررا|مكرر)\b)?",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?P<open>[.)/-]) ?(?P<n>\d{1,4})(?P<ext>)(?P<named>)(?P<close>\(?)(?P<item>)(?P<late>)(?= |$)"
)
_BULLET = re.compile(r"[-*+•–] +(?=[(\[]?\d|OP|PP)")
_EXTENSIONS = ("", "bis", "ter", "quater", "quinquies", "sexies")  # in their order
_FIRST_ITEM = "(a)"
_OPENING = 120
_SHORT = 12  # characters: `1) Also`
_ANY = "*"
_STYLES = {
    ")": "paren",
    ".": "dot",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "ـ": "dash",
    "/": "dash",
}
_LONGEST_GAP = 3
ITEM = re.compile(r"[(\[]?(?:[a-z]|[\u0621-\u064a])[)\]] +")  # `(a)` before a verb
_LETTER_AFTER_DASH = re.compile("[A-ZÀ-Þ\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a line starts with; `at` is the line's index, `after` where its text begins."""

    at: int
    value: int
    extension: str
    style: str
    after: int
    worth: int
    restarts: bool = False

    @property
    def label(self) -> str:
        """Return the label in Latin digits: `14`, `14 bis`."""
        return f"{self.value or ''} {self.extension}".strip()


def numbers(lines: Sequence[Line], headings: frozenset[int] = frozenset()) -> list[Number]:
    """Return every number that starts a line and may be a paragraph's.

    `headings` are indices of lines that end a section heading: a `1` right after may restart.
    """
    usual = min((line.indent for line in lines if _NUMBER.match(line.text)), default=0)
    found = (_number(lines, at, usual, headings) for at in range(len(lines)))
    return [number for number in found if number]


def _number(lines: Sequence[Line], at: int, usual: int, headings: frozenset[int]) -> Number | None:
    line = lines[at]
    bullet = _BULLET.match(line.text)
    lead = bullet.end() if bullet else 0
    seen = _NUMBER.match(line.text, lead) or _TURNED.match(line.text, lead)
    style = _style(seen, line.text) if seen else ""
    if not seen or not style:
        return None
    text = said_behind(lines, at, seen.end())
    verb = acts(text)
    if style == "bare" and not verb:
        return None
    extension = (seen["ext"] or seen["late"] or seen["item"] or "").strip().lower()
    return Number(
        at=at,
        value=int(seen["n"]),
        extension="bis" if extension in {"مكرر", "مكررا"} else extension,
        style=style,
        after=seen.end(),
        worth=_worth(lines, at, verb, recites(text)) - 3 * (line.indent > usual + 1),
        restarts=int(seen["n"]) == 1 and at - 1 in headings,
    )


def said_behind(lines: Sequence[Line], at: int, after: int) -> str:
    """Return how a paragraph begins behind its number: what a short line says goes on below it."""
    text = lines[at].text[after : after + _OPENING].strip()
    if len(text) < _SHORT and at + 1 < len(lines):
        text = f"{text} {lines[at + 1].text[:_OPENING]}".strip()
    return ITEM.sub("", text, count=1)


def _style(seen: re.Match[str], text: str) -> str:
    """Name how the number is printed, or return nothing when it is no paragraph's number."""
    close, following = seen["close"].strip(), text[seen.end() : seen.end() + 1]
    if seen["named"]:
        worded = seen["named"].endswith(" ")  # `Paragraph 5.`, but `paragraph 5 of the annex`
        return "" if worded and not close else seen["named"].strip(" .").upper()
    if seen["open"]:
        turned = seen["open"] in ".)/-"
        return "turned" if turned else "parens" if close[:1] in {")", "]"} else ""
    if following.isdigit() or following == ",":
        return ""
    if not close:
        return "bare" if following in {"", " "} else ""
    style = _STYLES.get(close[0], "other")
    if (
        style == "dash"
        and following
        and following != " "
        and not _LETTER_AFTER_DASH.match(following)
    ):
        return ""
    return style


def _worth(lines: Sequence[Line], at: int, verb: bool, recital: bool) -> int:
    before = lines[at - 1].text if at else ""
    starts = lines[at].fresh or not before or complete(before)
    return (9 if verb else 4 if recital else 1) + (2 if starts else -8)


@dataclass(frozen=True, slots=True)
class _Chain:
    score: int
    number: Number
    before: "_Chain | None" = None


_Ends = dict[tuple[int, str], dict[str, _Chain]]  # the best chain to each label, by style
_NONE: dict[str, _Chain] = {}


def chain(found: Sequence[Number]) -> tuple[Number, ...]:
    """Return the numbers that are the paragraphs': the monotonous chain of the best sum.

    Time is linear in `found`: for each style only the best chain to each value is kept.
    """
    ends: _Ends = {}
    best: _Chain | None = None
    for number in found:
        link = _linked(number, ends, best)
        for extension in {number.extension, _ANY}:
            here = ends.setdefault((number.value, extension), {})
            if number.style not in here or link.score > here[number.style].score:
                here[number.style] = link
        if best is None or link.score > best.score:
            best = link
    return _unrolled(best)


def _linked(number: Number, ends: _Ends, best: _Chain | None) -> _Chain:
    """Return the best chain that ends with this number: a start, a step, or a restart."""
    choices: list[tuple[int, _Chain | None]] = [(-4 * min(number.value - 1, 6), None)]
    if number.restarts and best is not None:
        choices.append((best.score, best))
    for key, loss in _predecessors(number):
        for style, link in ends.get(key, _NONE).items():
            choices.append((link.score - loss - 6 * (style != number.style), link))
    score, before = max(choices, key=lambda choice: choice[0])
    return _Chain(score + number.worth, number, before)


def _predecessors(number: Number) -> list[tuple[tuple[int, str], int]]:
    """List which numbers may stand before this one, with what each costs."""
    extension = number.extension
    if extension in _EXTENSIONS[1:]:
        return [((number.value, _EXTENSIONS[_EXTENSIONS.index(extension) - 1]), 0)]
    if extension and extension != _FIRST_ITEM:
        item = extension.startswith("(")
        return [((number.value, f"({chr(ord(extension[1]) - 1)})" if item else ""), 0)]
    far = [((number.value - gap, _ANY), 5 * gap) for gap in range(2, _LONGEST_GAP + 1)]
    return [((number.value - 1, _ANY), 0), *far, ((number.value, ""), 10)]


def _unrolled(best: _Chain | None) -> tuple[Number, ...]:
    found: list[Number] = []
    while best is not None:
        found.append(best.number)
        best = best.before
    return tuple(reversed(found))
