"""RELIABILITY R7: cases from the OpenAPI document, right and wrong, against the whole application.

    python -m bench.trust.fuzz                     # about 20,000 cases on SQLite
    python -m bench.trust.fuzz --database postgresql --examples 2 --seed 7

Prints its figures; exits with 1 when an answer was a 5xx or one that is not documented.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.clock import stopwatch
from nadwa.app import build_office
from nadwa.migrate import migrate
from tests.postgres import a_postgres
from tests.trust.fuzzing import Figures, fuzz
from tests.trust.world import a_world


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--examples", type=int, default=26, help="for each operation, caller, way")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    begun = stopwatch()
    with _database(options.database) as url:
        migrate(url)
        office = build_office(url)
        figures = fuzz(a_world(office), options.examples, options.seed)
        office.engines.close()
    return _told(figures, options.database, stopwatch() - begun)


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "postgresql":
        with a_postgres() as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'nadwa.db'}"


def _told(figures: Figures, database: str, seconds: float) -> int:
    print(f"{database}: {figures.cases} cases in {seconds:.0f} s")
    print(", ".join(f"{status}: {count}" for status, count in sorted(figures.statuses.items())))
    print(f"5xx: {len(figures.failures)}, undocumented: {len(figures.undocumented)}")
    for line in (*figures.failures, *figures.undocumented):
        print(line)
    return 1 if figures.failures or figures.undocumented else 0


if __name__ == "__main__":
    sys.exit(main())
