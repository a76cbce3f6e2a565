"""`nadwa report coverage` and `nadwa report template`."""

import argparse
import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

from core.people import system
from core.problem import Invalid
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.settings import Settings
from registry import TemplateForm, set_template
from reports import FORMATS, write_report


def add_to(commands: Commands) -> None:
    """Add the command."""
    reports = family(commands, "report", "Reports")
    coverage = command(reports, "coverage", _coverage, "Write the implementation report")
    coverage.add_argument("--resolution", required=True, metavar="SLUG")
    coverage.add_argument("--as-of", metavar="T", help="a moment, such as 2027-04-01T00:00:00Z")
    coverage.add_argument("--language", choices=("ar", "en", "fr"), default="en")
    coverage.add_argument(
        "--template", metavar="BODY", help="as this body's reports look (see report template)"
    )
    coverage.add_argument("--format", choices=FORMATS, required=True)
    coverage.add_argument("--output", type=Path, required=True, metavar="FILE")

    template = command(reports, "template", _template, "Set how a body's reports look")
    template.add_argument("--body", required=True, metavar="CODE")
    template.add_argument(
        "--file", type=Path, required=True, metavar="JSON", help="as PUT .../report-template takes"
    )
    template.add_argument("--logo", type=Path, metavar="PNG", help="the emblem, from a file")


def _template(settings: Settings, options: argparse.Namespace) -> None:
    told = json.loads(options.file.read_text("utf-8"))
    if options.logo:
        png = b64encode(options.logo.read_bytes()).decode()
        told["logo"] = {**(told.get("logo") or {}), "png": png}
    form = TemplateForm.model_validate(told)
    with opened(settings) as office, office.work(system("cli")) as work:
        row = set_template(work, options.body, form)
    print(f"{row.body}: version {row.version}")


def _coverage(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(system("cli")) as work:
        content = write_report(
            work,
            options.resolution,
            _moment(options.as_of),
            options.language,
            options.format,
            options.template,
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
