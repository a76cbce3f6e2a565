"""`nadwa links renew`."""

import argparse
import sys
from uuid import UUID

from core.people import system
from nadwa.app import mailing_of, opened
from nadwa.commands import Commands, command, family
from nadwa.settings import Settings
from notifications import renew_feed_address, renew_page_link

CLI = system("cli")


def add_to(commands: Commands) -> None:
    """Add the commands."""
    links = family(commands, "links", "Make secret links anew that somebody else has got hold of")
    renew = command(links, "renew", _renew, "Make a link anew; the old one opens nothing any more")
    whose = renew.add_mutually_exclusive_group(required=True)
    whose.add_argument("--registration", type=UUID, help="the personal page of this registration")
    whose.add_argument("--person", type=UUID, help="the own calendar of this person")


def _renew(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.work(CLI) as work:
        if options.person:
            renewed = renew_feed_address(work, options.person)
        else:
            renewed = renew_page_link(work, mailing_of(settings), options.registration)
    told = "a letter with the new one is written" if renewed.told else "no letter is written"
    print(f"renewed; {told}", file=sys.stderr)
