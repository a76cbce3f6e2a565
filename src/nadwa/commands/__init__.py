"""One module per family of commands; each adds its own to the parser with `add_to`."""

import argparse
from collections.abc import Callable
from typing import Any

from nadwa.settings import Settings

Commands = Any  # argparse keeps the type of its sub-parsers private
Run = Callable[[Settings, argparse.Namespace], int | None]


def command(
    commands: Commands, name: str, run: Callable[..., int | None], text: str, *, pure: bool = False
) -> argparse.ArgumentParser:
    """Add a command; a `pure` one works without settings or a database."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run, pure=pure)
    return parser


def family(commands: Commands, name: str, text: str) -> Commands:
    """Add a family of commands, such as `token create` and `token list`."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    return parser.add_subparsers(required=True, metavar="COMMAND")
