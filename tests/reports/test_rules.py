from dataclasses import replace
from datetime import date

import pytest

from reports.given import Due, Link, Membership, Rule, SessionDate
from reports.ladder import Status
from reports.reasons import Why
from tests.reports.coverage_facts import (
    EACH_STATE,
    MEMBERS,
    a_claim,
    a_held_event,
    a_mandate,
    an_event,
    at,
    judged,
)

ANNUAL = Rule("count", 1, "annual")


def told(judgement):
    """Status, slots answered and slots asked for."""
    return judgement.status, len(judgement.progress.answered), judgement.progress.of


def a_camp_in(year, month=3):
    day = at(year, month, 3)
    return a_held_event(recorded_at=at(2026, 7), starts_at=day, ends_at=day)


def answered_by(judgement):
    return {what for what, _period in judgement.progress.answered}


def test_any_is_met_by_one_held_event():
    assert told(judged(a_mandate(), a_held_event())) == (Status.FULFILLED, 1, 1)


@pytest.mark.parametrize(
    ("shares", "status"),
    [
        ((0.5,), Status.PARTIAL),
        ((0.5, 0.4), Status.PARTIAL),
        ((0.5, 0.5), Status.FULFILLED),
        ((0.1,) * 10, Status.FULFILLED),
    ],
)
def test_shares_of_one_mandate_add_up(shares, status):
    mandate, events = a_mandate(), [a_held_event() for _ in shares]
    links = tuple(
        Link(mandate.id, event.id, at(2027), share=share)
        for event, share in zip(events, shares, strict=True)
    )
    assert judged(mandate, *events, links=links).status is status


def test_each_activity_is_asked_for_once():
    mandate = a_mandate(rule=Rule("each_activity"), activities=("workshop", "seminar"))
    workshop, seminar = a_held_event(), a_held_event(type="seminar")
    assert told(judged(mandate, workshop)) == (Status.PARTIAL, 1, 2)
    assert told(judged(mandate, workshop, a_held_event())) == (Status.PARTIAL, 1, 2)
    assert told(judged(mandate, workshop, seminar)) == (Status.FULFILLED, 2, 2)


def test_a_claim_answers_the_activity_it_names():
    mandate = a_mandate(rule=Rule("each_activity"), activities=("workshop", "seminar"))
    named = a_claim(mandate, "approved", activity="seminar")
    assert told(judged(mandate, a_held_event(), named)) == (Status.FULFILLED, 2, 2)
    unnamed = judged(mandate, a_claim(mandate, "approved"))
    assert told(unnamed) == (Status.PARTIAL, 0, 2)
    assert [piece.why for piece in unnamed.pieces] == [Why.NO_ACTIVITY_NAMED]


def test_each_activity_of_none_is_met_by_any():
    mandate = a_mandate(rule=Rule("each_activity"), activities=())
    assert told(judged(mandate, a_held_event())) == (Status.FULFILLED, 1, 1)


def test_a_number_of_events_is_counted():
    mandate = a_mandate(rule=Rule("count", 3))
    two = [a_held_event(), a_held_event()]
    assert told(judged(mandate, *two)) == (Status.PARTIAL, 0, 1)
    assert told(judged(mandate, *two, a_held_event())) == (Status.FULFILLED, 1, 1)
    assert told(judged(mandate, *two, an_event("announced"))) == (Status.PARTIAL, 0, 1)


def test_each_elapsed_and_the_current_year_needs_its_events():
    mandate = a_mandate(rule=ANNUAL)  # adopted on 1 June 2026
    camps = [a_camp_in(2027), a_camp_in(2028)]
    assert told(judged(mandate, camps[0], moment=at(2027, 5))) == (Status.FULFILLED, 1, 1)
    assert told(judged(mandate, camps[0], moment=at(2027, 6))) == (Status.PARTIAL, 1, 2)
    assert told(judged(mandate, *camps, moment=at(2028, 5))) == (Status.FULFILLED, 2, 2)
    both_in_one_year = [a_camp_in(2028), a_camp_in(2028, 4)]
    assert told(judged(mandate, *both_in_one_year, moment=at(2028, 5))) == (Status.PARTIAL, 1, 2)


def test_a_count_in_each_period_needs_n_there():
    mandate = a_mandate(rule=replace(ANNUAL, n=2))
    camps = [a_camp_in(2027), a_camp_in(2027, 4)]
    assert told(judged(mandate, camps[0], moment=at(2027, 5))) == (Status.PARTIAL, 0, 1)
    assert told(judged(mandate, *camps, moment=at(2027, 5))) == (Status.FULFILLED, 1, 1)


def test_no_period_is_asked_for_after_the_deadline_and_what_comes_later_only_contributes():
    mandate = a_mandate(rule=ANNUAL, due=Due("explicit", date(2027, 5, 31)))
    late = judged(mandate, a_camp_in(2027, 7))
    assert told(late) == (Status.PARTIAL, 0, 1)
    assert [piece.why for piece in late.pieces] == [Why.OUTSIDE_PERIODS]
    assert told(judged(mandate, a_camp_in(2027))) == (Status.FULFILLED, 1, 1)


def test_each_session_needs_an_answer_before_it():
    mandate = a_mandate(rule=replace(ANNUAL, period="each_session"), session="MCSD-2")
    sessions = (
        SessionDate("MCSD-3", date(2027, 2, 1), at(2026, 8)),
        SessionDate("CFM-52", date(2027, 4, 1), at(2026, 8)),
    )
    one = judged(mandate, a_camp_in(2027, 3), sessions=sessions)
    assert told(one) == (Status.PARTIAL, 1, 2)
    two = judged(mandate, a_camp_in(2027, 3), a_camp_in(2027, 1), sessions=sessions)
    assert told(two) == (Status.FULFILLED, 2, 2)


def test_each_member_state_has_to_take_part():
    mandate = a_mandate(rule=EACH_STATE, addressees=("MEMBER_STATES",))
    hosted = a_held_event("SN", states=(("DZ", "host"), ("ID", "beneficiary")))
    some = judged(mandate, hosted)
    assert (told(some), answered_by(some)) == ((Status.PARTIAL, 2, 3), {"DZ", "SN"})
    own_report = a_claim(mandate, "submitted", "approved", state="ID")
    assert told(judged(mandate, hosted, own_report)) == (Status.FULFILLED, 3, 3)


def test_a_waiting_claim_of_a_state_is_no_answer_yet():
    mandate = a_mandate(rule=EACH_STATE, addressees=("MEMBER_STATES",))
    assert told(judged(mandate, a_claim(mandate, "submitted", state="ID"))) == (
        Status.PARTIAL,
        0,
        3,
    )


def test_the_members_on_the_deadline_are_asked_or_on_the_day_asked_when_it_is_earlier():
    members = (*MEMBERS, Membership("SY", since=date(2027, 4, 1)))
    mandate = a_mandate(rule=EACH_STATE, addressees=("MEMBER_STATES",))
    due_before = replace(mandate, due=Due("explicit", date(2027, 3, 31)))
    due_after = replace(mandate, due=Due("explicit", date(2027, 4, 1)))
    asked = [
        judged(case, memberships=members, moment=moment).progress.of
        for case in (mandate, due_before, due_after)
        for moment in (at(2027, 3, 1), at(2027, 6, 1))
    ]
    assert asked == [3, 4, 3, 3, 3, 4]


def test_a_state_addressed_by_name_answers_for_itself_and_only_while_a_member():
    mandate = a_mandate(rule=EACH_STATE, addressees=("DZ", "SY"))
    members = (*MEMBERS, Membership("SY", until=date(2027, 6, 1)))
    held = a_held_event("DZ", "ID")
    assert told(judged(mandate, held, memberships=members, moment=at(2027, 5))) == (
        Status.PARTIAL,
        1,
        2,
    )
    assert told(judged(mandate, held, memberships=members)) == (Status.FULFILLED, 1, 1)


@pytest.mark.parametrize("role", ["lead", "co_organizer", "host", "auspices", "chair", "partner"])
def test_an_addressed_body_answers_in_any_organizing_role(role):
    mandate = a_mandate(rule=EACH_STATE, addressees=("SESRIC", "ISF"))
    event = a_held_event(bodies=(("SESRIC", role), ("ISF", "guest")))
    assert answered_by(judged(mandate, event)) == {"SESRIC"}


def test_a_group_of_bodies_is_answered_by_any_of_its_members_or_a_claim_for_it():
    mandate = a_mandate(rule=EACH_STATE, addressees=("OIC_ORGANS", "MEMBER_STATES"))
    by_a_member = judged(mandate, a_held_event(bodies=(("SESRIC", "lead"),)))
    assert (told(by_a_member), answered_by(by_a_member)) == ((Status.PARTIAL, 1, 4), {"OIC_ORGANS"})
    claim = a_claim(mandate, "approved", body="OIC_ORGANS")
    assert answered_by(judged(mandate, claim)) == {"OIC_ORGANS"}
    stranger = judged(mandate, a_held_event(bodies=(("ISF", "lead"),)))
    assert told(stranger) == (Status.PARTIAL, 0, 4)


def test_evidence_in_which_no_addressee_took_part_only_contributes():
    mandate = a_mandate(rule=EACH_STATE, addressees=("MEMBER_STATES",))
    general = judged(mandate, a_held_event(), a_claim(mandate, "approved", state="FR"))
    assert told(general) == (Status.PARTIAL, 0, 3)
    assert [piece.why for piece in general.pieces] == [Why.NO_ADDRESSEE_TOOK_PART] * 2


def test_each_addressee_of_nobody_is_met_by_any():
    mandate = a_mandate(rule=EACH_STATE)
    assert told(judged(mandate, a_held_event())) == (Status.FULFILLED, 1, 1)


def test_each_state_in_each_year():
    mandate = a_mandate(rule=Rule("each_addressee", period="annual"), addressees=("DZ", "ID"))
    camps = [
        replace(a_camp_in(year), states=((state, "host"),))
        for year, state in ((2027, "DZ"), (2027, "ID"), (2028, "DZ"))
    ]
    assert told(judged(mandate, *camps, moment=at(2027, 5))) == (Status.FULFILLED, 2, 2)
    assert told(judged(mandate, *camps, moment=at(2028, 5))) == (Status.PARTIAL, 3, 4)


def test_meetings_that_go_on_until_something_is_completed_answer_in_part_until_it_is_shown():
    mandate = a_mandate(goes_on=True)
    meetings = a_held_event(), a_held_event()
    assert judged(mandate, *meetings).status is Status.PARTIAL
    assert {piece.why for piece in judged(mandate, *meetings).pieces} == {Why.GOES_ON}
    assert judged(mandate, *meetings, a_claim(mandate, "approved")).status is Status.FULFILLED
