"""The command line: `nadwa COMMAND`. Exit codes: 0 done, 1 a check failed, 2 bad input."""

import argparse
import os
import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from core.problem import Problem
from nadwa.commands import accounts, calendars, data, demo, documents, links, report, serve, tokens
from nadwa.settings import BadSetting, Settings, read_settings

GROUPS = (serve, data, documents, tokens, accounts, links, calendars, report, demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = _settings(options)
        return int(options.run(settings, options) or 0)
    except BadSetting as refusal:
        return _complain(f"bad setting {refusal}")
    except Problem as refusal:
        return _complain(refusal.detail or refusal.title)
    except (OSError, UnicodeError, ValueError) as refusal:
        return _complain(str(refusal))
    except DBAPIError as refusal:
        reason = str(refusal.orig).splitlines()[0]
        return _complain(f"the database refused: {reason} (is it migrated? `nadwa migrate`)")
    except KeyboardInterrupt:
        return 130


def _settings(options: argparse.Namespace) -> Settings | None:
    return None if options.pure else read_settings(os.environ)


def _complain(line: str) -> int:
    print(f"nadwa: {line}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nadwa",
        description="From the paragraphs of resolutions to events that are held, and back.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_to(commands)
    return parser
