"""Alembic's environment: our tables, plain SQLAlchemy types in the scripts, one open connection."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from core.storage import UtcDateTime, metadata
from nadwa import tables  # noqa: F401 -- registers every table


def render_plain(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that an old migration never imports today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String({thing.length or ''})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=render_plain,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
