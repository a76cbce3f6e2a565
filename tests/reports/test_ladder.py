from dataclasses import replace
from datetime import date

import pytest

from reports.evidence import Assurance, Use
from reports.given import Attendance, Decision, Due, Link, Rule
from reports.ladder import Status, is_counted, judge, judge_all
from reports.reasons import Why
from tests.reports.coverage_facts import (
    ADOPTED,
    EACH_STATE,
    NOW,
    a_claim,
    a_held_event,
    a_mandate,
    a_record,
    an_event,
    at,
    judged,
    seen,
)


def stands(mandate, *evidence, **more):
    judgement = judged(mandate, *evidence, **more)
    return judgement.status, judgement.assurance


def why(judgement):
    return [piece.why for piece in judgement.pieces]


def test_nothing_recorded_is_unknown():
    assert stands(a_mandate()) == (Status.UNKNOWN, Assurance.NONE)


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ((), Status.PLANNED),
        (("announced",), Status.SCHEDULED),
        (("announced", "postponed"), Status.PLANNED),
        (("announced", "cancelled"), Status.UNKNOWN),
        (("announced", "held"), Status.FULFILLED),
        (("announced", "held", "reported"), Status.FULFILLED),
    ],
)
def test_an_event_takes_a_mandate_up_the_ladder(statuses, status):
    assert judged(a_mandate(), an_event(*statuses)).status is status


def test_a_held_event_is_claimed_until_attendance_or_a_document_support_it():
    mandate = a_mandate()
    assert stands(mandate, a_held_event()) == (Status.FULFILLED, Assurance.CLAIMED)
    assert stands(mandate, a_held_event("DZ")) == (Status.FULFILLED, Assurance.SUPPORTED)
    documented = a_held_event(documented_at=at(2027, 4))
    assert stands(mandate, documented) == (Status.FULFILLED, Assurance.SUPPORTED)
    assert stands(mandate, documented, moment=at(2027, 3, 7)) == (
        Status.FULFILLED,
        Assurance.CLAIMED,
    )
    nobody = a_held_event(attendance=(Attendance("DZ", 0, at(2027, 3, 6)),))
    assert stands(mandate, nobody) == (Status.FULFILLED, Assurance.CLAIMED)


@pytest.mark.parametrize("statuses", [(), ("announced",), ("announced", "held")])
def test_an_event_of_an_activity_not_asked_for_never_counts(statuses):
    judgement = judged(a_mandate(), an_event(*statuses, type="camp"))
    assert (judgement.status, judgement.assurance) == (Status.UNKNOWN, Assurance.NONE)
    assert [(p.use, p.why, p.parameters, p.grade) for p in judgement.pieces] == [
        (Use.SET_ASIDE, Why.ACTIVITY_NOT_ASKED, {"activity": "camp"}, Assurance.NONE)
    ]


def test_an_event_mandate_that_names_no_activity_takes_any_event():
    assert judged(a_mandate(activities=()), a_held_event(type="camp")).status is Status.FULFILLED


@pytest.mark.parametrize("kind", ["policy", "deliverable"])
def test_a_held_event_alone_does_not_answer_what_is_no_call_for_an_event(kind):
    mandate = a_mandate(kind=kind, activities=())
    judgement = judged(mandate, a_held_event("DZ"))
    assert (judgement.status, why(judgement)) == (Status.PARTIAL, [Why.EVENTS_DO_NOT_ANSWER_ALONE])
    approved = a_claim(mandate, "submitted", "approved")
    assert stands(mandate, a_held_event("DZ"), approved) == (Status.FULFILLED, Assurance.SUPPORTED)


def test_what_was_done_before_the_adoption_does_not_answer():
    mandate = a_mandate(adopted_on=date(2027, 4, 1))
    judgement = judged(mandate, a_held_event("DZ"), a_claim(mandate, "approved"))
    assert judgement.status is Status.UNKNOWN
    assert [(p.why, p.parameters["on"]) for p in judgement.pieces] == [
        (Why.BEFORE_ADOPTION, "2027-03-05"),
        (Why.BEFORE_ADOPTION, "2027-01-01"),
    ]


@pytest.mark.parametrize(
    ("statuses", "expected", "reason"),
    [
        (("draft",), (Status.UNKNOWN, Assurance.NONE), Why.CLAIM_DRAFT),
        (("draft", "submitted"), (Status.PARTIAL, Assurance.CLAIMED), Why.CLAIM_WAITS),
        (
            ("draft", "submitted", "under_review"),
            (Status.PARTIAL, Assurance.CLAIMED),
            Why.CLAIM_WAITS,
        ),
        (("submitted", "returned"), (Status.UNKNOWN, Assurance.NONE), Why.CLAIM_RETURNED),
        (("submitted", "approved"), (Status.FULFILLED, Assurance.SUPPORTED), None),
        (
            ("submitted", "approved", "retracted"),
            (Status.UNKNOWN, Assurance.NONE),
            Why.CLAIM_RETRACTED,
        ),
    ],
)
def test_a_claim_counts_in_full_only_when_approved(statuses, expected, reason):
    mandate = a_mandate()
    judgement = judged(mandate, a_claim(mandate, *statuses))
    assert (judgement.status, judgement.assurance) == expected
    assert why(judgement) == [reason]


def test_approval_may_verify():
    mandate = a_mandate()
    claim = a_claim(mandate, "submitted", "approved", grade="verified")
    assert stands(mandate, claim) == (Status.FULFILLED, Assurance.VERIFIED)


def test_a_claim_for_an_activity_not_asked_for_does_not_count():
    mandate = a_mandate()
    assert why(judged(mandate, a_claim(mandate, "approved", activity="camp"))) == [
        Why.ACTIVITY_NOT_ASKED
    ]


def test_a_waiting_claim_does_not_weaken_what_is_supported():
    mandate = a_mandate()
    waiting = a_claim(mandate, "submitted")
    assert stands(mandate, a_held_event("DZ"), waiting) == (Status.FULFILLED, Assurance.SUPPORTED)


def test_the_assurance_is_that_of_the_weakest_answer_needed():
    mandate = a_mandate(rule=EACH_STATE, addressees=("DZ", "ID"))
    verified = a_claim(mandate, "approved", grade="verified", state="DZ")
    assert stands(mandate, verified) == (Status.PARTIAL, Assurance.VERIFIED)
    hosted = a_held_event(states=(("ID", "host"),))
    assert stands(mandate, verified, hosted) == (Status.FULFILLED, Assurance.CLAIMED)
    supported = a_claim(mandate, "approved", state="ID")
    assert stands(mandate, verified, hosted, supported) == (Status.FULFILLED, Assurance.SUPPORTED)


def test_a_required_partner_must_take_part():
    mandate = a_mandate(rule=Rule(partners=("ICESCO", "OIC_ORGANS")))
    alone = a_held_event(bodies=(("SESRIC", "lead"), ("ICESCO", "observer")))
    judgement = judged(mandate, alone)
    assert (judgement.status, why(judgement)) == (Status.PARTIAL, [Why.PARTNER_MISSING])
    assert judgement.pieces[0].parameters == {"partners": ("ICESCO",)}
    together = a_held_event(bodies=(("SESRIC", "lead"), ("ICESCO", "partner")))
    assert judged(mandate, together).status is Status.FULFILLED


def test_a_decision_stands_above_the_evidence_until_withdrawn():
    decision = Decision("not_applicable", at(2027, 5), "the fund was dissolved", at(2027, 7))
    mandate = a_mandate(decisions=(decision,))
    told = {m: judged(mandate, a_held_event(), moment=at(2027, m)) for m in (4, 5, 7)}
    assert [j.status for j in told.values()] == [
        Status.FULFILLED,
        Status.NOT_APPLICABLE,
        Status.FULFILLED,
    ]
    assert {j.earned for j in told.values()} == {Status.FULFILLED}
    assert told[5].reasons[0].parameters == {
        "decision": "not_applicable",
        "reason": "the fund was dissolved",
    }


def test_of_two_decisions_the_later_one_stands():
    decisions = (
        Decision("superseded", at(2027, 5), "asked anew"),
        Decision("closed_unfulfilled", at(2027, 4), "no means"),
    )
    assert judged(a_mandate(decisions=decisions)).status is Status.SUPERSEDED


def test_overdue_is_told_at_the_moment_asked():
    mandate = a_mandate(due=Due("explicit", date(2027, 3, 4)))
    told = [judged(mandate, a_held_event(), moment=at(2027, 3, n)).overdue for n in (4, 5, 6)]
    assert told == [False, True, False]


def test_suggestions_do_not_count_unless_asked_for_and_rejected_ones_never():
    confirmed = a_mandate()
    suggested = a_mandate(confirmed_at=None)
    later = a_mandate(confirmed_at=at(2029))
    rejected = a_mandate(confirmed_at=None, rejected_at=at(2027))
    record = replace(a_record(confirmed), mandates=(confirmed, suggested, later, rejected))
    known = seen(record)
    assert [j.mandate for j in judge_all(known)] == [confirmed]
    assert [j.mandate for j in judge_all(known, unreviewed=True)] == [confirmed, suggested, later]
    assert is_counted(rejected, seen(record, at(2026, 12)), unreviewed=True)


def test_an_acknowledgement_is_not_operational():
    assert [judged(a_mandate(kind=kind)).operational for kind in ("acknowledgement", "policy")] == [
        False,
        True,
    ]


def test_an_event_answers_each_mandate_it_is_linked_to():
    first, second, event = a_mandate(adopted_on=ADOPTED), a_mandate(adopted_on=None), a_held_event()
    links = tuple(Link(mandate.id, event.id, at(2027)) for mandate in (first, second))
    record = a_record(first, event, links=links)
    assert [judge(m, seen(record, NOW)).status for m in (first, second)] == [Status.FULFILLED] * 2
