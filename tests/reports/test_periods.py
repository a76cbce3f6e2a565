from datetime import date

import pytest

from reports.given import Rule, SessionDate
from reports.periods import ONCE, Periods, periods_of
from tests.reports.coverage_facts import a_mandate, a_record, at, seen


def starts(period, moment, due=None, sessions=(), **facts):
    mandate = a_mandate(rule=Rule("count", 1, period), **facts)
    return periods_of(mandate, due, seen(a_record(mandate, sessions=sessions), moment)).starts


def test_without_recurrence_all_time_is_one_period():
    mandate = a_mandate()
    assert periods_of(mandate, date(2027, 1, 1), seen(a_record(mandate))) is ONCE
    assert ONCE.holding(date(1969, 9, 25)) == date.min


@pytest.mark.parametrize(
    ("period", "second"),
    [
        ("monthly", date(2026, 7, 1)),
        ("quarterly", date(2026, 9, 1)),
        ("annual", date(2027, 6, 1)),
        ("biennial", date(2028, 6, 1)),
    ],
)
def test_periods_run_from_the_adoption(period, second):
    assert starts(period, at(2030))[:2] == (date(2026, 6, 1), second)


def test_the_current_period_is_the_last_one():
    assert starts("annual", at(2027, 5, 31)) == (date(2026, 6, 1),)
    assert starts("annual", at(2027, 6, 1)) == (date(2026, 6, 1), date(2027, 6, 1))


def test_the_deadline_ends_the_last_period():
    assert starts("annual", at(2030), date(2027, 5, 31)) == (date(2026, 6, 1),)


def test_periods_run_from_the_record_when_the_adoption_is_unknown():
    assert starts("annual", at(2026, 12), adopted_on=None) == (date(2026, 7, 1),)


def test_the_last_day_of_a_month_stays_in_shorter_months():
    found = starts("annual", at(2029, 3), adopted_on=date(2028, 2, 29))
    assert found == (date(2028, 2, 29), date(2029, 2, 28))
    found = starts("quarterly", at(2027, 4), adopted_on=date(2026, 8, 31))
    assert found == (date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28))


def test_sessions_of_the_adopting_series_bound_the_periods():
    sessions = (
        SessionDate("MCSD-4", date(2029, 2, 1), at(2026)),
        SessionDate("MCSD-3", date(2028, 2, 1), at(2026)),
        SessionDate("MCSD-2", date(2026, 6, 1), at(2026)),
        SessionDate("CFM-52", date(2027, 2, 1), at(2026)),
    )
    found = starts("each_session", at(2028, 6), sessions=sessions, session="MCSD-2")
    assert found == (date(2026, 6, 1), date(2028, 2, 1))
    assert starts("each_session", at(2028, 6), sessions=sessions) == (date(2026, 6, 1),)


def test_a_day_is_held_by_one_period_or_none():
    periods = Periods((date(2026, 1, 1), date(2027, 1, 1)), end=date(2027, 6, 30))
    days = [
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2027, 1, 1),
        date(2027, 6, 30),
        date(2027, 7, 1),
        None,
    ]
    assert [periods.holding(on) for on in days] == [
        None,
        date(2026, 1, 1),
        date(2027, 1, 1),
        date(2027, 1, 1),
        None,
        None,
    ]
