"""Pages: resumed by id. Ids sort by time, so the last id is the cursor."""

from typing import Annotated, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from core.problem import Invalid
from core.storage import Table
from core.work import Work

R = TypeVar("R", bound=Table)
V = TypeVar("V", bound=BaseModel)


class Page(BaseModel, Generic[V]):
    """Some of a list; `next` is the cursor of what follows, null at the end."""

    items: list[V]
    next: str | None


class Turn:
    """Where the caller is in a list: `after` is the cursor, empty for the first page."""

    def __init__(
        self,
        after: Annotated[str, Query(max_length=64)] = "",
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> None:
        self.after, self.limit = _cursor(after), limit

    def rows(
        self, work: Work, table: type[R], query: SelectOfScalar[R]
    ) -> tuple[list[R], str | None]:
        """Return this page's rows, in the order of their ids, and the next cursor."""
        if self.after:
            query = query.where(col(table.id) > self.after)
        found = work.session.exec(query.order_by(col(table.id)).limit(self.limit + 1)).all()
        rows = list(found[: self.limit])
        return rows, str(rows[-1].id) if len(found) > self.limit else None


TurnDep = Annotated[Turn, Depends()]


def _cursor(after: str) -> UUID | None:
    try:
        return UUID(after) if after else None
    except ValueError:
        raise Invalid("/after", "use the `next` of an earlier page, unchanged") from None
