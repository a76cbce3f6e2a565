"""Letters that wait for a moment: reminders, certificates, who was there."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlmodel import col, select

from core.people import Actor, Role
from events import (
    Answer,
    Attendance,
    ConclusionForm,
    Registration,
    check_in,
    conclude,
    record_answer,
)
from notifications import LetterState, MemoryPost, note_moments
from notifications.inbox.mailbox_actions import set_mailbox
from notifications.letters.moments import reminder_due
from notifications.model import Envelope, Letter, LetterKind
from tests.notifications.house import ADMIN

STARTS = datetime(2027, 3, 15, 6, tzinfo=UTC)
TIMELY = {LetterKind.REMINDER, LetterKind.CERTIFICATE, LetterKind.ATTENDANCE}


@pytest.mark.parametrize(
    ("before_start", "due"),
    [(169, None), (168, 168), (25, 168), (24, 24), (1, 24), (0, None), (-1, None)],
)
def test_the_nearest_reminder_that_has_passed_is_due_until_the_event_begins(before_start, due):
    now = STARTS - timedelta(hours=before_start)
    assert reminder_due(STARTS, (168, 24), now) == due


def at(house, **before_start):
    house.clock.now = STARTS - timedelta(**before_start)
    note_moments(house.office)
    house.settle()


def timely(house):
    return [(each.kind, each.recipient) for each in house.letters() if each.kind in TIMELY]


def body_of(house, kind, subtype="plain"):
    with house.office.look(ADMIN) as work:
        found = (
            select(Envelope.content)
            .join(Letter, col(Letter.id) == col(Envelope.letter_id))
            .where(col(Letter.kind) == kind)
        )
        message = message_from_bytes(work.session.exec(found).first(), policy=default)
    return message.get_body((subtype,)).get_content(), message


def answered(house, registration_id, answer):
    with house.office.work(ADMIN) as work:
        record_answer(work, registration_id, answer)
    house.settle()


def test_participants_are_reminded_a_week_and_a_day_before_once_each(house):
    event = house.a_workshop()
    house.a_seat(event)
    for days in (8, 7, 7, 6, 2, 1, 1, 0):
        at(house, days=days)
    reminded = [(LetterKind.REMINDER, "amina@ministry.example")] * 2
    assert timely(house) == reminded
    house.repeat_all_facts()
    assert timely(house) == reminded


def test_a_reminder_is_a_plain_letter_in_the_readers_language_with_the_link_to_join(house):
    event = house.a_workshop(mode="hybrid", online_url="https://meet.example.org/9")
    house.a_seat(event)
    at(house, days=1)
    words, message = body_of(house, LetterKind.REMINDER)
    assert "Rappel : Atelier sur les semences" in message["Subject"]
    assert "https://meet.example.org/9" in words
    assert "https://nadwa.example.org/me/" in words
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_who_declined_waits_or_was_told_since_is_not_reminded(house):
    event = house.a_workshop(capacity=3, registration={"declining_frees": False})
    declined = house.a_seat(event, "declined@example.org")
    house.a_seat(event, "comes@example.org")
    answered(house, declined, Answer.DECLINED)
    house.clock.now = STARTS - timedelta(hours=3)
    house.a_seat(event, "late@example.org")
    house.a_seat(event, "waits@example.org")
    at(house, hours=2)
    assert timely(house) == [(LetterKind.REMINDER, "comes@example.org")]


def test_an_event_reminds_when_its_organizer_says_and_anew_when_it_moves(house):
    event = house.a_workshop(reminders=[48])
    house.a_seat(event)
    at(house, days=7)
    assert timely(house) == []
    at(house, days=2)
    house.change(event, starts_at="2027-04-15T09:00", ends_at="2027-04-15T16:00")
    at(house, days=1)
    at(house, days=-29)
    assert len(timely(house)) == 2


def test_a_reminder_that_has_not_left_when_the_event_is_cancelled_never_does(house):
    event = house.a_workshop()
    house.a_seat(event)
    at(house, days=1)
    house.cancel(event)
    states = {each.kind: each.state for each in house.letters()}
    assert states[LetterKind.REMINDER] is LetterState.SUPERSEDED
    assert states[LetterKind.CANCELLATION] is LetterState.QUEUED


def test_a_reminder_takes_back_no_invitation_that_waits(house):
    event = house.a_workshop()
    house.a_seat(event)
    at(house, days=1)
    assert {each.state for each in house.letters()} == {LetterState.QUEUED}
    post = MemoryPost()
    house.send(post)
    assert len(post.delivered) == 2


def test_no_events_reminder_leaves_after_it_is_off(house):
    event = house.a_workshop()
    house.a_seat(event)
    house.clock.now = STARTS - timedelta(days=1)
    note_moments(house.office)
    house.cancel(event)
    assert timely(house) == []


def test_the_organizers_are_asked_once_who_was_there(house):
    event = house.a_workshop()
    with house.office.work(ADMIN) as work:
        set_mailbox(work, "SESRIC", "desk@sesric.example")
    at(house, hours=-5)
    at(house, hours=-6)
    assert timely(house) == []
    at(house, hours=-12)
    at(house, hours=-13)
    house.repeat_all_facts()
    assert timely(house) == [(LetterKind.ATTENDANCE, "desk@sesric.example")]
    words, message = body_of(house, LetterKind.ATTENDANCE)
    assert f"https://nadwa.example.org/events/{event}" in words
    assert message["From"] == "Nadwa <events@cal.example.org>"


def test_without_a_mailbox_nobody_is_asked(house):
    house.a_workshop()
    at(house, hours=-12)
    assert house.letters() == []


def test_letters_to_a_mailbox_are_seen_by_those_who_run_the_event_only(house, client, tokens):
    house.a_workshop()
    with house.office.work(ADMIN) as work:
        set_mailbox(work, "SESRIC", "desk@sesric.example")
    at(house, hours=-12)

    def seen(**who):
        items = client.get("/v1/letters", headers=tokens(**who)).json()["items"]
        return [(each["kind"], each["registration"], each["person"]) for each in items]

    letter = ("attendance", None, None)
    assert seen(role=Role.ADMIN) == [letter]
    assert seen(role=Role.ORGANIZER, body="SESRIC") == [letter]
    assert seen(role=Role.ORGANIZER, body="ICESCO") == []


def held(house, event, **form):
    house.clock.now = STARTS + timedelta(days=1)
    with house.office.work(ADMIN) as work:
        conclude(work, event, ConclusionForm.model_validate(form))
    house.settle()


def test_who_was_there_is_told_of_the_certificate_once(house):
    event = house.a_workshop()
    came, absent = house.a_seat(event), house.a_seat(event, "absent@example.org")
    with house.office.work(ADMIN) as work:
        check_in(work, came)
    house.settle()
    assert timely(house) == []
    held(house, event)
    assert timely(house) == [(LetterKind.CERTIFICATE, "amina@ministry.example")]
    words, _ = body_of(house, LetterKind.CERTIFICATE)
    assert "/certificate.pdf" in words
    with house.office.work(ADMIN) as work:
        check_in(work, came, Attendance.PARTIAL)
        check_in(work, absent)
    house.settle()
    assert timely(house)[1:] == [(LetterKind.CERTIFICATE, "absent@example.org")]


def test_declining_keeps_the_seat_where_the_event_says_so(house):
    event = house.a_workshop(capacity=1, registration={"declining_frees": False})
    first, second = house.a_seat(event), house.a_seat(event, "second@example.org")
    answered(house, first, Answer.DECLINED)
    assert seats(house, first, second) == ["confirmed", "waitlisted"]
    answered(house, first, Answer.ACCEPTED)
    assert seats(house, first, second) == ["confirmed", "waitlisted"]


def test_declining_frees_the_seat_and_promotes_exactly_one(house):
    event = house.a_workshop(capacity=1)
    first, second, third = (
        house.a_seat(event, f"person-{n}@example.org", actor=Actor("token:o", Role.ADMIN))
        for n in range(3)
    )
    answered(house, first, Answer.DECLINED)
    assert seats(house, first, second, third) == ["withdrawn", "confirmed", "waitlisted"]


def seats(house, *ids):
    with house.office.look(ADMIN) as work:
        return [work.get(Registration, each).seat.value for each in ids]
