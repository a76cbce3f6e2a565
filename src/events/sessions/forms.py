"""What organizers fill in about the sessions of an event."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from core.input import Line, PersonName
from events.forms import Form, LanguageCode, Title, WallTime, unsent

Room = Annotated[Line, Field(max_length=200)]


class SpeakerForm(Form):
    """Who speaks: the name as printed, and the registration of the person, if there is one."""

    name: PersonName
    registration: UUID | None = None


class SessionForm(Form):
    """A session; its times are local, by the clocks of the event's zone."""

    title: Title
    starts_at: WallTime
    ends_at: WallTime
    room: Room | None = None
    speakers: list[SpeakerForm] = Field(default_factory=list, max_length=100)
    languages: list[LanguageCode] = Field(default_factory=list, max_length=20)


class SessionChange(SessionForm):
    """What to edit: only the fields that are sent."""

    title: Title = Field(default_factory=unsent)
    starts_at: WallTime = Field(default_factory=unsent)
    ends_at: WallTime = Field(default_factory=unsent)
