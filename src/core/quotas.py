"""Quotas that outlast a process: how much somebody may do in an hour or a day.

Counted in the database, in the transaction of what is done: what is refused or undone is not
counted. Who it was is kept as a digest, and no longer than a day after the quota's own time.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
import structlog
from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, col, delete

from core.ids import new_id
from core.metrics import REFUSALS
from core.problem import Problem
from core.storage import Table, built, metadata, moment
from core.work import Work

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many times in each window; windows begin on whole hours or days of UTC."""

    name: str
    most: int
    window: timedelta = DAY

    def begun(self, now: datetime) -> datetime:
        """Return when the present window began."""
        return now - (now - _EPOCH) % self.window


class QuotaUse(Table, table=True):
    """How often somebody did something in a window; `holder` is a digest."""

    __table_args__ = (UniqueConstraint("quota", "holder", "begun_at"),)
    bookkeeping = True

    quota: str = Field(max_length=40)
    holder: str = Field(max_length=32)
    begun_at: datetime = moment(index=True)
    used: int


class QuotaSpent(Problem):
    """Somebody has done this as often as they may for now."""

    slug, title, status = "quota-spent", "That is enough of this for now", 429


def spend(work: Work, allowance: Allowance, holder: str, amount: int = 1) -> None:
    """Count what somebody is about to do; raise `QuotaSpent` when it is more than they may."""
    if within(work, allowance, holder, amount):
        return
    ends = allowance.begun(work.now) + allowance.window
    refused = QuotaSpent(
        f"At most {allowance.most} of these are taken in {_told(allowance.window)}; "
        f"go on after {ends:%Y-%m-%dT%H:%MZ}",
        quota=allowance.name,
    )
    refused.retry_after = max(math.ceil((ends - work.now).total_seconds()), 1)
    raise refused


def within(work: Work, allowance: Allowance, holder: str, amount: int = 1) -> bool:
    """Count what somebody is about to do and say whether they may; the log tells where not."""
    values = {
        "id": new_id(),
        "quota": allowance.name,
        "holder": sha256(f"{allowance.name} {holder}".encode()).hexdigest()[:32],
        "begun_at": allowance.begun(work.now),
        "used": amount,
    }
    connection = work.session.connection()
    used = connection.execute(_counted(connection.dialect.name), values).scalar_one()
    if used <= allowance.most:
        return True
    note_refusal(allowance.name)
    return False


def note_refusal(quota: str) -> None:
    """Log and count that a quota was spent; whose it is stays untold."""
    structlog.get_logger().warning("quota spent", quota=quota)
    REFUSALS.labels(f"quota:{quota}").inc()


def forget_old_uses(work: Work) -> None:
    """Drop what was counted in windows that are over."""
    old = col(QuotaUse.begun_at) < work.now - 2 * DAY
    work.session.exec(delete(QuotaUse).where(old))


@built
def _counted(dialect: str) -> ReturningInsert[int]:
    table = metadata.tables[str(QuotaUse.__tablename__)]
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    new = insert(table)
    sum_ = sa.type_coerce(table.c.used + new.excluded.used, sa.Integer)
    known = new.on_conflict_do_update(
        index_elements=["quota", "holder", "begun_at"], set_={"used": sum_}
    )
    return known.returning(table.c.used)


def _told(window: timedelta) -> str:
    return "an hour" if window == HOUR else "a day"
