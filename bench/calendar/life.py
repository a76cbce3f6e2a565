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
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi.testclient import TestClient
from icalendar import Calendar

from bench.calendar.parsers import Seen
from bench.calendar.plans import SHAPES, ZONES, entries_of, plan_of, uids_of
from bench.calendar.shelf import shelved
from events import Event, EventSession
from events.sessions.actions import change_session, plan_session
from events.sessions.forms import SessionChange, SessionForm
from nadwa.app import build_app, build_office
from nadwa.migrate import migrate
from notifications import Mailing, MemoryPost, note_moments
from notifications.entries.objects import uuid5
from tests.notifications.house import ADMIN, House, furnish

MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)
LANGUAGES = ("ar", "en", "fr")


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
        life.feeds |= shelved(house, client, folder)
    office.engines.close()
    return life.mails, life.feeds, life.broken


class _Story:
    """One event's life."""

    def __init__(  # noqa: PLR0913, PLR0917 -- one cell of a table
        self, house: House, client: TestClient, life: Life, language: str, zone: str, shape: str
    ) -> None:
        self.house, self.client, self.life = house, client, life
        self.language, self.zone, self.shape = language, zone, shape
        self.name = "-".join((language, zone.replace("/", "_"), shape.replace(" ", "_")))
        self.people: dict[str, object] = {}
        self.session: EventSession | None = None
        self.steps, self.post = 0, MemoryPost()

    def told(self) -> None:
        """Live through it, and look after each step at what left the house."""
        before, after = ZONES[self.zone]
        plan = plan_of(self.zone, self.shape, before)
        mode = "online" if self.shape == "online" else "in_person"
        more = (
            {"online_url": "https://meet.example.org/9", "venue": None} if mode == "online" else {}
        )
        self.event = self.house.a_workshop(capacity=2, mode=mode, **more, **plan)
        self._join("amina", "omar", "zeynep")
        self._expect(plan, invited=2, waiting=1)
        self._do(self.house.change, title={"en": "Renamed", "fr": "Renommé", "ar": "اسم جديد"})
        self._expect(plan, updated=2)
        plan = plan_of(self.zone, self.shape, after)
        self._do(self.house.change, **plan)
        self._expect(plan, moved=2)
        self._do(self.house.change, capacity=3)
        self._expect(plan, promoted=1)
        self._do(self._let_speak, plan=plan)
        self._expect(plan, updated=1)
        self._do(self._move_session)
        self._expect(plan, updated=1)
        self._remind()
        self._expect(plan, reminded=3)
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

    def _let_speak(self, event: UUID, plan: dict[str, str]) -> None:
        """Have Amina speak for half an hour, soon after the beginning."""
        begins = datetime.fromisoformat(plan["starts_at"]) + timedelta(minutes=5)
        form = {
            "title": {"en": "Opening", "fr": "Ouverture", "ar": "الافتتاح"},
            "starts_at": begins.isoformat("T", "minutes"),
            "ends_at": (begins + timedelta(minutes=30)).isoformat("T", "minutes"),
            "speakers": [{"name": "Amina Diop", "registration": str(self.people["amina"])}],
        }
        with self.house.office.work(ADMIN) as work:
            self.session = plan_session(work, event, SessionForm.model_validate(form))
        self.house.settle()

    def _move_session(self, event: UUID) -> None:
        assert self.session
        ends = self.session.ends_at + timedelta(minutes=15)
        wish = SessionChange.model_validate({"ends_at": ends.isoformat("T", "minutes")})
        with self.house.office.work(ADMIN) as work:
            self.session = change_session(work, event, self.session.id, wish, lambda _: None)
        self.house.settle()

    def _remind(self) -> None:
        """Let the day before come, then go on where we were."""
        present = self.house.clock.now
        with self.house.office.look(ADMIN) as look:
            starts = look.session.get_one(Event, self.event).starts_at_utc
        self.house.clock.now = starts - timedelta(hours=23)
        note_moments(self.house.office)
        self.house.settle()
        self.house.send(self.post)
        self.house.clock.now = present

    def _do(self, step: object, **fields: object) -> None:
        self.house.clock.now += timedelta(minutes=1)
        step(self.event, **fields)

    def _expect(self, plan: dict[str, str], *, off: bool = False, **counts: int) -> None:
        """Keep what was sent with what is true; note letters that are missing or too many."""
        self.steps += 1
        invitation, public = entries_of(plan, self.shape)
        self.house.send(self.post)
        delivered, self.post = self.post.delivered, MemoryPost()
        calendars = [found for _, _, raw in delivered if (found := _calendar_of(raw))]
        plain = len(delivered) - len(calendars)
        if plain != counts.get("waiting", 0) + counts.get("reminded", 0) + off:
            self.life.broken.append(f"{self.name} step {self.steps}: {plain} plain letters")
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
        uids = uids_of(self.event, len(public))
        sequence = str(Calendar.from_ical(first).walk("VEVENT")[0]["SEQUENCE"])
        self.life.feeds[self._write("feed", first)] = [
            (str(uid), sequence, *span) for uid, span in zip(uids, public, strict=True)
        ] + self._sessions(sequence)

    def _sessions(self, sequence: str) -> list[Seen]:
        """Return what is true of the session: an entry of its own below the event."""
        if self.session is None:
            return []
        zone = ZoneInfo(self.zone)
        both = (self.session.starts_at, self.session.ends_at)
        span = (f"{each.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}" for each in both)
        uid = uuid5(self.event, f"session {self.session.id}")
        return [(str(uid), str(int(sequence) + self.session.version - 1), *span)]

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
