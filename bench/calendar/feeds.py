"""A public feed of 5,000 events that nobody changed, beside `/healthz`, in the same run.

    python -m bench.calendar.feeds                         # both databases
    python -m bench.calendar.feeds --database sqlite

`nadwa serve` on loopback, one client with one connection. In each round it asks for `/healthz`, for
the feed with the ETag that it has (304), for the whole feed, and for the whole feed packed. A
ratio is the median time of an answer over that of `/healthz` in the same round; the median of all
rounds and the middle half of them are told. The first round, in which the answer is made, is told
apart.
"""

import argparse
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench.seeding import Size, seed
from bench.speed.client import Answer, Client, Request, a_client
from tests.events.api_processes import serving
from tests.postgres import a_postgres

DATABASES = ("sqlite", "postgresql")
HEALTH, FEED = "/healthz", "/calendars/public.ics"
SIZE = Size(10, 7_400, 7_400)
"""Over three years; the feed holds those that ended within 24 months, and 5,000 at most."""

Rounds = dict[str, list[float]]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=DATABASES, help="left out: both")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--requests", type=int, default=20, help="of each kind in a round")
    options = parser.parse_args()
    for database in [options.database] if options.database else DATABASES:
        with _database(database) as url, a_client() as client:
            seed(url, SIZE)
            with serving(url, 1) as (address, _):
                _measure(database, client, address, options)


def _measure(database: str, client: Client, address: str, options: argparse.Namespace) -> None:
    [first] = client.take(address, [Request("GET", FEED)])
    known = Request("GET", FEED, 304, {"If-None-Match": first.headers["etag"]})
    packed = Request("GET", FEED, headers={"Accept-Encoding": "gzip"})
    kinds = {
        HEALTH: Request("GET", HEALTH),
        "unchanged (304)": known,
        "whole": Request("GET", FEED),
        "whole, packed": packed,
    }
    spent: Rounds = {name: [] for name in kinds}
    for n in range(options.rounds + 1):
        for name, request in kinds.items():
            answers = client.take(address, [request] * (options.requests if n else 2))
            if n:
                spent[name].append(median(each.seconds for each in answers))
    _tell(database, first, spent)


def _tell(database: str, first: Answer, spent: Rounds) -> None:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    events = first.body.count(b"BEGIN:VEVENT")
    print(f"\n{database}, load {load} (1, 5, 15 minutes): {events} VEVENTs,")
    print(f"{len(first.body):,} bytes, made in {first.seconds:.2f} s\n")
    print("| answer | ms | of /healthz | middle half |")
    print("|---|---|---|---|")
    for name, times in spent.items():
        ratios = [own / base for own, base in zip(times, spent[HEALTH], strict=True)]
        low, middle, high = quantiles(ratios, n=4, method="inclusive")
        print(f"| {name} | {median(times) * 1000:.2f} | {middle:.2f} | {low:.2f} to {high:.2f} |")


@contextmanager
def _database(kind: str) -> Generator[str]:
    if kind == "postgresql":
        with a_postgres() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="nadwa-feeds-") as folder:
        yield f"sqlite:///{Path(folder) / 'nadwa.db'}"


if __name__ == "__main__":
    main()
