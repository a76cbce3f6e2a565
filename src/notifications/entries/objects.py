"""Writes calendar objects: invitations, cancellations and feeds (RFC 5545, 5546, 7986, 9253).

Written by hand because the bytes matter: equal facts give equal bytes, a VEVENT is kept as bytes
and a feed is a join of them, and no library's defaults (random UID, DTSTAMP of now) slip in.

A meeting of several days is never one long block. Its invitation, and the entry with the same UID
in a personal feed, is an umbrella of whole days (VALUE=DATE) with the hours in words: one answer
for all days. Public feeds have one VEVENT per day at its hours: the UID of day n is made from the
event's UID and n, so it stays when the event moves, and RELATED-TO names the umbrella. What lasts
longer than two weeks stays an umbrella there too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID, uuid5

from notifications.entries.addresses import ascii_address
from notifications.entries.content_lines import Unwritable, escaped, line
from notifications.entries.description import described
from notifications.entries.occasion import Occasion, Span, Status
from notifications.entries.vtimezone import vtimezone
from notifications.itip import MOST_SEQUENCE, Answer, Method

PRODUCT = "-//Nadwa//Nadwa//EN"
REFRESH = "PT1H"
_MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Invitee:
    """One person and their invitation: the UID and the ORGANIZER address never change for them."""

    uid: UUID
    name: str
    address: str
    organizer_address: str
    answer: Answer = Answer.NEEDS_ACTION


@dataclass(frozen=True, slots=True)
class Entry:
    """Rendered components, kept per event, revision and language; and the zone they refer to.

    `zone` is empty when nothing refers to one; `earliest` and `latest` are aware (UTC).
    """

    text: bytes
    zone: str
    earliest: datetime
    latest: datetime


def invitation(invitee: Invitee, occasion: Occasion) -> bytes:
    """Return the METHOD:REQUEST that puts an event into one person's calendar, or renews it."""
    if occasion.status is Status.CANCELLED:
        raise Unwritable("an event that is off cannot be requested; programs would offer Accept")
    asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": invitee.answer.partstat, "RSVP": "TRUE"}
    return _message(Method.REQUEST, invitee, occasion, asked)


def cancellation(invitee: Invitee, occasion: Occasion, *, removed: bool) -> bytes:
    """Return the METHOD:CANCEL for one person.

    `removed` says that the event takes place without them: no STATUS then (RFC 5546, 3.2.5).
    """
    off = replace(occasion, status=None if removed else Status.CANCELLED)
    return _message(Method.CANCEL, invitee, off, {"ROLE": "REQ-PARTICIPANT"})


def counter_refusal(invitee: Invitee, occasion: Occasion) -> bytes:
    """Return the METHOD:DECLINECOUNTER that answers a proposal: what was planned stands."""
    return _message(Method.DECLINECOUNTER, invitee, occasion, {"ROLE": "REQ-PARTICIPANT"})


def entry(uid: UUID, occasion: Occasion) -> Entry:
    """Return the entry of a personal feed or a download: the invitation's object, nobody named."""
    return _entry(_vevent(uid, occasion, occasion.whole(), _published(occasion)), occasion)


def daily_entry(uid: UUID, occasion: Occasion) -> Entry:
    """Return the entry of a public feed: one VEVENT for each day of an event."""
    days = occasion.days()
    if not 1 < len(days) <= _MOST_DAYS:
        return entry(uid, occasion)
    published = _published(occasion) + line("RELATED-TO", str(uid), {"RELTYPE": "PARENT"})
    text = b"".join(
        _vevent(
            uuid5(uid, f"day {n}"),
            replace(occasion, title=f"{occasion.title} ({n}/{len(days)})"),
            day,
            published,
        )
        for n, day in enumerate(days, start=1)
    )
    return _entry(text, occasion, days[0])


def feed(name: str, entries: Iterable[Entry], *, source: str = "", colour: str = "") -> bytes:
    """Return a whole feed: kept entries joined in the given order, each zone once.

    `source` is the feed's own address, `colour` a CSS3 colour name (RFC 7986).
    """
    kept = list(entries)
    windows: dict[str, tuple[datetime, datetime]] = {}
    for each in kept:
        earliest, latest = windows.get(each.zone, (each.earliest, each.latest))
        windows[each.zone] = min(earliest, each.earliest), max(latest, each.latest)
    head = (
        line("NAME", escaped(name)),
        line("X-WR-CALNAME", escaped(name)),
        line("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"}),
        line("X-PUBLISHED-TTL", REFRESH),
        line("SOURCE", source, {"VALUE": "URI"}),
        line("COLOR", colour),
    )
    zones = (vtimezone(zone, *windows[zone]).encode() for zone in sorted(windows) if zone)
    return _vcalendar(*head, *zones, *(each.text for each in kept))


def _message(method: Method, invitee: Invitee, occasion: Occasion, asked: dict[str, str]) -> bytes:
    organizer = f"mailto:{ascii_address(invitee.organizer_address)}"
    people = (
        line("ORGANIZER", organizer, {"CN": occasion.organizer}),
        line("ATTENDEE", f"mailto:{ascii_address(invitee.address)}", {"CN": invitee.name, **asked}),
    )
    made = _entry(_vevent(invitee.uid, occasion, occasion.whole(), b"".join(people)), occasion)
    zone = vtimezone(made.zone, made.earliest, made.latest).encode() if made.zone else b""
    return _vcalendar(line("METHOD", method), zone, made.text)


def _vcalendar(*parts: bytes) -> bytes:
    head = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", line("PRODID", PRODUCT))
    return b"".join((*head, *parts, b"END:VCALENDAR\r\n"))


def _entry(text: bytes, occasion: Occasion, span: Span | None = None) -> Entry:
    timed = isinstance((span or occasion.whole()).start, datetime)
    zone = occasion.zone if timed and not occasion.in_utc else ""
    return Entry(text, zone, *occasion.window)


def _vevent(uid: UUID, occasion: Occasion, span: Span, last: bytes) -> bytes:
    """Return one VEVENT; `last` are the lines that depend on whether it is sent or published."""
    head, tail = line("UID", str(uid)), b"END:VEVENT\r\n"
    return b"".join((b"BEGIN:VEVENT\r\n", head, _facts(occasion, span), last, tail))


@lru_cache(maxsize=256)
def _facts(occasion: Occasion, span: Span) -> bytes:
    """Return the lines that are the same for everybody who reads the same language."""
    language = {"LANGUAGE": occasion.language}
    lines = (
        line("DTSTAMP", f"{occasion.stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}"),
        line("SEQUENCE", _sequence(occasion.sequence)),
        *_times(occasion, span),
        line("SUMMARY", escaped(occasion.title), language),
        line("DESCRIPTION", escaped(described(occasion)), language),
        line("LOCATION", escaped(occasion.location), language),
        line("URL", occasion.url),
        line("CONFERENCE", occasion.online_url, {"VALUE": "URI", "FEATURE": "VIDEO"}),
        line("CATEGORIES", ",".join(map(escaped, occasion.categories))),
        line("STATUS", occasion.status or ""),
    )
    return b"".join(lines)


def _sequence(sequence: int) -> str:
    if not 0 <= sequence <= MOST_SEQUENCE:
        raise Unwritable(f"SEQUENCE {sequence} is not within 31 bits")
    return str(sequence)


def _times(occasion: Occasion, span: Span) -> Iterable[bytes]:
    if span.end < span.start:
        raise Unwritable("an event cannot end before it starts")
    yield _time("DTSTART", span.start, occasion)
    if span.end > span.start:  # DTEND must be later than DTSTART (RFC 5545, section 3.8.2.2)
        yield _time("DTEND", span.end, occasion)
    if occasion.recurrence_id:
        original = occasion.recurrence_id
        timed = isinstance(span.start, datetime)
        yield _time("RECURRENCE-ID", original if timed else original.date(), occasion)
    elif occasion.series:
        yield line("RRULE", occasion.series.rule_from(occasion.starts))


def _time(name: str, when: date, occasion: Occasion) -> bytes:
    """Write a day as DATE, a time as UTC or as local time with TZID; never both, never neither."""
    if not isinstance(when, datetime):
        return line(name, f"{when:%Y%m%d}", {"VALUE": "DATE"})
    if occasion.in_utc:
        return line(name, f"{occasion.instant(when):%Y%m%dT%H%M%SZ}")
    return line(name, f"{when:%Y%m%dT%H%M%S}", {"TZID": occasion.zone})


def _published(occasion: Occasion) -> bytes:
    """Return what only feeds have: the body as CONTACT, the mandates as RFC 9253 has it."""
    language = {"LANGUAGE": occasion.language}
    links = (mandate for mandate in occasion.mandates if mandate.url)
    lines = (
        line("CONTACT", escaped(occasion.organizer), language),
        line("RELATED-TO", occasion.part_of, {"RELTYPE": "PARENT"}),
        *(
            part
            for mandate in links
            for part in (
                line("CONCEPT", mandate.url),
                line(
                    "LINK",
                    mandate.url,
                    {"VALUE": "URI", "LINKREL": "related", "LABEL": mandate.text},
                ),
            )
        ),
    )
    return b"".join(lines)
