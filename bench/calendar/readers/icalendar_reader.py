"""Reads calendars with icalendar, the library that Nadwa itself reads with."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar


def written(line):
    if line is None:
        return ""
    if not isinstance(line.dt, datetime):
        return f"{line.dt:%Y%m%d}"
    return f"{line.dt.astimezone(UTC):%Y%m%dT%H%M%SZ}"


for name in Path(sys.argv[1]).read_text().split("\n"):
    for each in Calendar.from_ical(Path(name).read_bytes()).walk("VEVENT"):
        found = (each.get(key) for key in ("DTSTART", "DTEND"))
        print(name, each["UID"], each.get("SEQUENCE", 0), *map(written, found), sep="\t")
