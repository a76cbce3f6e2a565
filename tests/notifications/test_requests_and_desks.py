"""Letters about requests, substitutes, nominations and deadlines."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from core.people import Actor, Role
from events import (
    PersonForm,
    SubstitutionForm,
    approve,
    nominate,
    reject,
    substitute,
)
from events.registrations.people_forms import NominationForm
from notifications import remind_bodies
from notifications.inbox.mailbox_actions import set_mailbox, set_state_mailbox
from notifications.letters.deadline_letters import notice_of
from registry import ConferenceSessionChange, Session, date_session
from tests.notifications.house import ADMIN
from tests.notifications.test_feeds import a_mandate
from tests.notifications.test_timely_letters import body_of

FOCAL = Actor("token:focal", Role.FOCAL_POINT, state="SN")
MANUAL = {"registration": {"mode": "open", "approval": "manual"}}
BY_NOTE = {"registration": {"mode": "nomination", "approval": "manual"}}


def told(house):
    return [(each.kind.value, each.recipient.partition("@")[0]) for each in house.letters()]


def decide(house, registration_id, decision, *reason):
    with house.office.work(ADMIN) as work:
        decision(work, registration_id, *reason)
    house.settle()


def test_who_asks_to_take_part_is_told_that_it_is_received_and_then_approved(house):
    seat = house.a_seat(house.a_workshop(**MANUAL))
    assert told(house) == [("request_received", "amina")]
    assert house.letters()[0].method == ""
    decide(house, seat, approve)
    house.repeat_all_facts()
    assert told(house) == [("request_received", "amina"), ("approval", "amina")]
    assert house.letters()[1].method == "REQUEST"


def test_who_is_refused_is_told_why_and_nothing_enters_the_calendar(house):
    seat = house.a_seat(house.a_workshop(**MANUAL))
    decide(house, seat, reject, "Only statisticians this time")
    house.repeat_all_facts()
    assert told(house) == [("request_received", "amina"), ("rejection", "amina")]
    text, message = body_of(house, "rejection")
    assert "Only statisticians this time" in text
    assert "Participation non retenue" in text
    assert not [part for part in message.walk() if part.get_content_type() == "text/calendar"]


def test_a_request_for_an_event_that_is_called_off_gets_one_word(house):
    event = house.a_workshop(**MANUAL)
    house.a_seat(event)
    house.cancel(event)
    house.repeat_all_facts()
    assert told(house) == [("request_received", "amina"), ("cancellation", "amina")]


def test_a_stranger_who_asks_gets_nothing_until_the_organizer_has_decided(house):
    seat = house.a_stranger(house.a_workshop(**MANUAL))
    assert told(house) == []
    decide(house, seat, approve)
    assert told(house) == [("address_confirmation", "sami")]


def test_a_substitute_is_invited_and_the_seat_leaves_the_other_calendar(house):
    seat = house.a_seat(house.a_workshop())
    form = SubstitutionForm(
        person=PersonForm(name="Omar Ba", email="omar@ministry.example", language="ar", state="SN")
    )
    with house.office.work(FOCAL) as work:
        substitute(work, seat, form)
    house.settle()
    house.repeat_all_facts()
    assert sorted(told(house)) == [
        ("invitation", "amina"),
        ("substitute", "omar"),
        ("substituted", "amina"),
    ]
    methods = {each.kind.value: each.method for each in house.letters()}
    assert (methods["substitute"], methods["substituted"]) == ("REQUEST", "CANCEL")


def nominated(house, event, *names):
    people = [
        {"name": name.title(), "email": f"{name}@ministry.example", "language": "fr"}
        for name in names
    ]
    form = {"state": "SN", "note_reference": "NV/12", "note_date": "2027-01-03", "people": people}
    with house.office.work(FOCAL) as work:
        _, entered = nominate(work, event, NominationForm.model_validate(form))
        ids = [each.id for each in entered]
    house.settle()
    return ids


@pytest.fixture
def focal_mailbox(house):
    with house.office.work(FOCAL) as work:
        set_state_mailbox(work, "SN", "focal@sn.example")


@pytest.mark.usefixtures("focal_mailbox")
def test_a_focal_point_gets_a_receipt_and_one_word_when_all_are_decided(house):
    first, second = nominated(house, house.a_workshop(**BY_NOTE), "amina", "omar")
    assert [each for each in told(house) if each[1] == "focal"] == [
        ("nomination_received", "focal")
    ]
    text, _ = body_of(house, "nomination_received")
    assert "NV/12 (2027-01-03)" in text
    assert "En attente de décision : 2" in text
    assert "Amina" not in text
    decide(house, first, approve)
    assert ("nomination_decided", "focal") not in told(house)
    decide(house, second, reject)
    house.repeat_all_facts()
    assert told(house).count(("nomination_decided", "focal")) == 1
    text, _ = body_of(house, "nomination_decided")
    assert "Avec une place : 1" in text
    assert "Non retenues : 1" in text


@pytest.mark.usefixtures("focal_mailbox")
def test_a_nomination_that_needs_no_decision_gets_the_receipt_alone(house):
    nominated(house, house.a_workshop(registration={"mode": "nomination"}), "amina")
    house.repeat_all_facts()
    assert [each for each in told(house) if each[1] == "focal"] == [
        ("nomination_received", "focal")
    ]


def test_without_a_mailbox_nobody_is_written_to(house):
    first, _ = nominated(house, house.a_workshop(**BY_NOTE), "amina", "omar")
    decide(house, first, approve)
    assert "focal" not in {name for _, name in told(house)}


@pytest.mark.parametrize(
    ("days", "notice"), [(91, None), (90, 90), (31, 90), (30, 30), (0, 30), (-1, None)]
)
def test_the_nearest_notice_that_has_passed_is_given_until_the_day_is_over(days, notice):
    today = date(2027, 1, 1)
    assert notice_of(today + timedelta(days=days), today) == notice


def due_in(house, days, **fields):
    due = house.clock.now.date() + timedelta(days=days)
    return a_mandate(house, due_on=due, due_basis="explicit", **fields)


def remind(house, answered=()):
    return remind_bodies(house.office, house.mailing, lambda _: set(answered))


@pytest.mark.parametrize(
    ("language", "badge"),
    [("ar", "يقترب موعد نهائي"), ("fr", "Une échéance approche"), ("en", "A deadline is near")],
)
def test_a_body_is_reminded_once_of_what_falls_due_in_its_language(house, language, badge):
    due_in(house, 60)
    assert remind(house) == 0  # no mailbox
    with house.office.work(ADMIN) as work:
        set_mailbox(work, "SESRIC", "desk@sesric.example", language)
        set_mailbox(work, "ICESCO", "desk@icesco.example")
    assert [remind(house), remind(house)] == [1, 0]
    [letter] = house.letters()
    assert (letter.kind.value, letter.recipient, letter.event_id) == (
        "deadline", "desk@sesric.example", None,
    )  # fmt: skip
    text, message = body_of(house, "deadline")
    assert badge in text
    assert message["Content-Language"] in {None, language}
    html, _ = body_of(house, "deadline", "html")
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    house.clock.now += timedelta(days=31)
    assert remind(house) == 1  # the second notice


def test_what_is_answered_is_no_matter_of_a_reminder(house):
    answered = due_in(house, 20)
    with house.office.work(ADMIN) as work:
        set_mailbox(work, "SESRIC", "desk@sesric.example")
    assert remind(house, [answered]) == 0
    assert house.letters() == []
    assert remind(house) == 1


def a_session(house, starts_on=None):
    """A session of a conference, whose first day is known or not."""
    with house.office.work(ADMIN) as work:
        work.add(Session(code="SEEDS-2", body="SESRIC", title={"en": "Seeds"}, starts_on=starts_on))
        work.recorded += 1


def date_it(house, days):
    with house.office.work(ADMIN) as work:
        session = work.session.exec(select(Session)).one()
        starts_on = house.clock.now.date() + timedelta(days=days)
        date_session(work, session, ConferenceSessionChange(starts_on=starts_on))


def test_a_deadline_before_a_session_is_reminded_of_once_its_day_is_known(house):
    a_session(house)
    a_mandate(house, due_basis="session", due_session="SEEDS-2")
    with house.office.work(ADMIN) as work:
        set_mailbox(work, "SESRIC", "desk@sesric.example", "en")
    assert remind(house) == 0
    date_it(house, days=60)
    assert [remind(house), remind(house)] == [1, 0]
    text, _ = body_of(house, "deadline")
    assert "SEEDS-1 §2 bis" in text
    date_it(house, days=80)
    assert [remind(house), remind(house)] == [1, 0]  # the session moved, the notice is another
