"""What a search compares: one form for all the ways to write the same words."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        **dict.fromkeys("“”„«»‹›", '"'),
        "ـ": None,  # tatweel
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
    }
)


def search_key(text: str) -> str:
    """Return text as a search compares it, in Arabic, English and French alike.

    Without capitals, accents, ligatures, tatweel and harakat; one alef, ya, ha and kaf; Western
    digits; single spaces. The same for query and text: then `in` finds what a reader would.
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    kept = "".join(_digit(each) for each in folded if each.isspace() or not _is_mark(each))
    return _SPACES.sub(" ", kept).strip()


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "MC"


def _digit(character: str) -> str:
    return str(unicodedata.digit(character, character))
