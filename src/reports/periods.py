"""The periods in which a recurring mandate is to be answered: those elapsed and the current one."""

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import count, takewhile

from reports.as_of import Snapshot, day
from reports.given import MandateFacts

_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12, "biennial": 24}


@dataclass(frozen=True, slots=True)
class Periods:
    """Consecutive periods by their first days; the last ends with `end` (inclusive), if ever."""

    starts: tuple[date, ...]
    end: date | None = None

    def holding(self, on: date | None) -> date | None:
        """Return the first day of the period that holds a day; None outside of all."""
        if on is None or (self.end and on > self.end):
            return None
        place = bisect_right(self.starts, on)
        return self.starts[place - 1] if place else None


ONCE = Periods((date.min,))
"""No recurrence: all time is one period."""


def periods_of(mandate: MandateFacts, due: date | None, snapshot: Snapshot) -> Periods:
    """Return the elapsed periods and the current one of a mandate at the moment of the snapshot.

    They run from the adoption (from the record, where that is unknown): years and months from day
    to day, `each_session` from session to session of the adopting series (`MCSD-2`, `MCSD-3`). The
    deadline ends the last one. Without recurrence there is one, without end.
    """
    rule = mandate.rule
    if rule.period is None:
        return ONCE
    first = mandate.adopted_on or day(mandate.recorded_at)
    today = snapshot.moment.today
    last = min(today, due) if due else today
    if months := _MONTHS.get(rule.period):
        starts = (_after(first, months * n) for n in count(1))
        return Periods((first, *takewhile(lambda start: start <= last, starts)), due)
    return Periods((first, *_sessions(mandate.session, first, last, snapshot)), due)


def _after(start: date, months: int) -> date:
    """Return the same day that many months later, or the last one of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _sessions(session: str | None, first: date, last: date, snapshot: Snapshot) -> list[date]:
    if session is None:
        return []
    series = _series(session)
    held = {on for code, on in snapshot.sessions.items() if _series(code) == series}
    return sorted(on for on in held if first < on <= last)


def _series(session: str) -> str:
    return session.rpartition("-")[0]
