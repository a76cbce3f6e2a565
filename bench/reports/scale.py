"""Coverage at scale: ratios to /healthz in one run, the cost of one more held event, the report.

    python -m bench.reports.scale                    # size L on a PostgreSQL of its own
    python -m bench.reports.scale --size M --database postgresql://... (filled already)

Prints a table; exits with 1 when a bar is missed: one resolution p95 within 3 times /healthz, the
whole organisation within 10 times, the report of MCSD-2 in three languages in 5 s, figures brought
up to date within 50 ms of a concluded event.
"""

import argparse
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from statistics import median, quantiles
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from bench.seeding import SIZES, seed
from core.clock import stopwatch
from core.people import ANONYMOUS, system
from core.work import Office
from events import EventHeld, Link
from nadwa.app import build_office
from reports import coverage, write_report
from tests.postgres import a_postgres

ONE, WHOLE = "/v1/coverage?resolution=bench-007", "/v1/coverage"
BARS = {ONE: 3.0, WHOLE: 10.0}
REPORT_SECONDS, UPDATE_MILLISECONDS = 5.0, 50.0


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=("M", "L"), default="L")
    parser.add_argument("--database", help="one that bench.seeding filled; left out: a new one")
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        url = options.database or stack.enter_context(_filled(options.size))
        fine = _over_the_wire(url, options.requests) & _reports(url) & _updates(url)
    return 0 if fine else 1


def _over_the_wire(url: str, requests: int) -> bool:
    """Ask by turns, so that the machine's other work falls on all alike."""
    paths = ("/healthz", *BARS, f"{WHOLE}?group_by=state", "/?resolution=bench-007")
    taken: dict[str, list[float]] = {path: [] for path in paths}
    with _serving(url) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for path in paths:
            print(f"first {path}: {_ask(connection, path):.1f} ms")
        for _ in range(requests):
            for path in paths:
                taken[path].append(_ask(connection, path))
        connection.close()
    base = _p95(taken["/healthz"])
    print(f"{'':45} median ms   p95 ms   x /healthz")
    for path, times in taken.items():
        ratio = _p95(times) / base
        print(f"{path:45} {median(times):9.2f} {_p95(times):8.2f} {ratio:8.2f}")
    return all(_p95(taken[path]) <= bar * base for path, bar in BARS.items())


def _reports(url: str) -> bool:
    office = build_office(url)
    begun = stopwatch()
    for language in ("ar", "en", "fr"):
        with office.look(ANONYMOUS) as look:
            write_report(look, "mcsd-2", None, language, "docx")
    seconds = stopwatch() - begun
    office.engines.close()
    print(f"report of mcsd-2 in three languages (docx): {seconds:.2f} s")
    return seconds <= REPORT_SECONDS


def _updates(url: str) -> bool:
    """Record that an event was held, and take the time until the figures are right again."""
    office = build_office(url)
    with office.look(ANONYMOUS) as look:
        coverage(look, None)
        events = list(look.session.exec(select(Link.event_id).order_by(col(Link.id)).limit(40)))
    one, whole = _updated(office, events[::2], "bench-001"), _updated(office, events[1::2], None)
    office.engines.close()
    print(f"figures of one resolution after a held event: median {median(one):.1f} ms")
    print(f"figures of the whole organisation after one: median {median(whole):.1f} ms")
    return median(one) <= UPDATE_MILLISECONDS


def _updated(office: Office, events: Sequence[UUID], resolution: str | None) -> list[float]:
    taken: list[float] = []
    for event in events:
        with office.work(system("bench")) as work:
            work.record(EventHeld(subject=event, people=None))
        begun = stopwatch()
        with office.look(ANONYMOUS) as look:
            coverage(look, resolution)
        taken.append((stopwatch() - begun) * 1000)
    return taken


def _ask(connection: http.client.HTTPConnection, path: str) -> float:
    begun = stopwatch()
    connection.request("GET", path, headers={"Accept-Language": "en"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, f"{path}: {answer.status}"
    return (stopwatch() - begun) * 1000


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


@contextlib.contextmanager
def _filled(size: str) -> Generator[str, None, None]:
    with a_postgres() as server:
        engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE scale"))
        url = sa.make_url(server).set(database="scale").render_as_string(hide_password=False)
        seed(url, SIZES[size])
        yield url


@contextlib.contextmanager
def _serving(url: str) -> Generator[int, None, None]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {
        "NADWA_DATABASE_URL": url.replace("+psycopg", ""),
        "NADWA_SECRET_KEY": "bench" * 8,
        "NADWA_RATE_LIMIT": "0",
    }
    command = [sys.executable, "-m", "nadwa", "serve", "--no-worker", "--port", str(port)]
    server = subprocess.Popen(
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    try:
        while True:
            assert server.poll() is None, "the server ended at its start"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
