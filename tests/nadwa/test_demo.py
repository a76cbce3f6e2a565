"""The demonstration tells the past as if it had been entered when it happened."""

from datetime import UTC, datetime

from sqlmodel import col, select

from core.dispatch import deliver_due
from core.people import system
from events import Event, Person, Registration
from nadwa.demo import load_demo
from notifications.model import Letter
from registry import Evidence
from reports import coverage, write_report
from tests.factories import the_catalogue


def scheduled_and_partial(office, *moment):
    with office.look(system("tests")) as work:
        at = datetime(*moment, tzinfo=UTC)
        counts = coverage(work, "mcsd-2", as_of=at).totals.by_status
        return counts["scheduled"], counts["partial"]


def test_past_events_of_the_demo_count_since_they_were_held(office):
    the_catalogue(office)
    assert load_demo(office) == 8
    assert scheduled_and_partial(office, 2023, 9, 1) == (0, 0)
    assert scheduled_and_partial(office, 2023, 10, 15) == (1, 0)
    assert scheduled_and_partial(office, 2023, 11, 1) == (0, 1)
    assert scheduled_and_partial(office, 2023, 12, 31) == (0, 2)
    assert scheduled_and_partial(office, 2024, 12, 31) == (0, 2)
    assert load_demo(office) == 0


def test_nobody_gets_a_letter_about_what_is_over(office, clock):
    the_catalogue(office)
    load_demo(office)
    while deliver_due(office):
        pass
    with office.look(system("tests")) as work:
        written = work.session.exec(
            select(col(Event.starts_at_utc)).join(Letter, col(Letter.event_id) == col(Event.id))
        ).all()
    assert (len(written) > 0, min(written) > clock.now) == (True, True)


def test_the_demo_has_claims_of_every_outcome_and_only_what_counts_counts(office):
    the_catalogue(office)
    load_demo(office)
    with office.look(system("tests")) as work:
        claims = work.session.exec(select(Evidence).order_by(col(Evidence.id))).all()
        barrels = coverage(work, "demo-gardens").totals
        report = write_report(work, "demo-gardens", None, "en", "html")
    assert [(each.state, each.status, each.grade) for each in claims] == [
        ("TR", "approved", "verified"),
        ("SN", "returned", "claimed"),
        ("JO", "retracted", "claimed"),
        ("ID", "submitted", "claimed"),
    ]
    assert claims[0].dates[0]["source"] == "A newspaper of gardens"
    assert (barrels.by_status["partial"], barrels.by_status["fulfilled"]) == (1, 0)
    assert "demo-gardens/1 · REQUESTS SESRIC" in report.decode()  # there is no summary of ours


def test_the_demo_lets_people_in_by_hand_and_keeps_a_seat_for_a_woman(office):
    the_catalogue(office)
    load_demo(office)
    load_demo(office)
    with office.look(system("tests")) as work:
        seats = work.session.exec(
            select(col(Person.name), Registration.seat)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .join(Event, col(Event.id) == col(Registration.event_id))
            .where(col(Event.external_id) == "demo:gardeners-meeting")
            .order_by(col(Registration.id))
        ).all()
        series = work.session.exec(
            select(col(Event.starts_at)).where(col(Event.external_id).like("demo:garden-conv%"))
        ).all()
    assert [(name, str(seat)) for name, seat in seats] == [
        ("Cheikh Anta Sarr", "withdrawn"),
        ("Modou Fall", "confirmed"),
        ("خالد يوسف المنصوري", "confirmed"),  # waited until the seat kept for a woman had one
        ("سليم حداد", "rejected"),
        ("Awa Guèye", "confirmed"),
    ]
    assert len(series) == 4
