"""Reads a finished calendar again before it leaves: a defect is ours to find, not the reader's."""

from icalendar import Calendar
from icalendar.cal.component import Component

_OCTETS = 75


class Unreadable(ValueError):  # noqa: N818  a refusal is named by its reason
    """A calendar that we wrote and that other programs would not read right."""


def verify(calendar: bytes) -> None:
    """Raise Unreadable unless a calendar reads back without a loss (RELIABILITY R9).

    Checked: line breaks and lengths, what the parser swallowed (it drops a line and only notes it
    in `errors`), one ATTENDEE and an ORGANIZER per VEVENT of a message and none in a feed, each
    TZID used with its VTIMEZONE and none besides.
    """
    _check_lines(calendar)
    try:
        read = Calendar.from_ical(calendar)
    except ValueError as why:
        raise Unreadable(f"not a calendar: {why}") from why
    parts = list(read.walk())
    for part in parts:
        if part.errors:
            raise Unreadable(f"{part.name}: {part.errors[0]}")
    _check_people(parts, sent="METHOD" in read)
    _check_zones(parts)


def _check_lines(calendar: bytes) -> None:
    lines = calendar.split(b"\r\n")
    if any(b"\n" in each or b"\r" in each for each in lines) or lines[-1]:
        raise Unreadable("a line does not end with CRLF")
    if any(len(each) > _OCTETS for each in lines):
        raise Unreadable("a line is longer than 75 octets")


def _check_people(parts: list[Component], *, sent: bool) -> None:
    wanted = 1 if sent else 0
    for part in parts:
        attendees = part.get("ATTENDEE", [])
        count = len(attendees) if isinstance(attendees, list) else 1
        if part.name == "VEVENT" and (count != wanted or ("ORGANIZER" in part) != sent):
            raise Unreadable(f"a VEVENT names {count} people instead of {wanted}")


def _check_zones(parts: list[Component]) -> None:
    written = [str(part["TZID"]) for part in parts if part.name == "VTIMEZONE"]
    used = {
        str(tzid)
        for part in parts
        for _, value in part.property_items(recursive=False)
        if (tzid := getattr(value, "params", {}).get("TZID"))
    }
    if sorted(used) != sorted(written):
        raise Unreadable(f"zones used {sorted(used)}, zones written {sorted(written)}")
