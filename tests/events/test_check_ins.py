"""What marks at the door say together, in whatever order they arrive."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.door.check_ins import Mark, Occasion, attendance, present
from events.vocabulary import Attendance

FIRST, SECOND, THIRD = (date(2027, 3, day) for day in (15, 16, 17))
DAYS = (FIRST, SECOND, THIRD)
NINE = datetime(2027, 3, 15, 9, tzinfo=UTC)


def mark(hours: int, *, undone: bool = False, day: date = FIRST) -> Mark:
    return Mark(Occasion(day), NINE + timedelta(hours=hours), undone)


MARKS = st.lists(
    st.builds(mark, st.integers(0, 5), undone=st.booleans(), day=st.sampled_from(DAYS)),
    max_size=12,
)


def test_the_earliest_mark_counts():
    assert present([mark(2), mark(0), mark(1)]) == {Occasion(FIRST): NINE}


def test_an_undo_takes_back_what_lies_before_it():
    assert present([mark(0), mark(1), mark(2, undone=True)]) == {}


def test_who_comes_after_an_undo_is_there():
    marks = [mark(0), mark(1, undone=True), mark(2)]
    assert present(marks) == {Occasion(FIRST): NINE + timedelta(hours=2)}


def test_in_the_same_moment_coming_is_before_undoing():
    assert present([mark(1, undone=True), mark(1)]) == {}


def test_a_day_knows_nothing_of_another_days_undo():
    marks = [mark(0), mark(24, day=SECOND), mark(30, undone=True, day=SECOND)]
    assert present(marks) == {Occasion(FIRST): NINE}


@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_repetitions_change_nothing(marks, chance):
    shuffled = [*marks, *marks[: len(marks) // 2]]
    chance.shuffle(shuffled)
    assert present(shuffled) == present(marks)


@given(MARKS)
def test_who_is_there_came_and_nothing_after_that_was_taken_back(marks):
    for occasion, since in present(marks).items():
        assert Mark(occasion, since) in marks
        assert not [m for m in marks if m.undone and m.occasion == occasion and m.at >= since]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), Attendance.NONE),
        ((FIRST,), Attendance.PARTIAL),
        ((FIRST, THIRD), Attendance.PARTIAL),
        (DAYS, Attendance.FULL),
        ((date(2027, 3, 20),), Attendance.NONE),
    ],
)
def test_attendance_is_full_for_who_came_every_day(days, expected):
    assert attendance({Occasion(day): NINE for day in days}, DAYS) is expected


def test_an_event_without_days_has_no_attendance():
    assert attendance({Occasion(FIRST): NINE}, ()) is Attendance.NONE
