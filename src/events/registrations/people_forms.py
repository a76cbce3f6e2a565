"""What is filled in about people: registrations, substitutions, nominations."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from core.input import EmailAddress, Line, PersonName
from core.texts import Language
from events.forms import BodyCode, ExternalId, Form, StateCode, unsent
from events.vocabulary import Gender, PersonRole

Position = Annotated[Line, Field(max_length=200)]
ShortReason = Annotated[Line, Field(max_length=280)]
NoteReference = Annotated[Line, Field(max_length=200)]


class PersonForm(Form):
    """Somebody; `state` and `body` are codes of the registry. No language: that of the state.

    `gender` is for the balance of the event and counted, never shown to others.
    """

    name: PersonName
    email: EmailAddress
    language: Language | None = None
    state: StateCode | None = None
    body: BodyCode | None = None
    position: Position | None = None
    gender: Gender | None = None


class RegistrationForm(Form):
    """Somebody who wants to take part; `answers` to the event's questions, by question id."""

    person: PersonForm
    role: PersonRole = PersonRole.PARTICIPANT
    external_id: ExternalId | None = None
    answers: dict[str, Any] = Field(default_factory=dict, max_length=60)


class PersonChange(Form):
    """What may be edited about a person; another address is another person."""

    name: PersonName = Field(default_factory=unsent)
    language: Language = Field(default_factory=unsent)
    position: Position | None = None
    gender: Gender | None = None


class RegistrationChange(Form):
    """What to edit about a registration: only the fields that are sent."""

    person: PersonChange = Field(default_factory=unsent)
    role: PersonRole = Field(default_factory=unsent)
    external_id: ExternalId | None = None


class SubstitutionForm(Form):
    """Who takes over the seat: somebody of the same state."""

    person: PersonForm
    external_id: ExternalId | None = None


class RejectionForm(Form):
    """Why somebody is not admitted."""

    reason: ShortReason | None = None


class NominationForm(Form):
    """The people whom a state sends, in order of preference, by note verbale.

    `alternates` come after all `people` in the same line.
    """

    state: StateCode
    note_reference: NoteReference
    note_date: date | None = None
    people: list[PersonForm] = Field(min_length=1, max_length=200)
    alternates: list[PersonForm] = Field(default_factory=list, max_length=200)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class Entry(Form):
    """One line of a list of people."""

    name: PersonName
    email: EmailAddress
    state: StateCode | None = None
    body: BodyCode | None = None
    language: Language | None = None
    position: Position | None = None
    gender: Annotated[Gender | None, BeforeValidator(_lower)] = None
    role: PersonRole = PersonRole.PARTICIPANT
    external_id: ExternalId | None = None
