"""What is asked of the scheduler, and how its proposals look. It changes nothing by itself."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from core.input import Line
from core.problem import Invalid
from events.forms import Form, InvolvedStateForm, OrganizerForm, StateCode
from events.scheduling.conflicts import Conflict, ConflictKind, Ground, JointEvent
from events.series.forms import MOST, Repeat, occurrences
from events.sessions.clashes import ClashKind
from events.views import View
from events.vocabulary import Mode

Points = Annotated[int, Field(ge=0, le=1_000_000)]
Days = Annotated[int, Field(ge=1, le=60)]
States = Annotated[list[StateCode], Field(max_length=100)]
Key = Annotated[Line, Field(max_length=100)]
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2076, 12, 31)
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class WindowForm(Form):
    """The days from which to choose, both included; at most 366."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class SlotsForm(Form):
    """A meeting that looks for dates.

    `hours`: of an online meeting, how long a day's sitting is; `carried`: the burden that each
    state has borne at earlier meetings of the series. `most`: how many candidates to show.
    """

    duration_days: Days = 1
    window: WindowForm
    host: StateCode | None = None
    states: States = Field(default_factory=list)
    mode: Mode = Mode.IN_PERSON
    hours: float = Field(default=2.0, ge=0.5, le=12)
    carried: dict[StateCode, Points] = Field(default_factory=dict, max_length=100)
    most: int = Field(default=20, ge=1, le=366)


class SittingView(View):
    """One day's sitting of an online meeting, and what it means for each state."""

    starts_at: datetime
    burdens: dict[str, int]
    local_starts: dict[str, datetime]
    unbearable: tuple[str, ...]


class CandidateView(View):
    """Dates that can be used; fewer points of burden are better."""

    first: date
    last: date
    burden: int
    burdens: dict[str, int]
    reasons: tuple[str, ...]
    sittings: tuple[SittingView, ...]


class RejectedDayView(View):
    """A day on which the meeting cannot begin, and why."""

    day: date
    reasons: tuple[str, ...]


class SlotsView(View):
    """The best dates first, and each other day with its reasons."""

    candidates: list[CandidateView]
    rejected: list[RejectedDayView]


class SeriesHoursForm(Form):
    """An online series that looks for its hours: on `days`, or by a rule from `first` on (UTC).

    `hours`: how long each meeting is; `carried`: the burden that each state has borne before.
    """

    states: Annotated[list[StateCode], Field(min_length=1, max_length=100)]
    days: Annotated[list[Day], Field(max_length=MOST)] = Field(default_factory=list)
    first: Day | None = None
    repeat: Repeat | None = None
    hours: float = Field(default=2.0, ge=0.5, le=12)
    carried: dict[StateCode, Points] = Field(default_factory=dict, max_length=100)


def days_of(form: SeriesHoursForm) -> list[date]:
    """Return the days of a series. Raises `Invalid` where it has none, or too many."""
    if form.repeat is not None and form.first is not None and not form.days:
        starts = occurrences(form.repeat, datetime.combine(form.first, datetime.min.time()))
        days = [one.date() for one in starts]
    elif form.days and form.repeat is None and form.first is None:
        days = sorted(set(form.days))
    else:
        raise Invalid("/days", "give the days, or the first one and a rule to repeat by")
    if len(days) > MOST or days[-1] > LAST_DAY:
        raise Invalid("/repeat", f"a series has at most {MOST} meetings, until {LAST_DAY.year}")
    return days


class ToldSittingView(SittingView):
    """A meeting of a series, and its hours in words."""

    reason: str


class SeriesHoursView(View):
    """The meetings, and what each state has carried after the last one."""

    sittings: list[ToldSittingView]
    carried: dict[str, int]


class JointEventView(View):
    """One event in place of two: with a `title`, it can be posted to `/v1/events` as it is."""

    type: str
    organizers: list[OrganizerForm]
    states: list[InvolvedStateForm]
    mandates: list[UUID]
    expected: str

    @classmethod
    def of(cls, joint: JointEvent) -> Self:
        """Show a proposal as the form of an event."""
        return cls(
            type=joint.type,
            organizers=[OrganizerForm(body=body, role=role) for body, role in joint.organizers],
            states=[InvolvedStateForm(state=state) for state in joint.states],
            mandates=list(joint.mandates),
            expected=joint.expected,
        )


class ConflictView(View):
    """Another event that stands in the way; `ground` and `joint_event` of two for one task."""

    kind: ConflictKind
    event: UUID
    reason: str
    bodies: tuple[str, ...]
    states: tuple[str, ...]
    mandates: tuple[UUID, ...]
    ground: Ground | None = None
    joint_event: JointEventView | None = None

    @classmethod
    def of(cls, conflict: Conflict) -> Self:
        """Show a conflict."""
        joint = conflict.joint_event
        return cls(
            kind=conflict.kind,
            event=conflict.event,
            reason=conflict.reason,
            bodies=conflict.bodies,
            states=conflict.states,
            mandates=conflict.mandates,
            ground=conflict.ground,
            joint_event=JointEventView.of(joint) if joint else None,
        )


class WarningView(View):
    """One thing of the calendar that speaks against some days; not certain: maybe a day off."""

    kind: str
    days: tuple[date, ...]
    states: tuple[str, ...]
    reason: str
    confidence: str
    certain: bool


class ClashView(View):
    """A session that clashes with another one, or (`other` null) with the event's own times."""

    kind: ClashKind
    session: UUID
    other: UUID | None
    reason: str


class ConflictsView(View):
    """What stands against an event's dates, and within its programme; empty while it has none."""

    conflicts: list[ConflictView]
    warnings: list[WarningView]
    sessions: list[ClashView] = Field(default_factory=list[ClashView])
