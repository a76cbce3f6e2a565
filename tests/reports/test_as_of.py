from dataclasses import replace
from datetime import date, timedelta, timezone

from reports.as_of import Moment, as_of, day, snapshot
from reports.given import Attendance, Change, Link, Membership, Record, SessionDate
from reports.ladder import Status, judge
from tests.reports.coverage_facts import (
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


def status_at(record, mandate, known_at, true_at=None):
    return judge(mandate, snapshot(record, Moment(known_at, true_at or known_at))).status


def test_a_day_is_a_day_in_utc():
    assert day(at(2027, 3, 1, 1).astimezone(timezone(timedelta(hours=-5)))) == date(2027, 3, 1)


def test_each_status_counts_from_the_moment_it_was_recorded():
    mandate, event = a_mandate(), a_held_event()
    record = a_record(mandate, event)
    assert [
        status_at(record, mandate, moment)
        for moment in (
            at(2026, 12),
            at(2027, 1),
            at(2027, 2),
            at(2027, 3, 5, 23),
            at(2027, 3, 6),
        )
    ] == [Status.UNKNOWN, Status.PLANNED, Status.SCHEDULED, Status.SCHEDULED, Status.FULFILLED]


def test_an_event_recorded_late_was_not_known_before_but_was_true():
    mandate = a_mandate()
    event = an_event(recorded_at=at(2027, 9), changes=(Change("held", at(2027, 9)),))
    record = a_record(mandate, event)
    assert status_at(record, mandate, at(2027, 4)) is Status.UNKNOWN
    assert status_at(record, mandate, NOW, at(2027, 4)) is Status.FULFILLED
    assert status_at(record, mandate, NOW, at(2027, 2)) is Status.UNKNOWN


def test_a_held_event_without_an_end_was_held_when_marked():
    mandate = a_mandate()
    event = an_event("held", starts_at=None, ends_at=None)
    assert status_at(a_record(mandate, event), mandate, NOW, at(2027, 1, 15)) is Status.PLANNED
    assert seen(a_record(mandate, event)).events[event.id].on == date(2027, 2, 1)


def test_a_change_may_say_since_when_it_was_true():
    mandate = a_mandate()
    event = an_event(changes=(Change("announced", at(2027, 6), since=at(2027, 2)),))
    assert status_at(a_record(mandate, event), mandate, NOW, at(2027, 2)) is Status.SCHEDULED
    assert status_at(a_record(mandate, event), mandate, at(2027, 5)) is Status.PLANNED


def test_of_two_changes_at_one_moment_the_later_in_the_list_counts():
    event = an_event(changes=(Change("announced", at(2027, 2)), Change("cancelled", at(2027, 2))))
    assert seen(a_record(a_mandate(), event)).events[event.id].status == "cancelled"


def test_the_latest_known_version_of_an_event_and_a_mandate_counts():
    first = an_event("announced")
    second = replace(first, recorded_at=at(2027, 3), type="seminar")
    mandate = a_mandate()
    asked_more = replace(mandate, recorded_at=at(2027, 5), activities=("seminar",))
    record = Record(mandates=(asked_more, mandate), events=(first, second))
    known = {moment: seen(record, at(2027, moment)) for moment in (2, 4, 6)}
    assert [s.events[first.id].event.type for s in known.values()] == [
        "workshop",
        "seminar",
        "seminar",
    ]
    assert [s.mandates[mandate.id].activities for s in known.values()] == [
        ("workshop",),
        ("workshop",),
        ("seminar",),
    ]


def test_an_event_edited_after_it_was_held_stays_held():
    mandate, event = a_mandate(), a_held_event()
    edited = replace(event, recorded_at=at(2027, 5), title={"en": "Corrected"})
    record = a_record(mandate, event, edited)
    assert status_at(record, mandate, at(2027, 4)) is Status.FULFILLED
    assert status_at(record, mandate, at(2027, 6)) is Status.FULFILLED
    assert seen(record).events[event.id].event.title == {"en": "Corrected"}


def test_attendance_is_as_last_recorded_until_then():
    corrected = Attendance("DZ", 0, at(2027, 5))
    event = a_held_event("DZ", "SN")
    event = replace(event, attendance=(corrected, *event.attendance))
    record = a_record(a_mandate(), event)
    assert seen(record, at(2027, 4)).events[event.id].states == {"DZ", "SN"}
    assert seen(record, at(2027, 6)).events[event.id].states == {"SN"}


def test_hosts_and_providers_take_part_and_beneficiaries_do_not():
    event = a_held_event(states=(("DZ", "host"), ("ID", "provider"), ("SN", "beneficiary")))
    assert seen(a_record(a_mandate(), event)).events[event.id].states == {"DZ", "ID"}


def test_a_link_counts_while_it_stands_and_the_later_of_two_wins():
    mandate, event = a_mandate(), a_held_event()
    gone = Link(mandate.id, event.id, at(2027, 1), until=at(2027, 4))
    record = a_record(mandate, event, links=(gone,))
    assert status_at(record, mandate, at(2027, 3, 7)) is Status.FULFILLED
    assert status_at(record, mandate, at(2027, 4)) is Status.UNKNOWN
    late = a_record(mandate, event, links=(Link(mandate.id, event.id, at(2027, 3, 10)),))
    assert status_at(late, mandate, at(2027, 3, 9)) is Status.UNKNOWN
    assert status_at(late, mandate, at(2027, 3, 10)) is Status.FULFILLED
    half = Link(mandate.id, event.id, at(2027, 2), share=0.5)
    whole = Link(mandate.id, event.id, at(2027, 1))
    assert judged(mandate, event, links=(half, whole)).status is Status.PARTIAL


def test_a_link_to_an_event_not_known_yet_says_nothing():
    mandate, event = a_mandate(), an_event(recorded_at=at(2027, 6))
    record = a_record(mandate, event, links=(Link(mandate.id, event.id, at(2027)),))
    assert status_at(record, mandate, at(2027, 5)) is Status.UNKNOWN


def test_a_claim_is_as_it_stood_and_true_from_the_day_it_reports():
    mandate = a_mandate()
    claim = a_claim(mandate, "draft", "submitted", "approved", on=date(2026, 12, 1))
    record = a_record(mandate, claim)
    assert [status_at(record, mandate, at(2027, 1, n)) for n in (1, 2, 3)] == [
        Status.UNKNOWN,
        Status.PARTIAL,
        Status.FULFILLED,
    ]
    assert status_at(record, mandate, NOW, at(2026, 12, 1)) is Status.FULFILLED
    assert status_at(record, mandate, NOW, at(2026, 11, 30)) is Status.UNKNOWN
    assert status_at(record, mandate, at(2026, 12, 31)) is Status.UNKNOWN


def test_membership_is_dated_and_may_be_interrupted():
    record = Record(
        memberships=(
            Membership("SN"),
            Membership("SY", until=date(2012, 8, 15)),
            Membership("SY", since=date(2025, 3, 7)),
        )
    )
    known = snapshot(record, as_of(NOW))
    assert known.states == {"SN", "SY"}
    assert [
        known.members_on(on)
        for on in (
            date(2012, 8, 14),
            date(2012, 8, 15),
            date(2025, 3, 6),
            date(2025, 3, 7),
        )
    ] == [{"SN", "SY"}, {"SN"}, {"SN"}, {"SN", "SY"}]


def test_a_session_has_the_date_last_known_then():
    record = Record(
        sessions=(
            SessionDate("MCSD-3", date(2027, 11, 1), at(2027, 6)),
            SessionDate("MCSD-3", date(2027, 10, 1), at(2027, 2)),
        )
    )
    assert seen(record, at(2027, 3)).sessions == {"MCSD-3": date(2027, 10, 1)}
    assert seen(record).sessions == {"MCSD-3": date(2027, 11, 1)}


def test_addressees_are_told_apart():
    known = seen(a_record(a_mandate()))
    on = date(2027, 1, 1)
    assert known.addressed(("MEMBER_STATES", "SESRIC", "DZ"), on) == (
        {"DZ", "ID", "SN"},
        {"SESRIC"},
        {"DZ"},
    )
    assert known.addressed(("DZ", "OIC_ORGANS"), on) == ({"DZ"}, {"OIC_ORGANS"}, {"DZ"})
