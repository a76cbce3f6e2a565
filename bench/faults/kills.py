"""RELIABILITY R4: kill -9 of the worker and the API while invitations go out to a bad mail server.

    python -m bench.faults.kills                           # 3,000 letters, 200 kills, SQLite
    python -m bench.faults.kills --database postgresql --kills 40 --letters 600 --seed 7

Real processes: `nadwa serve` takes registrations over HTTP, `nadwa work` sends. A client repeats
each registration with its Idempotency-Key until it is acknowledged. The mail server puts off (4xx),
refuses some people for good (5xx), dawdles, and takes letters without ever saying so. Exits with 1
when a letter is lost, when one of two copies differs in a byte, or when time is up.
"""

import argparse
import asyncio
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event as Signal
from threading import Lock, Thread
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from sqlmodel import col, func, select

from core.people import Role, system
from core.tokens import issue
from core.work import Office
from events import EventForm, announce, plan
from nadwa.app import build_office
from nadwa.migrate import migrate
from notifications import Mailing
from notifications.model import Letter, LetterState
from tests.notifications.house import furnish
from tests.notifications.mail_sink import free_port
from tests.postgres import a_postgres

ADMIN = system("kills")
ADDRESS, BASE, SECRET = "events@cal.example.org", "https://nadwa.example.org", "k" * 32
DOMAINS, REFUSED_EVERY = 40, 100
PUT_OFF, DAWDLE, SILENT = 0.02, 0.05, 0.005


@dataclass
class BadServer:
    """Takes letters, badly; `arrived` holds the digest of each copy, `silent` counts the unsaid."""

    chance: random.Random
    port: int = field(default_factory=free_port)
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    silent: Counter[str] = field(default_factory=Counter)
    put_off: int = 0

    async def handle_RCPT(self, _s: Any, _t: Any, envelope: Any, address: str, _o: Any) -> str:  # noqa: N802
        if address.startswith("refused"):
            return "550 5.7.1 Not welcome"
        if self.chance.random() < PUT_OFF:
            self.put_off += 1
            return "451 4.3.0 Try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.chance.random() < DAWDLE:
            await asyncio.sleep(self.chance.random())
        [address] = envelope.rcpt_tos
        self.arrived[address].append(sha256(envelope.content).hexdigest())
        if self.chance.random() < SILENT:
            self.silent[address] += 1
            server.transport.close()
        return "250 OK"


@dataclass
class Process:
    """A process of Nadwa that somebody keeps alive, as systemd would."""

    words: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "nadwa", *self.words]
            self.running = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        assert self.running
        self.running.kill()
        self.running.wait()


@dataclass
class Client:
    """Registers people over HTTP until each is acknowledged."""

    url: str
    token: str
    acknowledged: set[str] = field(default_factory=set)
    refused: Counter[int] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)
    stop: Signal = field(default_factory=Signal)

    def register(self, n: int) -> None:
        address = f"{'refused' if n % REFUSED_EVERY == 0 else 'guest'}-{n}@d{n % DOMAINS}.example"
        person = {"name": f"Guest {n}", "email": address, "language": ("ar", "en", "fr")[n % 3]}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": f"guest-{n}"}
        while not self.stop.is_set():
            try:
                said = httpx.post(self.url, json={"person": person}, headers=headers, timeout=10)
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if said.status_code in {200, 201}:
                with self.lock:
                    self.acknowledged.add(address)
                return
            with self.lock:
                self.refused[said.status_code] += 1
            time.sleep(0.2)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--letters", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=1800, help="at most, all together")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="nadwa-kills-") as name,
        _database(options, name) as url,
    ):
        return _drill(options, url, Path(name))


def _drill(options: argparse.Namespace, url: str, folder: Path) -> int:
    chance, begun = random.Random(options.seed), time.monotonic()
    migrate(url)
    office = build_office(url, mailing=Mailing(ADDRESS, BASE, SECRET))
    event, token = _prepared(office)
    server = BadServer(random.Random(options.seed + 1))
    sink = Controller(server, hostname="127.0.0.1", port=server.port)
    sink.start()
    environment = _environment(url, server.port)
    port = free_port()
    api = Process(("serve", "--no-worker", "--port", str(port)), environment, folder / "api.log")
    worker = Process(("work", "--concurrency", "8"), environment, folder / "worker.log")
    client = Client(f"http://127.0.0.1:{port}/v1/events/{event}/registrations", token)
    registering = Thread(target=_all_register, args=(client, options.letters), daemon=True)
    try:
        for each in (api, worker):
            each.start()
        registering.start()
        kills = _kill(options, chance, (api, worker), begun)
        in_time = _settled(office, client, options.letters, begun + options.seconds)
    finally:
        client.stop.set()
        for each in (api, worker):
            each.kill()
        sink.stop()
    registering.join(30)
    if not in_time:
        print("unfinished: nothing can be said of what is still on its way")
    broken = _told(office, server, client, kills, time.monotonic() - begun)
    office.engines.close()
    return 0 if in_time and not broken else 1


def _kill(
    options: argparse.Namespace, chance: random.Random, both: tuple[Process, ...], begun: float
) -> Counter[str]:
    """Kill one or both at random moments, and start them again at once."""
    kills: Counter[str] = Counter()
    while kills.total() < options.kills and time.monotonic() < begun + options.seconds:
        time.sleep(0.5 + 3 * chance.random())
        for each in chance.choice(((both[0],), (both[1],), (both[1],), both)):
            each.kill()
            each.start()
            kills[each.words[0]] += 1
    return kills


def _all_register(client: Client, letters: int) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(client.register, range(letters)))


def _settled(office: Office, client: Client, letters: int, until: float) -> bool:
    """Wait until everybody is registered, and no letter waits."""
    while time.monotonic() < until:
        with office.look(ADMIN) as look:
            written = look.session.exec(select(func.count()).select_from(Letter)).one()
            queued = select(Letter.id).where(col(Letter.state) == LetterState.QUEUED).limit(1)
            waits = look.session.exec(queued).first()
        if len(client.acknowledged) == letters == written and waits is None:
            return True
        time.sleep(1)
    print(f"time is up: {len(client.acknowledged)} acknowledged, {written} letters, {waits} waits")
    return False


def _told(
    office: Office, server: BadServer, client: Client, kills: Counter[str], seconds: float
) -> bool:
    with office.look(ADMIN) as look:
        states = dict(look.session.exec(select(Letter.recipient, Letter.state)).all())
    lost = [
        each
        for each in client.acknowledged
        if each not in server.arrived and not _was_refused(each, states)
    ]
    doubles = {name: copies for name, copies in server.arrived.items() if len(copies) > 1}
    differing = [name for name, copies in doubles.items() if len(set(copies)) > 1]
    by_crash = sum(len(copies) - 1 - server.silent[name] for name, copies in doubles.items())
    strangers = set(server.arrived) - client.acknowledged
    print(
        f"{kills.total()} kills ({dict(kills)}), {len(client.acknowledged)} acknowledged, "
        f"{len(server.arrived)} arrived, {list(states.values()).count(LetterState.FAILED)} refused "
        f"for good, {server.put_off} put off, {server.silent.total()} taken in silence, "
        f"other HTTP answers {dict(client.refused)}, {seconds:.0f} s"
    )
    print(
        f"lost {len(lost)}, to nobody acknowledged {len(strangers)}, doubles after silence "
        f"{server.silent.total()}, doubles after a kill {by_crash}, of all these with other bytes "
        f"{len(differing)}"
    )
    return bool(lost or differing or strangers or set(client.refused) - {503})


def _was_refused(address: str, states: dict[str, LetterState]) -> bool:
    return address.startswith("refused") and states.get(address) is LetterState.FAILED


def _prepared(office: Office) -> tuple[object, str]:
    form = {
        "type": "workshop",
        "title": {"en": "Workshop on seeds", "ar": "ورشة عمل عن البذور"},
        "starts_at": "2030-03-15T09:00",
        "ends_at": "2030-03-15T16:00",
        "timezone": "Europe/Istanbul",
        "organizers": [{"body": "SESRIC", "role": "lead"}],
    }
    with office.work(ADMIN) as work:
        furnish(work)
        event = plan(work, EventForm.model_validate(form))
        announce(work, event.id)
        return event.id, issue(work, Role.ADMIN, "kills")[1]


def _environment(url: str, port: int) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NADWA_")}
    return {
        **kept,
        "NADWA_DATABASE_URL": url,
        "NADWA_BASE_URL": BASE,
        "NADWA_SECRET_KEY": SECRET,
        "NADWA_CALENDAR_ADDRESS": ADDRESS,
        "NADWA_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "NADWA_RATE_LIMIT": "0",
    }


@contextlib.contextmanager
def _database(options: argparse.Namespace, folder: str) -> Iterator[str]:
    if options.database == "sqlite":
        yield f"sqlite:///{folder}/nadwa.db"
        return
    with a_postgres() as url:
        yield url


if __name__ == "__main__":
    raise SystemExit(main())
