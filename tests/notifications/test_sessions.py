"""Sessions: those who speak are told, and calendars show them below the umbrella."""

import pytest
from icalendar import Calendar
from sqlmodel import col, select

from core.people import Actor
from events import Registration
from events.sessions.actions import change_session, plan_session, remove_session
from events.sessions.forms import SessionChange, SessionForm
from notifications import MemoryPost
from notifications.mailing import Purpose, uid_of
from tests.notifications.house import ADMIN
from tests.notifications.test_timely_letters import body_of

TITLE = {"en": "Seed banks", "fr": "Banques de semences", "ar": "بنوك البذور"}


def anything(_session: object) -> None:
    """Accept whatever version there is."""


@pytest.fixture
def meeting(house):
    event = house.a_workshop()
    speaker = house.a_seat(event)
    house.a_seat(event, "omar@ministry.example", name="Omar Ba")
    house.send(MemoryPost())
    return event, speaker


def session(house, event, speaker, **fields):
    form = {
        "title": TITLE,
        "starts_at": "2027-03-15T10:00",
        "ends_at": "2027-03-15T11:00",
        "room": "Blue room",
        "speakers": [{"name": "Amina Diop", "registration": str(speaker)}],
        **fields,
    }
    with house.office.work(ADMIN) as work:
        made = plan_session(work, event, SessionForm.model_validate(form))
    house.settle()
    return made.id


def edit(house, event, session_id, **fields):
    with house.office.work(ADMIN) as work:
        wish = SessionChange.model_validate(fields)
        change_session(work, event, session_id, wish, anything)
    house.settle()


def told(house):
    return [(each.kind.value, each.method, each.sequence) for each in house.letters()[2:]]


def test_who_speaks_at_a_session_is_told_without_being_asked_again(house, meeting):
    event, speaker = meeting
    session(house, event, speaker)
    house.repeat_all_facts()
    assert told(house) == [("update", "REQUEST", 0)]
    text, message = body_of(house, "update")
    assert "Vos séances" in text
    assert "10:00" in text
    assert "Banques de semences (Blue room)" in text
    [part] = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    [entry] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert "2027-03-15 10:00-11:00 Banques de semences (Blue room)" in str(entry["DESCRIPTION"])


def test_a_session_that_moves_or_goes_is_told_to_those_concerned_only(house, meeting):
    event, speaker = meeting
    made = session(house, event, speaker)
    edit(house, event, made, starts_at="2027-03-15T13:00", ends_at="2027-03-15T14:00")
    edit(house, event, made, speakers=[{"name": "Somebody Else"}])
    assert [each.recipient for each in house.letters()[2:]] == ["amina@ministry.example"] * 3
    with house.office.work(ADMIN) as work:
        remove_session(work, event, made, anything)
    house.settle()
    assert len(house.letters()) == 5  # nobody of ours speaks there any more


def test_a_session_at_which_nobody_of_ours_speaks_is_told_to_nobody(house, meeting):
    event, _ = meeting
    session(house, event, None, speakers=[{"name": "A Guest"}])
    assert told(house) == []


def entries(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer, Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_feed_of_an_event_has_its_sessions_below_the_umbrella(house, meeting, client):
    event, speaker = meeting
    made = session(house, event, speaker)
    path = f"/calendars/events/{event}.ics"
    first, (umbrella, below) = entries(client, path)
    assert str(umbrella["UID"]) == str(event)
    assert str(below["RELATED-TO"]) == str(event)
    assert below["RELATED-TO"].params["RELTYPE"] == "PARENT"
    assert str(below["SUMMARY"]) == "Seed banks"
    assert str(below["LOCATION"]).startswith("Blue room, Main hall")
    assert "Amina" not in first.text
    edit(house, event, made, room="Green room")
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    [_, after] = Calendar.from_ical(again.content).walk("VEVENT")
    assert after["UID"] == below["UID"]
    assert int(after["SEQUENCE"]) == int(below["SEQUENCE"]) + 1
    assert after["DTSTAMP"].dt > below["DTSTAMP"].dt
    unchanged = client.get(path, headers={"If-None-Match": again.headers["etag"]})
    assert unchanged.status_code == 304


def test_an_event_that_is_off_takes_its_sessions_along(house, meeting, client):
    event, speaker = meeting
    session(house, event, speaker)
    house.cancel(event)
    _, found = entries(client, f"/calendars/events/{event}.ics")
    assert [str(each["STATUS"]) for each in found] == ["CANCELLED", "CANCELLED"]


def test_the_own_feed_has_the_sessions_at_which_one_speaks(house, meeting, client):
    event, speaker = meeting
    session(house, event, speaker)
    session(house, event, None, speakers=[{"name": "A Guest"}])
    with house.office.look(Actor("test", ADMIN.role)) as work:
        person = _seats(work, event)[0].person_id
    secret = house.mailing.secret(Purpose.FEED, person)
    _, (umbrella, below) = entries(client, f"/calendars/people/{secret}.ics")
    assert str(umbrella["UID"]) == str(uid_of(speaker))
    assert str(below["RELATED-TO"]) == str(uid_of(speaker))


def _seats(work, event):
    asked = select(Registration).where(col(Registration.event_id) == event)
    return work.session.exec(asked.order_by(col(Registration.number))).all()
