"""What calendar programs say, as they say it."""

from datetime import UTC, date, datetime

import pytest

from notifications.inbox.proposed_dates import proposed_dates
from notifications.inbox.replies import Attendee, Moment, said_in

wall = datetime.fromisoformat
STARTS, ENDS, ZONE = wall("2027-03-15 09:00"), wall("2027-03-15 16:00"), "Europe/Istanbul"


def an_object(*lines):
    return said_in("\r\n".join(("BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", *lines,
                                "END:VEVENT", "END:VCALENDAR", "")).encode())  # fmt: skip


def test_all_that_matters_is_read():
    found = an_object(
        "UID:abc", "SEQUENCE:3", "DTSTAMP:20261124T080500Z", "ORGANIZER:MAILTO:X@Y",
        'ATTENDEE;CN="Diop; A:",B";PARTSTAT=accepted;DELEGATED-TO="mailto:E@F":mailto:A@B',
        "COMMENT:one\\, two\\nthree\\\\", "BEGIN:VALARM", "UID:alarm", "END:VALARM",
    )  # fmt: skip
    assert (found.method, found.events, found.uid, found.sequence) == ("REPLY", 1, "abc", 3)
    assert found.stamp == datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    assert (found.organizer, found.comment) == ("x@y", "one, two\nthree\\")


def test_an_attendee_is_read_with_its_parameters():
    line = 'ATTENDEE;CN="Diop; A:b";PARTSTAT=delegated;DELEGATED-TO="mailto:E@F":mailto:A@B'
    assert an_object(line).attendees == (Attendee("a@b", "DELEGATED", "e@f", "Diop; A:b"),)
    assert an_object("ATTENDEE:a@b").attendees == (Attendee("a@b", "NEEDS-ACTION"),)
    assert an_object("ATTENDEE;PARTSTAT=MAYBE:mailto:a@b").attendees[0].partstat == ""


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("DTSTART:20270322T060000Z", Moment(wall("2027-03-22 06:00"), "UTC")),
        ("DTSTART:20270322T090000", Moment(wall("2027-03-22 09:00"))),
        ("DTSTART;VALUE=DATE:20270322", Moment(date(2027, 3, 22))),
        ("DTSTART;TZID=Europe/Istanbul:20270322T090000",
         Moment(wall("2027-03-22 09:00"), "Europe/Istanbul")),
        ('DTSTART;TZID="Turkey Standard Time":20270322T090000',
         Moment(wall("2027-03-22 09:00"), "Europe/Istanbul")),
        ("DTSTART;TZID=/mozilla.org/20071231_1/Europe/Istanbul:20270322T090000",
         Moment(wall("2027-03-22 09:00"), "Europe/Istanbul")),
        ("DTSTART;TZID=Nowhere:20270322T090000", None),
        ("DTSTART:20271322T090000", None),
        ("DTSTART:20271332", None),
        ("DTSTART:soon", None),
    ],
)  # fmt: skip
def test_times_are_read_in_their_zone(line, moment):
    assert an_object(line).starts == moment


@pytest.mark.parametrize(
    ("starts", "more", "found"),
    [
        ("20270322T060000Z", "DTEND:20270322T130000Z", ("2027-03-22 09:00", "2027-03-22 16:00")),
        ("20270322T090000", "X:", ("2027-03-22 09:00", "2027-03-22 16:00")),
        ("20270322T090000", "DURATION:PT2H30M", ("2027-03-22 09:00", "2027-03-22 11:30")),
        ("20270322T090000", "DURATION:P1W", ("2027-03-22 09:00", "2027-03-29 09:00")),
        ("20270322T090000", "DURATION:P", ("2027-03-22 09:00", "2027-03-22 16:00")),
        ("20270322", "DTEND:20270324", ("2027-03-22 09:00", "2027-03-23 16:00")),
        ("20270322", "X:", ("2027-03-22 09:00", "2027-03-22 16:00")),
        ("99991231T230000", "DURATION:P99999D", None),
        ("99991231T235959Z", "X:", None),
        ("00010101T000000Z", "X:", None),
        ("20270322T090000", "DTEND:20270321T090000", None),
        ("22270322T090000", "X:", None),
        ("soon", "X:", None),
    ],
)
def test_proposed_dates_are_those_of_the_events_own_clock(starts, more, found):
    said = an_object(f"DTSTART:{starts}", more)
    expected = found and tuple(map(wall, found))
    assert proposed_dates(said, STARTS, ENDS, ZONE) == expected


def test_what_is_no_calendar_says_nothing():
    for octets in (b"", b"\xef\xbb\xbf", b"METHOD", b"BEGIN:VEVENT", b"END:VCALENDAR"):
        found = said_in(octets)
        assert (found.method, found.attendees) == ("", ())
