"""The independent readers: put into a scratch folder, run there, and compared with what is true."""

import subprocess
import sys
import venv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "readers"
_NPM = ("npm", "install", "--silent", "--no-audit", "--no-fund")
Seen = tuple[str, str, str, str]
"""What a reader says of one VEVENT: UID, SEQUENCE, start, end (UTC, or days)."""


@dataclass(frozen=True)
class Reader:
    """A program that reads a list of files and says what it saw.

    `by_name`: it goes by the zone's name and a tz database of its own, not by the VTIMEZONE.
    """

    name: str
    version: str
    command: tuple[str, ...]
    by_name: bool = False

    def read(self, folder: Path, files: list[Path]) -> dict[str, list[Seen]]:
        """Return what it saw in each file."""
        listed = folder / "files.txt"
        listed.write_text("\n".join(map(str, files)))
        run = subprocess.run(
            [*self.command, str(listed)], cwd=folder, capture_output=True, text=True, check=False
        )
        if run.returncode:
            print(f"{self.name} ended with {run.returncode}: {run.stderr[-2000:]}")
        seen: dict[str, list[Seen]] = defaultdict(list)
        for line in run.stdout.splitlines():
            name, *facts = line.split("\t")
            seen[name].append(tuple(facts))
        return seen


def installed(folder: Path) -> list[Reader]:
    """Install or build the readers in a folder; what is there already is used again."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules/node-ical").exists():
        _run(
            folder, "npm", "install", "--silent", "--no-audit", "--no-fund", "ical.js", "node-ical"
        )
    python = folder / "venv/bin/python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        _run(folder, str(python), "-m", "pip", "install", "--quiet", "vobject")
    _run(folder, "cc", "-O2", "-o", "libical_reader", str(HERE / "libical_reader.c"), "-lical")
    named = 'console.log(require("./node_modules/%s/package.json").version)'
    told = "from importlib.metadata import version; print(version('%s'))"
    return [
        Reader(
            "libical",
            _run(folder, "pkg-config", "--modversion", "libical"),
            (str(folder / "libical_reader"),),
        ),
        Reader(
            "ical.js",
            _run(folder, "node", "-e", named % "ical.js"),
            ("node", str(HERE / "ical_js_reader.mjs")),
        ),
        Reader(
            "node-ical",
            _run(folder, "node", "-e", named % "node-ical"),
            ("node", str(HERE / "node_ical_reader.cjs")),
            by_name=True,
        ),
        Reader(
            "vobject",
            _run(folder, str(python), "-c", told % "vobject"),
            (str(python), str(HERE / "vobject_reader.py")),
        ),
        Reader(
            "icalendar",
            _run(folder, sys.executable, "-c", told % "icalendar"),
            (sys.executable, str(HERE / "icalendar_reader.py")),
            by_name=True,
        ),
    ]


def compared(
    readers: list[Reader], folder: Path, expected: dict[Path, list[Seen]], title: str
) -> int:
    """Print a line per reader; return how many VEVENTs any of them reads otherwise."""
    total = sum(map(len, expected.values()))
    print(f"\n{title}: {len(expected)} calendars, {total} VEVENTs")
    wrong = 0
    for reader in readers:
        seen = reader.read(folder, list(expected))
        bad = [
            (file.name, sorted(set(seen[str(file)]) ^ set(facts)))
            for file, facts in expected.items()
            if sorted(seen[str(file)]) != sorted(facts)
        ]
        count = sum(max(1, len(each) // 2) for _, each in bad)
        print(f"  {reader.name:10} {reader.version:8} {count:6} wrong")
        for name, each in bad[:3]:
            print(f"    {name}: {each[:4]}")
        wrong += count
    return wrong


def _run(folder: Path, *command: str) -> str:
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()
