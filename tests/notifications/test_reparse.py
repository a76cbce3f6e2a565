"""No broken calendar leaves the house."""

import pytest

from notifications.entries.objects import (
    entry,
    feed,
    invitation,
)
from notifications.entries.reparse import Unreadable, verify
from tests.notifications.workshops import AMINA, UID, WORKSHOP

GOOD = feed("Seeds", [entry(UID, WORKSHOP)])
SENT = invitation(AMINA, WORKSHOP)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b"", "not a calendar"),
        (GOOD.replace(b"\r\n", b"\n"), "CRLF"),
        (GOOD[:-2], "CRLF"),
        (GOOD.replace(b"NAME:Seeds", b"NAME:" + b"s" * 71), "75 octets"),
        (GOOD.replace(b"DTSTAMP:20270105T083000Z", b"DTSTAMP:yesterday"), "VEVENT"),
        (SENT.replace(b"\r\nATTENDEE", b"\r\nX-NOBODY"), "0 people"),
        (SENT.replace(b"ORGANIZER", b"X-SENDER"), "ORGANIZER"),
        (SENT.replace(b"STATUS:CONFIRMED", b"ATTENDEE:mailto:x@y.example"), "2 people"),
        (GOOD.replace(b"STATUS:CONFIRMED", b"ATTENDEE:mailto:x@y.example"), "1 people"),
        (GOOD.replace(b"DTEND;TZID=Europe/Paris", b"DTEND;TZID=Europe/Rome"), "Europe/Rome"),
        (SENT.replace(b"Amina", b"Am\x0bna"), "ATTENDEE"),
        (SENT.replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:later"), "UTC offset"),
    ],
)  # fmt: skip
def test_a_calendar_that_does_not_read_back_is_stopped(broken, why):
    with pytest.raises(Unreadable, match=why):
        verify(broken)
