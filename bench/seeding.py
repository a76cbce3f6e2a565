"""Databases of three sizes for benches: the same rows every time, on SQLite and PostgreSQL.

    python -m bench.seeding --size M --database sqlite:///var/m.db

S: the built-in catalogue and 200 registrations. M: beside it 10 resolutions, 500 events and 50,000
registrations. L: 100 resolutions with 20,000 mandates, 5,000 events, 1,000,000 registrations. Every
text is invented. Rows go past the actions, with the journal entries that figures are told from.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import chain, islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from psycopg.types.json import Json
from sqlmodel import SQLModel, select

from core.clock import stopwatch
from core.engines import open_plain
from core.people import system
from nadwa.app import build_office
from nadwa.migrate import migrate
from registry import Mandate, load_catalogue

START = datetime(2024, 1, 1, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
MANDATES = 200
_IN_A_SECTION = 50
_AT_ONCE = 5_000
_MILLISECONDS = int(START.timestamp() * 1000)
_STATES = ("TR", "SN", "JO", "MA", "ID", "NG", "EG", "PK", "UZ", "CM")
_BODIES = ("SESRIC", "ISESCO", "IRCICA", "ICCI")
_KINDS = ("event", "event", "event", "policy", "deliverable")
_ACTIVITIES = ("workshop", "training", "conference", "seminar")
_TABLES = [
    "resolution",
    "section",
    "paragraph",
    "mandate",
    "event",
    "seating",
    "milestone",
    "organizer",
    "presence",
    "link",
]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is beside the catalogue; each resolution has 200 mandates."""

    resolutions: int
    events: int
    registrations: int

    @property
    def at_each(self) -> int:
        """Return how many people are registered at one event."""
        return self.registrations // self.events


SIZES = {"S": Size(0, 2, 200), "M": Size(10, 500, 50_000), "L": Size(100, 5_000, 1_000_000)}
Row = dict[str, Any]


def seed(url: str, size: Size) -> None:
    """Bring an empty database to its newest revision and fill it."""
    migrate(url)
    office = build_office(url, lambda: NOW)
    with office.work(system("seeding")) as work:
        load_catalogue(work)
    with office.look(system("seeding")) as look:
        known = list(look.session.exec(select(Mandate.id).order_by(Mandate.reference)))
    office.engines.close()
    engine = open_plain(url)
    with engine.begin() as connection:
        rows = _registry(size)
        mandates = [row["id"] for row in rows["mandate"]] or known
        rows |= _events(size, mandates)
        for table in _TABLES:
            _insert(connection, table, rows.get(table, ()))
        _pour(connection, "person", _people(size))
        _pour(connection, "registration", _registrations(size))
        _pour(connection, "journal_entry", _journal(size))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def made(kind: int, number: int) -> UUID:
    """Return the id of the n-th row of a kind: UUIDv7, in the order of their numbers."""
    stamp = _MILLISECONDS + number
    return UUID(int=stamp << 80 | 0x7 << 76 | kind << 64 | 0b10 << 62 | number)


_RESOLUTION, _SECTION, _PARAGRAPH, _MANDATE, _EVENT, _SEATING, _MILESTONE = range(1, 8)
_ORGANIZER, _PRESENCE, _LINK, _PERSON, _REGISTRATION, _ENTRY = range(8, 14)


def _registry(size: Size) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {table: [] for table in _TABLES[:4]}
    for r in range(size.resolutions):
        slug = f"bench-{r + 1:03}"
        rows["resolution"].append(
            {
                "id": made(_RESOLUTION, r),
                "slug": slug,
                "title": {"en": f"Invented resolution {r + 1}"},
                "adopted_on": date(2024, 1, 1) + timedelta(r),
            }
        )
        for m in range(MANDATES):
            number = r * MANDATES + m
            section = number // _IN_A_SECTION
            if m % _IN_A_SECTION == 0:
                rows["section"].append(_section(r, section, m // _IN_A_SECTION))
            rows["paragraph"].append(_paragraph(r, section, number, m))
            rows["mandate"].append(_mandate(slug, r, number, m))
    return rows


def _section(resolution: int, number: int, position: int) -> Row:
    return {
        "id": made(_SECTION, number),
        "resolution_id": made(_RESOLUTION, resolution),
        "position": position,
        "label": "ABCD"[position],
        "title": {"en": f"Part {position + 1}"},
    }


def _paragraph(resolution: int, section: int, number: int, position: int) -> Row:
    return {
        "id": made(_PARAGRAPH, number),
        "resolution_id": made(_RESOLUTION, resolution),
        "section_id": made(_SECTION, section),
        "part": "operative",
        "position": position,
        "label": str(position + 1),
        "summary": {"en": f"Asks for the invented thing {position + 1}"},
    }


def _mandate(slug: str, resolution: int, number: int, position: int) -> Row:
    kind = _KINDS[position % len(_KINDS)]
    states = position % 4 == 0
    return {
        "id": made(_MANDATE, number),
        "resolution_id": made(_RESOLUTION, resolution),
        "paragraph_id": made(_PARAGRAPH, number),
        "reference": f"{slug}/{position + 1}",
        "position": position,
        "verb": "Requests",
        "canonical": "requests",
        "kind": kind,
        "activities": [_ACTIVITIES[position % 4]] if kind == "event" else [],
        "addressees": ["MEMBER_STATES"] if states else [_BODIES[position % 4]],
        "rule": "each_addressee" if states else "any",
        "due_on": date(2026, 6, 30) if position % 3 == 0 else None,
        "due_basis": "explicit" if position % 3 == 0 else "none",
        "review": "confirmed",
        "reviewed_at": START,
        "source": "catalogue",
        "created_at": START,
    }


def _events(size: Size, mandates: Sequence[UUID]) -> dict[str, list[Row]]:
    """Plan them over three years: what is over by now was held, the rest is announced."""
    rows: dict[str, list[Row]] = {table: [] for table in _TABLES[4:]}
    for e in range(size.events):
        starts = (START + timedelta(days=30 + e * 1_000 // size.events)).replace(tzinfo=None)
        held = starts.replace(tzinfo=UTC) < NOW
        event = made(_EVENT, e)
        rows["event"].append(_event(event, e, starts, held))
        rows["seating"].append(_seating(event, e, size))
        for s, status in enumerate(["announced", "held"][: 1 + held]):
            at = starts.replace(tzinfo=UTC) + timedelta(days=2) if s else START
            milestone = {"id": made(_MILESTONE, 2 * e + s), "status": status, "at": at}
            rows["milestone"].append(milestone | {"event_id": event})
        organizer = {"id": made(_ORGANIZER, e), "body": _BODIES[e % 4], "role": "lead"}
        rows["organizer"].append(organizer | {"event_id": event})
        rows["link"] += _links(event, e, mandates)
        if held:
            rows["presence"] += _presence(event, e, size, starts)
    return rows


def _event(event: UUID, number: int, starts: datetime, held: bool) -> Row:
    return {
        "id": event,
        "reference": f"EVT-{starts.year}-{number + 1:04}",
        "type": _ACTIVITIES[number % 4],
        "title": {"en": f"Invented event {number + 1}"},
        "mode": "in_person",
        "starts_at": starts,
        "ends_at": starts + timedelta(days=1),
        "timezone": "UTC",
        "starts_at_utc": starts.replace(tzinfo=UTC),
        "ends_at_utc": (starts + timedelta(days=1)).replace(tzinfo=UTC),
        "languages": ["en"],
        "visibility": "public",
        "status": "held" if held else "announced",
        "announced_at": START,
        "created_at": START,
        "changed_at": START,
    }


def _seating(event: UUID, number: int, size: Size) -> Row:
    each = {state: size.at_each // len(_STATES) for state in _STATES}
    return {
        "id": made(_SEATING, number),
        "event_id": event,
        "confirmed": size.at_each,
        "last_number": size.at_each,
        "by_state": each,
    }


def _links(event: UUID, number: int, mandates: Sequence[UUID]) -> Iterator[Row]:
    """Let each event answer two mandates that ask for its type; the first ones come first."""
    fits = len(mandates) // 4
    for n in range(2):
        mandate = mandates[((2 * number + n) % fits) * 4 + number % 4]
        row = {"id": made(_LINK, 2 * number + n), "event_id": event, "mandate_id": mandate}
        yield row | {"since": START}


def _presence(event: UUID, number: int, size: Size, starts: datetime) -> Iterator[Row]:
    for s, state in enumerate(_STATES):
        yield {
            "id": made(_PRESENCE, len(_STATES) * number + s),
            "event_id": event,
            "state": state,
            "people": size.at_each // len(_STATES),
            "at": starts.replace(tzinfo=UTC) + timedelta(days=2),
        }


def _people(size: Size) -> Iterator[Row]:
    for p in range(_crowd(size)):
        yield {
            "id": made(_PERSON, p),
            "email": f"person-{p}@example.org",
            "name": f"Person {p}",
            "language": "en",
            "state": _STATES[p % len(_STATES)],
        }


def _crowd(size: Size) -> int:
    return max(size.at_each, size.registrations // 50)


def _registrations(size: Size) -> Iterator[Row]:
    crowd = _crowd(size)
    for n in range(size.registrations):
        event, place = divmod(n, size.at_each)
        person = (event * size.at_each + place) % crowd
        yield {
            "id": made(_REGISTRATION, n),
            "event_id": made(_EVENT, event),
            "person_id": made(_PERSON, person),
            "state": _STATES[person % len(_STATES)],
            "seat": "confirmed",
            "number": place + 1,
            "registered_at": START,
        }


def _journal(size: Size) -> Iterator[Row]:
    for n in range(size.registrations):
        event = n // size.at_each
        yield {
            "id": made(_ENTRY, n),
            "at": START + timedelta(milliseconds=n),
            "actor": "seeding",
            "fact": "seat.confirmed",
            "subject": made(_REGISTRATION, n),
            "body": {"subject": str(made(_REGISTRATION, n)), "event": str(made(_EVENT, event))},
        }


def _insert(connection: sa.Connection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(sa.insert(SQLModel.metadata.tables[table]), list(rows))


def _pour(connection: sa.Connection, name: str, rows: Iterable[Row]) -> None:
    """Insert very many rows: by COPY on PostgreSQL, five thousand at once on SQLite."""
    table = SQLModel.metadata.tables[name]
    if connection.dialect.name == "postgresql":
        _copy(connection, table, iter(rows))
        return
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        connection.execute(sa.insert(table), some)


def _copy(connection: sa.Connection, table: sa.Table, rows: Iterator[Row]) -> None:
    first = next(rows)
    described: Any = [c for c in table.columns if c.default and c.default.is_scalar]
    defaults = {each.name: each.default.arg for each in described}
    usual = {
        name: str(value) if isinstance(value, StrEnum) else value
        for name, value in defaults.items()
        if name not in first
    }
    names = ", ".join([*first, *usual])
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in chain([first], rows):
            values = (Json(each) if isinstance(each, dict) else each for each in row.values())
            copy.write_row((*values, *usual.values()))


def main() -> None:
    """Fill the named database."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--database", required=True)
    options = parser.parse_args()
    begun = stopwatch()
    seed(options.database, SIZES[options.size])
    print(f"{options.size}: {stopwatch() - begun:.1f} s")


if __name__ == "__main__":
    main()
