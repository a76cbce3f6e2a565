"""Slots: dates ranked with their burden, and a reason for every day that is none."""

# ruff: noqa: DTZ001 - wall times are naive on purpose

import json
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.calendars.public_holidays import Confidence, Holiday
from events.calendars.state_calendars import CalendarRules, Override, StateCalendar
from events.scheduling.day_views import DayView, look_at
from events.scheduling.meeting_hours import Attendants, series, sittings_of
from events.scheduling.slots import Candidate, OnlineHours, RejectedDay, Window, WindowRefused, rank
from events.vocabulary import Mode

CATALOGUE = Path(__file__).parents[2] / "src/registry/catalogue"
STATES = json.loads((CATALOGUE / "states.json").read_text(encoding="utf-8"))
RULES = CalendarRules(
    {one["code"]: StateCalendar(one["time_zone"], tuple(one["weekend"])) for one in STATES}
)
ALL = [one["code"] for one in STATES]
SPRING = Window(date(2027, 2, 1), date(2027, 5, 1))
FAR_APART = ["SR", "SN", "TR", "PK", "ID"]


def days(window):
    return [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]


def test_a_week_without_anything_against_it_comes_first():
    ranking = rank(3, SPRING, RULES, mode=Mode.IN_PERSON, host="TR", states=ALL)
    assert ranking.candidates[0] == Candidate(date(2027, 4, 19), date(2027, 4, 21), 0, {}, ())


def test_what_burdens_a_candidate_is_said_with_its_days():
    ranking = rank(
        2,
        Window(date(2027, 4, 7), date(2027, 4, 8)),
        RULES,
        mode=Mode.HYBRID,
        host="TR",
        states=["AF", "SN", "ML"],
    )
    assert ranking.candidates == (
        Candidate(
            date(2027, 4, 7),
            date(2027, 4, 8),
            2,
            {"AF": 2},
            ("weekend in 1 of 3 participating states on 2027-04-08",),
        ),
    )


def test_a_day_that_runs_past_the_window_is_rejected_for_it():
    ranking = rank(
        2, Window(date(2027, 4, 7), date(2027, 4, 8)), RULES, mode=Mode.HYBRID, host="TR"
    )
    assert ranking.rejected == (
        RejectedDay(date(2027, 4, 8), ("2 days from here end after the window",)),
    )


def test_the_hosts_weekend_and_holidays_are_rejected_with_the_reason():
    window = Window(date(2027, 4, 23), date(2027, 4, 25))
    ranking = rank(1, window, RULES, mode=Mode.IN_PERSON, host="TR")
    assert ranking.candidates == ()
    assert [one.reasons for one in ranking.rejected] == [
        ("public holiday in TR, the host: National Sovereignty and Children's Day",),
        ("weekend in TR, the host",),
        ("weekend in TR, the host",),
    ]


def test_a_span_of_days_names_the_day_that_rules_it_out():
    ranking = rank(
        2, Window(date(2027, 4, 23), date(2027, 4, 25)), RULES, mode=Mode.IN_PERSON, host="JO"
    )
    assert ranking.rejected[0].reasons == (
        "2027-04-23: weekend in JO, the host",
        "2027-04-24: weekend in JO, the host",
    )


def test_both_eids_and_the_hajj_are_rejected_and_the_days_around_them_are_not():
    ranking = rank(
        1, Window(date(2027, 3, 8), date(2027, 3, 12)), RULES, mode=Mode.ONLINE, states=["SR"]
    )
    assert [one.day.day for one in ranking.rejected] == [9, 10, 11]
    assert ranking.rejected[1].reasons == ("Eid al-Fitr 1448 AH (computed, ±1 day)",)
    ranking = rank(
        1, Window(date(2027, 5, 13), date(2027, 5, 20)), RULES, mode=Mode.ONLINE, states=["GY"]
    )
    assert [one.day.day for one in ranking.rejected] == [14, 15, 16, 17, 18, 19]


def test_ramadan_burdens_and_does_not_reject():
    view = look_at(RULES, date(2027, 2, 16), None, ["TR", "SN"])
    assert view == DayView(
        date(2027, 2, 16), (), (), {"TR": 2, "SN": 2}, ("Ramadan 1448 AH (computed, ±1 day)",)
    )


def test_friday_prayer_at_the_venue_burdens_everybody():
    view = look_at(RULES, date(2027, 4, 9), "TR", ["TR", "SN", "ML"])
    assert view.burdens == {"TR": 1, "SN": 1, "ML": 1}
    assert view.refusals == ()


def test_a_day_that_most_states_do_not_work_is_rejected():
    view = look_at(RULES, date(2027, 4, 9), None, ["JO", "EG", "TR"])
    assert view.refusals == ("no working day in 2 of 3 participating states",)
    assert look_at(RULES, date(2027, 4, 9), None, ["JO", "TR"]).refusals == ()


def test_an_override_changes_what_is_rejected():
    election = Holiday(date(2027, 4, 20), "Election day", Confidence.OFFICIAL, "decree")
    rules = CalendarRules(RULES.states, {"TR": Override(days_off={election.day: election})})
    window = Window(date(2027, 4, 20), date(2027, 4, 20))
    assert rank(1, window, rules, mode=Mode.IN_PERSON, host="TR").rejected[0].reasons == (
        "public holiday in TR, the host: Election day",
    )


def test_an_online_meeting_begins_at_an_hour_that_is_bearable_from_paramaribo_to_jakarta():
    window = Window(date(2027, 4, 20), date(2027, 4, 20))
    (best,) = rank(1, window, RULES, mode=Mode.ONLINE, states=["SR", "ID"]).candidates
    (sitting,) = best.sittings
    assert sitting.starts_at == datetime(2027, 4, 20, 10, 30, tzinfo=UTC)
    assert sitting.local_starts == {
        "SR": datetime(2027, 4, 20, 7, 30),
        "ID": datetime(2027, 4, 20, 17, 30),
    }
    assert (sitting.burdens, sitting.unbearable) == ({"SR": 4, "ID": 5}, ())
    assert (best.burden, best.burdens) == (9, {"SR": 4, "ID": 5})
    assert best.reasons == ("begins at 2027-04-20 10:30 UTC, from 07:30 in SR to 17:30 in ID",)


def test_all_57_states_can_meet_online_at_bearable_hours():
    (sitting,) = sittings_of([date(2027, 4, 20)], Attendants.of(RULES, ALL, 2, {}))
    assert sitting.unbearable == ()
    assert {7 <= start.hour <= 20 for start in sitting.local_starts.values()} == {True}


def test_a_meeting_too_long_for_all_says_for_whom_it_is_unbearable():
    window = Window(date(2027, 4, 20), date(2027, 4, 20))
    (best,) = rank(
        1, window, RULES, mode=Mode.ONLINE, states=["SR", "ID", "TR"], online=OnlineHours(length=8)
    ).candidates
    (sitting,) = best.sittings
    assert len(sitting.unbearable) == 1
    assert best.reasons[0].endswith(f"; unbearable for {sitting.unbearable[0]}")
    assert best.burden == sitting.burden + 20


def test_days_of_one_meeting_begin_at_the_same_hour():
    window = Window(date(2027, 4, 20), date(2027, 4, 22))
    (best, *_) = rank(3, window, RULES, mode=Mode.ONLINE, host="TR", states=FAR_APART).candidates
    assert len({one.starts_at.time() for one in best.sittings}) == 1
    assert [one.starts_at.date() for one in best.sittings] == days(window)


def test_the_host_of_an_online_meeting_is_one_more_state():
    window = Window(date(2027, 4, 24), date(2027, 4, 24))
    ranking = rank(1, window, RULES, mode=Mode.ONLINE, host="TR", states=["IR", "AF", "KM"])
    assert set(ranking.candidates[0].burdens) == {"TR", "IR", "AF", "KM"}


def test_friday_prayer_hours_are_spared_online_where_another_hour_is_as_good():
    friday, thursday = date(2027, 4, 9), date(2027, 4, 8)
    attendants = Attendants.of(RULES, ["TR"], 2, {})
    assert [sittings_of([day], attendants)[0].starts_at.hour for day in (thursday, friday)] == [
        6,
        6,
    ]
    long_day = Attendants.of(RULES, ["TR"], 8, {})
    assert [sittings_of([day], long_day)[0].burden for day in (thursday, friday)] == [0, 10]


def test_a_state_without_a_known_zone_meets_by_utc():
    assert Attendants.of(RULES, ["CH"], 0.2, {}) == Attendants({"CH": "UTC"}, 1, {})


def test_over_a_series_the_burden_goes_round():
    months = [date(2027, 4, 6) + timedelta(28 * n) for n in range(8)]
    attendants = Attendants.of(RULES, FAR_APART, 2, {})
    carried = Counter()
    for one in series(months, attendants):
        carried.update(one.burdens)
    fixed = Counter()
    for one in sittings_of(months, attendants):
        fixed.update(one.burdens)
    assert len({one.starts_at.time() for one in series(months, attendants)}) > 1
    assert (max(carried.values()), max(fixed.values())) == (38, 40)
    assert carried["ID"] - carried["SR"] < fixed["ID"] - fixed["SR"]


def test_who_carried_most_before_is_spared_now():
    day = [date(2027, 4, 20)]
    (spared,) = sittings_of(day, Attendants.of(RULES, FAR_APART, 2, {"ID": 40}))
    (other,) = sittings_of(day, Attendants.of(RULES, FAR_APART, 2, {"SR": 40}))
    assert spared.burdens["ID"] < other.burdens["ID"]
    assert spared.burdens["SR"] > other.burdens["SR"]


@pytest.mark.parametrize(
    ("duration", "window", "why"),
    [
        (0, SPRING, "a meeting lasts at least one day"),
        (1, Window(SPRING.last, SPRING.first), "the window ends before it begins"),
        (1, Window(date(2027, 1, 1), date(2029, 2, 1)), "the window is longer than 731 days"),
    ],
)
def test_a_window_that_leaves_nothing_to_rank_is_refused(duration, window, why):
    with pytest.raises(WindowRefused, match=why):
        rank(duration, window, RULES, mode=Mode.ONLINE)


@settings(max_examples=40, deadline=None)
@given(
    duration=st.integers(1, 5),
    first=st.dates(date(2026, 1, 1), date(2030, 10, 1)),
    length=st.integers(0, 40),
    mode=st.sampled_from(list(Mode)),
    host=st.none() | st.sampled_from(ALL),
    states=st.lists(st.sampled_from(ALL), max_size=10),
)
def test_every_day_of_the_window_is_ranked_or_rejected_with_a_reason(
    duration, first, length, mode, host, states
):
    window = Window(first, first + timedelta(length))
    ranking = rank(duration, window, RULES, mode=mode, host=host, states=states)
    starts = [one.first for one in ranking.candidates]
    assert sorted([*starts, *(one.day for one in ranking.rejected)]) == days(window)
    assert all(one.reasons for one in ranking.rejected)
    keys = [(one.burden, one.first) for one in ranking.candidates]
    assert keys == sorted(keys)
    assert all((one.last - one.first).days == duration - 1 for one in ranking.candidates)
    assert all(set(one.burdens) <= {host, *states} for one in ranking.candidates)


@pytest.mark.parametrize("mode", list(Mode))
def test_57_states_over_90_days_are_ranked_within_half_a_second(mode):
    if sys.gettrace() is not None:
        pytest.skip("a tracer (coverage, a debugger) makes this several times slower")
    rank(
        3, SPRING, RULES, mode=mode, host="TR", states=ALL
    )  # the calendars of the year are read once

    def seconds():
        began = process_time()
        rank(3, SPRING, RULES, mode=mode, host="TR", states=ALL)
        return process_time() - began

    assert min(seconds() for _ in range(3)) < 0.5
