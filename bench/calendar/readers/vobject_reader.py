"""Reads calendars with vobject: each time through the VTIMEZONE of its own file.

Left alone it takes some times to a zone of pytz instead, without its rules.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import vobject


def written(line, zones):
    if line is None:
        return ""
    if not isinstance(line.value, datetime):
        return f"{line.value:%Y%m%d}"
    when = line.value
    if named := line.params.get("X-VOBJ-ORIGINAL-TZID"):
        when = when.replace(tzinfo=zones[named[0]])
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}" if when.tzinfo else "floating"


for name in Path(sys.argv[1]).read_text().split("\n"):
    for calendar in vobject.readComponents(Path(name).read_bytes().decode()):
        zones = {
            each.tzid.value if hasattr(each, "tzid") else each.useBegin: each.tzinfo
            for each in calendar.contents.get("vtimezone", [])
        }
        for each in calendar.contents.get("vevent", []):
            found = (written(getattr(each, key, None), zones) for key in ("dtstart", "dtend"))
            sequence = each.sequence.value if hasattr(each, "sequence") else 0
            print(name, each.uid.value, sequence, *found, sep="\t")
