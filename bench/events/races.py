"""RELIABILITY R1 and R2: races for seats against `nadwa serve` with 1, 2 and 4 API processes.

    python -m bench.events.races                 # 500 clients a race, about ten minutes
    python -m bench.events.races --clients 100

Prints a table. Exits with 1 when a race broke a promise, or when the negative control (the same
race with the lock taken out, PostgreSQL) broke none. SQLite has one writer by nature: no control.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from nadwa.migrate import migrate
from tests.events.api_processes import UNLOCKED, Run, run
from tests.events.racing import RACES, last_seats
from tests.postgres import a_postgres

_PROCESSES = {"sqlite": (1, 2, 4), "postgresql": (1, 2, 4)}


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=500)
    options = parser.parse_args()
    print("database    processes  race                  entries   busy  worked  seconds  broken")
    failed = False
    with a_postgres() as server:
        for database, counts in _PROCESSES.items():
            for processes in counts:
                with _database(database, server) as url:
                    races = [(race, options.clients) for race in RACES.values()]
                    for name, each in zip(RACES, run(url, processes, races), strict=True):
                        _tell(database, processes, name, each)
                        failed |= bool(each.broken)
        with _database("postgresql", server) as url:
            (control,) = run(url, 2, [(last_seats, min(options.clients, 100))], UNLOCKED)
    _tell("postgresql", 2, "control, no lock", control)
    return 1 if failed or not control.broken else 0


@contextlib.contextmanager
def _database(kind: str, server: str) -> Iterator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'nadwa.db'}"
            migrate(url)
            yield url
        return
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE races"))
        try:
            url = sa.make_url(server).set(database="races").render_as_string(hide_password=False)
            migrate(url)
            yield url
        finally:
            connection.execute(sa.text("DROP DATABASE races WITH (FORCE)"))


def _tell(database: str, processes: int, race: str, run: Run) -> None:
    figures = (
        f"{run.entries:7} {run.retries:6} {run.processes:7} {run.seconds:8.1f} {len(run.broken):7}"
    )
    print(f"{database:12} {processes:8}  {race:20} {figures}", flush=True)
    for fault in run.broken[:5]:
        print(f"    {fault}")


if __name__ == "__main__":
    sys.exit(main())
