"""Column selects: what coverage needs of rows, without the rows themselves."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa

from core.work import Work

Query = sa.Select[Any]


def columns(*wanted: Any) -> Query:
    """Select these columns."""
    made: Any = sa.select(*wanted)
    return cast("Query", made)


def tuples(work: Work, query: Query | sa.CompoundSelect[Any]) -> Sequence[Any]:
    """Ask, and return the rows as tuples."""
    return work.session.connection().execute(query).all()


def mappings(work: Work, query: Query) -> list[dict[str, Any]]:
    """Ask, and return the rows by the names of their columns."""
    return [dict(row) for row in work.session.connection().execute(query).mappings()]
