"""Figures are brought up to date by what was touched, and equal a recount all the while."""

from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa

from core.ids import new_id
from core.journal import JournalEntry
from events import EventCancelled, cancel
from nadwa.app import build_office
from registry import CatalogueLoaded, Mandate, MandateChange, Resolution, change_mandate
from registry.facts import CATALOGUE
from reports import broken_invariants, coverage
from reports.ledger import LATE, State, by_database, page_of, state_of
from reports.totals import GroupBy
from tests.factories import (
    SYSTEM,
    a_held_event,
    a_mandate,
    a_small_registry,
    an_announced_event,
    an_event,
    done,
    somebody,
    the_catalogue,
)


@pytest.fixture
def asked(office):
    """Note the statements sent to read."""
    seen = []

    def note(_connection, _cursor, statement, *_more):
        seen.extend([statement] if statement.startswith("SELECT") else [])

    sa.event.listen(office.engines.read, "before_cursor_execute", note)
    yield seen
    sa.event.remove(office.engines.read, "before_cursor_execute", note)


def figures(office, resolution="mcsd-2", by=None):
    with office.look(SYSTEM) as look:
        return coverage(look, resolution, by)


def page(office, slug="mcsd-2"):
    with office.look(SYSTEM) as look:
        mine = look.session.exec(sa.select(Resolution.id).where(Resolution.slug == slug)).scalar()
        return page_of(look, state_of(look), mine)


def position(office):
    with office.look(SYSTEM) as look:
        return state_of(look).position


def test_what_nobody_changed_is_not_read_again(office, asked):
    the_catalogue(office)
    figures(office)
    asked.clear()
    figures(office)
    assert len(asked) == 2  # the journal since its last minute, the resolution


def test_after_an_event_was_held_only_its_mandates_are_read_again(office, clock, asked):
    mandates = the_catalogue(office)
    before = figures(office, None, GroupBy.STATE)
    first = page(office)
    a_held_event(office, clock, {"SN": 3}, mandates=[str(mandates["mcsd-2/14"])])
    asked.clear()
    after = figures(office, None, GroupBy.STATE)
    now = page(office)
    assert after.totals.by_status["unknown"] == before.totals.by_status["unknown"] - 1
    assert now.record.memberships is first.record.memberships
    same = [one is two for one, two in zip(first.record.mandates, now.record.mandates, strict=True)]
    assert same.count(False) == 1


def test_another_resolution_keeps_its_page(office):
    small = a_small_registry(office)
    done(office, _another_resolution)
    pages = page(office, "small-2"), page(office, "small-1")
    an_event(office, mandates=[str(small[0])])
    assert page(office, "small-2") is pages[0]
    assert page(office, "small-1") is not pages[1]


def _another_resolution(work):
    a_mandate(work, work.add(Resolution(slug="small-2")).id, 7)
    work.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={}))


def test_every_kind_of_change_keeps_figures_equal_to_a_recount(office, clock):
    mandates = the_catalogue(office)
    event = an_announced_event(office, mandates=[str(mandates["mcsd-2/14"])])
    changes = (
        lambda: None,
        lambda: done(office, cancel, event.id, "No hall"),
        lambda: an_event(office, mandates=[str(mandates["mcsd-2/14"])]),
        lambda: a_held_event(office, clock, {"TR": 9}, mandates=[str(mandates["mcsd-2/28"])]),
        lambda: done(office, _owned, mandates["mcsd-2/30"]),
        lambda: done(office, _another_resolution),
    )
    for change in changes:
        change()
        with office.look(SYSTEM) as look:
            assert list(broken_invariants(look)) == []


def _owned(work, mandate):
    change_mandate(work, work.get(Mandate, mandate), MandateChange(owner="SESRIC"))


def test_the_position_moves_with_every_fact_and_is_the_same_in_another_process(
    office, database_url
):
    places = [position(office)]
    the_catalogue(office)
    places.append(position(office))
    event = an_announced_event(office)
    places.append(position(office))
    somebody(office, event, 1)  # a rush for seats moves no figure
    assert places[0] == "0"
    assert len(set(places)) == 3
    assert position(office) == places[2]
    other = build_office(database_url, office.clock)
    assert position(other) == places[2]
    other.engines.close()


def test_an_entry_that_commits_late_is_seen(office):
    the_catalogue(office)
    event = an_event(office)
    earlier = UUID(int=new_id().int - LATE // 2)
    before = position(office)
    with office.work(SYSTEM) as work:
        fact = EventCancelled(subject=event.id, sequence_before=0, sequence=0, announced=False)
        work.session.exec(
            sa.insert(JournalEntry).values(
                id=earlier,
                at=work.now,
                actor="late",
                fact=fact.name,
                subject=fact.subject,
                body=fact.model_dump(mode="json"),
            )
        )
    assert position(office) != before


def test_a_reader_who_began_before_the_last_change_keeps_nothing(office):
    the_catalogue(office)
    page(office)
    ledger = by_database[office.engines]
    ahead = new_id()
    ledger.state = replace(ledger.state, known=ledger.state.known | {ahead})
    kept = dict(ledger.pages)
    with office.look(SYSTEM) as look:
        state = state_of(look)
        mine = next(iter(kept))
        assert state.alone
        assert page_of(look, state, mine) is not kept[mine]
    assert ledger.pages == kept
    assert ahead in ledger.state.known


def test_after_very_many_changes_a_page_is_read_whole(office, monkeypatch):
    mandates = the_catalogue(office)
    monkeypatch.setattr("reports.ledger._MOST_STEPS", 1)
    page(office)
    for _ in range(2):
        an_event(office, mandates=[str(mandates["mcsd-2/14"])])
        state = page(office)
    assert (state.epoch, state.touches) == (1, 0)


def test_an_empty_journal_has_no_place():
    assert State().position == "0"
    assert State().floor == UUID(int=0)
