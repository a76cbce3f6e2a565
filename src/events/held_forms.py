"""What people fill in when an event was held: who was there."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from events.forms import Form, StateCode
from events.vocabulary import Attendance

People = Annotated[int, Field(ge=0, le=1_000_000)]
ByState = Annotated[dict[StateCode, People], Field(max_length=250)]
Registrations = Annotated[list[UUID], Field(max_length=5000)]


class ConclusionForm(Form):
    """Who was there.

    `attended`: ids of registrations; or `confirmed`, everybody with a seat; or how many people of
    each state, or in all; or null: those who were checked in, and unknown if nobody was.
    `by_state`: how many people of each state, where that is known better than from registrations.
    """

    attended: Literal["confirmed"] | Registrations | ByState | People | None = None
    by_state: ByState | None = None


class CheckInForm(Form):
    """How long somebody was there."""

    attendance: Literal[Attendance.PARTIAL, Attendance.FULL] = Attendance.FULL
