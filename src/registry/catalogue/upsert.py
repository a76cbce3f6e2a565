"""Brings rows to wanted values, counts what that changed, and leaves alone what people changed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from sqlmodel import select

from core.storage import Row
from core.work import Work
from registry.facts import MandateCorrected, WordsCorrected
from registry.store import changed_by_people

R = TypeVar("R", bound=Row)
Values = Mapping[str, Any]


class Upsert:
    """One load's writes; `added` and `changed` count rows by table."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.added, self.changed = Counter[str](), Counter[str]()

    def bring(
        self,
        table: type[R],
        key: str,
        wanted: Iterable[Values],
        *,
        once: Collection[str] = (),
        told: type[MandateCorrected | WordsCorrected] = WordsCorrected,
        **scope: Any,
    ) -> dict[str, R]:
        """Insert or update the rows of a scope by their key; return them by it.

        Columns named in `once` are given to new rows and never compared. Each update is recorded
        as the fact `told`.
        """
        rows = {getattr(row, key): row for row in self._rows(table, scope)}
        stale: list[tuple[R, Values]] = []
        for values in wanted:
            row = rows.get(values[key])
            if row is None:
                rows[values[key]] = self._insert(table, {**values, **scope})
            elif differing := differences(row, values, leave=once):
                stale.append((row, differing))
        for row, news in self._untouched(stale):
            self._update(row, news, told)
        self.work.session.flush()
        return rows

    def _update(
        self, row: Row, news: Values, told: type[MandateCorrected | WordsCorrected]
    ) -> None:
        before = {column: getattr(row, column) for column in news}
        for column, value in news.items():
            setattr(row, column, value)
        self.changed[type(row).__name__] += 1
        self.work.record(told(subject=row.id, before=before, after=dict(news)))

    def _insert(self, table: type[R], values: Values) -> R:
        row = table(**values)
        self.work.session.add(row)
        self.added[table.__name__] += 1
        return row

    def _rows(self, table: type[R], scope: Values) -> Iterable[R]:
        return self.work.session.exec(select(table).filter_by(**scope)).all()

    def _untouched(self, stale: list[tuple[R, Values]]) -> list[tuple[R, Values]]:
        people = changed_by_people(self.work, [row.id for row, _ in stale])
        return [(row, news) for row, news in stale if row.id not in people]


def differences(row: Row, values: Values, *, leave: Collection[str] = ()) -> dict[str, Any]:
    """Return the wanted values that a row has not got yet."""
    return {
        column: value
        for column, value in values.items()
        if column not in leave and getattr(row, column) != value
    }
