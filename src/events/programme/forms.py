"""What a year of events is asked with, how a proposal looks, and how an organizer applies it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from events.forms import BodyCode, EventForm, Form, StateCode
from events.scheduling.forms import FIRST_DAY, LAST_DAY, Days, Key, States
from events.views import EventView, View

Parallel = Annotated[int, Field(ge=1, le=50)]
Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:00"])]
"""A local hour and its minutes."""


class WishForm(Form):
    """An event to place in a year; `fixed` dates stand and take their organizers' time.

    `event`: the draft that gets the dates when the programme is applied; `plan`: what is planned on
    them. Organizers, states, host and deadline (the earliest of its mandates') that are left out
    are those of the draft or the plan.
    """

    id: Key
    organizers: list[BodyCode] = Field(default_factory=list, max_length=20)
    theme: Key | None = None
    duration_days: Days = 1
    months: list[Annotated[int, Field(ge=1, le=12)]] = Field(default_factory=list, max_length=12)
    not_before: date | None = None
    deadline: date | None = None
    host: StateCode | None = None
    states: States = Field(default_factory=list)
    fixed: date | None = None
    event: UUID | None = None
    plan: EventForm | None = None


class ProgrammeForm(Form):
    """A year of events that looks for dates.

    `at_once`: how many events an organizer can hold on one day; `theme_days`: from the begin of
    one event to the begin of the next on its theme. `with_standing`: other events of these
    organizers that have dates keep them, and take their time.
    """

    year: int = Field(ge=FIRST_DAY.year, le=LAST_DAY.year)
    events: list[WishForm] = Field(min_length=1, max_length=300)
    at_once: Parallel = 1
    at_once_of: dict[BodyCode, Parallel] = Field(default_factory=dict, max_length=100)
    theme_days: int = Field(default=30, ge=0, le=366)
    with_standing: bool = True


class ApplicationForm(Form):
    """A proposal to apply: what was asked, and the `digest` of the proposal that was seen.

    `starts_at` and `ends_at`: local hours of the first and the last day.
    """

    programme: ProgrammeForm
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    starts_at: Hour = "09:00"
    ends_at: Hour = "17:00"


class PlacementView(View):
    """Dates proposed for an event, and what speaks for and against them."""

    id: str
    first: date
    last: date
    points: int
    reasons: tuple[str, ...]


class UnplacedView(View):
    """An event that found no dates, and why."""

    id: str
    reasons: tuple[str, ...]


class ProgrammeView(View):
    """A proposal; nothing is changed until an organizer applies it, by its `digest`."""

    placements: tuple[PlacementView, ...]
    unplaced: tuple[UnplacedView, ...]
    points: int
    is_proven_best: bool
    digest: str


class AppliedView(View):
    """An event that has its dates now, by the id of its wish."""

    id: str
    event: EventView


class ApplicationView(View):
    """What was applied, in order of dates; `unplaced` wishes stay as they were."""

    items: list[AppliedView]
    unplaced: list[str]
    digest: str
