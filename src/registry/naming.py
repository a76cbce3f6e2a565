"""Human names: references of mandates, and when two printed symbols or labels are the same."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]{4,}")
_TOKENS = re.compile(r"[^\W\d_]+|\d+")


def reference(slug: str, label: str, clause: int) -> str:
    """Return a mandate's human name: `mcsd-2/14`, and `mcsd-2/14.2` for the second clause."""
    return f"{slug}/{label}" if clause == 1 else f"{slug}/{label}.{clause}"


def symbol_key(symbol: str) -> str:
    """Return what is equal for one symbol printed twice: case, separators, swapped letters.

    `OIC/MCSD-2/2023/RES/FIANL` was printed for `.../FINAL`: the letters of a longer word may
    stand in any order. Digits stay as they are.
    """
    tokens = _TOKENS.findall(unicodedata.normalize("NFKC", symbol).casefold())
    return "/".join("".join(sorted(token)) if _WORD.fullmatch(token) else token for token in tokens)


def label_key(label: str) -> str:
    """Return what is equal for one label printed twice: `30 (a)`, `30(a)`, `30a`; `٣٠`, `30`."""
    digits = (str(unicodedata.digit(each, each)) for each in unicodedata.normalize("NFKC", label))
    return ".".join(_TOKENS.findall("".join(digits).casefold()))
