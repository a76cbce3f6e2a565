"""A state's year for people: its weekend and days off, as planning uses them, with the sources."""

from typing import Annotated

from babel.dates import get_day_names
from fastapi import Path, Query, Request, Response

from core.http.threads import Router
from core.http.work import look_for
from core.people import EVERYONE
from core.problem import Missing
from core.work import Work
from events import hijri_label, show_state_calendar
from nadwa.dashboard import store
from nadwa.dashboard.reader import ReaderDep
from nadwa.dashboard.rendering import page

router = Router(include_in_schema=False)
PublicLook = Annotated[Work, look_for(*EVERYONE)]
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Year = Annotated[str, Query(max_length=20)]
_FIRST, _LAST = 2000, 2075
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@router.get("/states/{code}/calendar", operation_id="read_state_calendar", response_class=Response)
def read_state_calendar(
    work: PublicLook, request: Request, reader: ReaderDep, code: Code, year: Year = ""
) -> Response:
    """Show the weekend and the days off of a state in a year; this year, if none can be read."""
    states = store.state_names(work, reader.language)
    if code not in states:
        raise Missing
    asked = int(year) if year.isascii() and year.isdigit() and len(year) <= len("2000") else 0
    asked = asked if _FIRST <= asked <= _LAST else work.now.year
    shown = show_state_calendar(work, code, reader.language, asked)
    called = get_day_names("wide", locale=reader.language.value)
    weekdays = {short: called[number] for number, short in enumerate(_WEEKDAYS)}
    return page(
        request,
        reader,
        "calendar.html",
        shown=shown,
        weekend=[weekdays[day] for day in shown.weekend],
        days=[
            (each, weekdays[_WEEKDAYS[each.day.weekday()]], hijri_label(each.day, reader.language))
            for each in shown.days_off
        ],
        years=[one for one in range(asked - 1, asked + 4) if _FIRST <= one <= _LAST],
        states=sorted(states.items(), key=lambda pair: pair[1]),
        corrections=[
            (each, reader.days(each.first, each.last) if each.first and each.last else "")
            for each in shown.overrides
        ],
    )
