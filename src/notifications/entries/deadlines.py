"""Writes deadlines of mandates for feeds: a day in the calendar and a task (RFC 5545, 3.6.2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from notifications.entries.content_lines import escaped, line
from notifications.entries.objects import Entry

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when a paragraph wants something done, in the words of one language.

    `due` is the last day that counts, `stamped` the aware moment of this revision, `url` the
    paragraph's page.
    """

    title: str
    language: str
    due: date
    stamped: datetime
    sequence: int = 0
    description: str = ""
    url: str = ""
    met: bool = False


def deadline_entry(uid: UUID, deadline: Deadline) -> Entry:
    """Return a VEVENT of one whole day and a VTODO that is due on it.

    Programs show one or the other; the task's UID is made from the event's and refers to it.
    """
    language = {"LANGUAGE": deadline.language}
    said = b"".join(
        (
            line("DTSTAMP", f"{deadline.stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}"),
            line("SEQUENCE", str(deadline.sequence)),
            line("SUMMARY", escaped(deadline.title), language),
            line("DESCRIPTION", escaped(deadline.description), language),
            line("URL", deadline.url),
            line("CONCEPT", deadline.url),
        )
    )
    midnight = datetime.combine(deadline.due, time.min, UTC)
    text = b"".join((_day(uid, deadline, said), _task(uid, deadline, said)))
    return Entry(text, "", midnight, midnight + _DAY)


def _day(uid: UUID, deadline: Deadline, said: bytes) -> bytes:
    lines = (
        b"BEGIN:VEVENT\r\n",
        line("UID", str(uid)),
        said,
        line("DTSTART", f"{deadline.due:%Y%m%d}", {"VALUE": "DATE"}),
        line("DTEND", f"{deadline.due + _DAY:%Y%m%d}", {"VALUE": "DATE"}),
        line("TRANSP", "TRANSPARENT"),
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def _task(uid: UUID, deadline: Deadline, said: bytes) -> bytes:
    lines = (
        b"BEGIN:VTODO\r\n",
        line("UID", str(uuid5(uid, "task"))),
        said,
        line("DUE", f"{deadline.due:%Y%m%d}", {"VALUE": "DATE"}),
        line("STATUS", "COMPLETED" if deadline.met else "NEEDS-ACTION"),
        line("RELATED-TO", str(uid), {"RELTYPE": "PARENT"}),
        b"END:VTODO\r\n",
    )
    return b"".join(lines)
