"""Copies of an SQLite installation, taken while it runs; PostgreSQL has its own tools."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3
import sqlalchemy as sa

from core.engines import without_pooler


class NotSqlite(Exception):  # noqa: N818 -- says what the database is not
    """The database is not an SQLite file."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = without_pooler(sa.make_url(url)).set(drivername="postgresql")

    def instead(self, tool: str, file: Path) -> str:
        """Return the command line that does it for PostgreSQL."""
        address = self.url.render_as_string(hide_password=False)
        if tool == "pg_dump":
            return f"pg_dump --format=custom --file={file} '{address}'"
        return f"pg_restore --clean --if-exists --dbname='{address}' {file}"


def backup(url: str, target: Path) -> None:
    """Write a consistent copy of the database to `target` (never over an existing file)."""
    source = _file_of(url)
    if target.exists():
        raise FileExistsError(f"{target} exists already; choose another name")
    if not source.exists():
        raise FileNotFoundError(f"there is no database at {source}")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    _copy(source, part)
    os.replace(part, target)  # noqa: PTH105 -- atomic, and the same on every system


def restore(url: str, source: Path) -> None:
    """Put a copy in place of the database; stop the service first.

    The present database is kept beside it as `NAME.before-restore`.
    """
    target = _file_of(url)
    with source.open("rb") as head:
        if not head.read(16).startswith(b"SQLite format 3"):
            raise ValueError(f"{source} is not a copy made by `nadwa backup`")
    if target.exists():
        kept = target.with_name(f"{target.name}.before-restore")
        kept.unlink(missing_ok=True)
        _copy(target, kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, target)


def _connect(file: Path) -> Any:
    driver: Any = pysqlite3  # has no types
    return driver.connect(file)


def _copy(source: Path, target: Path) -> None:
    with (
        closing(_connect(source)) as present,
        closing(_connect(target)) as copy,
    ):
        present.backup(copy)
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise ValueError(f"{target} came out damaged: {verdict}")


def _file_of(url: str) -> Path:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise NotSqlite(url)
    return Path(parsed.database or "")
