"""Entries of feeds: nobody named, days apart, each zone once."""

from dataclasses import replace
from datetime import UTC
from uuid import UUID

import vobject
from icalendar import Calendar

from notifications.entries.objects import (
    daily_entry,
    entry,
    feed,
    invitation,
)
from notifications.entries.occasion import Mandated, Status
from notifications.entries.reparse import verify
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


def test_several_days_are_one_entry_per_day_in_a_feed():
    text = feed("Seeds", [daily_entry(UID, COURSE)])
    verify(text)
    assert in_vevents(text, "DTSTART") == ["20270315T090000", "20270316T090000", "20270317T090000"]
    assert in_vevents(text, "DTEND") == ["20270315T163000", "20270316T163000", "20270317T163000"]
    assert in_vevents(text, "RELATED-TO") == [str(UID)] * 3
    assert [title[-5:] for title in in_vevents(text, "SUMMARY")] == ["(1/3)", "(2/3)", "(3/3)"]
    assert len(set(in_vevents(text, "UID")) | {str(UID)}) == 4


def test_the_days_of_a_moved_event_keep_their_uids():
    later = replace(COURSE, starts=wall("2027-04-15 09:00"), ends=wall("2027-04-16 16:30"))
    before = in_vevents(daily_entry(UID, COURSE).text, "UID")
    assert in_vevents(daily_entry(UID, later).text, "UID") == before[:2]


def test_days_without_known_hours_are_whole_days():
    overnight = replace(COURSE, starts=wall("2027-03-15 14:00"), ends=wall("2027-03-17 12:00"))
    text = feed("Seeds", [daily_entry(UID, overnight)])
    verify(text)
    assert in_vevents(text, "DTSTART") == ["20270315", "20270316", "20270317"]
    assert "From 2027-03-15 14:00 to 2027-03-17 12:00" in in_vevents(text, "DESCRIPTION")[0]


def test_an_evening_past_midnight_is_one_entry():
    dinner = replace(WORKSHOP, starts=wall("2027-03-15 20:00"), ends=wall("2027-03-16 01:00"))
    assert in_vevents(daily_entry(UID, dinner).text, "DTEND") == ["20270316T010000"]


def test_a_month_long_exhibition_stays_one_umbrella_in_feeds():
    exhibition = replace(COURSE, ends=wall("2027-04-15 16:30"))
    assert daily_entry(UID, exhibition) == entry(UID, exhibition)
    assert in_vevents(entry(UID, exhibition).text, "UID") == [str(UID)]


def test_a_session_names_the_conference_it_belongs_to():
    session = replace(WORKSHOP, part_of="0190d2f1-0000-7000-8000-000000000001")
    assert (
        b"RELATED-TO;RELTYPE=PARENT:0190d2f1-0000-7000-8000-000000000001\r\n"
        in entry(UID, session).text
    )


def test_a_feed_names_nobody_and_says_how_often_to_ask():
    cancelled = replace(WORKSHOP, status=Status.CANCELLED)
    text = feed(
        "Seeds, soil",
        [entry(UID, cancelled)],
        source="https://nadwa.example.org/calendars/public.ics",
        colour="teal",
    )
    verify(text)
    assert lines_of(text)[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nadwa//Nadwa//EN",
        r"NAME:Seeds\, soil",
        r"X-WR-CALNAME:Seeds\, soil",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://nadwa.example.org/calendars/public.ics",
        "COLOR:teal",
    ]
    for name in ("METHOD", "ATTENDEE", "ORGANIZER", "BEGIN:VALARM"):
        assert name.encode() not in text
    assert values(text, "STATUS") == ["CANCELLED"]
    assert values(text, "CONTACT") == ["Institute of Seeds"]


def test_a_feed_links_to_the_mandates_and_mail_does_not():
    page = "https://nadwa.example.org/resolutions/x#7"
    assert values(entry(UID, WORKSHOP).text, "CONCEPT") == [page]
    read = Calendar.from_ical(feed("Seeds", [entry(UID, WORKSHOP)])).events[0]
    assert read["LINK"].params["LABEL"] == 'Text 7, "the fields"'
    assert b"CONCEPT" not in invitation(AMINA, WORKSHOP)
    bare = replace(WORKSHOP, mandates=(Mandated("Text 8"),))
    assert values(entry(UID, bare).text, "CONCEPT") == []


def test_a_feed_has_each_zone_once_over_the_whole_window():
    spring = replace(WORKSHOP, zone="Africa/Casablanca")
    autumn = replace(spring, starts=wall("2027-10-15 09:00"), ends=wall("2027-10-15 10:00"))
    ramadan = replace(spring, starts=wall("2027-02-15 09:00"), ends=wall("2027-02-15 10:00"))
    online = replace(WEBINAR, starts=wall("2019-02-15 09:00"), ends=wall("2019-02-15 10:00"))
    entries = [
        entry(UUID(int=n), each)
        for n, each in enumerate([spring, autumn, ramadan, WORKSHOP, online])
    ]
    text = feed("Seeds", entries)
    verify(text)
    assert values(text, "TZID") == ["Africa/Casablanca", "Europe/Paris"]
    zone = vobject.readOne(text.decode()).vtimezone_list[0].tzinfo
    for each in (spring, autumn, ramadan):
        assert each.starts.replace(tzinfo=zone).astimezone(UTC) == each.instant(each.starts)


def test_a_feed_is_a_join_of_kept_bytes_in_the_given_order():
    kept = [entry(UUID(int=n), WORKSHOP) for n in (3, 1, 2)]
    assert b"".join(each.text for each in kept) in feed("Seeds", iter(kept))


def test_an_empty_feed_is_a_calendar_all_the_same():
    verify(feed("Seeds", []))
