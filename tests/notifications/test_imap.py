"""Answers that are fetched from a mailbox, from a real IMAP server."""

import imaplib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from notifications.inbox.imap import ImapBox, mailbox_at
from tests.notifications.corpus.cases import DECLINED, MAYBE, Case
from tests.notifications.dovecot import PROGRAM, Dovecot
from tests.notifications.inbox import Inbox

needs_dovecot = pytest.mark.skipif(
    PROGRAM is None, reason="no Dovecot here: apt-get install dovecot-imapd"
)


@pytest.fixture
def inbox(house, client, tokens):
    return Inbox(house, client, tokens)


@pytest.fixture
def dovecot():
    with TemporaryDirectory(prefix="dovecot-") as folder, Dovecot(Path(folder)) as server:
        yield server  # a short path: it names sockets


@pytest.fixture
def box(house, dovecot):
    return ImapBox(house.office, house.mailing, dovecot.url)


def a_message(guest, shape="gmail", name="m", **facts):
    return Case(name, shape, "", "", said=facts).message(guest)


@needs_dovecot
def test_new_messages_are_taken_in_once_and_marked_as_seen(inbox, house, dovecot, box):
    event = house.a_workshop(capacity=1)
    first, second = (inbox.a_guest(event, f"p{n}@ministry.example") for n in range(2))
    dovecot.put(a_message(first, "outlook", **DECLINED))
    dovecot.put(a_message(second, "apple", name="too early", **MAYBE))
    dovecot.put(b"Subject: \xff\r\n\r\nnothing that we know")
    dovecot.put(a_message(first, name="read by a person", **MAYBE), "(\\Seen)")
    assert [box.fetch(), box.fetch()] == [3, 0]
    assert dovecot.flags() == [{"\\Seen"}] * 4
    assert [inbox.seat_of(each) for each in (first, second)] == ["withdrawn", "confirmed"]
    assert [each["way"] for each in inbox.get("/v1/inbox")["items"]] == ["imap", "imap"]


@needs_dovecot
def test_a_crash_before_the_mark_does_no_harm(inbox, house, dovecot, box):
    guest = inbox.a_guest(house.a_workshop())
    dovecot.put(a_message(guest))
    box.fetch()
    with dovecot._opened() as imap:
        imap.store("1", "-FLAGS", "(\\Seen)")
    assert box.fetch() == 1
    assert len(inbox.letters("answer_recorded")) == 1


@needs_dovecot
def test_a_message_that_cannot_be_taken_in_is_left_for_a_person(house, dovecot, box, monkeypatch):
    dovecot.put(b"Subject: x\r\n\r\nx")
    monkeypatch.setattr(house.office, "clock", None)  # nothing works without the time
    assert [box.fetch(), box.fetch()] == [1, 0]
    assert dovecot.flags() == [{"\\Flagged"}]


@needs_dovecot
def test_a_wrong_password_or_folder_is_said_at_once(house, dovecot):
    for url in (dovecot.url.replace("word@", "x@"), dovecot.url.replace("INBOX", 'No"where')):
        with pytest.raises(imaplib.IMAP4.error):
            ImapBox(house.office, house.mailing, url).fetch()


def test_a_mailbox_is_read_from_its_address():
    at = mailbox_at("imaps://us%40er:p%2Fw@mail.example.org/Answers%20in")
    assert (at.host, at.port, at.tls, at.folder) == ("mail.example.org", 993, True, "Answers in")
    assert (at.user, at.password) == ("us@er", "p/w")
    assert "p/w" not in repr(at)
    assert mailbox_at("imap://x@h:1143").port == 1143
    with pytest.raises(ValueError, match="looks like"):
        mailbox_at("pop://x@h")
