"""`nadwa migrate`, `check`, `backup`, `restore`, `openapi`."""

import argparse
import json
import sys
from pathlib import Path

from core.people import system
from nadwa.app import build_app, build_office, opened
from nadwa.backup import NotSqlite, backup, restore
from nadwa.check import broken_invariants
from nadwa.commands import Commands, command
from nadwa.migrate import migrate, write_revision
from nadwa.settings import Settings
from notifications import after_restore


def add_to(commands: Commands) -> None:
    """Add the commands."""
    command(commands, "migrate", _migrate, "Upgrade the database to the newest revision")
    new = command(commands, "revision", _revision, "Write a migration from the models (developers)")
    new.add_argument("text")
    command(commands, "check", _check, "Audit the stored data; exit 1 and list what is broken")
    copy = command(commands, "backup", _backup, "Copy a running SQLite installation")
    copy.add_argument("file", type=Path)
    back = command(commands, "restore", _restore, "Put a copy in place of the database")
    back.add_argument("file", type=Path)
    command(commands, "openapi", _openapi, "Print the OpenAPI document", pure=True)


def _migrate(settings: Settings, _options: argparse.Namespace) -> None:
    migrate(settings.database_url)


def _revision(settings: Settings, options: argparse.Namespace) -> None:
    write_revision(settings.database_url, options.text)


def _check(settings: Settings, _options: argparse.Namespace) -> int:
    with opened(settings) as office:
        broken = broken_invariants(office)
    for line in broken:
        print(line)
    return 1 if broken else 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    try:
        backup(settings.database_url, options.file)
    except NotSqlite as refusal:
        print(refusal.instead("pg_dump", options.file), file=sys.stderr)
        return 2
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    try:
        restore(settings.database_url, options.file)
        migrate(settings.database_url)
        with opened(settings) as office, office.work(system("restore")) as work:
            after_restore(work)
    except NotSqlite as refusal:
        print(refusal.instead("pg_restore", options.file), file=sys.stderr)
        return 2
    print("restored; mail is paused until `POST /v1/mail/resumption`", file=sys.stderr)
    return 0


def _openapi(_settings: None, _options: argparse.Namespace) -> None:
    document = build_app(build_office("sqlite://")).openapi()
    print(json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False))
