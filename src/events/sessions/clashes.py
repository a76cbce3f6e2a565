"""What cannot be in a programme as it stands: a speaker or a room twice at once. Said, not blocked.

Pure. A speaker is the same by registration, else by the name as printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from events.wording import ENGLISH, Teller


class ClashKind(StrEnum):
    """Why a session should not stand as it is."""

    SAME_SPEAKER = "same_speaker"
    SAME_ROOM = "same_room"
    OUTSIDE_EVENT = "outside_event"


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as far as others are concerned; times are local, `speakers` by key and name."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    room: str | None = None
    speakers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """A session, the other one that it clashes with (None: the event itself), and the reason."""

    kind: ClashKind
    session: UUID
    other: UUID | None
    reason: str


def clashes(
    slots: Iterable[Slot],
    starts: datetime | None,
    ends: datetime | None,
    teller: Teller = ENGLISH,
) -> list[Clash]:
    """Return what clashes, in the order of the sessions; `starts` and `ends` are the event's."""
    ordered = sorted(slots, key=lambda each: (each.starts_at, each.ends_at, each.id))
    outside = [
        Clash(ClashKind.OUTSIDE_EVENT, each.id, None, teller.say("clashes.outside_event"))
        for each in ordered
        if starts and ends and (each.starts_at < starts or each.ends_at > ends)
    ]
    return outside + _at_once(ordered, teller)


def _at_once(ordered: Sequence[Slot], teller: Teller) -> list[Clash]:
    found: list[Clash] = []
    for one, other in combinations(ordered, 2):
        if other.starts_at >= one.ends_at:
            continue
        if one.room and one.room.casefold() == (other.room or "").casefold():
            reason = teller.say("clashes.same_room", room=one.room)
            found.append(Clash(ClashKind.SAME_ROOM, one.id, other.id, reason))
        keys = {key for key, _ in other.speakers}
        for name in sorted(name for key, name in one.speakers if key in keys):
            reason = teller.say("clashes.same_speaker", name=name)
            found.append(Clash(ClashKind.SAME_SPEAKER, one.id, other.id, reason))
    return found
