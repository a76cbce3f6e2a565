from datetime import date

from reports.given import Due, Link, Record
from reports.ladder import judge_all
from reports.states import Answers
from reports.totals import GroupBy, Totals, grouped, totals
from tests.reports.coverage_facts import (
    EACH_STATE,
    GROUPS,
    MEMBERS,
    a_held_event,
    a_mandate,
    an_event,
    at,
    seen,
)

PASSED = Due("explicit", date(2027, 3, 31))


def a_resolution():
    """Four mandates and a word of thanks; one fulfilled, one partial and overdue, one scheduled."""
    mandates = (
        a_mandate(section="A", addressees=("SESRIC",), due=PASSED),
        a_mandate(section="A", addressees=("MEMBER_STATES",), rule=EACH_STATE, due=PASSED),
        a_mandate(
            section="B", activities=("workshop", "seminar"), addressees=("SESRIC", "OIC_ORGANS")
        ),
        a_mandate(section="B", kind="policy", activities=(), addressees=("DZ",)),
        a_mandate(kind="acknowledgement", activities=(), due=PASSED),
    )
    held, coming = a_held_event("DZ", "SN"), an_event("announced")
    links = [(mandates[0], held), (mandates[1], held), (mandates[2], coming)]
    return Record(
        mandates=mandates,
        events=(held, coming),
        links=tuple(Link(mandate.id, event.id, at(2027)) for mandate, event in links),
        memberships=MEMBERS,
        groups=GROUPS,
    )


JUDGED = judge_all(seen(a_resolution()))


def keys_and_sizes(by, **more):
    return {group.key: group.totals.mandates for group in grouped(JUDGED, by, **more)}


def test_the_totals_have_the_promised_shape():
    assert totals(JUDGED).as_json() == {
        "mandates": 5,
        "operational": 4,
        "by_status": {
            "unknown": 1,
            "planned": 0,
            "scheduled": 1,
            "partial": 1,
            "fulfilled": 1,
            "superseded": 0,
            "not_applicable": 0,
            "closed_unfulfilled": 0,
        },
        "by_assurance": {"none": 2, "claimed": 0, "supported": 2, "verified": 0},
        "overdue": 1,
        "fulfilled_share": 0.25,
    }


def test_the_share_is_rounded_to_four_places_and_of_nothing_it_is_none():
    assert Totals(operational=3, by_status={"fulfilled": 2}).fulfilled_share == 0.6667
    assert totals([]).as_json()["fulfilled_share"] == 0.0


def test_sections_kinds_and_statuses_partition():
    assert keys_and_sizes(GroupBy.SECTION) == {"A": 2, "B": 2, "none": 1}
    assert keys_and_sizes(GroupBy.KIND) == {"acknowledgement": 1, "event": 3, "policy": 1}
    assert keys_and_sizes(GroupBy.STATUS) == {
        "fulfilled": 1,
        "partial": 1,
        "scheduled": 1,
        "unknown": 2,
    }


def test_a_mandate_with_two_activities_is_in_both_groups():
    assert keys_and_sizes(GroupBy.ACTIVITY) == {"none": 2, "seminar": 1, "workshop": 3}


def test_a_mandate_with_two_bodies_is_in_both_groups_and_states_are_no_bodies():
    assert keys_and_sizes(GroupBy.BODY) == {
        "MEMBER_STATES": 1,
        "OIC_ORGANS": 1,
        "SESRIC": 2,
        "none": 2,
    }


def test_groups_of_bodies_resolve_to_members_when_asked():
    assert keys_and_sizes(GroupBy.BODY, members_of=GROUPS) == {
        "ICESCO": 1,
        "MEMBER_STATES": 1,
        "OIC_ORGANS": 1,
        "SESRIC": 2,
        "none": 2,
    }


def test_a_state_has_the_mandates_that_address_it_and_its_answers():
    states = {group.key: group for group in grouped(JUDGED, GroupBy.STATE)}
    assert {key: group.totals.mandates for key, group in states.items()} == {
        "DZ": 2,
        "ID": 1,
        "SN": 1,
    }
    assert states["DZ"].totals.by_status == {"partial": 1, "unknown": 1}
    assert states["DZ"].answers == Answers(expected=2, on_time=1, blank=1)
    assert states["ID"].answers == Answers(expected=1, silent=1)


def test_totals_add_up():
    halves = [totals(JUDGED[:2]), totals(JUDGED[2:])]
    assert halves[0] + halves[1] == totals(JUDGED)
