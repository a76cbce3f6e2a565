"""Tables of feedback: what is asked after an event, and answered by nobody in particular."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Field

from core.storage import Table, document, moment


class FeedbackForm(Table, table=True):
    """What those who were at an event are asked after it; fixed from the first answer on."""

    event_id: UUID = Field(foreign_key="event.id", unique=True)
    purpose: dict[str, str] = document(dict)
    questions: list[dict[str, Any]] = document(list)
    published_at: datetime = moment()


class FeedbackSheet(Table, table=True):
    """One filled-in form. It names nobody: its id is drawn by lot and it has no moment."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", index=True)
    answers: dict[str, Any] = document(dict)
