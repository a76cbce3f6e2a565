"""An event as far as its dates concern other events. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

Named = tuple[str, str]
"""By what two things are told to be the same, and what a reader calls it."""
Place = tuple[str, ...]
"""Name, city and country of a venue; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where somebody speaks, from when to when (UTC); `speakers` by key and printed name.

    The name is empty for those who speak at an event and stand in none of its sessions.
    """

    starts_at: datetime
    ends_at: datetime
    room: str | None = None
    speakers: frozenset[Named] = frozenset()


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event that has dates (UTC). `bodies` are those who run it, `lead` the first of them.

    `themes`: the sections of resolutions that it answers, by key and title. `nominating`: from when
    to when focal points are asked for people, if they are. `series`: the one it was planned in.
    """

    id: UUID
    reference: str
    type: str
    starts_at: datetime
    ends_at: datetime
    bodies: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    mandates: frozenset[UUID] = frozenset()
    lead: str | None = None
    paragraphs: frozenset[UUID] = frozenset()
    themes: frozenset[Named] = frozenset()
    nominating: tuple[datetime, datetime] | None = None
    place: Place = ()
    series: UUID | None = None
    talks: tuple[Talk, ...] = field(default=())

    def overlaps(self, other: "Occasion") -> bool:
        """Tell whether both are on at some moment; events that only touch are not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at
