"""Writes invitations and feeds, has independent programs read them, and compares every instant."""

import argparse
import tempfile
from pathlib import Path

from bench.calendar.life import lived
from bench.calendar.parsers import compared, installed
from bench.calendar.sweep import swept


def main() -> int:
    """Run it; 1 when any program reads any instant otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    scratch = Path(tempfile.gettempdir()) / "nadwa-calendar-readers"
    parser.add_argument("--readers", type=Path, default=scratch, help="where they are installed")
    parser.add_argument("--keep", type=Path, help="write the calendars here and leave them there")
    options = parser.parse_args()
    readers = installed(options.readers)
    with tempfile.TemporaryDirectory(prefix="nadwa-calendars-") as temporary:
        folder = options.keep or Path(temporary)
        mails, feeds, broken = lived(folder / "life")
        wrong = compared(readers, options.readers, mails, "letters of a life cycle")
        wrong += compared(readers, options.readers, feeds, "feeds of a life cycle")
        by_zone = [each for each in readers if not each.by_name]
        wrong += compared(by_zone, options.readers, swept(folder / "sweep"), "sweep of the zones")
    for line in broken:
        print(f"BROKEN {line}")
    print(f"\n{wrong} wrong, {len(broken)} rules broken")
    return 1 if wrong or broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
