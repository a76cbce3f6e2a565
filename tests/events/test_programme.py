"""Programme: a year laid out, the same each time, explained, and not beaten by a proof."""

import json
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.calendars.state_calendars import CalendarRules, StateCalendar
from events.programme.board import TOO_CLOSE, UNPLACED, Board, Task
from events.programme.layout import Limits, Placement, Unplaced, board_of, lay_out
from events.programme.search import search
from events.programme.wishes import Wish, is_late, months_away, starts
from events.scheduling.day_views import DayPoints, look_at

CATALOGUE = Path(__file__).parents[2] / "src/registry/catalogue"
STATES = json.loads((CATALOGUE / "states.json").read_text(encoding="utf-8"))
RULES = CalendarRules(
    {one["code"]: StateCalendar(one["time_zone"], tuple(one["weekend"])) for one in STATES}
)
ALL = [one["code"] for one in STATES]
YEAR = [date(2027, 1, 1) + timedelta(n) for n in range(365)]


def a_wish(id, **what):
    return Wish(
        id, **{"organizers": ("SESRIC",), "host": "TR", "states": ("TR", "SN", "MY"), **what}
    )


def laid_out(*wishes, **limits):
    return lay_out(wishes, 2027, RULES, Limits(**limits))


def dates(programme):
    return {one.id: (one.first, one.last) for one in programme.placements}


def test_a_single_event_gets_the_first_of_its_best_days_and_says_so():
    programme = laid_out(a_wish("training", duration_days=3, months=frozenset({4, 5})))
    assert programme.placements == (
        Placement(
            "training",
            date(2027, 4, 5),
            date(2027, 4, 7),
            0,
            ("in a preferred month", "no day is better for it"),
        ),
    )
    assert (programme.points, programme.is_proven_best, programme.unplaced) == (0, True, ())


def test_an_organizer_holds_as_many_events_at_once_as_it_can():
    wishes = [
        a_wish(f"w{n}", duration_days=5, months=frozenset({6}), deadline=date(2027, 6, 11))
        for n in range(2)
    ]
    june = [replace_start(wish, date(2027, 6, 7)) for wish in wishes]
    one_team = laid_out(*june, at_once=1)
    assert len(one_team.placements) == 2
    assert one_team.points > 0
    two_teams = laid_out(*june, at_once=1, at_once_of={"SESRIC": 2})
    assert dates(two_teams) == dict.fromkeys(("w0", "w1"), (date(2027, 6, 7), date(2027, 6, 11)))


def replace_start(wish, day):
    return Wish(
        wish.id,
        wish.organizers,
        None,
        wish.duration_days,
        wish.months,
        day,
        wish.deadline,
        wish.host,
        wish.states,
    )


def test_who_had_to_give_way_says_to_whom():
    week = {
        "duration_days": 4,
        "not_before": date(2027, 6, 7),
        "deadline": date(2027, 6, 10),
        "states": (),
    }
    programme = laid_out(a_wish("a", **week), a_wish("b", **week))
    early, late = programme.placements
    assert (early.first, late.first) == (date(2027, 6, 7), date(2027, 6, 14))
    assert early.reasons == ("before its deadline, 2027-06-10", "no day is better for it")
    assert late.reasons == (
        "after its deadline, 2027-06-10",
        f"2027-06-07 would be better for it alone, but for {early.id}",
    )


def test_events_of_one_theme_keep_their_distance():
    wishes = [a_wish(f"w{n}", theme="ageing", organizers=(f"B{n}",)) for n in range(4)]
    firsts = sorted(first for first, _ in dates(laid_out(*wishes, theme_days=60)).values())
    assert min((b - a).days for a, b in pairwise(firsts)) >= 60


def test_events_of_one_theme_that_must_be_close_say_so():
    week = {
        "theme": "ageing",
        "not_before": date(2027, 9, 6),
        "deadline": date(2027, 9, 8),
        "duration_days": 2,
    }
    programme = laid_out(
        a_wish("a", organizers=("X",), **week), a_wish("b", organizers=("Y",), **week)
    )
    assert programme.points == TOO_CLOSE
    assert [one.reasons[:2] for one in programme.placements] == [
        ("before its deadline, 2027-09-08", "0 days from b on the same theme, 30 are wanted"),
        ("before its deadline, 2027-09-08", "0 days from a on the same theme, 30 are wanted"),
    ]


def test_without_a_wanted_distance_nothing_is_too_close():
    week = {"theme": "ageing", "not_before": date(2027, 9, 6), "deadline": date(2027, 9, 6)}
    programme = laid_out(
        a_wish("a", organizers=("X",), **week), a_wish("b", organizers=("Y",), **week), theme_days=0
    )
    assert (programme.points, [one.points for one in programme.placements]) == (0, [0, 0])


def test_a_month_beside_the_preferred_one_is_said():
    (placement,) = laid_out(
        a_wish("a", months=frozenset({12}), not_before=date(2027, 1, 4), deadline=date(2027, 1, 8))
    ).placements
    assert placement.first == date(2027, 1, 4)
    assert placement.reasons[0] == "1 month from the preferred ones"
    (far,) = laid_out(
        a_wish("a", months=frozenset({12}), not_before=date(2027, 6, 7), deadline=date(2027, 6, 30))
    ).placements
    assert far.reasons[0] == "6 months from the preferred ones"


def test_an_event_with_fixed_dates_stays_and_takes_its_organizers_time():
    fixed = a_wish("ramadan talks", fixed=date(2027, 2, 20), duration_days=2)
    other = a_wish("workshop", not_before=date(2027, 2, 19), deadline=date(2027, 2, 22))
    programme = laid_out(fixed, other)
    assert dates(programme)["ramadan talks"] == (date(2027, 2, 20), date(2027, 2, 21))
    (talks,) = [one for one in programme.placements if one.id == "ramadan talks"]
    assert (talks.points, talks.reasons) == (0, ("its dates stood already",))
    assert dates(programme)["workshop"][0] not in {date(2027, 2, 20), date(2027, 2, 21)}


def test_two_fixed_events_of_one_organizer_both_stay():
    programme = laid_out(a_wish("a", fixed=date(2027, 4, 6)), a_wish("b", fixed=date(2027, 4, 6)))
    assert dates(programme) == dict.fromkeys("ab", (date(2027, 4, 6), date(2027, 4, 6)))


def test_who_gives_way_to_fixed_dates_only_says_so():
    fixed = a_wish("fixed", fixed=date(2027, 6, 7), duration_days=5)
    programme = laid_out(
        fixed, a_wish("a", not_before=date(2027, 6, 7), deadline=date(2027, 6, 11), duration_days=5)
    )
    assert programme.placements[1].reasons[-1] == (
        "2027-06-07 would be better for it alone, but for events with fixed dates"
    )


def test_fixed_dates_outside_the_year_are_reported():
    programme = laid_out(
        a_wish("a", fixed=date(2027, 12, 31), duration_days=2), a_wish("b", fixed=date(2026, 5, 4))
    )
    assert programme.unplaced == (
        Unplaced("a", ("its dates, from 2027-12-31, are not all in this year",)),
        Unplaced("b", ("its dates, from 2026-05-04, are not all in this year",)),
    )


def test_an_event_for_which_no_day_is_open_is_reported():
    programme = laid_out(a_wish("a", duration_days=400), a_wish("b", not_before=date(2028, 1, 1)))
    assert {one.id: one.reasons for one in programme.unplaced} == dict.fromkeys(
        "ab", ("no day of the year is open to it: weekends, holidays, holy days or its own dates",)
    )
    assert programme.points == 2 * UNPLACED


def test_an_organizer_without_time_is_reported():
    programme = laid_out(a_wish("a", organizers=("SESRIC", "ICESCO")), at_once_of={"ICESCO": 0})
    assert programme.unplaced == (
        Unplaced("a", ("on every day open to it SESRIC or ICESCO holds other events",)),
    )
    assert not programme.is_proven_best


def test_dates_in_ramadan_are_explained():
    (placement,) = laid_out(
        a_wish("a", not_before=date(2027, 2, 22), deadline=date(2027, 2, 22))
    ).placements
    assert "Ramadan 1448 AH (computed, ±1 day) on 2027-02-22" in placement.reasons


def test_a_long_event_works_through_weekends_but_not_through_a_feast():
    camp = a_wish("camp", duration_days=12, states=())
    begins = [YEAR[day] for _, day in starts(camp, DayPoints(RULES, YEAR))]
    assert all(day.weekday() < 5 and (day + timedelta(11)).weekday() < 5 for day in begins)
    assert date(2027, 6, 7) in begins
    assert date(2027, 3, 1) not in begins


def test_an_event_without_host_and_states_can_be_on_any_day_but_a_feast():
    assert len(starts(Wish("online", ("SESRIC",)), DayPoints(RULES, YEAR))) == 365 - 3 - 6


def test_months_are_counted_around_the_turn_of_the_year():
    assert [months_away(Wish("a", (), months=frozenset({1, 10})), date(2027, month, 1)) for month in (1, 12, 8, 5)] == [
        0, 1, 2, 4,
    ]  # fmt: skip
    assert months_away(Wish("a", ()), date(2027, 1, 1)) == 0


def test_an_event_that_ends_on_its_deadline_is_in_time():
    wish = Wish("a", (), deadline=date(2027, 6, 30))
    assert (is_late(wish, date(2027, 6, 30)), is_late(wish, date(2027, 7, 1))) == (False, True)


def test_a_place_dearer_than_none_is_not_taken():
    board = Board([Task("a", (), None, 1, ((UNPLACED + 1, 0),))], {}, 1, 30)
    search(board, 10)
    assert (board.place, board.cost, board.tasks[0].least) == ([None], UNPLACED, UNPLACED)


def test_of_two_events_for_one_day_the_cheaper_one_is_held():
    tasks = [Task("dear", ("X",), None, 1, ((100, 0),)), Task("cheap", ("X",), None, 1, ((0, 0),))]
    board = Board(tasks, {"X": 1}, 1, 30)
    search(board, 50)
    assert (board.place, board.cost) == ([None, 0], UNPLACED)


def an_instance(seed, events, organizers, themes, window=None):
    """Wishes by chance; with a window each is bound to so many days of the year."""
    chance = Random(seed)
    bodies = [f"B{n}" for n in range(organizers)]
    wishes = []
    for n in range(events):
        months = chance.choice([(), (chance.randint(1, 12),), (3, 4), (10, 11), (9,)])
        opens = None if window is None else YEAR[30 * chance.randint(0, 8)]
        wishes.append(
            Wish(
                id=f"E{n:03}",
                organizers=tuple(chance.sample(bodies, chance.choice([1, 1, 2]))),
                theme=f"T{chance.randrange(themes)}",
                duration_days=chance.choice([1, 2, 3, 3, 5]),
                months=frozenset(months),
                not_before=opens,
                deadline=opens + timedelta(window)
                if opens
                else chance.choice([None, date(2027, 9, 28)]),
                host=chance.choice(ALL),
                states=tuple(chance.sample(ALL, chance.choice([5, 12, 57]))),
            )
        )
    return wishes


def proven_optimum(board):
    """Solve the same board as a mixed-integer programme with HiGHS; the proven least points."""
    highspy = pytest.importorskip("highspy", reason="the oracle needs the highspy wheel")
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    objective, chosen = 0, []
    for task in board.tasks:
        begins = {day: model.addBinary() for _, day in task.starts}
        off = model.addBinary()
        model.addConstr(sum(begins.values()) + off == 1)
        objective += UNPLACED * off + sum(points * begins[day] for points, day in task.starts)
        chosen.append(begins)
    for held in organizers_days(board, chosen):
        model.addConstr(sum(held) <= 1)
    for pair in theme_pairs(board):
        close = model.addVariable(0, 1)
        objective += TOO_CLOSE * close
        for day, begin in chosen[pair[0]].items():
            near = [
                chosen[pair[1]][d]
                for d in range(day - board.spacing + 1, day + board.spacing)
                if d in chosen[pair[1]]
            ]
            if near:
                model.addConstr(close >= begin + sum(near) - 1)
    model.minimize(objective)
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(model.getInfo().objective_function_value)


def organizers_days(board, chosen):
    for name in {name for task in board.tasks for name in task.organizers}:
        mine = [
            (task, begins)
            for task, begins in zip(board.tasks, chosen, strict=True)
            if name in task.organizers
        ]
        for day in range(board.days):
            held = [
                begins[d]
                for task, begins in mine
                for d in range(day - task.length + 1, day + 1)
                if d in begins
            ]
            if len(held) > 1:
                yield held


def theme_pairs(board):
    tasks = board.tasks
    return [(a, b) for a in range(len(tasks)) for b in range(a) if tasks[a].theme == tasks[b].theme]


@pytest.mark.parametrize("seed", range(5))
def test_the_programme_is_as_good_as_the_proven_optimum(seed):
    wishes = an_instance(seed, events=12, organizers=3, themes=3, window=60)
    programme = laid_out(*wishes)
    assert programme.points == proven_optimum(board_of(wishes, 2027, RULES, Limits()))


def test_the_same_wishes_give_the_same_programme():
    wishes = an_instance(7, events=20, organizers=4, themes=4)
    assert lay_out(wishes, 2027, RULES, Limits(), rounds=400) == lay_out(
        wishes, 2027, RULES, Limits(), rounds=400
    )


@pytest.mark.parametrize(
    # three times the bars of two and twenty seconds: the machine may be busy
    ("events", "organizers", "themes", "seconds"),
    [(60, 6, 8, 6), (300, 20, 40, 60)],
)
def test_a_year_of_events_is_laid_out_in_time(events, organizers, themes, seconds):
    if sys.gettrace() is not None:
        pytest.skip("a tracer (coverage, a debugger) makes this several times slower")
    wishes = an_instance(1, events, organizers, themes)
    began = process_time()
    programme = lay_out(wishes, 2027, RULES, Limits())
    assert process_time() - began < seconds
    assert len(programme.placements) >= events - 1


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    events=st.integers(1, 12),
    organizers=st.integers(2, 3),
    rounds=st.integers(0, 60),
)
def test_no_organizer_is_over_its_limit_and_the_points_add_up(seed, events, organizers, rounds):
    wishes = an_instance(seed, events, organizers, themes=2, window=20)
    programme = lay_out(wishes, 2027, RULES, Limits(), rounds=rounds)
    placed = dates(programme)
    assert sorted([*placed, *(one.id for one in programme.unplaced)]) == sorted(
        wish.id for wish in wishes
    )
    for day in YEAR:
        busy = [
            name
            for w in wishes
            if w.id in placed and placed[w.id][0] <= day <= placed[w.id][1]
            for name in w.organizers
        ]
        assert len(busy) == len(set(busy))
    board = board_of(wishes, 2027, RULES, Limits())
    for index, wish in enumerate(wishes):
        if wish.id in placed:
            board.put(index, (placed[wish.id][0] - YEAR[0]).days)
    assert board.cost == programme.points
    for index in range(len(wishes)):
        board.take(index)
    assert board.cost == UNPLACED * len(wishes)


@settings(max_examples=60, deadline=None)
@given(
    day=st.sampled_from(YEAR),
    host=st.none() | st.sampled_from([*ALL, "CH"]),
    guests=st.lists(st.sampled_from(ALL), max_size=12),
)
def test_the_quick_view_of_many_days_is_the_view_of_each_day(day, host, guests):
    meeting = list(dict.fromkeys([*guests, *([host] if host else [])]))
    points, refused = DayPoints(RULES, [day]).of(host, meeting)
    view = look_at(RULES, day, host, meeting)
    assert points == [sum(view.burdens.values())]
    assert refused == [bool(view.refusals)]
    assert DayPoints(RULES, [day]).holy == [bool(view.holy)]
