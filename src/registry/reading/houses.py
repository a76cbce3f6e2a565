"""Whose text it is, told by its symbol: the house's style, and the organ that speaks."""

import re
from typing import NamedTuple

_HOUSES = (
    (re.compile(r"^OIC\b|/OIC/|\bCFM\b", re.IGNORECASE), "oic"),
    (re.compile(r"^(?:Assembly/AU|EX\.?CL|AU)\b", re.IGNORECASE), "au"),
    (re.compile(r"^(?:A|S|E|ST)/", re.IGNORECASE), "un"),
)
_ORGANS = (
    (re.compile(r"^A/HRC/", re.IGNORECASE), "UNHRC"),
    (re.compile(r"^A/RES/", re.IGNORECASE), "UNGA"),
    (re.compile(r"^S/RES/", re.IGNORECASE), "UN_SECURITY_COUNCIL"),
    (re.compile(r"^E/RES/", re.IGNORECASE), "ECOSOC"),
)


class Speaker(NamedTuple):
    """The house (`oic`, `un`, `au`) and the organ's code, each as far as the symbol tells it."""

    house: str | None
    organ: str | None


def speaker(symbol: str | None) -> Speaker:
    """Return who speaks in the document with that symbol; `A/HRC/RES/56/6` is the council's."""
    bare = (symbol or "").strip()
    house = next((name for pattern, name in _HOUSES if pattern.search(bare)), None)
    organ = next((code for pattern, code in _ORGANS if pattern.search(bare)), None)
    return Speaker(house, organ)
