"""Planning a whole series in one piece of work: all of its events, or none."""

from datetime import datetime, timedelta
from typing import Any

from core.ids import new_id
from core.problem import Invalid
from core.work import Work
from events.forms import EventForm
from events.model import Event
from events.planning_actions import Place, plan
from events.series.forms import SeriesForm, starts_of


def plan_series(work: Work, form: SeriesForm) -> list[Event]:
    """Draft every event of a series; they share its id and are numbered from 1.

    Raises what `plan` raises; a local time that cannot be is named by the number of its event.
    """
    starts, like = starts_of(form), form.event
    series = new_id()
    return [
        _plan(work, like, start, Place(series, number)) for number, start in enumerate(starts, 1)
    ]


def _plan(work: Work, like: EventForm, start: datetime, place: Place) -> Event:
    try:
        return plan(work, _moved(like, start, place.number), place)
    except OverflowError:
        raise Invalid("/event/starts_at", "that goes beyond the years that there are") from None
    except Invalid as refused:
        pointer, detail = refused.faults[0]
        where = f"event {place.number}, {start:%Y-%m-%d %H:%M}"
        raise Invalid(f"/event{pointer}", f"{where}: {detail}") from None


def _moved(like: EventForm, start: datetime, number: int) -> EventForm:
    first, last = like.starts_at or start, like.ends_at or start  # `starts_of` wants both
    by = start - first
    rules = like.registration
    window = {"opens_at": _later(rules.opens_at, by), "closes_at": _later(rules.closes_at, by)}
    changes: dict[str, Any] = {
        "starts_at": start,
        "ends_at": last + by,
        "registration": rules.model_copy(update=window),
        "external_id": like.external_id and f"{like.external_id}/{number}",
    }
    return like.model_copy(update=changes)


def _later(at: datetime | None, by: timedelta) -> datetime | None:
    return at + by if at else None
