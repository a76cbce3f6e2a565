"""What a scanner at the door sends."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from core.input import Line
from events.forms import Form

_MOST = 5000


class CheckInEntry(Form):
    """One mark: the code as scanned or typed, and when, if not just now.

    `session`: somebody came to that session, not just on the day. `undo`: it was a mistake.
    """

    code: Annotated[Line, Field(max_length=100)]
    at: AwareDatetime | None = None
    session: UUID | None = None
    undo: bool = False


class CheckInBatch(Form):
    """The marks of a device that was offline, in any order; sending them again changes nothing."""

    entries: list[CheckInEntry] = Field(min_length=1, max_length=_MOST)
