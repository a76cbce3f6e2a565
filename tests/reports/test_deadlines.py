from datetime import date

import pytest

from reports.deadlines import Deadline, deadline, is_overdue
from reports.given import Due, SessionDate
from tests.reports.coverage_facts import a_mandate, a_record, at, seen

DAY = date(2027, 6, 30)
THAT_EVENING = at(2027, 6, 30, 23)


def resolved(due, moment=THAT_EVENING, *sessions):
    return deadline(due, seen(a_record(a_mandate(), sessions=sessions), moment))


def test_nothing_is_due_without_a_deadline():
    assert (resolved(None), resolved(Due("none", DAY))) == (None, None)


@pytest.mark.parametrize(("basis", "inferred"), [("explicit", False), ("policy", True)])
def test_only_a_printed_date_is_not_inferred(basis, inferred):
    assert resolved(Due(basis, DAY)) == Deadline(basis, DAY, None, inferred=inferred, passed=False)


def test_the_day_itself_is_still_in_time():
    assert [
        resolved(Due("explicit", DAY), moment).passed
        for moment in (at(2027, 6, 30, 23), at(2027, 7, 1))
    ] == [False, True]


def test_a_session_resolves_when_its_date_is_known():
    due, known = Due("session", session="MCSD-3"), SessionDate("MCSD-3", DAY, at(2027, 5))
    assert resolved(due, at(2027, 4), known) == Deadline(
        "session", None, "MCSD-3", inferred=True, passed=False
    )
    assert resolved(due, at(2027, 7, 1), known) == Deadline(
        "session", DAY, "MCSD-3", inferred=True, passed=True
    )


def test_a_session_without_a_known_date_keeps_the_date_given_with_it():
    assert resolved(Due("session", DAY, "MCSD-3")).on == DAY
    assert resolved(Due("session", DAY)).on == DAY


def test_only_what_is_open_is_overdue():
    passed = resolved(Due("explicit", DAY), at(2028))
    told = {
        status: is_overdue(status, passed)
        for status in ("unknown", "partial", "fulfilled", "superseded")
    }
    assert told == {"unknown": True, "partial": True, "fulfilled": False, "superseded": False}
    assert not is_overdue("unknown", None)
    assert not is_overdue("unknown", resolved(Due("explicit", DAY)))
