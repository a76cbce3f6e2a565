"""What is read from any bytes at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.inbox.bounces import Bounce
from notifications.inbox.incoming import read
from notifications.inbox.message_text import fit, plain_text
from notifications.inbox.recipients import tokens_in
from notifications.inbox.replies import said_in

DOMAIN = "cal.example.org"
FRAGMENTS = [
    b"\r\n", b"\n\n", b"--b\r\n", b"--b--\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: multipart/report; boundary=b\n",
    b"Content-Type: text/calendar; method=REPLY\r\n", b"Content-Type: text/calendar; method*=a'b\n",
    b"Content-Type: message/delivery-status\n\n", b"Action: failed\nFinal-Recipient: rfc822; x\n\n",
    b"Content-Type: message/rfc822\n\n", b"Content-Type: text/plain; charset*=''%\n",
    b"Content-Type: text/html\n\n<p", b"</style><!-- ", b"<![CDATA[",
    b"Content-Disposition: attachment; filename*=utf-8''%ff.ics\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: uuencode\n",
    b"begin 666 x\n#\xff\n", b"charset*0*=x''%ff; charset*1=b\n",
    b"To: =?utf-8?b?4?= <a@b>\n", b"From: =?x?q?=41?=@\n", b"Subject: \xff\xfe\n",
    b"Authentication-Results: ;dmarc=fail\n", b"Return-Path: <>\n",
    b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"DTSTAMP:20260101T000000Z\n",
    b"DTSTAMP:00000000T000000Z\n", b"DTSTART;TZID=Foo/../x:99990101T000000\n",
    b"DTSTART;TZID=Turkey Standard Time:20270101T000000\n", b"DTSTART:20270101\n",
    b'ATTENDEE;CN="a:mailto:x\n', b"DURATION:P\n", b"DURATION:P9999W\n", b"SEQUENCE:\xd9\xa1\n",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=40), max_size=30).map(b"".join))
def test_no_bytes_whatever_raise(raw):
    message = read(raw)
    said_in(raw)
    if message.calendar:
        said_in(message.calendar.octets)
    message.dmarc_failed(DOMAIN)
    for text in (message.identity, message.sender, message.subject, message.text):
        text.encode()


def headers(*lines):
    return read("\r\n".join((*lines, "", "x")).encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("results", "failed"),
    [
        ((), False),
        (("cal.example.org; dmarc=fail",), True),
        (("mx.cal.example.org 1; spf=pass; DMARC = FAIL (p=none)",), True),
        (("mx.example.org; dmarc=fail",), True),
        (("cal.example.org; dmarc=pass", "cal.example.org; dmarc=fail"), False),
        (("far.example; dmarc=fail", "mx.example.org; dmarc=pass"), False),
        (("far.example; dmarc=pass", "mx.example.org; dmarc=fail"), True),
        (("far.example; dmarc=fail",), True),
        (("notexample.org; dmarc=pass", "far.example; dmarc=fail"), False),
        (("cal.example.org; spf=fail; dkim=fail",), False),
    ],
)
def test_our_own_server_says_whether_dmarc_failed(results, failed):
    found = headers(*(f"Authentication-Results: {each}" for each in results))
    assert found.dmarc_failed(DOMAIN) == failed


def test_recipients_come_from_the_envelope_first():
    raw = b"To: Y <Y@B>, c@d\nCc: e@f\nDelivered-To: x@a\nX-Original-To: X@A\n\n"
    assert read(raw, envelope_to="z@a").recipients == ("z@a", "x@a", "y@b", "c@d", "e@f")


def test_tokens_are_those_of_our_mailbox_only():
    addresses = ["Events+ABC@CAL.example.org", "events@cal.example.org", "events+@cal.example.org",
                 "events+x@far.example", "other+y@cal.example.org", "", "events+z@cal.example.org"]  # fmt: skip
    assert list(tokens_in("events@cal.example.org", addresses)) == ["abc", "z"]


@pytest.mark.parametrize(
    ("line", "automatic"),
    [
        ("Auto-Submitted: no", ""),
        ("Auto-Submitted: auto-replied (vacation)", "auto-replied"),
        ("Auto-Submitted: Auto-Generated; owner-email=x", "auto-generated"),
        ("Subject: x", ""),
    ],
)
def test_machines_say_so(line, automatic):
    assert headers(line).automatic == automatic


def test_the_envelope_knows_better_than_a_header_where_bounces_go():
    raw = b"Return-Path: <>\n\n"
    assert [read(raw, envelope_from=each).returns_nowhere for each in (None, "a@b", "", "<>")] == [
        True,
        False,
        True,
        True,
    ]


def test_a_calendar_within_an_attached_message_is_not_the_senders():
    raw = b"Content-Type: message/rfc822\n\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:x\n"
    assert (read(raw).calendar, read(raw).text) == (None, "")


def test_words_are_shown_without_what_a_letter_cannot_carry():
    assert fit("a\x00\u202eb\ue0f1\r\nc\rd\ud800 ") == "ab\nc\nd"
    raw = b"Content-Type: text/html; charset=nowhere\n\n<title>t</title><p>Hello<br>\xff there"
    assert read(raw).text == "Hello\n\ufffd there"
    assert plain_text([]) == ""


@pytest.mark.parametrize(
    ("status", "gone"),
    [("5.1.1", True), ("5.1.10", True), ("5.2.1", True), ("5.0.0", True), ("5.4.1", True),
     ("5.2.2", False), ("5.7.1", False), ("4.1.1", False), ("", False)],
)  # fmt: skip
def test_only_what_will_never_arrive_is_given_up(status, gone):
    assert Bounce("failed", status).for_good == gone
    assert not Bounce("delayed", status).for_good


def test_a_status_is_found_in_the_diagnosis_too():
    raw = (
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status"
        b"\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b\nAction: Failed (bad)\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 nobody\n\n--b--\n"
    )
    assert read(raw).bounces == (Bounce("failed", "5.1.1", "smtp; 550 5.1.1 nobody"),)
