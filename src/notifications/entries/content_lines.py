"""Writes the content lines of iCalendar objects (RFC 5545, section 3.1; RFC 6868)."""

import re
from collections.abc import Mapping

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CARETS = str.maketrans({"^": "^^", "\n": "^n", '"': "^'"})
_TOKENS = frozenset(
    {"FEATURE", "LANGUAGE", "PARTSTAT", "RELTYPE", "ROLE", "RSVP", "TZID", "VALUE"}
)  # written bare: their values are ours, and old programs compare them with the quotes
_OCTETS = 75  # per line, without the line break
_CONTINUATION, _SEQUENCE = 0b10000000, 0b11000000


class Unwritable(ValueError):  # noqa: N818  a refusal is named by its reason
    """A fact that no calendar object and no letter can carry, such as a control character."""


def escaped(text: str) -> str:
    r"""Return a TEXT value (RFC 5545, section 3.3.11): `\`, `;`, `,` and line breaks escaped."""
    return carried(text).translate(_ESCAPES)


def line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> bytes:
    """Return one folded line with its line break; nothing at all for an empty value.

    The value is written as it is (TEXT values come from `escaped`). Parameters with an empty value
    are left out, words chosen by people are quoted with the ^ escapes of RFC 6868.
    Raises Unwritable for control characters, line breaks and surrogates.
    """
    if not value:
        return b""
    if "\n" in carried(value):
        raise Unwritable(f"{name} must be one line")
    written = "".join(
        f";{key}={_parameter(key, word)}" for key, word in (parameters or {}).items() if word
    )
    return folded(f"{name}{written}:{value}")


def folded(text: str) -> bytes:
    """Return a content line cut into lines of at most 75 octets, never inside a character.

    Nor inside an escape: some programs unescape before they unfold.
    """
    octets = text.encode()
    pieces, start, room = [], 0, _OCTETS
    while len(octets) - start > room:
        cut = _cut(octets, start, start + room)
        pieces.append(octets[start:cut])
        start, room = cut, _OCTETS - 1  # the space that marks a continuation counts
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"


def _cut(octets: bytes, start: int, end: int) -> int:
    """Return where a line may end: the last place up to `end` that splits nothing."""
    while octets[end] & _SEQUENCE == _CONTINUATION:
        end -= 1
    head = octets[start:end]
    for mark in (b"\\", b"^"):
        if (len(head) - len(head.rstrip(mark))) % 2:
            return end - 1
    return end


def carried(text: str) -> str:
    """Return a text with plain line breaks; raises Unwritable for what gets lost on the way."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(unified):
        raise Unwritable(f"the character U+{ord(found.group()):04X} cannot be written")
    return unified


def _parameter(name: str, value: str) -> str:
    word = carried(value)
    return word if name in _TOKENS else f'"{word.translate(_CARETS)}"'
