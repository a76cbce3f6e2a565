"""Tables, column types and engines; the same on PostgreSQL and SQLite."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, ClassVar, ParamSpec, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import DateTime, Dialect, Enum, MetaData, TypeDecorator
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declared_attr, make_transient_to_detached
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Field, Session, SQLModel

from core.ids import new_id

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite drops the offset; this puts UTC back and refuses naive values."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        del dialect
        return value and value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class DatabaseClock(FunctionElement[datetime]):
    """The moment by the database's own clock, so many seconds from now: one clock for all workers.

    Leases are counted by it: the clocks of the machines that workers run on may differ.
    """

    type = UtcDateTime()
    inherit_cache = True


def by_database_clock(seconds: int = 0) -> DatabaseClock:
    """Return what the database's clock will show in so many seconds."""
    return DatabaseClock(sa.literal(seconds, sa.Integer))


@compiles(DatabaseClock, "sqlite")
def _sqlite_clock(element: DatabaseClock, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    # written as SQLAlchemy stores a moment: six digits after the point
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {seconds} || ' seconds') || '000')"


@compiles(DatabaseClock, "postgresql")
def _postgresql_clock(element: DatabaseClock, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"(statement_timestamp() + {seconds} * interval '1 second')"


def words(kind: type[StrEnum], *, check: str | None = None) -> Any:
    """Return a column type that stores an enum's values as text, with a CHECK.

    `check` names the constraint where one table has two columns of the same enum.
    """
    return Enum(
        kind,
        values_callable=_values,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=check or kind.__name__.lower(),
    )


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """Return a column that holds a moment in UTC."""
    return Field(
        default=None if nullable else ...,
        nullable=nullable,
        index=index,
        sa_type=UtcDateTime,  # pyright: ignore[reportArgumentType] -- a type decorator is a type
    )


def wall_time() -> Any:
    """Return a nullable column that holds a local time, without zone or offset."""
    return Field(default=None, nullable=True, sa_type=DateTime)  # pyright: ignore[reportArgumentType] -- a type decorator is a type


def document(default: type[list[Any]] | type[dict[str, Any]] | None = None) -> Any:
    """Return a column that holds a JSON document; nullable when it has no default."""
    if default is None:
        return Field(default=None, sa_type=sa.JSON(none_as_null=True), nullable=True)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return Field(default_factory=default, sa_type=sa.JSON, nullable=False)


class Table(SQLModel):
    """Base of every table: an id that sorts by time, and a name made from the class's.

    `bookkeeping` tables (deliveries, idempotency keys) may change without a fact in the journal.
    """

    bookkeeping: ClassVar[bool] = False

    id: UUID = Field(default_factory=new_id, primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # noqa: N805 -- SQLAlchemy's own form
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


R = TypeVar("R", bound=Table)
P = ParamSpec("P")
V = TypeVar("V")


class Row(Table):
    """A table whose rows people edit: it counts its versions, for ETags and If-Match."""

    version: int = Field(default=1, nullable=False)


def use_versions(*tables: type[Row]) -> None:
    """Let SQLAlchemy bump and check `version` on every UPDATE of these tables."""
    for table in tables:
        mapper = sa.inspect(table)
        mapper.version_id_col = mapper.local_table.c.version


def built(make: Callable[P, V]) -> Callable[P, V]:
    """Keep what a function returns for its arguments, such as statements.

    What a statement costs is mostly building it; its values come when it is executed.
    """
    return cast("Callable[P, V]", cache(make))


@built
def into(table: type[Table]) -> sa.Insert:
    """Return the plain insertion into a table."""
    return sa.insert(metadata.tables[str(table.__tablename__)])


def stored(table: type[R], values: Mapping[str, Any]) -> R:
    """Return the object of a row that has these values in the database, as if it was loaded."""
    row: R = sa.inspect(table).class_manager.new_instance()
    vars(row).update(values)
    make_transient_to_detached(row)
    return row


def with_defaults(table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a whole new row: what is left out has its default."""
    left_out = {name: make() for name, make in _defaults(table).items() if name not in values}
    return {**left_out, **values}


@built
def _defaults(table: type[Table]) -> dict[str, Callable[[], Any]]:
    fields = table.model_fields
    return {
        name: partial(field.get_default, call_default_factory=True)
        for name, field in fields.items()
        if not field.is_required()
    }


def insert_unless_there(session: Session, table: type[Table], **values: Any) -> bool:
    """Insert a row and return True; return False when a unique constraint already has it.

    Waits for a twin that another transaction is still inserting.
    """
    session.flush()
    connection = session.connection()
    statement = into_unless_there(table, connection.dialect.name)
    made = connection.execute(statement, {"id": new_id(), **values})
    return made.first() is not None


@built
def into_unless_there(table: type[Table], dialect: str) -> ReturningInsert[UUID]:
    """Return the insertion that does nothing where the row is there; it returns the new id."""
    there = metadata.tables[str(table.__tablename__)]
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(there).on_conflict_do_nothing().returning(there.c.id)
