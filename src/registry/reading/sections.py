"""Headings between paragraphs: by letter, roman numeral, word, ordinal, or by their looks alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from registry.reading.layout_words import SENTENCE_ENDS, acts, complete
from registry.reading.lines import Line

TALLEST = 4  # lines of one heading
LONGEST = 400  # characters of one heading
_PLAIN_LONGEST = 160
_ROMAN = "(?:X{0,3})(?:IX|IV|V?I{0,3})"
_LETTERED = re.compile(
    r"[(\[]?(?P<label>[A-Z]|[IVX]{1,7}|هـ|[أابجدهوزحطيكلمنسعفصقرشت])"
    r"(?:[)\]] ?[.:–—-]?| ?[.:–—-])(?: +|(?=[^\W\d_]))(?P<title>\S.*)$"
)
_ALONE = re.compile(r"(?P<label>[A-Z]|[IVX]{1,7})[.)]?(?P<title>)$")
_WORDED = re.compile(
    r"(?:section|partie|part|chapitre|chapter|titre|theme|thème|axe|cluster"
    r"|القسم|الجزء|الفصل|الباب|المحور) +"
    r"(?P<label>[A-Z]\b|[IVX]{1,7}\b|\d{1,2}\b|ال[\u0621-\u064a]{2,8})"
    r" ?[.:–—-]{0,2} ?(?P<title>.*)$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?P<label>أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|حادي عشر|ثاني عشر"
    r"|ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء)[ًٌٍ]? ?[:.،()/–—-] ?(?P<title>.*)$"
)
_SUB_ITEM = re.compile(
    r"[-•▪o–*] |[(\[]?(?:[a-z]{1,4}|[\u0621-\u064a]{1,2})[)\]]|[(\[]?\d{1,3}[).\]]", re.ASCII
)
_ROMAN_ONLY = re.compile(f"{_ROMAN}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines `first` to `last` (indices, both in); `kind` is letter, roman, ordinal or words."""

    first: int
    last: int
    label: str
    title: str
    kind: str


def headings_above(lines: Sequence[Line], at: int, floor: int) -> tuple[Heading, ...]:
    """Return the headings that stand right above line `at`, none of them above line `floor`."""
    found: list[Heading] = []
    while at > floor and (heading := _heading_ending(lines, at - 1, floor)):
        found.append(heading)
        at = heading.first
    return tuple(reversed(found))


def _heading_ending(lines: Sequence[Line], last: int, floor: int) -> Heading | None:
    for first in range(last, max(floor, last - TALLEST + 1) - 1, -1):
        text = " ".join(line.text for line in lines[first : last + 1])
        if len(text) > LONGEST:
            return None
        ended = lines[first].text[-1] in ".;؛" and not _ALONE.match(lines[first].text)
        if ended and first < last:
            return None
        heading = _heading(lines, first, last, floor)
        if heading:
            return heading
    return None


def _heading(lines: Sequence[Line], first: int, last: int, floor: int) -> Heading | None:
    """Read lines `first` to `last` as one heading, if they look like it."""
    line, before = lines[first], lines[first - 1].text if first else ""
    starts = line.fresh or line.marked or not before or complete(before)
    text = " ".join(each.text for each in lines[first : last + 1])
    if not starts or text[-1] in ";,؛،":
        return None
    seen = labelled(line.text)
    if seen and _listed(lines, seen["label"], floor, first):
        return None
    if seen:
        title = " ".join([seen["title"], *(each.text for each in lines[first + 1 : last + 1])])
        label = seen["label"].strip()
        return Heading(first, last, label, _title(title), _kind(label))
    if line.marked or _plain(lines, first, last):
        return Heading(first, last, _title(text), _title(text), "words")
    return None


def labelled(text: str) -> re.Match[str] | None:
    """Read `A) Title`, `II - Title`, `Section B: Title`, `IV`, أولا: or باء -."""
    seen = _WORDED.match(text) or _ORDINAL.match(text) or _LETTERED.match(text)
    return seen or _ALONE.match(text)


def _plain(lines: Sequence[Line], first: int, last: int) -> bool:
    """Tell a heading without a label by its looks: short, a capital first, no stop, on its own."""
    text = " ".join(line.text for line in lines[first : last + 1])
    before = lines[first - 1].text if first else ""
    if len(text) > _PLAIN_LONGEST or text[0].islower() or text[-1] in ".;,؛،":
        return False
    ends = SENTENCE_ENDS.replace(":", "") + ",،" * lines[first].fresh  # recitals end with commas
    if before and before[-1] not in ends:
        return False
    dense = len(text) < _PLAIN_LONGEST // 2 and not lines[last + 1].fresh
    alone = lines[first].fresh or dense
    return alone and text[0].isalpha() and not _SUB_ITEM.match(text) and not acts(text)


def _listed(lines: Sequence[Line], label: str, floor: int, first: int) -> bool:
    """Tell whether the label goes on a list (`A.`, `B.`) that the paragraph above has begun."""
    if len(label) != 1 or label in "AIأ":
        return False
    before = {chr(ord(label) - 1)}
    starts = (labelled(line.text) for line in lines[max(floor, first - 30) : first])
    return any(seen and seen["label"] in before for seen in starts)


def _kind(label: str) -> str:
    if _ROMAN_ONLY.match(label.upper()) and label.isascii() and (len(label) > 1 or label in "IVX"):
        return "roman"
    return "letter" if len(label) == 1 or label == "هـ" else "ordinal"


def _title(text: str) -> str:
    return text.strip().rstrip(":").strip(" –—-")
