"""The built-in catalogue: complete, loaded as often as one likes, never over a person's word."""

from collections import Counter
from datetime import date

import pytest
from sqlmodel import col, select

from core.journal import JournalEntry
from core.people import Actor, Role, system
from registry import (
    Mandate,
    MandateChange,
    Paragraph,
    Review,
    Rule,
    Section,
    Session,
    State,
    catalogue_events,
    change_mandate,
    changes_of,
    date_session,
    load_catalogue,
    reject,
)
from registry.catalogue import bodies, resolutions, states
from registry.default_rule import default_rule
from registry.forms import ConferenceSessionChange

CATALOGUE = system("catalogue")
ORGANIZER = Actor("token:1", Role.ORGANIZER)


def mandate_named(work, reference):
    return work.session.exec(select(Mandate).where(Mandate.reference == reference)).one()


def facts(work):
    return Counter(work.session.exec(select(JournalEntry.fact)))


@pytest.fixture
def loaded(office, catalogue):
    return office


def test_the_files_hold_57_states_46_bodies_and_137_paragraphs_in_six_sections():
    (mcsd,) = resolutions()
    labels = [each.label for some in mcsd.paragraphs.values() for each in some]
    assert (len(states()), len(bodies())) == (57, 46)
    assert "".join(mcsd.paragraphs) == "ABCDEF"
    assert labels == [str(number) for number in range(1, 138)]


def test_every_code_that_a_clause_names_is_a_body_or_a_state():
    known = {each.code for each in (*bodies(), *states())}
    named = {
        code
        for resolution in resolutions()
        for some in resolution.paragraphs.values()
        for paragraph in some
        for mandate in paragraph.mandates
        for code in (*mandate.addressees, *mandate.partners)
    }
    assert named - known == set()


def test_the_past_events_keep_differing_dates_of_two_sources():
    events = {event.external_id: event for event in catalogue_events()}
    claims = events["mcsd-2:p86-conakry-workshop-2021"].claims
    assert len(events) == 10
    assert [(str(claim.starts_on), claim.source) for claim in claims] == [
        ("2021-02-24", "resolution"),
        ("2021-03-17", "press"),
    ]


def test_a_load_brings_everything_and_records_one_fact(office):
    with office.work(CATALOGUE) as work:
        loaded = load_catalogue(work)
    assert loaded.added == {
        "State": 57,
        "Body": 46,
        "Session": 4,
        "Resolution": 1,
        "Section": 6,
        "Paragraph": 137,
        "Mandate": 163,
    }
    assert loaded.changed == {}
    assert loaded.sentence.startswith("catalogue: 57 State added, 46 Body added")
    with office.look(CATALOGUE) as work:
        assert facts(work) == {"catalogue.loaded": 1}


def test_a_second_load_changes_nothing_and_records_nothing(loaded):
    with loaded.work(CATALOGUE) as work:
        again = load_catalogue(work)
    assert (again.added, again.changed, again.sentence) == ({}, {}, "catalogue: nothing new")
    with loaded.look(CATALOGUE) as work:
        assert facts(work) == {"catalogue.loaded": 1}


def test_mandates_come_confirmed_in_the_order_of_the_text(loaded):
    with loaded.look(CATALOGUE) as work:
        rows = work.session.exec(select(Mandate).order_by(col(Mandate.id))).all()
    assert [row.position for row in rows] == list(range(1, 164))
    assert [row.reference for row in rows[:4]] == [
        "mcsd-2/1",
        "mcsd-2/1.2",
        "mcsd-2/2",
        "mcsd-2/2.2",
    ]
    assert {(row.review, row.source, row.reviewed_at) for row in rows} == {
        (Review.CONFIRMED, "catalogue", rows[0].created_at)
    }


def test_paragraphs_stand_in_their_sections(loaded):
    with loaded.look(CATALOGUE) as work:
        rows = work.session.exec(
            select(Paragraph.label, Section.label)
            .join(Section)
            .where(col(Paragraph.label).in_(["1", "29", "30", "137"]))
            .order_by(col(Paragraph.position))
        ).all()
    assert list(rows) == [("1", "A"), ("29", "A"), ("30", "B"), ("137", "F")]


def test_the_rules_come_from_the_words(loaded):
    with loaded.look(CATALOGUE) as work:
        rows = work.session.exec(select(Mandate)).all()
    words = ("kind", "activities", "addressees", "recurrence", "quantity")
    assert [(row.rule.value, row.rule_count, row.rule_period) for row in rows] == [
        (rule.kind.value, rule.n, rule.period)
        for rule in (default_rule(*(getattr(row, word) for word in words)) for row in rows)
    ]


def test_a_deadline_keeps_its_basis(loaded):
    with loaded.look(CATALOGUE) as work:
        dues = {
            row.reference: row.due
            for row in work.session.exec(select(Mandate).order_by(col(Mandate.id)))
            if row.due
        }
    assert dues["mcsd-2/30"] == {"date": None, "basis": "session", "session": "CFM-50"}
    assert dues["mcsd-2/45"] == {"date": None, "basis": "session", "session": "MCSD-3"}


def test_syria_was_suspended_from_2012_to_2025(loaded):
    with loaded.look(CATALOGUE) as work:
        syria = work.session.exec(select(State).where(State.code == "SY")).one()
        members = work.session.exec(select(State)).all()
    assert [syria.is_member(date(year, 6, 1)) for year in (2011, 2020, 2026)] == [True, False, True]
    assert sum(state.is_member(date(2023, 6, 6)) for state in members) == 56


def test_what_an_organizer_changed_is_not_overwritten(loaded):
    with loaded.work(ORGANIZER) as work:
        ruled, refused = mandate_named(work, "mcsd-2/14"), mandate_named(work, "mcsd-2/15")
        change_mandate(
            work,
            ruled,
            MandateChange(rule=Rule.COUNT, rule_count=3, reason="three regions", owner="SESRIC"),
        )
        reject(work, refused, "asks nobody")
        session = work.session.exec(select(Session).where(Session.code == "MCSD-3")).one()
        date_session(work, session, ConferenceSessionChange(starts_on="2027-05-01"))
    with loaded.work(CATALOGUE) as work:
        assert load_catalogue(work).changed == {}
    with loaded.look(CATALOGUE) as work:
        ruled, refused = mandate_named(work, "mcsd-2/14"), mandate_named(work, "mcsd-2/15")
        session = work.session.exec(select(Session).where(Session.code == "MCSD-3")).one()
    assert (ruled.rule, ruled.rule_count, ruled.owner) == (Rule.COUNT, 3, "SESRIC")
    assert (refused.review, refused.review_reason) == (Review.REJECTED, "asks nobody")
    assert str(session.starts_on) == "2027-05-01"


def test_a_corrected_catalogue_reaches_what_nobody_touched_and_the_journal_keeps_both(loaded):
    with loaded.work(CATALOGUE) as work:
        mandate = mandate_named(work, "mcsd-2/4")
        mandate.canonical = "urges"  # as an older catalogue might have read it
        work.session.flush()
        loaded_again = load_catalogue(work)
    assert loaded_again.changed == {"Mandate": 1}
    with loaded.look(CATALOGUE) as work:
        mandate = mandate_named(work, "mcsd-2/4")
        assert mandate.canonical == "encourages"
        (change,) = changes_of(work, [mandate.id])
        assert (change.before, change.after) == (
            {"canonical": "urges"},
            {"canonical": "encourages"},
        )
        assert changes_of(work) == [change]
        assert facts(work) == {"catalogue.loaded": 2, "mandate.corrected": 1}


def test_suggestions_of_an_earlier_import_become_the_confirmed_reading(office):
    from registry import import_document

    text = "OIC/MCSD-2/2023/RES/FINAL\n\n**Jardins**\n\n4. ENCOURAGE les pays à planter des pommiers.\n"
    with office.work(ORGANIZER) as work:
        import_document(work, text.encode(), "early.md", "fr", "mcsd-2")
        suggested = mandate_named(work, "mcsd-2/4")
        assert (suggested.review, suggested.source) == (Review.SUGGESTED, "import")
    with office.work(CATALOGUE) as work:
        load_catalogue(work)
        confirmed = mandate_named(work, "mcsd-2/4")
    assert confirmed.id == suggested.id
    assert (confirmed.review, confirmed.source) == (Review.CONFIRMED, "catalogue")
