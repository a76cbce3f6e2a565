"""The lines of a document: what every later step of the layout works on."""

import re
import unicodedata
from dataclasses import dataclass

# C0 and C1 controls but tab, line ends and form feed; zero-width and bidi marks; soft hyphen
_CONTROLS = [*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)]
_MARKS = [0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_DROPPED = dict.fromkeys([*_CONTROLS, *_MARKS, *range(0x2060, 0x2070)])
_SPACES = dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_CLEAN = str.maketrans({**_DROPPED, **_SPACES})
# ligatures and Arabic presentation forms, as PDF files carry them
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdc7\ufe70-\ufefc]+")
_SOFT_HYPHEN_AT_END = re.compile("\u00ad(?=[ \t]?\r?\n)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty, cleaned of controls and markup.

    `number` counts from 1 in the document, `page` from 0, `indent` in characters. `fresh`: starts a
    block (after an empty line, a list mark, or as a paragraph of its own). `marked`: the document's
    own markup calls it a heading. `aside`: what the markup says it is beside the text:
    `footnote`, `endnote`, `running head`, `running foot`.
    """

    number: int
    text: str
    page: int = 0
    indent: int = 0
    fresh: bool = False
    marked: bool = False
    aside: str = ""


def cleaned(text: str) -> str:
    """Return the text composed (NFC), without controls and bidi marks, with plain spaces."""
    hyphens = _SOFT_HYPHEN_AT_END.sub("-", text) if "\u00ad" in text else text
    plain = unicodedata.normalize("NFC", hyphens.translate(_CLEAN))
    return _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), plain)


def plain_lines(text: str, *, own_blocks: bool = False) -> tuple[Line, ...]:
    """Split a text into lines; a form feed starts a page, `own_blocks` makes every line fresh."""
    found: list[Line] = []
    number = 0
    for page, content in enumerate(cleaned(text).split("\f")):
        fresh = True
        for raw in content.splitlines():
            number += 1
            stripped = raw.strip()
            if stripped:
                indent = len(raw) - len(raw.lstrip())
                found.append(Line(number, stripped, page, indent, fresh or own_blocks))
            fresh = not stripped
    return tuple(found)
