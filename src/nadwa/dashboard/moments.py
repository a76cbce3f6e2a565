"""The moment that a page is asked about: a day, whose end counts, or an exact one. Pure."""

from datetime import UTC, date, datetime, time, timedelta

from core.problem import Invalid


def moment_of(asked: str, now: datetime) -> datetime | None:
    """Return the moment; None for no day, and for today, whose end is still to come.

    Raises `Invalid` for what is no day and for days that have not come.
    """
    if not asked:
        return None
    try:
        exact = datetime.fromisoformat(asked)
        day = date.fromisoformat(asked) if len(asked) == len("2026-11-24") else None
    except ValueError:
        raise Invalid("/as_of", "give a day, such as 2026-11-24") from None
    if day is None:
        return _past(exact if exact.tzinfo else exact.replace(tzinfo=UTC), now)
    if day == now.astimezone(UTC).date():
        return None
    return _past(datetime.combine(day, time.max, UTC).replace(microsecond=0), now)


def month_ends(since: date, today: date) -> list[date]:
    """Return the last day of each month from a day on, and today as the last."""
    ends: list[date] = []
    first = since.replace(day=1)
    while (first := (first + timedelta(days=32)).replace(day=1)) <= today:
        ends.append(first - timedelta(days=1))
    return [*ends, today]


def _past(moment: datetime, now: datetime) -> datetime:
    if moment > now:
        raise Invalid("/as_of", "that day has not come yet; ask about today or an earlier one")
    return moment.astimezone(UTC)
