"""What organizers fill in about an event. Shapes and bounds only; the rules are in the actions."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from core.input import Line, Link, Prose
from core.texts import Text
from events.vocabulary import (
    Admission,
    Approval,
    BodyRole,
    Gender,
    Mode,
    StateRole,
    Visibility,
)
from registry import Activity

_WALL = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$"
_MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$"
_TITLE_MAX = 500


class Form(BaseModel):
    """A request: fields that it does not know are refused."""

    model_config = ConfigDict(extra="forbid")


def unsent() -> Any:
    """Stand in for a field that was not sent and has no empty value; never validated."""


def _wall_time(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(_WALL, value, re.ASCII):
        return value
    raise ValueError("give the local time without an offset, such as 2027-03-15T09:00")


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(_MOMENT, value, re.ASCII):
        return value
    raise ValueError("give a moment such as 2027-03-01T00:00Z, or local time without an offset")


def _title(text: Text) -> Text:
    for words in (text.en, text.fr, text.ar):
        if words is not None and (len(words) > _TITLE_MAX or "\n" in words or "\t" in words):
            raise ValueError(f"a title is one line of at most {_TITLE_MAX} characters")
    return text


WallTime = Annotated[
    datetime,
    BeforeValidator(_wall_time),
    WithJsonSchema({"type": "string", "pattern": _WALL, "examples": ["2027-03-15T09:00"]}),
]
"""Local time at the venue; the event's zone says which instant that is."""

MomentOrWallTime = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": _MOMENT, "examples": ["2027-02-01T00:00Z"]}),
]
"""An instant, or local time in the event's zone."""

USUAL_REMINDERS = (168, 24)
"""A week before, to prepare; the day before, to come."""


def _farthest_first(hours: list[int]) -> list[int]:
    return sorted(set(hours), reverse=True)


Reminders = Annotated[
    list[Annotated[int, Field(ge=1, le=2160)]],
    Field(max_length=5),
    AfterValidator(_farthest_first),
]
"""Hours before the start, each once, the farthest first."""

Title = Annotated[Text, AfterValidator(_title)]
StateCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["SN"])]
BodyCode = Annotated[str, Field(pattern=r"^[A-Z0-9_]{1,60}$", examples=["SESRIC"])]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
ExternalId = Annotated[Line, Field(max_length=200)]
ShortLine = Annotated[Line, Field(max_length=60)]
Reason = Annotated[Prose, Field(min_length=1, max_length=2000)]


class Venue(Form):
    """A place; `country` is ISO 3166 alpha-2, member state or not."""

    name: Line | None = None
    city: Line | None = None
    country: StateCode | None = None


class OrganizerForm(Form):
    """A body and what it does."""

    body: BodyCode
    role: BodyRole = BodyRole.LEAD


class InvolvedStateForm(Form):
    """A state and what it does."""

    state: StateCode
    role: StateRole = StateRole.PARTICIPANT


class RegistrationRules(Form):
    """How people get in; `opens_at` and `closes_at` null: from the announcement to the start.

    `declining_frees`: who declines the invitation gives the seat to the next in line.
    `state_first`: the focal point of a person's state decides before anybody else.
    """

    mode: Admission = Admission.OPEN
    approval: Approval = Approval.AUTOMATIC
    state_first: bool = False
    waitlist: bool = True
    declining_frees: bool = True
    opens_at: MomentOrWallTime | None = None
    closes_at: MomentOrWallTime | None = None


class QuotaForm(Form):
    """Seats for a group of people: the most it may have, and how many are kept for it.

    `of`: one region (`ARAB`), the codes of `states` or `bodies`, one gender (`female`); empty for
    the least developed countries and for `each_body`, where `most` holds for every body on its own.
    `unit` `percent`: both numbers are shares of the capacity.
    """

    group: Literal["region", "least_developed", "states", "bodies", "each_body", "gender"]
    of: list[ShortLine] = Field(default_factory=list, max_length=60)
    most: int | None = Field(default=None, ge=0, le=100_000)
    reserved: int = Field(default=0, ge=0, le=100_000)
    unit: Literal["seats", "percent"] = "seats"

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """Refuse a quota that limits nothing, contradicts itself, or speaks of nobody."""
        if self.most is None and not self.reserved:
            raise ValueError("give the most seats, or how many are reserved")
        if self.most is not None and self.reserved > self.most:
            raise ValueError("more seats are reserved than the group may have")
        if self.unit == "percent" and max(self.most or 0, self.reserved) > _WHOLE:
            raise ValueError("a share is at most 100 percent")
        if self.group == "each_body" and (self.reserved or self.of):
            raise ValueError("give the most seats of each body, and nothing else")
        if not _of_fits(self.group, self.of):
            raise ValueError(_OF)
        return self


_WHOLE = 100
_OF = (
    "`of` is one region, some states or bodies, or one gender (female, male); "
    "empty for least_developed"
)


def _of_fits(group: str, of: list[str]) -> bool:
    match group:
        case "region":
            return len(of) == 1
        case "gender":
            return len(of) == 1 and of[0] in set(Gender)
        case "states" | "bodies":
            return bool(of)
        case _:
            return not of


class EventForm(Form):
    """An event as an organizer plans it; without dates it is a draft, `expected` says when.

    `reminders`: how many hours before the start participants get a letter; empty for none.
    `shares`: by mandate, how much of it the event can answer, where that is not the whole (1).
    """

    type: Activity
    title: Title
    description: Text | None = None
    mode: Mode = Mode.IN_PERSON
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    expected: ShortLine | None = Field(default=None, examples=["2027-Q3"])
    timezone: ShortLine | None = Field(default=None, examples=["Europe/Istanbul"])
    venue: Venue | None = None
    online_url: Link | None = None
    languages: list[LanguageCode] = Field(default_factory=list, max_length=20)
    organizers: list[OrganizerForm] = Field(default_factory=list, max_length=100)
    states: list[InvolvedStateForm] = Field(default_factory=list, max_length=250)
    mandates: list[UUID] = Field(default_factory=list, max_length=100)
    shares: dict[UUID, Share] = Field(default_factory=dict, max_length=100)
    capacity: int | None = Field(default=None, ge=1, le=100_000)
    seats_per_state: int | None = Field(default=None, ge=1, le=10_000)
    quotas: list[QuotaForm] = Field(default_factory=list, max_length=20)
    registration: RegistrationRules = Field(default_factory=RegistrationRules)
    reminders: Reminders = Field(default_factory=lambda: list(USUAL_REMINDERS))
    programme: ShortLine | None = None
    work_plan_year: int | None = Field(default=None, ge=1900, le=2199)
    visibility: Visibility = Visibility.PUBLIC
    external_id: ExternalId | None = None


class EventChange(EventForm):
    """What to edit: only the fields that are sent; `registration` is merged field by field."""

    type: Activity = Field(default_factory=unsent)
    title: Title = Field(default_factory=unsent)


class ReasonForm(Form):
    """Why something is done."""

    reason: Reason


class DocumentForm(Form):
    """An outcome document, where it lies and in which language it is."""

    title: Title
    url: Link
    language: LanguageCode | None = None
    visibility: Visibility = Visibility.PUBLIC


class OutcomeForm(Form):
    """What came out of an event."""

    summary: Text
    documents: list[DocumentForm] = Field(default_factory=list, max_length=100)
