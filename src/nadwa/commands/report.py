"""`nadwa report coverage`."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from core.people import system
from core.problem import Invalid
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.settings import Settings
from reports import FORMATS, write_report


def add_to(commands: Commands) -> None:
    """Add the command."""
    reports = family(commands, "report", "Reports")
    coverage = command(reports, "coverage", _coverage, "Write the implementation report")
    coverage.add_argument("--resolution", required=True, metavar="SLUG")
    coverage.add_argument("--as-of", metavar="T", help="a moment, such as 2027-04-01T00:00:00Z")
    coverage.add_argument("--language", choices=("ar", "en", "fr"), default="en")
    coverage.add_argument("--format", choices=FORMATS, required=True)
    coverage.add_argument("--output", type=Path, required=True, metavar="FILE")


def _coverage(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(system("cli")) as work:
        content = write_report(
            work, options.resolution, _moment(options.as_of), options.language, options.format
        )
    options.output.write_bytes(content)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("/as_of", "--as-of must be a moment, such as 2027-04-01T00:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
