"""Composes letters: equal letters are equal bytes (RFC 5322, 2045 to 2047, 6047, 3834).

Everything goes out as ASCII lines, so that no relay recodes a part and breaks the signature. Each
mailbox is an `Address`, its name and its address apart: a name that looks like another address,
`Éric <minister@gov.example>`, must stay a name.
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from notifications.entries.addresses import ascii_address
from notifications.entries.content_lines import Unwritable, carried
from notifications.itip import Method

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,253}>")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{2,35}")
_PLAIN_HEADER = 60  # characters of a header that need neither folding nor encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What makes a letter the same letter when it is written again after a crash.

    `kind` is the kind of letter; one with a calendar part has the rest too. `stamped` (DTSTAMP)
    tells two updates with the same SEQUENCE apart (RFC 5546, section 2.1.5).
    """

    recipient: str
    kind: str
    uid: UUID | None = None
    recurrence_id: datetime | None = None
    sequence: int | None = None
    method: Method | None = None
    stamped: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one person. `date` is aware; `first` the Message-ID of the thread's first.

    `calendar` holds the bytes of the calendar object and `method` its METHOD; without them it is a
    plain letter.
    """

    sender: Address
    recipient: Address
    subject: str
    language: str
    plain: str
    html: str
    date: datetime
    message_id: str
    first: str = ""
    reply_to: Address | None = None
    calendar: bytes = b""
    method: Method | None = None


def message_id(identity: Identity, domain: str) -> str:
    """Return the Message-ID of a letter: the same for each try, another for any other letter."""
    facts = (
        identity.recipient,
        identity.kind,
        identity.uid,
        identity.recurrence_id,
        identity.sequence,
        identity.method,
        identity.stamped and identity.stamped.astimezone(UTC),
    )
    digest = sha256("\n".join(str(fact) for fact in facts).encode()).hexdigest()[:40]
    return f"<{digest}@{domain.lower()}>"


def compose(letter: Letter) -> bytes:
    """Return the message; raises Unwritable for what no header or calendar part can carry.

    multipart/alternative of plain text and HTML; with a calendar, that is its third and last part,
    and a multipart/mixed around it attaches the same bytes once more for programs that want a file.
    """
    parts = [_text("plain", letter.plain, letter), _text("html", letter.html, letter)]
    if not letter.calendar:
        body = _multipart("alternative", "a", parts, letter)
    else:
        alternative = _multipart("alternative", "a", [*parts, _calendar(letter)], letter)
        body = _multipart("mixed", "m", [alternative, _attachment(letter)], letter)
    return b"".join((*_headers(letter), b"MIME-Version: 1.0\r\n", body))


def _headers(letter: Letter) -> Iterable[bytes]:
    for identifier in filter(None, (letter.message_id, letter.first)):
        if not _MESSAGE_ID.fullmatch(identifier):
            raise Unwritable(f"{identifier!a} is not a Message-ID")
    if not _LANGUAGE.fullmatch(letter.language):
        raise Unwritable(f"{letter.language!a} is not a language tag")
    yield _mailbox("From", letter.sender)
    yield _mailbox("To", letter.recipient)
    if letter.reply_to:
        yield _mailbox("Reply-To", letter.reply_to)
    yield _header("Subject", _words(letter.subject, len("Subject: ")))
    yield _header("Date", format_datetime(letter.date))
    yield _header("Message-ID", letter.message_id)
    if letter.first and letter.first != letter.message_id:
        yield _header("In-Reply-To", letter.first)
        yield _header("References", letter.first)
    yield _header("Auto-Submitted", "auto-generated")
    yield _header("Content-Language", letter.language)


def _header(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode("ascii")


def _mailbox(name: str, mailbox: Address) -> bytes:
    return _named(name, mailbox.display_name, mailbox.addr_spec)


@lru_cache(maxsize=256)
def _named(name: str, words: str, addr_spec: str) -> bytes:
    address = f"<{ascii_address(addr_spec)}>"
    if not _one_line(words):
        return _header(name, address)
    if _is_plain(words):
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        return _header(name, f'"{quoted}"\r\n {address}')
    return _header(name, f"{_encoded(words, len(name) + 2)}\r\n {address}")


def _words(text: str, room_taken: int) -> str:
    words = _one_line(text)
    return words if _is_plain(words) else _encoded(words, room_taken)


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words and len(words) <= _PLAIN_HEADER


def _encoded(words: str, room_taken: int) -> str:
    """Return encoded words (RFC 2047) of any text, safe in a phrase as well."""
    header = Header(words, "utf-8", maxlinelen=76, header_name="x" * room_taken)
    return header.encode(linesep="\r\n")


def _one_line(text: str) -> str:
    if "\n" in carried(text):
        raise Unwritable("a header must be one line")
    return text


def _multipart(subtype: str, mark: str, parts: list[bytes], letter: Letter) -> bytes:
    """Return a multipart entity; `=_` appears in no encoded part, so the boundary is safe."""
    digest = sha256(letter.message_id.encode()).hexdigest()[:24]
    boundary = f"=_{mark}_{digest}"
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    opened = f"--{boundary}\r\n".encode()
    inner = b"".join(opened + part + b"\r\n" for part in parts)
    return head + inner + f"--{boundary}--\r\n".encode()


def _text(subtype: str, text: str, letter: Letter) -> bytes:
    """Return a text part: readable as it is for Latin letters, short for Arabic ones."""
    octets = carried(text).replace("\n", "\r\n").encode()
    if letter.language == "ar":
        return _part(f"text/{subtype}; charset=utf-8", "base64", _base64(octets))
    return _part(f"text/{subtype}; charset=utf-8", "quoted-printable", b2a_qp(octets))


def _calendar(letter: Letter) -> bytes:
    if not letter.method or f"\r\nMETHOD:{letter.method}\r\n".encode() not in letter.calendar:
        raise Unwritable("the method of the letter is not the calendar's METHOD")
    kind = f"text/calendar; charset=utf-8; method={letter.method}; component=VEVENT"
    return _part(kind, "base64", _base64(letter.calendar))


def _attachment(letter: Letter) -> bytes:
    kind = 'application/ics; name="invite.ics"'
    disposition = 'Content-Disposition: attachment; filename="invite.ics"\r\n'
    return _part(kind, "base64", _base64(letter.calendar), disposition)


def _part(kind: str, encoding: str, body: bytes, more: str = "") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}\r\n"
    return head.encode() + body


def _base64(octets: bytes) -> bytes:
    return encodebytes(octets).rstrip(b"\n").replace(b"\n", b"\r\n")
