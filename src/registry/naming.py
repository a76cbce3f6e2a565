"""Human names: references of mandates, and when two printed symbols or labels are the same."""

import re
import unicodedata

_DASHES = re.compile("[‐-―−]")
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[A-Z]{4,}")
_LABEL_NOISE = re.compile(r"[\s.()]+")


def reference(slug: str, label: str, clause: int) -> str:
    """Return a mandate's human name: `mcsd-2/14`, and `mcsd-2/14.2` for the second clause."""
    return f"{slug}/{label}" if clause == 1 else f"{slug}/{label}.{clause}"


def symbol_key(symbol: str) -> str:
    """Return what is equal for two printings of one symbol: case, dashes, swapped letters.

    `OIC/MCSD-2/2023/RES/FIANL` was printed for `.../FINAL`: the letters inside a longer word may be
    in any order. Digits stay as they are.
    """
    plain = _SPACES.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", symbol))).upper()
    return _LETTERS.sub(lambda word: "".join(sorted(word.group())), plain)


def label_key(label: str) -> str:
    """Return what is equal for one label in two languages: `30 (a)`, `30(a)`; `٣٠` and `30`."""
    digits = (str(unicodedata.digit(each, each)) for each in unicodedata.normalize("NFKC", label))
    return _LABEL_NOISE.sub("", "".join(digits)).casefold()
