"""What stands above the operative part: the masthead, the organ's opening, the preamble."""

import re
from collections.abc import Sequence

from registry.reading.layout_words import ENACTING, complete, recites
from registry.reading.lines import Line
from registry.reading.numbering import numbers

SUB_ITEM = re.compile(r"[-•▪–*] |[(\[]?(?:[a-z]{1,5}|[\u0621-\u064a]{1,2}|\d{1,2})[)\].]")


def front_of(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[list[Line]]]:
    """Split the lines above the operative part: masthead, opening, preambular paragraphs."""
    first = next((at for at in range(len(lines)) if _starts_preamble(lines, at)), len(lines))
    opening = _opening_start(lines, first)
    preamble: list[list[Line]] = []
    for at in range(first, len(lines)):
        if at == first or _new_block(lines, at):
            preamble.append([])
        preamble[-1].append(lines[at])
    return list(lines[:opening]), list(lines[opening:first]), preamble


def preamble_end(lines: Sequence[Line], start: int, first: int) -> int:
    """Return the index below the last line above `first` that opens a preambular paragraph."""
    for at in range(first - 1, start - 1, -1):
        if recites(_unlabelled(lines[at].text)) and not lines[at].marked:
            return at + 1
    return start


def _starts_preamble(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the preamble starts here: a recital that starts a block."""
    line = lines[at]
    starts = line.fresh or at == 0 or complete(lines[at - 1].text)
    return starts and not line.marked and recites(_unlabelled(line.text))


def _unlabelled(text: str) -> str:
    found = numbers([Line(1, text)])
    return text[found[0].after :].strip() if found else text


def _opening_start(lines: Sequence[Line], first: int) -> int:
    """Return where the sentence that names the organ begins, above the preamble."""
    for at in range(first - 1, -1, -1):
        line, before = lines[at], lines[at - 1].text if at else "."
        starts = line.fresh or complete(before) or lines[at - 1].marked or line.text[-1] in ",،"
        if line.marked:
            break
        if starts and ENACTING.match(line.text) and not line.text[0].islower():
            return at
    return first


def _new_block(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a preambular paragraph starts here, and not its next line or page."""
    line, before = lines[at], lines[at - 1]
    if not complete(before.text) or line.text[0].islower():
        return False
    text = _unlabelled(line.text)
    if recites(text, any_participle=True):
        return True
    item = text != line.text or SUB_ITEM.match(line.text)
    return line.fresh and not item
