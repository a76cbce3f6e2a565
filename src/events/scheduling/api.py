"""HTTP face of scheduling: what stands against dates, dates and hours for meetings."""

from collections import Counter
from dataclasses import asdict

from core.http.languages import ReadingDep
from core.http.problems import answers
from core.http.threads import Router
from core.problem import Forbidden, Invalid, Unauthenticated
from core.work import Work
from events.access import event_to_see
from events.calendar_rules import warnings
from events.roles import Id, PlannerLook
from events.scheduling.conflicts import conflicts
from events.scheduling.forms import (
    ClashView,
    ConflictsView,
    ConflictView,
    SeriesHoursForm,
    SeriesHoursView,
    SlotsForm,
    SlotsView,
    ToldSittingView,
    WarningView,
    days_of,
)
from events.scheduling.meeting_hours import Attendants, series
from events.scheduling.slots import OnlineHours, Window, WindowRefused, hours, rank
from events.scheduling.store import calendars_of, host_of, occasion_and_near
from events.sessions.actions import session_clashes
from events.store import around_one, refuse_unknown
from events.vocabulary import Mode

router = Router(prefix="/v1", tags=["scheduling"])
_REFUSED = (Unauthenticated, Forbidden)
_LONGEST_DAYS = 366


@router.get("/events/{id}/conflicts", operation_id="list_conflicts", responses=answers(*_REFUSED))
def list_conflicts(work: PlannerLook, id: Id, language: ReadingDep) -> ConflictsView:
    """Say what stands against an event's dates: other events, weekends, holidays, Ramadan."""
    event = event_to_see(work, id)
    local, instants = (event.starts_at, event.ends_at), (event.starts_at_utc, event.ends_at_utc)
    if local[0] is None or local[1] is None or instants[0] is None or instants[1] is None:
        return ConflictsView(conflicts=[], warnings=[])
    rules = calendars_of(work, language)
    mine, others = occasion_and_near(work, event, (instants[0], instants[1]), language)
    host = None if event.mode is Mode.ONLINE else host_of(around_one(work, event))
    speaking = warnings(rules, local[0], local[1], host, sorted(mine.states))
    clashing = session_clashes(work, event, rules.teller)
    return ConflictsView(
        conflicts=[ConflictView.of(each) for each in conflicts(mine, others, rules.teller)],
        warnings=[WarningView.model_validate(each) for each in speaking],
        sessions=[ClashView.model_validate(each) for each in clashing],
    )


@router.post("/scheduling/slots", operation_id="find_slots", responses=answers(*_REFUSED))
def find_slots(work: PlannerLook, body: SlotsForm, language: ReadingDep) -> SlotsView:
    """Rank the days of a window for a meeting, and say why each other day was rejected."""
    window = Window(body.window.first, body.window.last)
    if (window.last - window.first).days >= _LONGEST_DAYS:
        raise Invalid("/window/to", f"a window has at most {_LONGEST_DAYS} days")
    host = [("/host", body.host)] if body.host and body.mode is Mode.ONLINE else []
    _refuse_unknown(work, body.states, host)
    try:
        ranking = rank(
            body.duration_days,
            window,
            calendars_of(work, language),
            mode=body.mode,
            host=body.host,
            states=body.states,
            online=OnlineHours(body.hours, body.carried),
        )
    except WindowRefused as refused:
        raise Invalid("/window", str(refused)) from None
    view = SlotsView.model_validate(ranking)
    return view.model_copy(update={"candidates": view.candidates[: body.most]})


@router.post("/scheduling/series", operation_id="find_series_hours", responses=answers(*_REFUSED))
def find_series_hours(
    work: PlannerLook, body: SeriesHoursForm, language: ReadingDep
) -> SeriesHoursView:
    """Find the hours of an online series: early and late ones go round among the states."""
    _refuse_unknown(work, body.states, [])
    rules = calendars_of(work, language)
    states = list(dict.fromkeys(body.states))
    attendants = Attendants.of(rules, states, body.hours, body.carried)
    sittings = series(days_of(body), attendants)
    carried = Counter({state: body.carried.get(state, 0) for state in states})
    for one in sittings:
        carried.update(one.burdens)
    told = [
        ToldSittingView.model_validate({**asdict(one), "reason": hours(one, rules.teller)})
        for one in sittings
    ]
    return SeriesHoursView(sittings=told, carried=dict(carried))


def _refuse_unknown(work: Work, states: list[str], others: list[tuple[str, str]]) -> None:
    listed = [(f"/states/{n}", code) for n, code in enumerate(states)]
    refuse_unknown(work, states=[*listed, *others])
