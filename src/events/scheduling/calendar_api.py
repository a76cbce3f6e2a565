"""HTTP face of the states' calendars: a year of a state, and what organizers correct in it."""

from typing import Annotated

from fastapi import Path, Query, Response

from core.http.etags import IfMatch, tag
from core.http.languages import ReadingDep
from core.http.once import OnceDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import ConditionRequired, Forbidden, KeyReused, Missing, Stale, Unauthenticated
from core.work import Work
from events.calendars.hijri import FIRST_DAY, LAST_DAY
from events.errors import OverrideExists
from events.roles import Id, OrganizerWork, PublicLook
from events.scheduling import calendar_actions as actions
from events.scheduling.calendar_forms import (
    OverrideChange,
    OverrideForm,
    OverrideView,
    StateCalendarView,
)
from events.scheduling.calendar_model import CalendarOverride
from events.scheduling.store import calendars_of, overrides_in

router = Router(prefix="/v1", tags=["scheduling"])
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Year = Annotated[int, Query(ge=FIRST_DAY.year, le=LAST_DAY.year - 1)]
_REFUSED = (Unauthenticated, Forbidden, OverrideExists)


@router.get(
    "/states/{code}/calendar",
    operation_id="show_state_calendar",
    responses=answers(Unauthenticated),
)
def show_state_calendar(
    work: PublicLook, code: Code, language: ReadingDep, year: Year | None = None
) -> StateCalendarView:
    """Show a state's year as planning uses it: weekend, days off, their sources, corrections."""
    rules = calendars_of(work, language)
    if code not in rules.states:
        raise Missing
    asked = year or work.now.year
    return StateCalendarView.of(code, asked, rules, overrides_in(work, code, asked))


@router.post(
    "/states/{code}/calendar/overrides",
    operation_id="override_state_calendar",
    status_code=201,
    responses=answers(*_REFUSED, KeyReused),
)
def override_state_calendar(
    work: OrganizerWork, code: Code, body: OverrideForm, once: OnceDep, response: Response
) -> OverrideView:
    """Correct a state's calendar: conflicts, slots and programmes follow it from now on."""
    make = lambda: _shown(work, actions.override(work, code, body), response)  # noqa: E731
    return once.answer(work, response, OverrideView, make)


@router.get(
    "/calendar-overrides/{id}",
    operation_id="show_calendar_override",
    responses=answers(Unauthenticated),
)
def show_override(work: PublicLook, id: Id, response: Response) -> OverrideView:
    """Show one correction."""
    return _shown(work, actions.override_to_see(work, id), response)


@router.patch(
    "/calendar-overrides/{id}",
    operation_id="change_calendar_override",
    responses=answers(*_REFUSED, ConditionRequired, Stale),
)
def change_override(
    work: OrganizerWork, id: Id, body: OverrideChange, if_match: IfMatch, response: Response
) -> OverrideView:
    """Edit the fields that are sent."""
    return _shown(work, actions.change_override(work, id, body, if_match.check), response)


@router.delete(
    "/calendar-overrides/{id}",
    operation_id="withdraw_calendar_override",
    status_code=204,
    responses=answers(Unauthenticated, Forbidden, ConditionRequired, Stale),
)
def withdraw_override(work: OrganizerWork, id: Id, if_match: IfMatch) -> None:
    """Take a correction back: the sources speak again."""
    actions.withdraw_override(work, id, if_match.check)


def _shown(work: Work, row: CalendarOverride, response: Response) -> OverrideView:
    work.session.flush()
    tag(response, row)
    return OverrideView.of(row)
