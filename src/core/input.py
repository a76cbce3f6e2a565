"""What people may type: text, e-mail addresses and links, refused or cleaned at the door.

One type for each (RELIABILITY R9): NFC, no control characters, no line or paragraph separators,
no surrogates, no bidirectional overrides. Names in Arabic, French, Turkish or Hausa pass unchanged.
"""

import re
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field

# C0 and C1 controls, U+2028 and U+2029, surrogates, bidi embeddings, overrides and isolates, BOM
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)
_BREAKS = re.compile("[\t\n]")
_LOCAL_PART_MAX = 64


def _clean(value: str) -> str:
    if found := _FORBIDDEN.search(value):
        raise ValueError(f"the character U+{ord(found.group()):04X} is not allowed here")
    return unicodedata.normalize("NFC", value).strip()


def _single_line(value: str) -> str:
    if _BREAKS.search(value):
        raise ValueError("line breaks and tabs are not allowed here")
    if not (cleaned := _clean(value)):
        raise ValueError("must not be empty")
    return cleaned


def _address(value: str) -> str:
    value = _single_line(value)
    local = value.rpartition("@")[0]
    if local.startswith("-") or not local.isascii() or len(local) > _LOCAL_PART_MAX:
        raise ValueError("not an e-mail address that can be written to")
    if re.search(r"[<>()\[\]\\,;:\"\s=?]", value):
        raise ValueError("give the bare address, such as name@example.org")
    try:
        checked = validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError("not an e-mail address, such as name@example.org") from None
    return f"{checked.local_part}@{checked.domain.lower()}"


def _link(value: str) -> str:
    value = _single_line(value)
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("not a link, such as https://example.org/page") from None
    if parts.scheme not in {"http", "https"} or not host or "\\" in value or "@" in parts.netloc:
        raise ValueError("not a link, such as https://example.org/page")
    if re.search(r"[\s<>\"`{}|^]", value):
        raise ValueError("a link must not contain spaces, quotes or brackets")
    return value


Prose = Annotated[str, AfterValidator(_clean)]
"""Text of any length with line breaks."""

Line = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_single_line)]
"""One line: a title, a place."""

PersonName = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_single_line)]
"""A person's name, in any script."""

EmailAddress = Annotated[str, Field(min_length=3, max_length=254), AfterValidator(_address)]
"""One bare address (RFC 5321 addr-spec, ASCII local part), the domain in lower case."""

Link = Annotated[str, Field(min_length=8, max_length=2000), AfterValidator(_link)]
"""An http or https address without credentials."""
