from dataclasses import replace
from datetime import date

from reports.given import Due, Link
from reports.states import Answers, Cell, answered_on, answers_by, matrix
from tests.reports.coverage_facts import (
    EACH_STATE,
    MEMBERS,
    a_claim,
    a_held_event,
    a_mandate,
    at,
    judged,
)

ALL = {"addressees": ("MEMBER_STATES",), "rule": EACH_STATE}
IN_TIME, TOO_EARLY = Due("explicit", date(2027, 3, 31)), Due("explicit", date(2027, 3, 4))


def cells(mandate, *evidence, **more):
    return dict(matrix([judged(mandate, *evidence, **more)])[0].cells)


def test_an_answer_is_on_time_until_the_deadline_and_late_after_it():
    event = a_held_event("DZ")
    silent = {"ID": Cell.SILENT, "SN": Cell.SILENT}
    assert cells(a_mandate(**ALL, due=IN_TIME), event) == {"DZ": Cell.ON_TIME} | silent
    assert cells(a_mandate(**ALL, due=TOO_EARLY), event) == {"DZ": Cell.LATE} | silent


def test_before_the_deadline_nobody_is_silent():
    moment = at(2027, 3, 10)
    assert cells(a_mandate(**ALL, due=IN_TIME), a_held_event("DZ"), moment=moment) == {
        "DZ": Cell.ON_TIME,
        "ID": Cell.BLANK,
        "SN": Cell.BLANK,
    }


def test_without_a_deadline_blank_means_unknown():
    assert cells(a_mandate(**ALL), a_held_event("DZ")) == {
        "DZ": Cell.ANSWERED,
        "ID": Cell.BLANK,
        "SN": Cell.BLANK,
    }
    undated = a_mandate(**ALL, due=Due("session", session="MCSD-3"))
    assert cells(undated, a_held_event("DZ"))["DZ"] is Cell.ANSWERED


def test_a_waiting_claim_is_shown_and_an_answer_wins_over_it():
    mandate = a_mandate(**ALL, due=IN_TIME)
    waiting = [a_claim(mandate, "submitted", state=state) for state in ("DZ", "ID")]
    assert cells(mandate, a_held_event("DZ"), *waiting) == {
        "DZ": Cell.ON_TIME,
        "ID": Cell.CLAIMED,
        "SN": Cell.SILENT,
    }


def test_a_state_that_is_not_addressed_has_no_cell():
    assert cells(a_mandate(addressees=("DZ", "SESRIC")), a_held_event("DZ", "SN")) == {
        "DZ": Cell.ANSWERED
    }


def test_states_answer_also_where_another_rule_measures():
    assert (
        cells(a_mandate(addressees=("MEMBER_STATES",)), a_held_event("DZ"))["DZ"] is Cell.ANSWERED
    )


def test_a_state_has_answered_when_its_shares_are_whole():
    mandate = a_mandate(**ALL)
    first, second = a_held_event("DZ", "ID"), a_held_event("DZ", ends_at=at(2027, 3, 20))
    links = tuple(Link(mandate.id, event.id, at(2027), share=0.5) for event in (second, first))
    assert answered_on(judged(mandate, first, second, links=links)) == {"DZ": date(2027, 3, 20)}


def test_the_first_answer_counts():
    mandate = a_mandate(**ALL)
    again = a_held_event("DZ", ends_at=at(2027, 3, 20))
    assert answered_on(judged(mandate, again, a_held_event("DZ"))) == {"DZ": date(2027, 3, 5)}


def test_rows_are_operational_mandates_that_address_states():
    asked = a_mandate(**ALL)
    others = a_mandate(addressees=("SESRIC",)), a_mandate(**ALL | {"kind": "acknowledgement"})
    assert [row.mandate for row in matrix([judged(m) for m in (*others, asked)])] == [asked.id]


def test_figures_are_summed_by_state_or_by_region():
    mandates = [a_mandate(**ALL), a_mandate(**ALL, due=IN_TIME), a_mandate(**ALL, due=TOO_EARLY)]
    event = a_held_event("DZ", "SN")
    claim = a_claim(mandates[0], "submitted", state="ID")
    rows = matrix([judged(m, event, *([claim] if m is mandates[0] else [])) for m in mandates])
    by_state = answers_by(rows)
    assert by_state["DZ"] == Answers(expected=3, on_time=1, late=1, undated=1)
    assert by_state["DZ"].answered == 3
    assert by_state["ID"] == Answers(expected=3, claimed=1, silent=2)
    regions = answers_by(rows, {"DZ": "ARAB", "ID": "ASIAN"})
    assert regions == {"ARAB": by_state["DZ"], "ASIAN": by_state["ID"]}


def test_a_state_is_expected_only_while_it_is_a_member():
    suspended = tuple(replace(m, until=date(2027, 1, 1)) if m.state == "SN" else m for m in MEMBERS)
    assert set(cells(a_mandate(**ALL), memberships=suspended)) == {"DZ", "ID"}


def test_nothing_gives_no_rows_and_no_figures():
    assert (matrix([]), answers_by([])) == ((), {})
