"""Reads which dates a counter-proposal asks for, as wall clock times of the event. Pure."""

from datetime import datetime, timedelta

from notifications.inbox.replies import Moment, Said

_YEARS = range(1970, 2200)
_DAY = timedelta(days=1)


def proposed_dates(
    said: Said, starts: datetime, ends: datetime, zone: str
) -> tuple[datetime, datetime] | None:
    """Return the proposed start and end in the event's zone; None where none can be read.

    `starts` and `ends` are the event's. A proposal of whole days (our invitations to several days
    are such) keeps the hours; without an end it keeps the length.
    """
    if said.starts is None:
        return None
    try:
        first = _wall(said.starts, starts, zone)
        last = _end(said.ends, ends, zone) if said.ends else first + (ends - starts)
    except (OverflowError, ValueError):
        return None
    fits = first < last and {first.year, last.year} <= set(_YEARS)
    return (first, last) if fits else None


def _wall(moment: Moment, like: datetime, zone: str) -> datetime:
    wall = moment.wall(zone)
    return wall if isinstance(moment.value, datetime) else datetime.combine(wall, like.time())


def _end(moment: Moment, like: datetime, zone: str) -> datetime:
    """Return the end; that of whole days is the day after the last."""
    if isinstance(moment.value, datetime):
        return moment.wall(zone)
    return datetime.combine(moment.wall(zone) - _DAY, like.time())
