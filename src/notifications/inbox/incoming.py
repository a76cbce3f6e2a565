"""Reads a message that came in: bytes of anybody's making, read without ever raising. Pure.

Only what decisions need is taken out (RFC 5322, 2045, 3834, 8601). Headers are read by the tolerant
policy of the standard library: a header that cannot be read is one that is not there. The limits
keep a hostile message from costing more than an honest one.
"""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from hashlib import sha256

from notifications.inbox.bounces import Bounce, bounces_in
from notifications.inbox.message_parts import children, leaves, octets_of
from notifications.inbox.message_text import fit, plain_text

MOST_OCTETS = 10 << 20
MOST_CALENDAR_OCTETS = 1 << 20
MOST_PARTS = 100
DEEPEST = 16
_MOST_HEAD = 256 << 10
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_NESTS = re.compile(rb"(?i)^content-type:|[;\s]boundary=", re.MULTILINE)
_DELIMITER = re.compile(rb"^--", re.MULTILINE)
_MOST_LINES = 250_000
_MOST_DELIMITERS = 2000
_NOT_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\s]+")
_SHOWN = 500  # characters of a header in words
_READ = 20_000  # characters of a header in addresses
_CALENDARS = ("text/calendar", "application/ics")
_DELIVERED = ("X-Original-To", "Delivered-To", "Envelope-To")
_BULK = ("bulk", "junk", "list", "auto_reply")
_DMARC_FAILED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The octets of a calendar part; `method` is the header's parameter (empty: none there)."""

    octets: bytes
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a message says of itself.

    `identity` is a SHA-256 of what stays the same on every way in. `recipients` are bare addresses
    in small letters: the envelope's, those that servers noted, those of To and Cc. `automatic` is
    the value of Auto-Submitted (empty: a person wrote it), `returns_nowhere` an empty envelope
    sender, `bulk` any other sign of a machine. `too_much` says which limit it breaks; nothing but
    headers was read then.
    """

    identity: str
    recipients: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    message_id: str = ""
    automatic: str = ""
    returns_nowhere: bool = False
    bulk: bool = False
    results: tuple[tuple[str, bool], ...] = ()
    is_report: bool = False
    bounces: tuple[Bounce, ...] = ()
    calendar: CalendarPart | None = None
    text: str = ""
    too_much: str = ""

    def dmarc_failed(self, domain: str) -> bool:
        """Say whether our own mail server found that the sender's domain disowns the message.

        Ours is the topmost Authentication-Results under our own name (that of the calendar domain,
        of a server in it or beside it), else the topmost: servers put theirs on top (RFC 8601, 5).
        """
        parent = domain.partition(".")[2]
        above = parent if "." in parent else domain
        ours = [failed for name, failed in self.results if f".{name}".endswith(f".{above}")]
        anybody = [failed for _, failed in self.results]
        return (ours or anybody or [False])[0]


def read(raw: bytes, *, envelope_to: str = "", envelope_from: str | None = None) -> Incoming:
    """Read a message; `envelope_from` is None where the envelope is not known."""
    head = _parsed(_HEAD_ENDS.split(raw[:_MOST_HEAD], maxsplit=1)[0] + b"\r\n\r\n")
    too_much = _limit_broken(raw)
    whole = None if too_much else _parsed(raw)
    if whole is not None and (too_much := _nested_too_much(whole)):
        whole = None
    parts = [] if whole is None else leaves(whole)
    calendar = _calendar(parts)
    if calendar and len(calendar.octets) > MOST_CALENDAR_OCTETS:
        too_much, calendar = "calendar", None
    name, sender = parseaddr(next(iter(_all(head, "From")), ""))
    return Incoming(
        identity=_identity(raw, head),
        recipients=_recipients(head, envelope_to),
        sender=sender.lower(),
        sender_name=_words(name),
        subject=_text(head, "Subject"),
        message_id=_text(head, "Message-ID"),
        automatic=_automatic(head),
        returns_nowhere=_returns_nowhere(head, envelope_from),
        bulk=_is_bulk(head),
        results=tuple(_result(value) for value in _all(head, "Authentication-Results")),
        is_report=head.get_content_type() == "multipart/report",
        bounces=tuple(bounces_in(whole)) if whole is not None else (),
        calendar=calendar,
        text=plain_text(parts),
        too_much=too_much,
    )


def _parsed(raw: bytes) -> Message:
    return BytesParser().parsebytes(raw)


def _limit_broken(raw: bytes) -> str:
    """Return which limit a message breaks before it is parsed: parsing costs as it nests."""
    if len(raw) > MOST_OCTETS:
        return "size"
    if raw.count(b"\n") > _MOST_LINES or not _HEAD_ENDS.search(raw + b"\n\n", 0, _MOST_HEAD):
        return "lines"
    found = (_NESTS.findall(raw), 2 * MOST_PARTS), (_DELIMITER.findall(raw), _MOST_DELIMITERS)
    return "parts" if any(len(marks) > most for marks, most in found) else ""


def _nested_too_much(message: Message) -> str:
    parts, waiting = 0, [(message, 1)]
    while waiting:
        each, depth = waiting.pop()
        if depth > DEEPEST:
            return "depth"
        parts += 1
        waiting.extend((part, depth + 1) for part in children(each))
    return "parts" if parts > MOST_PARTS else ""


def _calendar(parts: list[Message]) -> CalendarPart | None:
    """Return the first calendar part; programs that know no better send it as a named file."""
    for part in parts:
        named = str(part.get_filename() or "").lower().endswith(".ics")
        if part.get_content_type() in _CALENDARS or named:
            method = part.get_param("method", "")
            told = method.strip().upper() if isinstance(method, str) else ""
            return CalendarPart(octets_of(part), told)
    return None


def _recipients(head: Message, envelope_to: str) -> tuple[str, ...]:
    noted = [value for name in _DELIVERED for value in _all(head, name)]
    written = [value for name in ("To", "Cc") for value in _all(head, name)]
    found = [envelope_to, *(address for _, address in getaddresses([*noted, *written]))]
    return tuple(dict.fromkeys(address.strip().lower() for address in found if "@" in address))


def _automatic(head: Message) -> str:
    said = _text(head, "Auto-Submitted").partition(";")[0].partition("(")[0].strip().lower()
    return "" if said == "no" else said


def _returns_nowhere(head: Message, envelope_from: str | None) -> bool:
    if envelope_from is not None:
        return envelope_from.strip() in {"", "<>"}
    return [value.strip() for value in _all(head, "Return-Path")[:1]] == ["<>"]


def _is_bulk(head: Message) -> bool:
    precedence = _text(head, "Precedence").lower() in _BULK
    return precedence or any(name in head for name in ("X-Autoreply", "X-Autorespond"))


def _result(value: str) -> tuple[str, bool]:
    """Return who checked, in small letters, and whether DMARC failed (RFC 8601, section 2.2)."""
    named = value.partition(";")[0].split()
    return (named[0].lower() if named else "", bool(_DMARC_FAILED.search(value)))


def _identity(raw: bytes, head: Message) -> str:
    """Return a digest without the traces of the way here, and whatever ends a line."""
    fixed = [_text(head, name) for name in ("Message-ID", "Date", "From", "To", "Subject")]
    _, *body = _HEAD_ENDS.split(raw, maxsplit=1)
    lines = b"".join(body).replace(b"\r\n", b"\n").rstrip()
    seen = sha256("\n".join(fixed).encode())
    seen.update(b"\0" + lines)
    return seen.hexdigest()


def _text(head: Message, name: str) -> str:
    return _words(next(iter(_all(head, name)), ""))


def _all(head: Message, name: str) -> list[str]:
    """Return the values of a header as they were written, each on one line."""
    values = head.get_all(name, [])
    return [_NOT_ONE_LINE.sub(" ", str(value)[:_READ]).strip() for value in values]


def _words(value: str) -> str:
    """Return a header in words (RFC 2047); as it was written where it cannot be decoded."""
    try:
        words = str(make_header(decode_header(value[: 4 * _SHOWN])))
    except (MessageError, ValueError, LookupError):
        words = value
    return fit(_NOT_ONE_LINE.sub(" ", words))[:_SHOWN]
