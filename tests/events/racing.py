"""Races for seats between real processes: `nadwa serve` on loopback, many clients at once.

What the tests run small, `bench/events/races.py` runs in full size.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlmodel import col, select

from core.work import Office
from events import Event, Person, Registration, Seat, Seating
from tests.factories import SYSTEM, a_person, an_announced_event

LONG_AHEAD = {"starts_at": "2070-03-17T09:00", "ends_at": "2070-03-18T16:00"}
STATES = ("SN", "TR", "EG", "ID", "MA")
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One client's request: whom it named, when it was sent and answered (seconds), and the id."""

    email: str
    sent: float
    answered: float
    status: int
    id: str | None = None


@dataclass
class Track:
    """Where a race runs: the server, the organizer's token, and the database behind it."""

    http: httpx.AsyncClient
    organizer: dict[str, str]
    office: Office
    entries: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    retries: int = 0

    async def enter(self, event: Event, n: int | str, state: str = "SN", key: str = "") -> Entry:
        """Register somebody as a stranger does; try again when the server says that it is busy."""
        person = a_person(n, state)
        sent = time.monotonic()
        headers = {"Idempotency-Key": key} if key else {}
        path = f"/v1/events/{event.id}/registrations"
        answer = await self._ask("POST", path, headers, {"person": person})
        known = answer.json().get("id") if answer.status_code == 201 else None
        entry = Entry(person["email"], sent, time.monotonic(), answer.status_code, known)
        self.entries.setdefault(str(event.id), []).append(entry)
        return entry

    async def withdraw(self, registration: str) -> int:
        """Take a registration back, as the organizer."""
        path = f"/v1/registrations/{registration}/withdrawal"
        return (await self._ask("POST", path, self.organizer)).status_code

    async def resize(self, event: Event, capacity: int) -> int:
        """Give an event another capacity, as the organizer; again while others changed it."""
        path = f"/v1/events/{event.id}"
        while True:
            seen = await self._ask("GET", path, self.organizer)
            headers = {**self.organizer, "If-Match": seen.headers["ETag"]}
            answer = await self._ask("PATCH", path, headers, {"capacity": capacity})
            if answer.status_code != 412:
                return answer.status_code

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Any = None
    ) -> httpx.Response:
        deadline = time.monotonic() + _PATIENCE
        while True:
            answer = await self.http.request(method, path, headers=headers, json=body)
            if answer.status_code != 503 or time.monotonic() > deadline:
                return answer
            self.retries += 1
            await asyncio.sleep(float(answer.headers["Retry-After"]) / 4)


Race = Callable[[Track, int], Awaitable[list[str]]]


async def last_seats(track: Track, clients: int) -> list[str]:
    """Many clients for a tenth as many seats; some ask twice, with a key and without."""
    event = an_announced_event(track.office, capacity=clients // 10, **LONG_AHEAD)
    asked = [track.enter(event, n, key=f"{event.id}-{n}") for n in range(clients)]
    asked += [track.enter(event, n, key=f"{event.id}-{n}") for n in range(0, clients, 10)]
    asked += [track.enter(event, n) for n in range(5, clients, 10)]
    await asyncio.gather(*asked)
    return [*verdict(track, event), *_first_come(track, event)]


async def one_seat_each(track: Track, clients: int) -> list[str]:
    """Ten clients for each of many events of one seat, all at once."""
    events = [
        an_announced_event(track.office, capacity=1, **LONG_AHEAD) for _ in range(clients // 10)
    ]
    await asyncio.gather(*(track.enter(each, n) for n in range(10) for each in events))
    return [
        fault for each in events for fault in (*verdict(track, each), *_first_come(track, each))
    ]


async def seats_per_state(track: Track, clients: int) -> list[str]:
    """Five states with a limit each, and fewer seats than these limits together."""
    limit = clients // 20
    event = an_announced_event(
        track.office, capacity=limit * 4, seats_per_state=limit, **LONG_AHEAD
    )
    await asyncio.gather(*(track.enter(event, n, STATES[n % 5]) for n in range(clients)))
    return [*verdict(track, event), *_first_come(track, event)]


async def capacity_changed(track: Track, clients: int) -> list[str]:
    """The organizer adds seats, and tries to take some away, while people come."""
    event = an_announced_event(track.office, capacity=clients // 20, **LONG_AHEAD)
    sizes = [clients // 20 + step for step in (2, 1, 5, 3, 8, 0, clients // 20)]

    async def resizing() -> None:
        for size in sizes:
            await track.resize(event, size)

    await asyncio.gather(resizing(), *(track.enter(event, n) for n in range(clients)))
    return [*verdict(track, event), *_first_come(track, event)]


async def leaving_and_coming(track: Track, clients: int) -> list[str]:
    """Half of the first come leave while newcomers arrive, and the organizer adds seats."""
    event = an_announced_event(
        track.office, capacity=clients // 8, seats_per_state=clients // 16, **LONG_AHEAD
    )
    first = await asyncio.gather(
        *(track.enter(event, n, STATES[n % 5]) for n in range(clients // 2))
    )
    leaving = [track.withdraw(each.id) for each in first[::2] if each.id]
    coming = [track.enter(event, f"late-{n}", STATES[n % 5]) for n in range(clients // 2)]
    mixed: list[Awaitable[Any]] = [
        each for pair in zip(leaving, coming, strict=False) for each in pair
    ]
    mixed += coming[len(leaving) :]
    mixed.insert(len(mixed) // 2, track.resize(event, clients // 8 + 3))
    await asyncio.gather(*mixed)
    return verdict(track, event)


RACES: dict[str, Race] = {
    "last seats": last_seats,
    "one seat each": one_seat_each,
    "seats per state": seats_per_state,
    "capacity changed": capacity_changed,
    "leaving and coming": leaving_and_coming,
}


def verdict(track: Track, event: Event) -> list[str]:
    """Return what a race broke at one event, whoever came and left."""
    people, seating = _people(track.office, event), _seating(track.office, event)
    confirmed = [each for each, _ in people if each.seat is Seat.CONFIRMED]
    waiting = [each for each, _ in people if each.seat is Seat.WAITLISTED]
    by_state = Counter(each.state for each in confirmed)
    limit = seating.seats_per_state or len(people)
    may_come = [each for each in waiting if by_state[each.state] < limit]
    entries = track.entries.get(str(event.id), [])
    stored = {email: str(each.id) for each, email in people}
    emails, numbers = [email for _, email in people], [each.number for each, _ in people]
    broken = {
        "oversold": len(confirmed) > (seating.capacity or 0),
        "a state has more than its seats": max(by_state.values(), default=0) > limit,
        "a free seat while somebody waits": may_come and len(confirmed) < (seating.capacity or 0),
        "counted wrongly": (seating.confirmed, seating.waitlisted)
        != (len(confirmed), len(waiting)),
        "a person twice": len(set(emails)) < len(emails),
        "a place in the queue twice": len(set(numbers)) < len(numbers),
        "an acknowledged registration lost": any(
            each.id and stored.get(each.email) != each.id for each in entries
        ),
        "a state's order": _out_of_order(people),
        "an unexpected answer": {each.status for each in entries} - {201, 409},
    }
    return [f"{event.reference}: {what}" for what, is_so in broken.items() if is_so]


def _out_of_order(people: Sequence[tuple[Registration, str]]) -> bool:
    """Tell whether somebody waits while a later one of the same state has a seat."""
    waits = set[str | None]()
    for each, _ in people:
        if each.seat is Seat.CONFIRMED and each.state in waits:
            return True
        if each.seat is Seat.WAITLISTED:
            waits.add(each.state)
    return False


def _first_come(track: Track, event: Event) -> list[str]:
    """Return what broke where nobody left: numbers follow the clients' own clocks, seats follow."""
    people, seating = _people(track.office, event), _seating(track.office, event)
    asked: dict[str | None, list[Entry]] = {}
    for entry in track.entries[str(event.id)]:
        asked.setdefault(entry.id, []).append(entry)
    faults, latest_sent = list[str](), 0.0
    for each, _ in people:
        mine = asked.get(str(each.id), [])
        if min((one.answered for one in mine), default=latest_sent) < latest_sent:
            faults.append(
                f"{event.reference}: {each.number} had its answer before an earlier one asked"
            )
        latest_sent = max(latest_sent, min((one.sent for one in mine), default=0.0))
    by_state = Counter(each.state for each, _ in people if each.seat is Seat.CONFIRMED)
    limit, somebody_waits = seating.seats_per_state or len(people), False
    for each, _ in people:
        if each.seat is Seat.CONFIRMED and somebody_waits:
            faults.append(
                f"{event.reference}: {each.number} passed somebody who could have come in"
            )
        somebody_waits |= each.seat is Seat.WAITLISTED and by_state[each.state] < limit
    if [each.number for each, _ in people] != list(range(1, len(people) + 1)):
        faults.append(f"{event.reference}: the queue has gaps")
    return faults


def _people(office: Office, event: Event) -> list[tuple[Registration, str]]:
    with office.look(SYSTEM) as look:
        found = (
            select(Registration, Person.email)
            .join(Person, col(Person.id) == col(Registration.person_id))
            .where(col(Registration.event_id) == event.id)
        )
        return list(look.session.exec(found.order_by(col(Registration.number))).all())


def _seating(office: Office, event: Event) -> Seating:
    with office.look(SYSTEM) as look:
        return look.session.exec(select(Seating).where(col(Seating.event_id) == event.id)).one()
