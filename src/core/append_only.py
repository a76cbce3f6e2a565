"""Tables that the database itself keeps from being changed: rows come, none is edited or removed.

The triggers are made with the tables (`create_all`); a migration that makes such a table, or makes
it anew (SQLite's batch mode), runs `statements` for it.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection, event

from core.storage import Table

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
_SQLITE = """
CREATE TRIGGER {table}_{change} BEFORE {change} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_CHANGES = ("UPDATE", "DELETE")


def statements(dialect: str, table: str) -> list[str]:
    """Return what makes a table append-only."""
    if dialect == "postgresql":
        return [_FUNCTION, _POSTGRESQL.format(table=table)]
    return [_SQLITE.format(table=table, change=change) for change in _CHANGES]


def append_only(*tables: type[Table]) -> None:
    """Let these tables be append-only wherever they are made."""
    for table in tables:
        event.listen(sa.inspect(table).local_table, "after_create", _forbid)


def unguarded(connection: Connection, *tables: type[Table]) -> Iterator[str]:
    """Yield a sentence for each of these tables that somebody could change."""
    for name in (str(sa.inspect(table).local_table) for table in tables):
        if connection.dialect.name == "postgresql":
            found = connection.execute(sa.text(_ON_POSTGRESQL), {"table": name})
            expected = 1
        else:
            found = connection.execute(sa.text(_ON_SQLITE), {"table": name})
            expected = len(_CHANGES)
        if found.scalar_one() < expected:
            yield f"the table {name} is not append-only: its triggers are missing or off"


_ON_POSTGRESQL = """
SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relname = :table AND tgname = :table || '_append_only' AND tgenabled <> 'D'
"""
_ON_SQLITE = """
SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table
AND sql LIKE '%is append-only%'
"""


def _forbid(target: sa.Table, connection: Connection, **_: object) -> None:
    for statement in statements(connection.dialect.name, target.name):
        connection.exec_driver_sql(statement)
