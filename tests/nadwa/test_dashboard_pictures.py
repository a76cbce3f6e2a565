"""Bars, tiles and the line of time: where things stand in a picture."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadwa.dashboard.bars import STATUSES, segments
from nadwa.dashboard.tiles import level_of
from nadwa.dashboard.timeline import timeline
from reports import AnswersView

COUNTS = st.dictionaries(st.sampled_from(STATUSES), st.integers(0, 500))


def answers(**figures: int) -> AnswersView:
    blank = dict.fromkeys(AnswersView.model_fields, 0)
    return AnswersView(**{**blank, **figures})


def test_a_bar_shows_what_is_done_first():
    parts = segments({"unknown": 2, "fulfilled": 1, "partial": 1}, 4, "ltr")
    assert [(part.status, part.number, part.x, part.width) for part in parts] == [
        ("fulfilled", 1, 0, 25),
        ("partial", 1, 25, 25),
        ("unknown", 2, 50, 50),
    ]


def test_a_reader_of_arabic_sees_it_from_the_right():
    parts = segments({"unknown": 3, "fulfilled": 1}, 8, "rtl")
    assert [(part.status, part.x, part.width) for part in parts] == [
        ("fulfilled", 87.5, 12.5),
        ("unknown", 50, 37.5),
    ]


@given(by_status=COUNTS, direction=st.sampled_from(["ltr", "rtl"]))
def test_every_part_is_seen_and_all_together_fill_the_bar(by_status, direction):
    total = sum(by_status.values())
    parts = segments(by_status, total, direction)
    assert {part.status: part.number for part in parts} == {
        status: n for status, n in by_status.items() if n
    }
    assert sum(part.width for part in parts) == pytest.approx(100 if total else 0, abs=0.01)
    assert all(part.width > 0.5 and -0.01 <= part.x <= 100 for part in parts)


@pytest.mark.parametrize(
    ("figures", "level"),
    [
        ({"expected": 4, "blank": 4}, "blank"),
        ({"expected": 4, "blank": 3, "silent": 1}, "silent"),
        ({"expected": 4, "blank": 2, "silent": 1, "claimed": 1}, "claimed"),
        ({"expected": 4, "answered": 1, "claimed": 3}, "some"),
        ({"expected": 4, "answered": 2}, "much"),
        ({"expected": 4, "answered": 4}, "all"),
        ({}, "blank"),
    ],
)
def test_a_tile_shows_the_most_that_is_known(figures, level):
    assert level_of(answers(**figures)) == level


def test_the_line_of_time_runs_over_whole_years():
    made = timeline([(date(2027, 7, 2), "announced", "Camp")], date(2026, 1, 1), "ltr")
    assert made is not None
    assert [tick.year for tick in made.ticks] == [2026, 2027]
    assert (made.today, made.ticks[0].x, made.ticks[1].x) == (0, 0, 50)
    assert [(mark.x, mark.lane, mark.status) for mark in made.marks] == [(74.93, 0, "announced")]


def test_for_a_reader_of_arabic_time_runs_from_the_right():
    made = timeline([(date(2026, 12, 31), "held", "Camp")], date(2026, 1, 1), "rtl")
    assert made is not None
    assert (made.today, made.marks[0].x) == (100, 0.27)


def test_events_on_one_day_stand_above_each_other():
    same = [(date(2026, 5, 5), "held", f"Event {n}") for n in range(3)]
    made = timeline([*same, (date(2026, 9, 1), "held", "Later")], date(2026, 1, 1), "ltr")
    assert made is not None
    assert Counter(mark.lane for mark in made.marks) == {0: 2, 1: 1, 2: 1}
    assert made.lanes == 3


def test_without_events_there_is_no_line():
    assert timeline([], date(2026, 1, 1), "ltr") is None
