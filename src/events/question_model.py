"""The table of forms: each version of an event's questions, which never changes once it is out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.storage import Table, document, moment


class FormVersion(Table, table=True):
    """The questions of an event as published at one moment; the highest `number` is in force."""

    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: UUID = Field(foreign_key="event.id")
    number: int
    purpose: dict[str, str] = document(dict)
    questions: list[dict[str, Any]] = document(list)
    published_at: datetime = moment()
