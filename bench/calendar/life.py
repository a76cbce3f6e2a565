"""The life cycle: invited, reworded, moved, joined, removed, promoted, off; in letters and feeds.

Once for each language, zone and shape of an event. What is true is computed here from the plan,
with `zoneinfo` and nothing of Nadwa's.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi.testclient import TestClient
from icalendar import Calendar

from bench.calendar.parsers import Seen
from nadwa.app import build_app, build_office
from nadwa.migrate import migrate
from notifications import Mailing, MemoryPost
from notifications.objects import uuid5
from tests.notifications.house import ADMIN, House, furnish

MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)
LANGUAGES = ("ar", "en", "fr")
ZONES = {  # before and after the event is moved: on both sides of a change of the clocks
    "Africa/Cairo": ("2027-04-29", "2027-05-04"),
    "Africa/Casablanca": ("2027-02-03", "2027-02-16"),  # Ramadan begins between
    "Asia/Gaza": ("2027-03-24", "2027-04-06"),
    "Europe/Istanbul": ("2027-03-24", "2027-04-06"),
    "America/New_York": ("2027-03-10", "2027-03-17"),
    "UTC": ("2027-03-24", "2027-04-06"),
}
SHAPES = ("one day", "three days", "whole days", "online", "over midnight")
_DAY = timedelta(days=1)


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Life:
    """What was sent and published, and what is true of it."""

    folder: Path
    mails: dict[Path, list[Seen]] = field(default_factory=dict)
    feeds: dict[Path, list[Seen]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def lived(folder: Path) -> tuple[dict[Path, list[Seen]], dict[Path, list[Seen]], list[str]]:
    """Live all lives; return letters, feeds (each with what is true) and the rules broken."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nadwa.db").unlink(missing_ok=True)
    url, clock = f"sqlite:///{folder / 'nadwa.db'}", _Clock()
    migrate(url)
    office = build_office(url, clock, MAILING)
    with office.work(ADMIN) as work:
        furnish(work)
    house, life = House(office, clock, MAILING), Life(folder)
    with TestClient(build_app(office, MAILING)) as client:
        for language, zone, shape in product(LANGUAGES, ZONES, SHAPES):
            _Story(house, client, life, language, zone, shape).told()
    office.engines.close()
    return life.mails, life.feeds, life.broken


def _plan(zone: str, shape: str, day: str) -> dict[str, str]:
    first = datetime.fromisoformat(day)
    begins, ends = {
        "one day": (first.replace(hour=9), first.replace(hour=16, minute=30)),
        "three days": (first.replace(hour=9), first.replace(hour=16) + 2 * _DAY),
        "whole days": (first, first + 2 * _DAY),
        "online": (first.replace(hour=9), first.replace(hour=10)),
        "over midnight": (first.replace(hour=20), first.replace(hour=1) + _DAY),
    }[shape]
    when = {
        "starts_at": begins.isoformat("T", "minutes"),
        "ends_at": ends.isoformat("T", "minutes"),
    }
    return {**when, "timezone": zone}


def _spans(plan: dict[str, str], shape: str) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Return start and end of the invitation, and of each entry in public feeds."""
    zone = ZoneInfo(plan["timezone"])
    begins, ends = (datetime.fromisoformat(plan[name]) for name in ("starts_at", "ends_at"))

    def utc(wall: datetime) -> str:
        return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    def day(wall: datetime) -> str:
        return f"{wall:%Y%m%d}"

    if shape == "whole days":
        days = [(day(begins + n * _DAY), day(begins + (n + 1) * _DAY)) for n in range(2)]
        return (day(begins), day(ends)), days
    if shape != "three days":
        return (utc(begins), utc(ends)), [(utc(begins), utc(ends))]
    hours = [(utc(begins + n * _DAY), utc(ends - (2 - n) * _DAY)) for n in range(3)]
    return (day(begins), day(ends + _DAY)), hours


class _Story:
    """One event's life."""

    def __init__(  # noqa: PLR0913, PLR0917 -- one cell of a table
        self, house: House, client: TestClient, life: Life, language: str, zone: str, shape: str
    ) -> None:
        self.house, self.client, self.life = house, client, life
        self.language, self.zone, self.shape = language, zone, shape
        self.name = "-".join((language, zone.replace("/", "_"), shape.replace(" ", "_")))
        self.people: dict[str, object] = {}
        self.steps = 0

    def told(self) -> None:
        """Live through it, and look after each step at what left the house."""
        before, after = ZONES[self.zone]
        plan = _plan(self.zone, self.shape, before)
        mode = "online" if self.shape == "online" else "in_person"
        more = (
            {"online_url": "https://meet.example.org/9", "venue": None} if mode == "online" else {}
        )
        self.event = self.house.a_workshop(capacity=2, mode=mode, **more, **plan)
        self._join("amina", "omar", "zeynep")
        self._expect(plan, invited=2, waiting=1)
        self._do(self.house.change, title={"en": "Renamed", "fr": "Renommé", "ar": "اسم جديد"})
        self._expect(plan, updated=2)
        plan = _plan(self.zone, self.shape, after)
        self._do(self.house.change, **plan)
        self._expect(plan, moved=2)
        self._do(self.house.change, capacity=3)
        self._expect(plan, promoted=1)
        self._join("ayse", "hugo")
        self._expect(plan, waiting=2)
        self._do(lambda _: self.house.withdraw(self.people["omar"]))
        self._expect(plan, cancelled=1, promoted=1)
        self._do(self.house.cancel)
        self._expect(plan, off=True)

    def _join(self, *names: str) -> None:
        for name in names:
            address = f"{name}.{self.name}@ministry.example".lower().replace("_", "-")
            local, _, domain = address.partition("@")
            address = f"{local[:60].strip('-.')}@{domain}"
            self.people[name] = self.house.a_seat(
                self.event, address, name=f"{name.title()} Diop", language=self.language
            )

    def _do(self, step: object, **fields: object) -> None:
        self.house.clock.now += timedelta(minutes=1)
        step(self.event, **fields)

    def _expect(self, plan: dict[str, str], *, off: bool = False, **counts: int) -> None:
        """Keep what was sent with what is true; note letters that are missing or too many."""
        self.steps += 1
        invitation, public = _spans(plan, self.shape)
        post = MemoryPost()
        self.house.send(post)
        calendars = [found for _, _, raw in post.delivered if (found := _calendar_of(raw))]
        methods = sorted(str(Calendar.from_ical(each)["METHOD"]) for each in calendars)
        asked = sum(counts.get(key, 0) for key in ("invited", "updated", "moved", "promoted"))
        wanted = ["CANCEL"] * (3 if off else counts.get("cancelled", 0)) + ["REQUEST"] * asked
        if methods != wanted:
            self.life.broken.append(f"{self.name} step {self.steps}: {methods}, not {wanted}")
        for n, content in enumerate(calendars):
            file = self._write(f"mail{n}", content)
            entry = Calendar.from_ical(content).walk("VEVENT")[0]
            self.life.mails[file] = [(str(entry["UID"]), str(entry["SEQUENCE"]), *invitation)]
        self._look_at_feeds(public)

    def _look_at_feeds(self, public: list[tuple[str, str]]) -> None:
        path = f"/calendars/events/{self.event}.ics"
        first, second = (
            self.client.get(path, params={"language": self.language}).content for _ in range(2)
        )
        if first != second:
            self.life.broken.append(f"{self.name} step {self.steps}: two fetches differ")
        uids = [self.event]
        if len(public) > 1:
            uids = [uuid5(self.event, f"day {n}") for n in range(1, len(public) + 1)]
        sequence = str(Calendar.from_ical(first).walk("VEVENT")[0]["SEQUENCE"])
        self.life.feeds[self._write("feed", first)] = [
            (str(uid), sequence, *span) for uid, span in zip(uids, public, strict=True)
        ]

    def _write(self, what: str, content: bytes) -> Path:
        file = self.life.folder / f"{self.name}-{self.steps}-{what}.ics"
        file.write_bytes(content)
        return file


def _calendar_of(raw: bytes) -> bytes:
    """Return the calendar part of a letter; it must be the attachment's very bytes."""
    message = message_from_bytes(raw, policy=default)
    found = [
        part.get_payload(decode=True)
        for part in message.walk()
        if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    if len(set(found)) > 1:
        raise AssertionError("the calendar part and the attachment differ")
    return found[0] if found else b""
