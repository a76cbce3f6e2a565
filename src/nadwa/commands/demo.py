"""`nadwa demo load`."""

import argparse
import sys

from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.demo import load_demo
from nadwa.settings import BadSetting, Settings


def add_to(commands: Commands) -> None:
    """Add the command."""
    demo = family(commands, "demo", "Events, people and letters to look at")
    command(demo, "load", _load, "Enter the demonstration; only with NADWA_DEMO=1")


def _load(settings: Settings, _options: argparse.Namespace) -> None:
    if not settings.demo:
        raise BadSetting("NADWA_DEMO", "must be 1 to load invented people and events")
    with opened(settings) as office:
        events = load_demo(office)
    print(f"{events} demonstration events", file=sys.stderr)
