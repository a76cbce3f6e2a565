"""What cannot be in a programme as it stands."""

from datetime import datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from events.sessions.clashes import Clash, ClashKind, Slot, clashes

ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))


def at(hour: int) -> datetime:
    return datetime(2027, 3, 15, hour)  # noqa: DTZ001 -- wall time


def slot(id: UUID, first: int, last: int, room: str | None = None, *names: str) -> Slot:
    return Slot(id, at(first), at(last), room, frozenset((name, name) for name in names))


def test_a_room_is_not_used_twice_at_once():
    found = clashes([slot(TWO, 10, 12, "hall A"), slot(ONE, 9, 11, "Hall A")], None, None)
    reason = "Hall A is taken by another session at that time"
    assert found == [Clash(ClashKind.SAME_ROOM, ONE, TWO, reason)]


def test_a_speaker_is_not_at_two_places_at_once():
    sessions = [slot(ONE, 9, 11, "A", "Mariam", "Omar"), slot(TWO, 10, 12, "B", "Omar")]
    reason = "Omar speaks in another session at that time"
    assert clashes(sessions, None, None) == [Clash(ClashKind.SAME_SPEAKER, ONE, TWO, reason)]


def test_one_after_the_other_is_no_clash():
    sessions = [slot(ONE, 9, 10, "A", "Omar"), slot(TWO, 10, 11, "A", "Omar")]
    assert clashes(sessions, None, None) == []


def test_two_sessions_without_rooms_do_not_share_one():
    assert clashes([slot(ONE, 9, 11), slot(TWO, 9, 11)], None, None) == []


def test_a_session_outside_the_events_times_is_named():
    found = clashes([slot(ONE, 8, 9), slot(TWO, 9, 10), slot(THREE, 16, 18)], at(9), at(17))
    assert [(each.kind, each.session, each.other) for each in found] == [
        (ClashKind.OUTSIDE_EVENT, ONE, None),
        (ClashKind.OUTSIDE_EVENT, THREE, None),
    ]


@given(
    st.permutations(
        [slot(ONE, 9, 11, "A", "Omar"), slot(TWO, 9, 12, "A", "Omar"), slot(THREE, 10, 11, "B")]
    )
)
def test_the_order_of_planning_changes_nothing(sessions):
    assert [(each.kind, each.session) for each in clashes(sessions, None, None)] == [
        (ClashKind.SAME_ROOM, ONE),
        (ClashKind.SAME_SPEAKER, ONE),
    ]
