"""Answers that arrive by LMTP, over a real socket."""

import smtplib

import pytest

from notifications.inbox.lmtp import LmtpDoor
from tests.notifications.corpus.cases import COUNTER, DECLINED, Case
from tests.notifications.inbox import Inbox
from tests.notifications.mail_sink import free_port


@pytest.fixture
def inbox(house, client, tokens):
    return Inbox(house, client, tokens)


@pytest.fixture
def door(house):
    port = free_port()
    found = LmtpDoor(house.office, house.mailing, "127.0.0.1", port)
    found.keep_open()
    yield found, port
    found.close()


@pytest.fixture
def server(door):
    with smtplib.LMTP("127.0.0.1", door[1], timeout=20) as lmtp:
        yield lmtp


def a_message(guest, shape="gmail", name="m", **facts):
    return Case(name, shape, "", "", said=facts).message(guest)


def test_a_reply_by_lmtp_counts(inbox, house, server):
    guest = inbox.a_guest(house.a_workshop())
    raw = a_message(guest, "proton", **DECLINED).replace(b"X-Original-To", b"X-Other")
    assert server.sendmail(guest["address"], [guest["to"]], raw) == {}
    assert (inbox.seat_of(guest), inbox.answer_of(guest)) == ("withdrawn", "declined")
    assert [each["way"] for each in inbox.get("/v1/inbox")["items"]] == ["lmtp"]


def test_each_recipient_has_an_answer_of_its_own(inbox, house, server):
    event = house.a_workshop()
    first, second = (inbox.a_guest(event, f"p{n}@ministry.example") for n in range(2))
    server.ehlo_or_helo_if_needed()
    server.mail("p0@ministry.example")
    recipients = (first["to"], second["to"], "x@far.example")
    assert [server.rcpt(each)[0] for each in recipients] == [250, 250, 550]
    server.docmd("DATA")
    server.send(a_message(first) + b"\r\n.\r\n")
    replies = [server.getreply()[1].decode() for _ in range(2)]
    assert replies == [
        "2.0.0 The answer was recorded",
        "2.0.0 It speaks of another invitation than the one it is addressed to",
    ]
    assert [inbox.answer_of(each) for each in (first, second)] == ["accepted", "needs_action"]


def test_an_empty_envelope_sender_is_a_machine(inbox, house, server):
    guest = inbox.a_guest(house.a_workshop())
    assert server.sendmail("", [guest["to"]], a_message(guest)) == {}
    assert inbox.answer_of(guest) == "needs_action"


def test_a_bounce_by_lmtp_finds_its_letter_by_the_envelope_alone(inbox, house, server, post):
    guest = inbox.a_guest(house.a_workshop())
    house.send(post)
    raw = a_message({**guest, "bounce": "nobody@far.example"}, "postfix_bounce")
    assert server.sendmail("", [guest["bounce"]], raw) == {}
    assert [each.state.value for each in house.letters()] == ["bounced"]


def test_what_is_refused_is_still_taken_since_a_bounce_would_hit_the_innocent(inbox, house, server):
    guest = inbox.a_guest(house.a_workshop())
    raw = a_message(guest, header_method="COUNTER")
    assert server.sendmail(guest["address"], [guest["to"]], raw) == {}
    assert [each["outcome"] for each in inbox.get("/v1/inbox")["items"]] == ["refused"]


def test_too_large_a_message_is_refused_before_it_is_sent(inbox, house, server):
    guest = inbox.a_guest(house.a_workshop())
    raw = a_message(guest, "outlook", **COUNTER) + b"a" * (11 << 20)
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        server.sendmail(guest["address"], [guest["to"]], raw)
    assert refused.value.smtp_code == 552


def test_a_database_that_does_not_answer_puts_the_message_off(house, server, monkeypatch):
    monkeypatch.setattr(house.office, "clock", None)  # nothing works without the time
    with pytest.raises(smtplib.SMTPDataError) as put_off:
        server.sendmail("a@b.example", ["events+x@cal.example.org"], b"Subject: x\r\n\r\nx")
    assert put_off.value.smtp_code == 451


def test_a_second_process_leaves_the_port_to_the_first(house, door):
    second = LmtpDoor(house.office, house.mailing, "127.0.0.1", door[1])
    assert second.keep_open() == 0
    second.close()
    assert door[0].keep_open() == 0
