"""Calendar messages: what stands in them, and that other programs read it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from notifications.entries.content_lines import Unwritable
from notifications.entries.objects import (
    cancellation,
    counter_refusal,
    invitation,
)
from notifications.entries.occasion import Mode, Status
from notifications.entries.reparse import verify
from notifications.itip import MOST_SEQUENCE, Answer
from tests.notifications.workshops import (
    AMINA,
    COURSE,
    UID,
    WEBINAR,
    WORKSHOP,
    in_vevents,
    lines_of,
    values,
    wall,
)


def test_an_invitation_is_written_to_the_last_line():
    text = invitation(AMINA, WORKSHOP)
    verify(text)
    written = lines_of(text)
    zone = written.index("END:VTIMEZONE")
    assert written[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nadwa//Nadwa//EN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
    ]
    assert written[zone + 1 :] == [
        "BEGIN:VEVENT",
        "UID:0190d2f1-5c7a-7d3e-8a4b-2f6c1d9e0b37",
        "DTSTAMP:20270105T083000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Paris:20270315T090000",
        "DTEND;TZID=Europe/Paris:20270315T163000",
        r"SUMMARY;LANGUAGE=en:Workshop\; seeds\, soil",
        (
            r"DESCRIPTION;LANGUAGE=en:Bring samples.\nLunch is served.\n\nIn response to:\n"
            r'- Text 7\, "the fields"\n\nMore about this event: https://nadwa.example.org/events/1'
        ),
        r"LOCATION;LANGUAGE=en:Main hall\, Lyon",
        "URL:https://nadwa.example.org/events/1",
        r"CATEGORIES:workshop,agriculture\, food",
        "STATUS:CONFIRMED",
        'ORGANIZER;CN="Institute of Seeds":mailto:events+abc234@cal.example.org',
        (
            'ATTENDEE;CN="Amina Yılmaz";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:'
            "mailto:amina@ministry.example"
        ),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_equal_facts_give_equal_bytes():
    assert invitation(AMINA, WORKSHOP) == invitation(replace(AMINA), replace(WORKSHOP))


def test_online_meetings_are_written_in_utc_without_a_zone():
    text = invitation(AMINA, WEBINAR)
    verify(text)
    assert values(text, "DTSTART") + values(text, "DTEND") == [
        "20270315T080000Z",
        "20270315T153000Z",
    ]
    assert b"VTIMEZONE" not in text
    assert b"CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/9\r\n" in text
    assert "Join online: https://meet.example.org/9" in values(text, "DESCRIPTION")[0]
    assert values(text, "LOCATION") == []


def test_hybrid_meetings_keep_the_clock_of_the_hall():
    text = invitation(AMINA, replace(WEBINAR, mode=Mode.HYBRID))
    verify(text)
    assert b"DTSTART;TZID=Europe/Paris:20270315T090000\r\n" in text


def test_a_hall_in_utc_is_written_in_utc():
    text = invitation(AMINA, replace(WORKSHOP, zone="UTC"))
    verify(text)
    assert values(text, "DTSTART") == ["20270315T090000Z"]


def test_an_update_of_words_keeps_the_answer():
    text = invitation(replace(AMINA, answer=Answer.ACCEPTED), WORKSHOP)
    assert b"PARTSTAT=ACCEPTED" in text.replace(b"\r\n ", b"")


def test_what_is_off_cannot_be_requested():
    with pytest.raises(Unwritable, match="Accept"):
        invitation(AMINA, replace(WORKSHOP, status=Status.CANCELLED))


@pytest.mark.parametrize(("removed", "status"), [(False, ["CANCELLED"]), (True, [])])
def test_a_cancellation_has_a_status_only_when_the_event_is_off(removed, status):
    text = cancellation(AMINA, replace(WORKSHOP, sequence=4), removed=removed)
    verify(text)
    assert values(text, "METHOD") == ["CANCEL"]
    assert values(text, "STATUS") == status
    assert values(text, "SEQUENCE") == ["4"]
    assert in_vevents(text, "DTSTART") == ["20270315T090000"]
    assert values(text, "SUMMARY") == [r"Workshop\; seeds\, soil"]
    assert len(values(text, "ATTENDEE")) == 1


def test_a_refused_proposal_says_what_stands():
    text = counter_refusal(AMINA, WORKSHOP)
    verify(text)
    assert values(text, "METHOD") == ["DECLINECOUNTER"]


def test_several_days_are_one_umbrella_in_an_invitation():
    text = invitation(AMINA, COURSE)
    verify(text)
    assert b"DTSTART;VALUE=DATE:20270315\r\nDTEND;VALUE=DATE:20270318\r\n" in text
    assert b"VTIMEZONE" not in text
    assert (
        r"\n\nEvery day from 09:00 to 16:30 (Europe/Paris\, UTC+01:00)\n\n"
        in values(text, "DESCRIPTION")[0]
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", r"Chaque jour de 09:00 à 16:30 (America/New_York\, UTC-04:00)"),
        ("ar", r"يوميا من الساعة 09:00 إلى الساعة 16:30 (America/New_York\, UTC-04:00)"),
        ("tr", r"Every day from 09:00 to 16:30 (America/New_York\, UTC-04:00)"),
    ],
)
def test_the_hours_are_told_in_the_readers_language(language, sentence):
    text = invitation(AMINA, replace(COURSE, language=language, zone="America/New_York"))
    verify(text)
    assert sentence in values(text, "DESCRIPTION")[0]
    assert f"SUMMARY;LANGUAGE={language}:".encode() in text


def test_the_umbrella_moves_with_the_event_and_keeps_its_uid():
    later = replace(COURSE, starts=wall("2027-04-15 09:00"), ends=wall("2027-04-17 16:30"))
    before, after = invitation(AMINA, COURSE), invitation(AMINA, later)
    assert values(before, "UID") == values(after, "UID") == [str(UID)]
    assert values(after, "DTSTART") == ["20270415"]


def test_an_end_at_midnight_adds_no_day():
    until_midnight = replace(COURSE, ends=wall("2027-03-17 00:00"))
    text = invitation(AMINA, until_midnight)
    assert values(text, "DTEND") == ["20270317"]


def test_an_event_without_a_length_has_no_end():
    moment = replace(WORKSHOP, ends=WORKSHOP.starts)
    text = invitation(AMINA, moment)
    verify(text)
    assert in_vevents(text, "DTEND") == []


def test_an_end_before_the_start_is_refused():
    with pytest.raises(Unwritable, match="before it starts"):
        invitation(AMINA, replace(WORKSHOP, ends=wall("2027-03-15 08:59")))


@pytest.mark.parametrize("sequence", [-1, MOST_SEQUENCE + 1])
def test_a_sequence_outside_31_bits_is_refused(sequence):
    with pytest.raises(Unwritable, match="31 bits"):
        invitation(AMINA, replace(WORKSHOP, sequence=sequence))


def test_another_reader_sees_the_same_instants():
    read = vobject.readOne(invitation(AMINA, WORKSHOP).decode())
    zone = read.vtimezone.tzinfo
    start = read.vevent.dtstart.value.replace(tzinfo=zone)
    assert start.astimezone(UTC) == datetime(2027, 3, 15, 8, tzinfo=UTC)
    assert read.vevent.summary.value == WORKSHOP.title


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"),
    min_size=1,
    max_size=120,
)


@given(words, words, words, words)
def test_any_words_come_back_as_they_were(title, place, name, body):
    text = invitation(
        replace(AMINA, name=name), replace(WORKSHOP, title=title, location=place, organizer=body)
    )
    verify(text)
    event = Calendar.from_ical(text).events[0]
    assert (event["SUMMARY"], event["LOCATION"]) == (title, place)
    assert event["ATTENDEE"].params["CN"] == name
    assert event["ORGANIZER"].params["CN"] == body


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\ud800", "\ufeff"]
)
def test_characters_that_readers_lose_are_refused(character):
    with pytest.raises(Unwritable, match=f"U\\+{ord(character):04X}"):
        invitation(replace(AMINA, name=f"Amina{character}"), WORKSHOP)


def test_a_line_break_cannot_add_a_property():
    with pytest.raises(Unwritable, match="URL must be one line"):
        invitation(AMINA, replace(WORKSHOP, url="https://x.example\r\nATTENDEE:mailto:y@x.example"))
    text = invitation(replace(AMINA, name="A\nATTENDEE:mailto:y@x.example"), WORKSHOP)
    verify(text)


def test_an_event_that_nobody_asked_for_says_so_by_silence():
    text = invitation(AMINA, replace(WORKSHOP, mandates=(), url="", description=""))
    verify(text)
    assert values(text, "DESCRIPTION") == []
