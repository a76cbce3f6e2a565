"""What stands above a resolution: its symbol, title and original language; and its slug."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from registry.reading.lines import Line
from registry.reading.splitting import HEADING, in_contents
from registry.reading.symbols import SYMBOL

_UNITED = re.compile(r"(?P<number>\d{1,3}/\d{1,4})\. +(?P<title>\S.*)$")
_ORIGINAL = re.compile(
    r"(?:original(?: language)?|langue originale|الأصل|اللغة الأصلية)"
    r" ?: ?(?P<language>[^\W\d_]{3,12})",
    re.IGNORECASE,
)
_LANGUAGES = {
    "ar": ("arabe", "arabic", "عربي", "العربية", "بالعربية", "عربية"),
    "en": ("anglais", "english", "إنجليزي", "إنكليزي", "الإنجليزية", "الإنكليزية", "بالإنجليزية"),
    "fr": ("français", "francais", "french", "فرنسي", "الفرنسية", "بالفرنسية"),
}
_ORGANS = (
    (("human rights council", "conseil des droits de l'homme", "مجلس حقوق الإنسان"), "A/HRC/RES/"),
    (("general assembly", "assemblée générale", "الجمعية العامة"), "A/RES/"),
    (("economic and social council", "conseil économique et social"), "E/RES/"),
)
_TITLED = re.compile(
    r"(?:draft |projet de )?(?:resolution|résolution|decision|décision|declaration|déclaration)\b"
    r"|(?:مشروع )?(?:ال)?(?:قرار|مقرر|إعلان)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\(?doc\. ", re.IGNORECASE)  # the paper a decision answers
_SHORTEST_TITLE = 15
_LONGEST_SLUG = 80
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_SLUG = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What was read above the text, and the numbers of the lines it was read from."""

    symbol: str | None
    title: str
    original_language: str | None
    slug: str
    lines: frozenset[int]


def masthead_of(
    lines: Sequence[Line], opening: str, running: Sequence[str], *, one_of_several: bool
) -> Masthead:
    """Read the lines above a resolution; `opening` is the sentence that names the organ.

    `running` are the running heads: a symbol may stand only there.
    """
    used: set[int] = set()
    title = _title(lines, used)
    number = _number(lines)
    symbol = None if one_of_several and number else _symbol(lines, running, used)
    symbol = symbol or _derived(lines, opening) or number
    return Masthead(symbol, title, _original(lines, used), slug_of(symbol, title), frozenset(used))


def slug_of(symbol: str | None, title: str) -> str:
    """Return `mcsd-2` for `OIC/MCSD-2/2023/RES/FINAL`, `a-res-73-7` for `A/RES/73/7`.

    One of several resolutions of a session has its number: `OIC/CFM-50/2024/POL/RES.1` is
    `cfm-50-pol-res-1`.
    """
    parts = (symbol or "").split("/")
    if parts[0] == "OIC" and len(parts) > 1:
        rest = [part for part in parts[2:] if not _YEAR.fullmatch(part)]
        numbered = any(character.isdigit() for part in rest for character in part)
        return _slugged("-".join([parts[1], *rest] if numbered else parts[1:2]))
    if symbol:
        return _slugged(symbol if symbol[0].isalpha() else f"res-{symbol}")
    return _slugged(title) or "resolution"


def _slugged(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].strip("-")


def _symbol(lines: Sequence[Line], running: Sequence[str], used: set[int]) -> str | None:
    for line in lines:
        found = None if line.text[0] in "[(" else SYMBOL.search(line.text)
        if found:
            used |= {line.number} if found[0] == line.text else set()
            return found[0].rstrip(".,-")
    said = (found for text in running if (found := SYMBOL.search(text)))
    return next((found[0].rstrip(".,-") for found in said), None)


def _number(lines: Sequence[Line]) -> str | None:
    """Return the number that a resolution's own heading gives it: `1/49-POL`."""
    for line in lines:
        found = HEADING.match(line.text)
        if found and (found["number"] or found["union"]):
            return (found["number"] or found["union"]).rstrip(".,)-") + ")" * bool(found["union"])
    return None


def _derived(lines: Sequence[Line], opening: str) -> str | None:
    """Return the symbol that the United Nations give a number: `A/HRC/RES/56/6`, `A/RES/73/7`."""
    number = next((found["number"] for line in lines if (found := _UNITED.match(line.text))), None)
    if number is None:
        return None
    said = [opening.casefold().replace("’", "'"), *(line.text.casefold() for line in lines)]
    for text in said:
        for names, prefix in _ORGANS:
            if any(name in text for name in names):
                return prefix + number
    return number


def _original(lines: Sequence[Line], used: set[int]) -> str | None:
    for line in lines:
        found = _ORIGINAL.match(line.text)
        if found:
            named = found["language"].casefold()
            used.add(line.number)
            return next((code for code, names in _LANGUAGES.items() if named in names), None)
    return None


def _title(lines: Sequence[Line], used: set[int]) -> str:
    """Return the numbered title, else the block that says resolution, heading, or first block."""
    blocks = _blocks(lines)
    chosen = (
        next((block for block in blocks if _UNITED.match(block[0].text)), None)
        or next((block for block in blocks if _is_titled(block)), None)
        or next((block for block in blocks if block[0].marked), None)
        or next((block for block in blocks if not SYMBOL.search(block[0].text)), [])
    )
    used |= {line.number for line in chosen}
    text = " ".join(line.text for line in chosen)
    united = _UNITED.match(text)
    return united["title"] if united else text


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if in_contents(line.text) or _DOCUMENT.match(line.text):
            continue
        above = blocks[-1][-1].text if blocks else ""
        if line.fresh or not above or _UNITED.match(line.text) or _alone(above):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _alone(text: str) -> bool:
    """Tell whether a line is all symbol or original language: a block of its own."""
    return bool(SYMBOL.fullmatch(text) or _ORIGINAL.fullmatch(text))


def _is_titled(block: list[Line]) -> bool:
    text = " ".join(line.text for line in block)
    return bool(_TITLED.match(text)) and len(text) >= _SHORTEST_TITLE
