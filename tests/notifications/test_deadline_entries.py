"""Deadlines in feeds."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from notifications.entries.deadlines import Deadline, deadline_entry
from notifications.entries.objects import feed
from notifications.entries.reparse import verify
from tests.notifications.workshops import UID, values

REPORT = Deadline(
    title="Report on seeds",
    language="en",
    due=date(2027, 12, 31),
    stamped=datetime(2027, 1, 5, 8, 30, tzinfo=UTC),
    description="Text 7 asks for a report, every year.",
    url="https://nadwa.example.org/resolutions/x#7",
)


def test_a_deadline_is_a_whole_day_and_a_task():
    text = feed("Deadlines", [deadline_entry(UID, REPORT)])
    verify(text)
    read = Calendar.from_ical(text)
    (day,), (task,) = read.walk("VEVENT"), read.walk("VTODO")
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2027, 12, 31), date(2028, 1, 1))
    assert (task["DUE"].dt, task["STATUS"], task["RELATED-TO"]) == (
        date(2027, 12, 31),
        "NEEDS-ACTION",
        str(UID),
    )
    assert day["UID"] == str(UID) != task["UID"]
    assert day["SUMMARY"] == task["SUMMARY"] == "Report on seeds"


def test_a_deadline_that_was_met_is_a_finished_task():
    met = Deadline(title="Report", language="fr", due=REPORT.due, stamped=REPORT.stamped, met=True)
    assert values(deadline_entry(UID, met).text, "STATUS") == ["COMPLETED"]


def test_a_deadline_needs_no_zone():
    entry = deadline_entry(UID, REPORT)
    assert (entry.zone, entry.earliest) == ("", datetime(2027, 12, 31, tzinfo=UTC))
