"""Nadwa beside the limits of the machine: ratios in one run, on SQLite and PostgreSQL.

    make bench                                   # size S, both databases; SIZE=M, SIZE=L
    python -m bench.speed.run --size M --database postgresql

Starts a PostgreSQL, `nadwa serve` and the limit programs on loopback and measures in alternation:
each round asks every work for the same number of requests, one client, one connection. A ratio is
the median time of the limit over that of the work in the same round; the table shows the median of
all rounds and the middle half of them, and beside it the same ratio of the server process's own
processor time, which a busy machine disturbs less. A missed bar is said, not an error.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

import sqlalchemy as sa

from bench.seeding import SIZES, seed
from bench.speed.client import Client, a_client
from bench.speed.works import Make, Work, limits, works
from core.engines import open_plain
from nadwa.app import build_office
from tests.events.api_processes import serving
from tests.postgres import a_postgres

DATABASES = ("sqlite", "postgresql")
_PACKAGES = ("fastapi", "uvicorn", "sqlmodel", "sqlalchemy", "psycopg")


@dataclass(slots=True)
class Spent:
    """Of each round: the median time of an answer, and the processor time of one, in seconds."""

    times: list[float] = field(default_factory=list[float])
    processor: list[float] = field(default_factory=list[float])


Measured = dict[str, Spent]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--database", choices=DATABASES, help="left out: both")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--requests", type=int, default=20, help="of each work in a round")
    options = parser.parse_args()
    _describe()
    for database in [options.database] if options.database else DATABASES:
        with ExitStack() as stack:
            url = stack.enter_context(_database(database))
            seed(url, SIZES[options.size])
            client = stack.enter_context(a_client())
            names, spent = _measured(url, client, options)
            described = f"{database} {_version(url)}, size {options.size}"
        print(f"\n{described}, {options.rounds} rounds of {options.requests}\n")
        _tell(names, spent)


def _measured(url: str, client: Client, options: argparse.Namespace) -> tuple[list[Work], Measured]:
    office = build_office(url)
    resolution = "mcsd-2" if options.size == "S" else "bench-007"
    with serving(url, 1) as nadwa, serving(url, 1, "bench.speed.limits") as bare:
        bases, ours = limits(), works(office, client, nadwa[0], resolution)
        asked = [(bare, each) for each in bases] + [(nadwa, each) for each in ours]
        spent: Measured = {work.name: Spent() for _, work in asked}
        for n in range(options.rounds + 1):
            for server, work in asked:
                kept = spent[work.name] if n else Spent()  # the first round warms
                _round(client, server, work.make, options.requests, kept)
    office.engines.close()
    return [*bases, *ours], spent


def _round(client: Client, server: tuple[str, int], make: Make, some: int, kept: Spent) -> None:
    address, process = server
    requests = make(some)
    before = _processor(process)
    answers = client.take(address, requests)
    kept.processor.append((_processor(process) - before) / some)
    kept.times.append(median(each.seconds for each in answers))


def _processor(process: int) -> float:
    """Return the processor time of a process; Linux has such a clock for each (clock_getres(2))."""
    return time.clock_gettime(~process << 3 | 2)


def _tell(names: list[Work], spent: Measured) -> None:
    print("| work | ms | CPU ms | of | ratio | middle half | CPU ratio | bar | |")
    print("|---|---|---|---|---|---|---|---|---|")
    for work in names:
        ours = spent[work.name]
        line = f"| {work.name} | {_milliseconds(ours.times)} | {_milliseconds(ours.processor)} |"
        print(line, _compared(work, spent[work.limit], ours) if work.limit else "| | | | | |")


def _compared(work: Work, limit: Spent, ours: Spent) -> str:
    low, middle, high = quantiles(_ratios(limit.times, ours.times), n=4, method="inclusive")
    processor = median(_ratios(limit.processor, ours.processor))
    bar, met = "", ""
    if work.bar is not None:
        bar, met = f"{work.bar:.0%}", "met" if middle >= work.bar else "missed"
    shares = f"{middle:.0%} | {low:.0%} to {high:.0%} | {processor:.0%}"
    return f"{work.limit} | {shares} | {bar} | {met} |"


def _ratios(limit: list[float], ours: list[float]) -> list[float]:
    return [base / own for base, own in zip(limit, ours, strict=True)]


def _milliseconds(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.2f}"


def _describe() -> None:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    packages = ", ".join(f"{each} {version(each)}" for each in _PACKAGES)
    now = datetime.now(UTC)
    print(f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {load} (1, 5, 15 minutes)")
    print(f"Python {platform.python_version()}, {packages}")


def _version(url: str) -> str:
    engine = open_plain(url)
    with engine.connect():
        return ".".join(map(str, engine.dialect.server_version_info or ()))


@contextmanager
def _database(kind: str) -> Generator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'nadwa.db'}"
        return
    with a_postgres() as server:
        engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE speed"))
        try:
            yield sa.make_url(server).set(database="speed").render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.execute(sa.text("DROP DATABASE speed WITH (FORCE)"))


if __name__ == "__main__":
    main()
