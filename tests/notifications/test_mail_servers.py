"""Invitations and answers through the mail servers that people really run, on loopback."""

import os
import smtplib
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from icalendar import Calendar

from notifications.inbox.imap import ImapBox
from notifications.inbox.lmtp import LmtpDoor
from notifications.sending.mail_server import server_at
from notifications.sending.post import SmtpPost
from tests.notifications import dovecot, postfix
from tests.notifications.corpus.cases import Case
from tests.notifications.inbox import Inbox
from tests.notifications.mail_sink import free_port

AMINA, PEOPLE, OURS = "amina@ministry.example", "ministry.example", "cal.example.org"
needs_postfix = pytest.mark.skipif(
    postfix.PROGRAM is None or os.getuid() != 0,
    reason="no Postfix here, or not root: apt-get install postfix",
)
needs_dovecot = pytest.mark.skipif(
    dovecot.PROGRAM is None, reason="no Dovecot here: apt-get install dovecot-imapd"
)


@pytest.fixture
def inbox(house, client, tokens):
    return Inbox(house, client, tokens)


@pytest.fixture
def folder():
    with TemporaryDirectory(prefix="mail-") as name:
        yield Path(name)


def invited(inbox, house, server):
    """Send an invitation through the server; return the guest, and what came into the mailbox."""
    guest = inbox.a_guest(house.a_workshop(), AMINA)
    post = SmtpPost(server_at(f"smtp://127.0.0.1:{server.port}"))
    house.send(post)
    post.close()
    [raw] = server.mail_in(PEOPLE)
    return guest, message_from_bytes(raw, policy=default)


def answer(letter, server, partstat):
    """Answer as the person's mail program does: from the calendar part alone, to its ORGANIZER."""
    [part] = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    [entry] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    organizer = str(entry["ORGANIZER"]).removeprefix("mailto:")
    facts = {"uid": str(entry["UID"]), "to": organizer, "address": AMINA, "bounce": ""}
    said = {"partstat": partstat, "sequence": str(entry["SEQUENCE"])}
    raw = Case("reply", "thunderbird", "", "", said=said).message(facts)
    bare = raw.partition(b"From:")  # the servers write Return-Path and Delivered-To themselves
    with smtplib.SMTP("127.0.0.1", server.port, timeout=20) as smtp:
        smtp.sendmail(AMINA, [organizer], b"".join(bare[1:]))


def until(happened):
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.05)


@needs_postfix
def test_an_invitation_through_postfix_is_answered_by_lmtp(inbox, house, folder):
    door = LmtpDoor(house.office, house.mailing, "127.0.0.1", port := free_port())
    door.keep_open()
    try:
        with postfix.Postfix(folder, {PEOPLE: "people"}, (OURS, port)) as server:
            guest, letter = invited(inbox, house, server)
            assert letter["Return-Path"] == f"<{guest['bounce']}>"
            answer(letter, server, "DECLINED")
            until(lambda: inbox.answer_of(guest) == "declined")
            assert (inbox.seat_of(guest), server.log().count("status=sent")) == ("withdrawn", 2)
    finally:
        door.close()
    assert [each["way"] for each in inbox.get("/v1/inbox")["items"]] == ["lmtp"]


@needs_postfix
@needs_dovecot
def test_an_invitation_through_postfix_is_answered_by_imap(inbox, house, folder):
    (folder / "imap").mkdir()
    boxes = {PEOPLE: "people", OURS: "imap/mail"}
    with (
        dovecot.Dovecot(folder / "imap") as mailbox,
        postfix.Postfix(folder, boxes) as server,
    ):
        guest, letter = invited(inbox, house, server)
        answer(letter, server, "TENTATIVE")
        box = ImapBox(house.office, house.mailing, mailbox.url)
        until(box.fetch)
        assert (inbox.seat_of(guest), inbox.answer_of(guest)) == ("confirmed", "tentative")
    assert [each["way"] for each in inbox.get("/v1/inbox")["items"]] == ["imap"]
