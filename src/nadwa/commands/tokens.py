"""`nadwa token create|list|revoke`."""

import argparse
import sys
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlmodel import col, select

from core.input import Line
from core.people import Role, system
from core.problem import Invalid
from core.tokens import Token, issue, revoke
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.scopes import check_options
from nadwa.settings import Settings

CLI = system("cli")
ROLES = tuple(role.value for role in Role if role not in {Role.ANONYMOUS, Role.SYSTEM})


def add_to(commands: Commands) -> None:
    """Add the commands."""
    tokens = family(commands, "token", "Make, list and revoke API tokens")
    create = command(tokens, "create", _create, "Make a token; it is printed once, alone on stdout")
    create.add_argument("--role", required=True, choices=ROLES)
    create.add_argument("--body", help="code of the body that an organizer acts for")
    create.add_argument("--state", help="code of the state that a focal point speaks for")
    create.add_argument("--label", required=True, help="whose it is, for the list")
    command(tokens, "list", _list, "List the tokens (never the secrets)")
    gone = command(tokens, "revoke", _revoke, "Revoke a token")
    gone.add_argument("id", type=UUID)


def _create(settings: Settings, options: argparse.Namespace) -> None:
    try:
        label = TypeAdapter(Line).validate_python(options.label)
    except ValidationError:
        raise Invalid("/label", "--label must be one line of at most 500 characters") from None
    role = Role(options.role)
    with opened(settings) as office, office.work(CLI) as work:
        check_options(work, role, options.body, options.state)
        _, secret = issue(work, role, label[:200], body=options.body, state=options.state)
    print(secret)


def _list(settings: Settings, _options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(CLI) as work:
        for token in work.session.exec(select(Token).order_by(col(Token.id))):
            scope = token.body or token.state or "-"
            life = "revoked" if token.revoked_at else "valid"
            made = token.created_at.isoformat()
            print(f"{token.id}\t{token.role}\t{scope}\t{life}\t{made}\t{token.label}")


def _revoke(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.work(CLI) as work:
        revoke(work, options.id)
    print("revoked", file=sys.stderr)
