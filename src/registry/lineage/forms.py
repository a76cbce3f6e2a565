"""What reviewers may say about citations and reported events; what is left out stays as read."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from core.input import Line
from registry.forms import Codes, Form, Slug
from registry.lineage.model import RelationKind
from registry.model import Activity


def _unsent() -> Any:
    """Stand in for a field that was not sent and has no empty value; never validated."""


class RelationReading(Form):
    """What the paragraph does with the text; `target`: the resolution of ours that it means."""

    kind: RelationKind = Field(default_factory=_unsent)
    target: Slug | None = None


class EventReading(Form):
    """The event as it was held, where the text was read wrongly. Days are inclusive."""

    title: Line = Field(default_factory=_unsent)
    type: Activity = Field(default_factory=_unsent)
    starts_on: date = Field(default_factory=_unsent)
    ends_on: date = Field(default_factory=_unsent)
    place: Annotated[Line, Field(max_length=200)] | None = None
    organizers: Codes = Field(default_factory=_unsent)
    partners: Codes = Field(default_factory=_unsent)
