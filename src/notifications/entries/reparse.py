"""Reads a finished calendar again before it leaves: a defect is ours to find, not the reader's."""

import re
from functools import lru_cache

from icalendar import Calendar
from icalendar.cal.component import Component

_OCTETS = 75
_ZONE = re.compile(rb"(?<=\r\n)BEGIN:VTIMEZONE\r\nTZID:([^\r]+)\r\n.*?END:VTIMEZONE\r\n", re.DOTALL)
_USED = re.compile(rb'^[A-Z-]+;(?:[^:"\r]*;)?TZID=([^;:\r]+)', re.MULTILINE)


class Unreadable(ValueError):  # noqa: N818  a refusal is named by its reason
    """A calendar that we wrote and that other programs would not read right."""


def verify(calendar: bytes) -> None:
    """Raise Unreadable unless a calendar reads back without a loss (RELIABILITY R9).

    Checked: line breaks and lengths, what the parser swallowed (it drops a line and only notes it
    in `errors`), one ATTENDEE and an ORGANIZER per VEVENT of a message and none in a feed, each
    TZID used with its VTIMEZONE and none besides. A VTIMEZONE that was read once is not read again.
    """
    _check_lines(calendar)
    zones = [(found.group(1), found.group()) for found in _ZONE.finditer(calendar)]
    for _, zone in zones:
        _read(b"BEGIN:VCALENDAR\r\n" + zone + b"END:VCALENDAR\r\n")
    rest = _ZONE.sub(b"", calendar)
    used = set(_USED.findall(rest.replace(b"\r\n ", b"")))
    if sorted(used) != sorted(written := [name for name, _ in zones]):
        raise Unreadable(f"zones used {sorted(used)}, zones written {sorted(written)}")
    read = _parsed(rest)
    for event in read.walk("VEVENT"):
        _check_people(event, sent="METHOD" in read)


def _check_lines(calendar: bytes) -> None:
    lines = calendar.split(b"\r\n")
    if any(b"\n" in each or b"\r" in each for each in lines) or lines[-1]:
        raise Unreadable("a line does not end with CRLF")
    if any(len(each) > _OCTETS for each in lines):
        raise Unreadable("a line is longer than 75 octets")


@lru_cache(maxsize=512)
def _read(zone: bytes) -> None:
    _parsed(zone)


def _parsed(calendar: bytes) -> Component:
    try:
        read = Calendar.from_ical(calendar)
    except ValueError as why:
        raise Unreadable(f"not a calendar: {why}") from why
    for part in read.walk():
        if part.errors:
            raise Unreadable(f"{part.name}: {part.errors[0]}")
    return read


def _check_people(event: Component, *, sent: bool) -> None:
    attendees = event.get("ATTENDEE", [])
    count = len(attendees) if isinstance(attendees, list) else 1
    if count != (1 if sent else 0):
        raise Unreadable(f"a VEVENT names {count} people")
    if ("ORGANIZER" in event) != sent:
        raise Unreadable("an ORGANIZER belongs into messages and nowhere else")
