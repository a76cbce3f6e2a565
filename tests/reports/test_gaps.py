from datetime import date, timedelta

from reports.as_of import as_of
from reports.gaps.finding import Proposal, due_soon, proposals, unowned, untouched
from reports.given import Decision, Due
from tests.reports.coverage_facts import GROUPS, a_held_event, a_mandate, an_event, at, judged


def ids(judgements):
    return [judgement.mandate.id for judgement in judgements]


def test_a_mandate_that_names_nobody_or_only_a_group_is_unowned():
    free = [
        a_mandate(),
        a_mandate(addressees=("OIC_ORGANS", "MEMBER_STATES")),
        a_mandate(kind="deliverable", activities=()),
    ]
    taken = [
        a_mandate(addressees=("SESRIC",)),
        a_mandate(addressees=("OIC_ORGANS", "DZ")),
        a_mandate(owner="SESRIC"),
        a_mandate(kind="policy", activities=()),
        a_mandate(kind="acknowledgement", activities=()),
        a_mandate(decisions=(Decision("superseded", at(2027), "asked anew"),)),
    ]
    coming = judged(a_mandate(), an_event())
    assert ids(unowned([*map(judged, free + taken), coming], GROUPS)) == [m.id for m in free]


def test_untouched_is_what_has_nothing_recorded():
    nothing, planned = judged(a_mandate()), judged(a_mandate(), an_event())
    cancelled, thanks = (
        judged(a_mandate(), an_event("cancelled")),
        judged(a_mandate(kind="acknowledgement")),
    )
    assert untouched([planned, nothing, cancelled, thanks]) == [nothing, cancelled]


def test_due_soon_is_what_is_open_and_near_the_nearest_first():
    days = [date(2027, 3, 9), date(2027, 4, 9), date(2027, 3, 10), date(2027, 4, 10)]
    moment = at(2027, 3, 10)
    near = [judged(a_mandate(due=Due("explicit", on)), moment=moment) for on in days]
    done = judged(a_mandate(due=Due("explicit", days[1])), a_held_event(), moment=moment)
    undated = judged(a_mandate(due=Due("session", session="MCSD-3")), moment=moment)
    found = due_soon([*near, done, undated, judged(a_mandate())], as_of(moment), timedelta(30))
    assert found == [near[2], near[1]]


def test_one_event_is_proposed_for_the_open_mandates_it_would_answer():
    mandates = [
        a_mandate(label="14", section="A", addressees=("SESRIC",), partners=("ICESCO",)),
        a_mandate(label="15", section="A", activities=("seminar", "workshop"), partners=("ISF",)),
        a_mandate(label="16", section="A", activities=("seminar",)),
        a_mandate(label="40", section="B"),
    ]
    held = judged(a_mandate(label="17", section="A"), a_held_event())
    coming = judged(a_mandate(label="18", section="A"), an_event())
    assert proposals([*map(judged, mandates), held, coming]) == [
        Proposal(
            activity="workshop",
            section="A",
            programme=None,
            mandates=(mandates[0].id, mandates[1].id),
            paragraphs=("14", "15"),
            partners=("ICESCO", "ISF"),
        )
    ]


def test_the_largest_proposal_comes_first_and_programmes_are_kept_apart():
    stat = [a_mandate(label=label, programme="StatCaB") for label in "12"]
    sd = [a_mandate(label=label, programme="SD-CaB", activities=("training",)) for label in "345"]
    found = proposals(map(judged, stat + sd))
    assert [(p.activity, p.programme, p.paragraphs) for p in found] == [
        ("training", "SD-CaB", ("3", "4", "5")),
        ("workshop", "StatCaB", ("1", "2")),
    ]


def test_a_body_is_proposed_what_it_owns_or_is_asked_itself_or_in_a_group():
    mandates = [
        a_mandate(label="1", addressees=("SESRIC",)),
        a_mandate(label="2", addressees=("OIC_ORGANS",)),
        a_mandate(label="3", owner="SESRIC"),
        a_mandate(label="4", addressees=("ISF",)),
        a_mandate(label="5"),
    ]
    (proposal,) = proposals(map(judged, mandates), "SESRIC", GROUPS)
    assert proposal.paragraphs == ("1", "2", "3")
    assert proposals(map(judged, mandates), "ICESCO") == []
    assert proposals([]) == []
