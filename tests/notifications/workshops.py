"""Events and people that the calendar tests speak of, and a plain look at what was written."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from notifications.entries.objects import (
    Invitee,
)
from notifications.entries.occasion import Mandated, Mode, Occasion

wall = datetime.fromisoformat
UID = UUID("0190d2f1-5c7a-7d3e-8a4b-2f6c1d9e0b37")
AMINA = Invitee(UID, "Amina Yılmaz", "amina@ministry.example", "events+abc234@cal.example.org")
WORKSHOP = Occasion(
    title="Workshop; seeds, soil",
    language="en",
    starts=wall("2027-03-15 09:00"),
    ends=wall("2027-03-15 16:30"),
    zone="Europe/Paris",
    stamped=datetime(2027, 1, 5, 8, 30, tzinfo=UTC),
    sequence=3,
    description="Bring samples.\nLunch is served.",
    location="Main hall, Lyon",
    url="https://nadwa.example.org/events/1",
    organizer="Institute of Seeds",
    categories=("workshop", "agriculture, food"),
    mandates=(Mandated('Text 7, "the fields"', "https://nadwa.example.org/resolutions/x#7"),),
)
WEBINAR = replace(WORKSHOP, mode=Mode.ONLINE, location="", online_url="https://meet.example.org/9")
COURSE = replace(WORKSHOP, ends=wall("2027-03-17 16:30"))


def lines_of(octets):
    return octets.replace(b"\r\n ", b"").decode().split("\r\n")


def values(octets, name):
    return [
        each.partition(":")[2]
        for each in lines_of(octets)
        if each.partition(":")[0].partition(";")[0] == name
    ]


def in_vevents(octets, name):
    _, *events = octets.split(b"BEGIN:VEVENT\r\n")
    return [value for event in events for value in values(event, name)]
