"""Letters as bytes: their parts, their headers, and that nothing can be smuggled in."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.entries.content_lines import Unwritable
from notifications.entries.objects import cancellation, invitation
from notifications.itip import Method
from notifications.letters.mime import Identity, Letter, compose, message_id
from tests.notifications.workshops import AMINA, UID, WORKSHOP

INVITATION = Identity(
    recipient="amina@ministry.example",
    kind="invitation",
    uid=UID,
    sequence=3,
    method=Method.REQUEST,
    stamped=datetime(2027, 1, 5, 8, 30, tzinfo=UTC),
)
ID = message_id(INVITATION, "Mail.nadwa.example.org")
LETTER = Letter(
    sender=Address("Institute of Seeds", addr_spec="events@mail.nadwa.example.org"),
    recipient=Address("Amina Yılmaz", addr_spec="amina@ministry.example"),
    subject="Invitation: Workshop",
    language="en",
    plain="Dear Amina,\n\n.hidden\nyour place = yours \nhttps://nadwa.example.org/me/x",
    html='<html lang="en"><p>Dear Amina,</p></html>',
    date=datetime(2027, 1, 5, 8, 31, tzinfo=UTC),
    message_id=ID,
    calendar=invitation(AMINA, WORKSHOP),
    method=Method.REQUEST,
)
PLAIN = replace(LETTER, calendar=b"", method=None)


def read(octets):
    return email.message_from_bytes(octets, policy=email.policy.SMTP)


def tree(message):
    if message.is_multipart():
        return message.get_content_type(), [tree(part) for part in message.iter_parts()]
    return message.get_content_type()


def said(header):
    return str(make_header(decode_header(header.replace("\r\n", ""))))


def raw(octets, name):
    return email.message_from_bytes(octets, policy=email.policy.compat32)[name]


def test_an_invitation_has_the_parts_that_mail_programs_look_for():
    message = read(compose(LETTER))
    alternative = ["text/plain", "text/html", "text/calendar"]
    assert tree(message) == (
        "multipart/mixed",
        [("multipart/alternative", alternative), "application/ics"],
    )
    assert message.defects == []


def test_the_calendar_part_is_base64_shown_in_place_and_names_its_method():
    *_, part = next(read(compose(LETTER)).iter_parts()).iter_parts()
    assert dict(part["Content-Type"].params) == {
        "charset": "utf-8",
        "method": "REQUEST",
        "component": "VEVENT",
    }
    assert part["Content-Transfer-Encoding"] == "base64"
    assert part["Content-Disposition"] is None
    assert part.get_payload(decode=True) == LETTER.calendar


def test_the_attachment_has_the_same_bytes():
    _, part = read(compose(LETTER)).iter_parts()
    assert (part.get_content_type(), part.get_filename()) == ("application/ics", "invite.ics")
    assert part.get_content_disposition() == "attachment"
    assert part["Content-Type"].params["name"] == "invite.ics"
    assert part.get_payload(decode=True) == LETTER.calendar


def test_a_letter_without_a_calendar_is_text_twice():
    assert tree(read(compose(PLAIN))) == ("multipart/alternative", ["text/plain", "text/html"])


def test_headers_say_who_when_and_that_a_machine_wrote():
    headers = list(read(compose(LETTER)).items())
    assert headers[:-1] == [
        ("From", "Institute of Seeds <events@mail.nadwa.example.org>"),
        ("To", "Amina Yılmaz <amina@ministry.example>"),
        ("Subject", "Invitation: Workshop"),
        ("Date", "Tue, 05 Jan 2027 08:31:00 +0000"),
        ("Message-ID", ID),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "en"),
        ("MIME-Version", "1.0"),
    ]


def test_an_update_hangs_on_the_first_letter():
    first = message_id(replace(INVITATION, sequence=0), "nadwa.example.org")
    message = read(compose(replace(LETTER, first=first)))
    assert (message["In-Reply-To"], message["References"]) == (first, first)
    assert read(compose(replace(LETTER, first=ID)))["In-Reply-To"] is None


def test_answers_by_hand_go_to_the_human_organizer():
    human = Address("Seeds team", addr_spec="seeds@institute.example")
    message = read(compose(replace(LETTER, reply_to=human)))
    assert message["Reply-To"].addresses[0].addr_spec == "seeds@institute.example"


def test_equal_letters_are_equal_bytes_and_plain_ascii_lines():
    octets = compose(LETTER)
    assert octets == compose(replace(LETTER))
    assert octets.isascii()
    lines = octets.split(b"\r\n")
    assert not any(b"\n" in each or b"\r" in each for each in lines)
    assert max(map(len, lines)) <= 78


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "omar@ministry.example"},
        {"kind": "update"},
        {"uid": None},
        {"recurrence_id": datetime(2027, 3, 22, 9, tzinfo=UTC)},
        {"sequence": 4},
        {"method": Method.CANCEL},
        {"stamped": datetime(2027, 1, 5, 8, 31, tzinfo=UTC)},
    ],
)
def test_any_other_letter_has_another_message_id(other):
    assert message_id(replace(INVITATION, **other), "x.example") != message_id(
        INVITATION, "x.example"
    )


def test_the_same_letter_has_the_same_message_id():
    assert message_id(replace(INVITATION), "mail.nadwa.example.org") == ID
    assert ID.endswith("@mail.nadwa.example.org>")


@pytest.mark.parametrize("language", ["en", "ar"])
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")
        | st.just("\n")
    )
)
def test_texts_arrive_as_they_were_written(language, text):
    octets = compose(replace(PLAIN, plain=text, html=f"<p>{text}</p>", language=language))
    plain, html = read(octets).iter_parts()
    lines = text.replace("\n", "\r\n")
    assert plain.get_payload(decode=True).decode().rstrip("\r\n") == lines.rstrip("\r\n")
    assert html.get_payload(decode=True).decode() == f"<p>{lines}</p>"
    assert octets.isascii()


names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"),
    min_size=1,
    max_size=200,
)


@given(names)
def test_a_name_never_becomes_an_address(name):
    octets = compose(
        replace(PLAIN, sender=Address(name, addr_spec="events@mail.example.org"), subject=name)
    )
    assert [a.addr_spec for a in read(octets)["From"].addresses] == ["events@mail.example.org"]
    assert said(raw(octets, "Subject")).split() == name.split()
    assert max(map(len, octets.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "name",
    [
        "Éric <minister@gov.example>",
        '"minister" <minister@gov.example>, x',
        "=?utf-8?q?Minister?=",
        'O\'Neil "Big" B. \\ (Jr.)',
        "محمد عبد الله، وزارة التعاون الدولي والتخطيط والتنمية الاجتماعية",
        "Ayşe Gül; Öztürk: uzun bir isim, virgüllü ve çok daha uzun bir görev adı ile birlikte",
        "Plain and long " * 8,
    ],
)
def test_names_in_any_script_are_read_as_they_are(name):
    octets = compose(replace(PLAIN, recipient=Address(name, addr_spec="a@x.example")))
    words, _, address = raw(octets, "To").rpartition("<")
    read_words = said(words.strip())
    if read_words.startswith('"'):
        read_words = read_words[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    assert (read_words.strip(), address) == (name.strip(), "a@x.example>")


def test_a_person_without_a_name_is_an_address():
    octets = compose(replace(PLAIN, recipient=Address(addr_spec="a@x.example")))
    assert raw(octets, "To") == "<a@x.example>"


@pytest.mark.parametrize(
    "facts",
    [
        {"subject": "Hello\r\nBcc: all@x.example"},
        {"subject": "Hello\x0b"},
        {"subject": "Hello\u2028"},
        {"message_id": "<a b@x.example>"},
        {"first": "<x@y.example>\r\nBcc: all@x.example"},
        {"language": "en\r\nBcc: all@x.example"},
        {"plain": "\x00"},
        {"recipient": Address("\x7f", addr_spec="a@x.example")},
        {"method": Method.CANCEL},
        {"method": None},
    ],
)
def test_what_no_letter_can_carry_is_refused(facts):
    with pytest.raises(Unwritable):
        compose(replace(LETTER, **facts))


def test_a_cancellation_names_its_method_too():
    off = cancellation(AMINA, WORKSHOP, removed=True)
    octets = compose(replace(LETTER, calendar=off, method=Method.CANCEL))
    assert b"text/calendar; charset=utf-8; method=CANCEL; component=VEVENT\r\n" in octets
