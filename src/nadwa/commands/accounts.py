"""`nadwa account open|list|close`."""

import argparse
import sys
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlmodel import col, select

from core.accounts import ROLES, Account
from core.input import EmailAddress
from core.people import Role, system
from core.problem import Invalid
from core.sign_in import close_account, open_account
from core.texts import Language
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.scopes import check_options
from nadwa.settings import Settings

CLI = system("cli")


def add_to(commands: Commands) -> None:
    """Add the commands."""
    accounts = family(commands, "account", "Say who may sign in on the pages, by a mailed link")
    new = command(accounts, "open", _open, "Let somebody sign in; prints the account's id")
    new.add_argument("--address", required=True, help="where the links go")
    new.add_argument("--role", required=True, choices=[role.value for role in ROLES])
    new.add_argument("--body", help="code of the body that an organizer acts for")
    new.add_argument("--state", help="code of the state that a focal point speaks for")
    new.add_argument("--language", default="en", choices=[each.value for each in Language])
    command(accounts, "list", _list, "List the accounts, closed ones too")
    gone = command(accounts, "close", _close, "Let somebody sign in no more; sessions end at once")
    gone.add_argument("id", type=UUID)


def _open(settings: Settings, options: argparse.Namespace) -> None:
    try:
        address = TypeAdapter[str](EmailAddress).validate_python(options.address)
    except ValidationError as fault:
        why = fault.errors()[0]["msg"].removeprefix("Value error, ")
        raise Invalid("/address", f"--address: {why}") from None
    role = Role(options.role)
    scope = {"body": options.body, "state": options.state}
    with opened(settings) as office, office.work(CLI) as work:
        check_options(work, role, **scope)
        account = open_account(work, address, role, **scope, language=options.language)
    print(account.id)


def _list(settings: Settings, _options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(CLI) as work:
        for account in work.session.exec(select(Account).order_by(col(Account.id))):
            scope = account.body or account.state or "-"
            life = "closed" if account.closed_at else "open"
            print(f"{account.id}\t{account.role}\t{scope}\t{life}\t{account.address}")


def _close(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.work(CLI) as work:
        close_account(work, options.id)
    print("closed", file=sys.stderr)
