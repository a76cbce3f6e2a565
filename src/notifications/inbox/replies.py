"""Reads what a person's calendar program said: REPLY, COUNTER or REFRESH (RFC 5546, 3.2). Pure.

Read by hand and leniently: programs write what they like, and a library that drops a line in
silence (a control character in a name costs the ATTENDEE) decides too much. What cannot be read is
empty; whether that will do is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from notifications.inbox.message_text import fit
from notifications.itip import MOST_SEQUENCE

_FOLDS = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_BREAKS = re.compile(r"\r\n|\n|\r")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_DATE = re.compile(r"\d{8}")
_TIME = re.compile(r"(\d{8}T\d{6})(Z?)")
_DURATION = re.compile(
    r"P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d+S)?)?)"
)
_MOST_LINES = 5000
_PARTSTATS = frozenset({"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})


@dataclass(frozen=True, slots=True)
class Attendee:
    """An ATTENDEE: the address in small letters, and what it says (PARTSTAT, DELEGATED-TO)."""

    address: str
    partstat: str
    delegated_to: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A DTSTART or DTEND: a day, or a time; `zone` is IANA, `UTC`, or empty for a floating time."""

    value: date
    zone: str = ""

    def wall(self, zone: str) -> datetime:
        """Return it as wall clock time in a zone; a day begins at midnight."""
        if not isinstance(self.value, datetime):
            return datetime.combine(self.value, datetime.min.time())
        if not self.zone:
            return self.value
        told = self.value.replace(tzinfo=ZoneInfo(self.zone))
        return told.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a calendar object says; `events` counts its VEVENTs, the rest is of the first.

    `sequence` is None where it is no number within 31 bits, `stamp` (DTSTAMP, aware) where it
    cannot be read. `comment` is the person's own words.
    """

    method: str
    events: int
    uid: str = ""
    sequence: int | None = 0
    stamp: datetime | None = None
    recurrence: str = ""
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()
    starts: Moment | None = None
    ends: Moment | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)


def said_in(octets: bytes) -> Said:
    """Return what a calendar part says."""
    method, events = "", list[list[_Line]]()
    within: list[str] = []
    for line in _lines(octets):
        if line.name == "BEGIN":
            within.append(line.value.strip().upper())
            if within[-1] == "VEVENT":
                events.append([])
        elif line.name == "END":
            within = within[:-1]
        elif within and within[-1] == "VEVENT":
            events[-1].append(line)
        elif line.name == "METHOD" and len(within) <= 1:
            method = method or line.value.strip().upper()
    return _said(method, events)


def _said(method: str, events: list[list[_Line]]) -> Said:
    lines = events[0] if events else []
    first = {line.name: line for line in reversed(lines)}
    starts = _moment(first.get("DTSTART"))
    return Said(
        method=method,
        events=len(events),
        uid=_value(first, "UID").strip(),
        sequence=_sequence(_value(first, "SEQUENCE")),
        stamp=_stamp(_value(first, "DTSTAMP")),
        recurrence=_value(first, "RECURRENCE-ID").strip(),
        organizer=_address(_value(first, "ORGANIZER")),
        attendees=tuple(_attendee(line) for line in lines if line.name == "ATTENDEE"),
        starts=starts,
        ends=_moment(first.get("DTEND")) or _after(starts, _value(first, "DURATION")),
        comment=fit(_ESCAPE.sub(_unescaped, _value(first, "COMMENT"))),
    )


def _lines(octets: bytes) -> Iterator[_Line]:
    """Yield content lines, unfolded (RFC 5545, section 3.1); others are passed over."""
    text = _FOLDS.sub("", octets.decode("utf-8-sig", "replace"))
    for content in _BREAKS.split(text, maxsplit=_MOST_LINES)[:_MOST_LINES]:
        balanced = content if content.count('"') % 2 == 0 else content.replace('"', "")
        *head, value = _split(balanced, ":", most=1)
        if head:
            name, *parameters = _split(head[0], ";")
            pairs = (each.partition("=") for each in parameters)
            named = {key.strip().upper(): word.strip().strip('"') for key, _, word in pairs}
            yield _Line(name.strip().upper(), value, named)


def _split(text: str, mark: str, most: int = 100) -> list[str]:
    """Split at marks that are not within quotes, at most `most` times."""
    pieces, begun, quoted = list[str](), 0, False
    for at, each in enumerate(text):
        if each == '"':
            quoted = not quoted
        elif each == mark and not quoted and len(pieces) < most:
            pieces.append(text[begun:at])
            begun = at + 1
    return [*pieces, text[begun:]]


def _attendee(line: _Line) -> Attendee:
    partstat = line.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
    return Attendee(
        address=_address(line.value),
        partstat=partstat if partstat in _PARTSTATS else "",
        delegated_to=_address(line.parameters.get("DELEGATED-TO", "").partition('"')[0]),
        name=fit(line.parameters.get("CN", "")),
    )


def _value(first: dict[str, _Line], name: str) -> str:
    return first[name].value if name in first else ""


def _address(uri: str) -> str:
    scheme, colon, address = uri.strip().partition(":")
    bare = address if colon and scheme.lower() == "mailto" else uri
    return bare.strip().strip("<>").lower()


def _sequence(value: str) -> int | None:
    digits = value.strip() or "0"
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST_SEQUENCE))):
        return None
    return int(digits) if int(digits) <= MOST_SEQUENCE else None


def _stamp(value: str) -> datetime | None:
    """Return a DTSTAMP, which is UTC whether it says so or not (RFC 5545, section 3.8.7.2)."""
    found = _TIME.fullmatch(value.strip())
    when = _parsed(found.group(1), "%Y%m%dT%H%M%S") if found else None
    return when and when.replace(tzinfo=UTC)


def _moment(line: _Line | None) -> Moment | None:
    if line is None:
        return None
    value = line.value.strip()
    if _DATE.fullmatch(value):
        day = _parsed(value, "%Y%m%d")
        return Moment(day.date()) if day else None
    if not (found := _TIME.fullmatch(value)):
        return None
    when = _parsed(found.group(1), "%Y%m%dT%H%M%S")
    zone = "UTC" if found.group(2) else _zone(line.parameters.get("TZID", ""))
    return Moment(when, zone) if when and zone is not None else None


def _zone(name: str) -> str | None:
    """Return the IANA zone of a TZID: Outlook writes Windows' names, some a path before it."""
    known = WINDOWS_TO_OLSON.get(name, name)
    for candidate in (known, "/".join(known.split("/")[-2:])):
        if not candidate:
            return ""
        try:
            return ZoneInfo(candidate).key
        except (KeyError, ValueError, OSError):
            continue
    return None


def _after(starts: Moment | None, value: str) -> Moment | None:
    found = _DURATION.fullmatch(value.strip())
    if starts is None or not found or value.strip() == "P":
        return None
    weeks, days, hours, minutes = (int(each or 0) for each in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    try:
        return Moment(starts.value + length, starts.zone)
    except OverflowError:
        return None


def _parsed(value: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(value, form)  # noqa: DTZ007 -- the zone stands beside it
    except ValueError:
        return None


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found.group(1) in "nN" else found.group(1)
