from dataclasses import replace

from reports.given import Link, Rule
from reports.reasons import Why
from tests.reports.coverage_facts import (
    EACH_STATE,
    a_claim,
    a_held_event,
    a_mandate,
    an_event,
    at,
    judged,
)


def said(mandate, *evidence, **more):
    return [(r.why, dict(r.parameters)) for r in judged(mandate, *evidence, **more).reasons]


def test_nothing_recorded_is_said():
    assert said(a_mandate()) == [(Why.NOTHING_RECORDED, {})]


def test_what_is_coming_is_said_with_the_first_day():
    later = an_event("announced", starts_at=at(2027, 9), ends_at=at(2027, 9, 2))
    undated = an_event("announced", starts_at=None, ends_at=None)
    assert said(a_mandate(), later, an_event("announced"), an_event(), undated) == [
        (Why.EVENTS_SCHEDULED, {"events": 3, "next": "2027-03-03"}),
        (Why.EVENTS_PLANNED, {"events": 1}),
    ]
    assert said(a_mandate(), undated) == [(Why.EVENTS_SCHEDULED, {"events": 1})]


def test_what_does_not_count_is_said():
    assert said(a_mandate(), a_held_event(type="camp"), an_event("cancelled")) == [
        (Why.SET_ASIDE, {"pieces": 2})
    ]


def test_an_answer_and_what_only_contributes_are_said():
    mandate = a_mandate()
    assert said(mandate, a_held_event(), a_claim(mandate, "submitted")) == [
        (Why.ANSWERED, {"answered": 1, "of": 1}),
        (Why.CLAIM_WAITS, {"pieces": 1}),
    ]
    assert said(mandate, a_claim(mandate, "submitted"))[0] == (
        Why.ANSWERED,
        {"answered": 0, "of": 1},
    )


def test_a_share_is_said():
    mandate, event = a_mandate(), a_held_event()
    third = Link(mandate.id, event.id, at(2027), share=1 / 3)
    assert said(mandate, event, links=(third,)) == [(Why.SHARE_ANSWERED, {"share": 0.3333})]


def test_a_count_is_said():
    mandate = a_mandate(rule=Rule("count", 3))
    events = [a_held_event(), a_held_event()]
    assert said(mandate, *events) == [(Why.TIMES_ANSWERED, {"answered": 2, "of": 3})]
    links = tuple(Link(mandate.id, event.id, at(2027), share=0.75) for event in events)
    assert said(mandate, *events, links=links) == [(Why.TIMES_ANSWERED, {"answered": 1.5, "of": 3})]


def test_missing_activities_are_named():
    mandate = a_mandate(rule=Rule("each_activity"), activities=("workshop", "seminar", "camp"))
    assert said(mandate, a_held_event()) == [
        (Why.ACTIVITIES_ANSWERED, {"answered": 1, "of": 3, "missing": ("camp", "seminar")})
    ]


def test_addressees_are_counted_and_states_among_them():
    mandate = a_mandate(rule=EACH_STATE, addressees=("MEMBER_STATES", "OIC_ORGANS"))
    event = a_held_event("DZ", "SN", bodies=(("SESRIC", "lead"),))
    assert said(mandate, event) == [
        (Why.ADDRESSEES_ANSWERED, {"answered": 3, "of": 4, "states": 2, "of_states": 3})
    ]


def test_a_mandate_that_addresses_nobody_says_so():
    assert said(a_mandate(rule=EACH_STATE), a_held_event()) == [
        (Why.ANSWERED, {"answered": 1, "of": 1}),
        (Why.NO_ADDRESSEE_NAMED, {}),
    ]


def test_periods_are_counted_with_the_answers_of_the_current_one():
    mandate = a_mandate(rule=Rule("count", 2, "annual"))
    spring = a_held_event()
    summer = replace(a_held_event(), starts_at=at(2027, 7), ends_at=at(2027, 7, 2))
    autumn = replace(a_held_event(), starts_at=at(2027, 9), ends_at=at(2027, 9, 2))
    assert said(mandate, spring, summer, autumn) == [
        (
            Why.PERIODS_ANSWERED,
            {"answered": 1, "of": 2, "needed": 2, "current": 2, "from": "2027-06-01"},
        )
    ]


def test_periods_and_addressees_are_both_said():
    mandate = a_mandate(rule=Rule("each_addressee", period="annual"), addressees=("DZ", "ID"))
    spring = a_held_event("DZ", "ID")
    summer = replace(a_held_event("DZ"), starts_at=at(2027, 7), ends_at=at(2027, 7, 2))
    assert said(mandate, spring, summer) == [
        (
            Why.PERIODS_ANSWERED,
            {"answered": 1, "of": 2, "needed": 2, "current": 1, "from": "2027-06-01"},
        ),
        (Why.ADDRESSEES_ANSWERED, {"answered": 1, "of": 2, "states": 1, "of_states": 2}),
    ]
