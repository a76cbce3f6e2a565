"""`nadwa serve` as operators start it: some API processes on loopback, ended with the block."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from core.people import Role
from core.tokens import issue
from nadwa.app import build_office
from tests.events.racing import Race, Track
from tests.factories import SYSTEM, a_small_registry

ROOT = Path(__file__).parents[2]
PRODUCT = "nadwa"
UNLOCKED = "tests.events.unlocked"
_BUSY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """How a race ended: what it broke, how long it took, who worked, and how often it was busy."""

    broken: list[str]
    entries: int
    seconds: float
    processes: int
    retries: int


@contextlib.contextmanager
def serving(database_url: str, processes: int, module: str = PRODUCT) -> Iterator[tuple[str, int]]:
    """Serve a migrated database with so many processes; yield the address and the parent's id."""
    port = _free_port()
    command = [sys.executable, "-m", module, "serve", "--port", str(port), "--no-worker"]
    command += ["--workers", str(processes)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NADWA_")}
    given = {"NADWA_DATABASE_URL": database_url, "NADWA_SECRET_KEY": "loopback-" * 4}
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**kept, **given}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(log.fileno(), server, processes)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def run(
    database_url: str, processes: int, races: Sequence[tuple[Race, int]], module: str = PRODUCT
) -> list[Run]:
    """Run races (each with its number of clients) one after another against one server."""
    office = build_office(database_url)
    a_small_registry(office)
    with office.work(SYSTEM) as work:
        _, secret = issue(work, Role.ADMIN, "races")
    organizer = {"Authorization": f"Bearer {secret}"}

    async def one(address: str, parent: int, race: Race, clients: int) -> Run:
        limits = httpx.Limits(max_connections=clients, max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=address, limits=limits, timeout=120) as http:
            track = Track(http, organizer, office)
            before, begun = _spent(parent), time.monotonic()
            broken = await race(track, clients)
            seconds, after = time.monotonic() - begun, _spent(parent)
        busy = [pid for pid, spent in after.items() if spent - before.get(pid, 0) > _BUSY_SECONDS]
        entries = sum(map(len, track.entries.values()))
        return Run(broken, entries, seconds, len(busy), track.retries)

    try:
        with serving(database_url, processes, module) as (address, parent):
            return [asyncio.run(one(address, parent, *each)) for each in races]
    finally:
        office.engines.close()


def _spent(parent: int) -> dict[int, float]:
    """Return the processor seconds of a server's processes."""
    family = [psutil.Process(parent), *psutil.Process(parent).children(recursive=True)]
    return {each.pid: sum(each.cpu_times()[:2]) for each in family}


def _wait_for(log: int, server: subprocess.Popen[bytes], processes: int) -> None:
    for _ in range(600):
        told = os.pread(log, 1_000_000, 0).decode()
        if told.count("Application startup complete") >= processes:
            return
        assert server.poll() is None, told
        time.sleep(0.1)
    raise AssertionError(told)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
