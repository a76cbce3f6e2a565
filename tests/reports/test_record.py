"""What is gathered for coverage, in a fixed number of questions, with all its history."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from core.people import ANONYMOUS
from core.problem import Missing
from events import EventChange, OutcomeForm, change, load_past_events, report
from registry import Mandate, MandateChange, change_mandate, date_session, resolution_of
from registry import Session as ConferenceSession
from registry.forms import ConferenceSessionChange
from reports.store import record
from tests.factories import (
    SYSTEM,
    a_held_event,
    a_small_registry,
    an_announced_event,
    an_event,
    done,
    the_catalogue,
)


@pytest.fixture
def asked(office):
    """Count the statements sent to read."""
    seen = []

    def note(_connection, _cursor, statement, *_more):
        seen.extend([statement] if statement.startswith("SELECT") else [])

    sa.event.listen(office.engines.read, "before_cursor_execute", note)
    yield seen
    sa.event.remove(office.engines.read, "before_cursor_execute", note)


def the_record(office, slug="small-1"):
    with office.look(SYSTEM) as look:
        return record(look, slug)


def test_the_number_of_questions_does_not_grow_with_the_record(office, clock, asked):
    first, *others = a_small_registry(office)
    the_record(office)
    few = len(asked)
    for number in range(5):
        event = an_event(office, mandates=[str(each) for each in others])
        moved = EventChange.model_validate({"starts_at": f"2027-03-0{1 + number}T09:00"})
        done(office, change, event.id, moved)
    done(office, _change, first, owner="SESRIC")
    asked.clear()
    the_record(office)
    assert len(asked) == few == 18


def test_an_unknown_resolution_is_missing(office):
    a_small_registry(office)
    with office.look(SYSTEM) as look, pytest.raises(Missing):
        record(look, "no-such")


def test_nobody_learns_from_what_others_asked(office):
    a_small_registry(office)  # nobody confirmed it
    the_record(office)
    with office.look(ANONYMOUS) as look, pytest.raises(Missing):
        record(look, "small-1")


def test_all_resolutions_together_tell_their_paragraphs_apart(office):
    the_catalogue(office)
    a_second = the_record(office, None)
    assert {each.section for each in a_second.mandates} == {f"mcsd-2/{s}" for s in "ABCDEF"}
    assert a_second.mandates[0].label == "mcsd-2/1"
    assert len(a_second.mandates) == len(the_record(office, "mcsd-2").mandates)


def test_groups_are_resolved_to_their_members(office):
    the_catalogue(office)
    groups = the_record(office, "mcsd-2")
    assert "SESRIC" in groups.groups["OIC_ORGANS"]
    assert "MEMBER_STATES" in groups.state_groups
    assert "MEMBER_STATES" not in groups.groups["OIC_ORGANS"]
    syria = [(m.since, m.until) for m in groups.memberships if m.state == "SY"]
    assert len(syria) == 2


def test_a_changed_mandate_keeps_what_it_was(office, clock):
    first, *_ = a_small_registry(office)
    begun = clock.now
    clock.now += timedelta(days=1)
    done(office, _change, first, activities=["workshop", "training"])
    clock.now += timedelta(days=1)
    done(office, _change, first, owner="SESRIC", due={"date": "2027-06-01", "basis": "explicit"})
    versions = {
        each.recorded_at: (each.activities, each.rule.kind, each.owner, each.due.on)
        for each in the_record(office).mandates
        if each.id == first
    }
    assert versions == {
        begun: (("workshop",), "any", None, None),
        begun + timedelta(days=1): (("workshop", "training"), "each_activity", None, None),
        clock.now: (("workshop", "training"), "each_activity", "SESRIC", date(2027, 6, 1)),
    }


def test_a_moved_event_keeps_its_former_dates(office, clock):
    first, *_ = a_small_registry(office)
    event = an_announced_event(office, mandates=[str(first)])
    begun = clock.now
    clock.now += timedelta(days=1)
    done(office, change, event.id, _to_the_16th())
    versions = {
        each.recorded_at: (each.starts_at, each.ends_at) for each in the_record(office).events
    }
    ends = datetime(2027, 3, 17, 13, tzinfo=UTC)
    assert versions == {
        begun: (datetime(2027, 3, 15, 6, tzinfo=UTC), ends),
        clock.now: (datetime(2027, 3, 16, 6, tzinfo=UTC), ends),
    }


def test_an_event_known_by_its_days_counts_on_these_days(office):
    mandates = the_catalogue(office)
    done(office, load_past_events)
    done(office, _link, mandates["mcsd-2/14"])
    [event] = the_record(office, "mcsd-2").events
    assert (event.starts_at.hour, event.ends_at.hour) == (12, 12)
    assert event.starts_at.date() <= event.ends_at.date()
    assert event.changes[0].status == "held"


def test_a_document_supports_from_the_moment_it_came(office, clock):
    first, *_ = a_small_registry(office)
    event = a_held_event(office, clock, {"SN": 2}, mandates=[str(first)])
    documents = [{"title": {"en": "Report"}, "url": "https://example.org/report"}]
    form = {"summary": {"en": "It went well"}, "documents": documents}
    done(office, report, event.id, OutcomeForm.model_validate({**form, "documents": []}))
    done(office, report, event.id, OutcomeForm.model_validate(form))
    *_, told = the_record(office).events
    known = [each.documented_at for each in the_record(office).events]
    assert known == [None, None, clock.now]
    assert [(row.state, row.attended) for row in told.attendance] == [("SN", 2)]
    assert told.bodies == (("SESRIC", "lead"),)


def test_a_session_keeps_the_dates_it_had(office, clock):
    the_catalogue(office)
    for day in ("2027-05-01", "2027-06-01"):
        clock.now += timedelta(days=1)
        done(office, _date, day)
    dates = [each for each in the_record(office, "mcsd-2").sessions if each.code == "MCSD-3"]
    assert [(each.on.isoformat(), each.recorded_at) for each in dates] == [
        ("2027-05-01", clock.now - timedelta(days=1)),
        ("2027-06-01", clock.now),
    ]


def _change(work, mandate, **fields):
    change_mandate(work, work.get(Mandate, mandate), MandateChange.model_validate(fields))


def _date(work, day):
    query = sa.select(ConferenceSession).where(ConferenceSession.code == "MCSD-3")
    [session] = work.session.scalars(query)
    date_session(work, session, ConferenceSessionChange(starts_on=day))


def _link(work, mandate):
    assert resolution_of(work, "mcsd-2")
    [event] = work.session.scalars(sa.text("SELECT id FROM event ORDER BY reference LIMIT 1"))
    from uuid import UUID

    change(work, UUID(str(event)), EventChange(mandates=[mandate]))


def _to_the_16th():
    return EventChange.model_validate({"starts_at": "2027-03-16T09:00"})
