"""Feeds over HTTP: what they hold, for whom, and how programs hear of no change."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from icalendar import Calendar
from sqlmodel import delete, select

from events import (
    ConclusionForm,
    EventForm,
    Link,
    conclude,
    plan,
)
from notifications.entries.reparse import verify
from notifications.letters.actions import revoke_feed, revoke_links
from notifications.mailing import Purpose, uid_of
from notifications.model import RenderedEvent
from registry import Mandate, Paragraph, Resolution, Session
from tests.notifications.house import ADMIN

PUBLIC = "/calendars/public.ics"
RENDERED_DELETE = delete(RenderedEvent)


def fetched(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    verify(answer.content)
    return answer


def summaries(client, path, **headers):
    entries = Calendar.from_ical(fetched(client, path, **headers).content).walk("VEVENT")
    return [str(entry["SUMMARY"]) for entry in entries]


def titled(house, title, **fields):
    return house.a_workshop(title={"en": title}, **fields)


def test_the_public_feed_holds_what_is_public_and_announced(house, client):
    titled(house, "Second", starts_at="2027-04-01T09:00", ends_at="2027-04-01T16:00")
    titled(house, "First")
    titled(house, "Secret", visibility="internal")
    with house.office.work(ADMIN) as work:
        form = {"type": "workshop", "title": {"en": "Draft"}, "expected": "2027-Q3"}
        plan(work, EventForm.model_validate(form))
    assert summaries(client, PUBLIC) == ["First", "Second"]


def test_a_held_event_stays_for_two_years(house, client):
    event = titled(house, "Held")
    house.clock.now = house.clock.now.replace(year=2027, month=4)
    with house.office.work(ADMIN) as work:
        conclude(work, event, ConclusionForm())
    house.settle()
    assert summaries(client, PUBLIC) == ["Held"]
    house.clock.now += timedelta(days=800)
    assert summaries(client, PUBLIC) == []


def test_a_cancelled_or_postponed_event_stays_thirty_days_as_cancelled(house, client):
    cancelled, postponed = titled(house, "Cancelled"), titled(house, "Postponed")
    house.cancel(cancelled)
    house.postpone(postponed)
    entries = Calendar.from_ical(fetched(client, PUBLIC).content).walk("VEVENT")
    assert {str(entry["STATUS"]) for entry in entries} == {"CANCELLED"}
    assert len(entries) == 2
    before = client.get(PUBLIC).headers["etag"]
    house.clock.now += timedelta(days=31)
    assert summaries(client, PUBLIC) == []
    assert client.get(PUBLIC).headers["etag"] != before


def test_two_fetches_without_a_change_are_the_same_bytes(house, client):
    titled(house, "Seeds")
    first, second = fetched(client, PUBLIC), fetched(client, PUBLIC)
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert not first.headers["etag"].startswith("W/")


def test_kept_bytes_are_those_that_would_be_rendered_now(house, client):
    event = titled(house, "Seeds", ends_at="2027-03-17T16:00")
    kept = fetched(client, PUBLIC).content
    with house.office.work(ADMIN) as work:
        work.session.exec(RENDERED_DELETE)
    assert fetched(client, PUBLIC).content == kept
    house.change(event, title={"en": "Seeds and soil"})
    assert summaries(client, PUBLIC)[0].startswith("Seeds and soil")


def test_a_program_hears_of_no_change_and_of_each_change(house, client):
    event = titled(house, "Seeds")
    first = fetched(client, PUBLIC)
    etag = first.headers["etag"]
    same = client.get(PUBLIC, headers={"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert client.get(PUBLIC, headers=since).status_code == 304
    house.clock.now += timedelta(hours=1)
    house.change(event, description={"en": "Bring boots"})
    changed = client.get(PUBLIC, headers={"If-None-Match": etag, **since})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag
    assert client.get(PUBLIC, headers=since).status_code == 200
    moment = parsedate_to_datetime(changed.headers["last-modified"])
    assert moment == house.clock.now


@pytest.mark.parametrize("date", ["yesterday", "Tue, 24 Nov 2026 08:00:00 -0000", ""])
def test_an_odd_date_is_no_condition(house, client, date):
    titled(house, "Seeds")
    assert client.get(PUBLIC, headers={"If-Modified-Since": date}).status_code == 200


def test_an_empty_feed_is_a_feed(house, client):
    assert summaries(client, PUBLIC) == []
    assert "last-modified" not in client.get(PUBLIC).headers


def test_head_tells_the_same_without_the_bytes(house, client):
    titled(house, "Seeds")
    got, head = client.get(PUBLIC), client.head(PUBLIC)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "last-modified", "content-length"):
        assert head.headers[name] == got.headers[name]


def test_the_feed_speaks_the_language_that_is_asked_for(house, client):
    house.a_workshop()
    assert summaries(client, f"{PUBLIC}?language=ar") == ["ورشة عمل عن البذور"]
    assert "LANGUAGE=ar" in fetched(client, f"{PUBLIC}?language=ar").text
    assert client.get(f"{PUBLIC}?language=xx").status_code == 422


def test_one_event_has_a_feed_of_its_own(house, client, tokens):
    public, internal = titled(house, "Open"), titled(house, "Secret", visibility="internal")
    assert summaries(client, f"/calendars/events/{public}.ics") == ["Open"]
    assert client.get(f"/calendars/events/{internal}.ics").status_code == 404
    assert summaries(client, f"/calendars/events/{internal}.ics", **tokens("viewer")) == ["Secret"]


def test_a_body_and_a_state_have_the_events_they_take_part_in(house, client):
    titled(house, "Together", states=[{"state": "SN", "role": "beneficiary"}])
    titled(house, "Alone", organizers=[{"body": "ICESCO"}])
    assert summaries(client, "/calendars/bodies/SESRIC.ics") == ["Together"]
    assert summaries(client, "/calendars/states/SN.ics") == ["Together"]
    assert summaries(client, "/calendars/states/EG.ics") == []
    for path in ("bodies/NOBODY", "states/XX", "resolutions/none", "deadlines/NOBODY"):
        assert client.get(f"/calendars/{path}.ics").status_code == 404


def a_mandate(house, **fields):
    """A resolution of one paragraph that asks SESRIC for something."""
    with house.office.work(ADMIN) as work:
        resolution = work.add(Resolution(slug="seeds-1", title={"en": "Seeds"}))
        paragraph = work.add(
            Paragraph(
                resolution_id=resolution.id,
                part="operative",
                position=1,
                label="2 bis",
                summary={"en": "Asks for a workshop on seeds."},
            )
        )
        mandate = work.add(
            Mandate(
                resolution_id=resolution.id,
                paragraph_id=paragraph.id,
                reference="seeds-1/2 bis",
                position=1,
                verb="REQUESTS",
                canonical="requests",
                kind="event",
                addressees=["SESRIC"],
                rule="any",
                source="test",
                created_at=work.now,
                **{"review": "confirmed", **fields},
            )
        )
        work.recorded += 1
        return mandate.id


def test_a_resolution_has_the_events_that_answer_it(house, client):
    mandate = a_mandate(house)
    titled(house, "Answer", mandates=[str(mandate)])
    titled(house, "Other")
    answer = fetched(client, "/calendars/resolutions/seeds-1.ics")
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Answer"
    assert "SEEDS-1 §2 bis" in str(entry["DESCRIPTION"])
    assert "#paragraph-2-bis" in str(entry["LINK"])
    with house.office.look(ADMIN) as work:
        assert len(work.session.exec(select(Link)).all()) == 1


def test_a_deadline_is_a_day_and_a_task(house, client):
    a_mandate(house, due_on=house.clock.now.date(), due_basis="session")
    answer = fetched(client, "/calendars/deadlines/SESRIC.ics")
    calendar = Calendar.from_ical(answer.content)
    [day], [task] = calendar.walk("VEVENT"), calendar.walk("VTODO")
    assert day["DTSTART"].dt == task["DUE"].dt == house.clock.now.date()
    assert str(task["SUMMARY"]) == "Due: SEEDS-1 §2 bis"
    assert "inferred" in str(day["DESCRIPTION"])
    etag = answer.headers["etag"]
    again = client.get("/calendars/deadlines/SESRIC.ics", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert summaries(client, "/calendars/deadlines/ICESCO.ics") == []


def test_what_is_answered_is_a_task_that_is_done(house, client):
    """Closed as fulfilled by evidence: the reports say so, the calendar shows it."""
    mandate = a_mandate(house, due_on=house.clock.now.date(), due_basis="session")
    client.app.state.answered = lambda _: {mandate}
    answer = fetched(client, "/calendars/deadlines/SESRIC.ics")
    [task] = Calendar.from_ical(answer.content).walk("VTODO")
    assert str(task["STATUS"]) == "COMPLETED"


def test_what_nobody_has_reviewed_is_no_public_deadline(house, client):
    a_mandate(house, due_on=house.clock.now.date(), due_basis="session", review="suggested")
    assert summaries(client, "/calendars/deadlines/SESRIC.ics") == []
    assert client.get("/calendars/resolutions/seeds-1.ics").status_code == 404


def test_caches_between_us_keep_only_what_everybody_sees(house, client, tokens):
    path = "/calendars/deadlines/SESRIC.ics"
    assert client.get(path).headers["cache-control"].startswith("public")
    assert client.get(path, headers=tokens("viewer")).headers["cache-control"].startswith("private")


def test_a_personal_feed_holds_ones_own_entries_with_the_uid_of_the_mail(house, client, sink, post):
    event = house.a_workshop(visibility="internal")
    seat = house.a_seat(event)
    titled(house, "Not mine")
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.send(post)
    person = house.letters()[0].person_id
    path = house.mailing.feed_link(person, 0).removeprefix(house.mailing.base_url)
    answer = fetched(client, f"{path}?language=fr")
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(entry["UID"]), entry["SEQUENCE"]) == (str(uid_of(seat)), 1)
    assert str(entry["UID"]) == sink.taken[0].gist[2]
    assert "ATTENDEE" not in entry
    assert "private" in answer.headers["cache-control"]
    house.withdraw(seat)
    assert summaries(client, path) == []


def test_a_personal_feed_shows_what_no_letter_has_told_yet(house, client):
    seat = house.a_stranger(house.a_workshop())
    person = house.letters()[0].person_id
    path = house.mailing.feed_link(person, 0).removeprefix(house.mailing.base_url)
    [entry] = Calendar.from_ical(fetched(client, path).content).walk("VEVENT")
    assert str(entry["UID"]) == str(uid_of(seat))


def test_a_revoked_secret_opens_nothing_any_more(house, client):
    seat = house.a_seat(house.a_workshop())
    person = house.letters()[0].person_id
    old, new = (
        house.mailing.feed_link(person, links).removeprefix(house.mailing.base_url)
        for links in (0, 1)
    )
    assert client.get(new).status_code == 404
    with house.office.work(ADMIN) as work:
        assert revoke_feed(work, person).links == 1
        assert revoke_links(work, seat).links == 1
        assert revoke_links(work, person) is None
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_secret_for_one_thing_opens_no_other(house, client):
    house.a_seat(house.a_workshop())
    person = house.letters()[0].person_id
    other = house.mailing.secret(Purpose.CONFIRMATION, person)
    assert client.get(f"/calendars/people/{other}.ics").status_code == 404


def test_a_draft_is_in_no_feed_and_nothing_of_it_is_kept(house, client):
    with house.office.work(ADMIN) as work:
        form = {"type": "workshop", "title": {"en": "Draft"}, "expected": "2027-Q3"}
        event = plan(work, EventForm.model_validate(form)).id
    house.change(event, title={"en": "Later"})
    assert summaries(client, PUBLIC) == []
    assert client.get(f"/calendars/events/{event}.ics").status_code == 404


def test_a_deadline_before_a_session_enters_the_feed_once_its_day_is_known_and_moves(
    house, client, tokens
):
    with house.office.work(ADMIN) as work:
        work.add(Session(code="SEEDS-2", body="SESRIC", title={"en": "Seeds"}))
        work.recorded += 1
    a_mandate(house, due_basis="session", due_session="SEEDS-2")
    path = "/calendars/deadlines/SESRIC.ics"
    assert summaries(client, path) == []
    staff = {**tokens("organizer"), "If-Match": "*"}
    seen = []
    for day in ("2027-05-10", "2027-06-14"):
        client.patch("/v1/sessions/SEEDS-2", json={"starts_on": day}, headers=staff)
        [entry] = Calendar.from_ical(fetched(client, path).content).walk("VEVENT")
        seen.append((str(entry["UID"]), entry["DTSTART"].dt.isoformat(), int(entry["SEQUENCE"])))
    (uid, first, before), (same, second, after) = seen
    assert (first, second) == ("2027-05-10", "2027-06-14")
    assert same == uid
    assert after > before
