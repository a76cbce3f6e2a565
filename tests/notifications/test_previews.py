"""Letters before they are written: looked at by organizers, sent to nobody."""

from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar
from sqlmodel import select

from events import EventChange, EventForm, change, plan
from notifications.letters.previews import PREVIEWED
from notifications.model import Invitation, Letter
from tests.notifications.house import ADMIN, TITLE


def previews(client, tokens, event, more="", **query):
    path = f"/v1/events/{event}/letter-previews{more}"
    return client.get(path, params=query, headers=tokens("organizer"))


def due(client, tokens, event):
    answer = previews(client, tokens, event)
    assert answer.status_code == 200, answer.text
    return [
        (each["kind"], each["method"], each["language"], each["people"])
        for each in answer.json()["due"]
    ]


def test_what_would_go_out_is_what_is_not_told_yet(house, client, tokens):
    event = house.a_workshop(capacity=2)
    house.a_seat(event)
    assert due(client, tokens, event) == []
    with house.office.work(ADMIN) as work:  # the subscribers have not been told of it yet
        change(work, event, EventChange(starts_at="2027-03-15T10:00"))
    assert due(client, tokens, event) == [("update", "REQUEST", "fr", 1)]
    assert len(house.letters()) == 1


def test_a_draft_shows_what_its_announcement_would_cause(house, client, tokens):
    form = {
        "type": "workshop",
        "title": TITLE,
        "starts_at": "2027-03-15T09:00",
        "ends_at": "2027-03-15T16:00",
        "timezone": "Europe/Istanbul",
        "organizers": [{"body": "SESRIC", "role": "lead"}],
    }
    with house.office.work(ADMIN) as work:
        event = plan(work, EventForm.model_validate(form)).id
    assert due(client, tokens, event) == []
    assert previews(client, tokens, event, "/invitation").status_code == 200


def test_an_event_without_dates_has_no_letters_yet(house, client, tokens):
    form = {"type": "workshop", "title": TITLE, "organizers": [{"body": "SESRIC", "role": "lead"}]}
    with house.office.work(ADMIN) as work:
        event = plan(work, EventForm.model_validate(form)).id
    answer = previews(client, tokens, event)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "dates-missing")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_kind_can_be_looked_at_and_nothing_is_stored(house, client, tokens, language):
    event = house.a_workshop()
    for kind in PREVIEWED:
        answer = previews(client, tokens, event, f"/{kind.value}", language=language)
        assert answer.status_code == 200, (kind, answer.text)
        shown = answer.json()
        assert TITLE[language] in shown["subject"]
        assert f'lang="{language}"' in shown["html"]
        assert "{" not in shown["text"]
        assert "example.org/me/preview" not in shown["text"]
    with house.office.look(ADMIN) as work:
        assert work.session.exec(select(Letter)).all() == []
        assert work.session.exec(select(Invitation)).all() == []


def test_the_whole_message_can_be_looked_at_with_its_calendar(house, client, tokens):
    event = house.a_workshop()
    methods = {}
    for kind in ("invitation", "cancellation", "removal", "counter_refused", "reminder"):
        raw = previews(client, tokens, event, f"/{kind}", format="eml").content
        message = message_from_bytes(raw, policy=default)
        found = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
        calendars = [Calendar.from_ical(each.get_content()) for each in found]
        methods[kind] = [str(each["METHOD"]) for each in calendars]
    assert methods == {
        "invitation": ["REQUEST"],
        "cancellation": ["CANCEL"],
        "removal": ["CANCEL"],
        "counter_refused": ["DECLINECOUNTER"],
        "reminder": [],
    }


def test_a_preview_as_a_page_loads_and_runs_nothing(house, client, tokens):
    answer = previews(client, tokens, house.a_workshop(), "/invitation", format="html")
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_deadline_is_no_letter_of_an_event(house, client, tokens):
    assert previews(client, tokens, house.a_workshop(), "/deadline").status_code == 404


def test_only_those_who_run_the_event_look(house, client, tokens):
    event = house.a_workshop()
    path = f"/v1/events/{event}/letter-previews"
    assert client.get(path).status_code == 401
    assert client.get(path, headers=tokens("viewer")).status_code == 403
    foreign = client.get(path, headers=tokens("organizer", body="ICESCO"))
    assert foreign.status_code == 404


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_page_lists_what_would_go_out_and_every_kind(house, client, tokens, language):
    event = house.a_workshop()
    house.a_seat(event)
    path = f"/events/{event}/letters"
    answer = client.get(path, params={"language": language}, headers=tokens("organizer"))
    assert answer.status_code == 200
    for kind in PREVIEWED:
        assert f"letter-previews/{kind.value}?format=html" in answer.text
    assert client.get(path).status_code in {401, 303}
