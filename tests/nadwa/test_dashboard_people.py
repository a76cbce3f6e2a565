"""A participant's own page and the public sign-up form: what people do without a token."""

import re
from uuid import UUID

import pytest
from sqlmodel import select

from core.journal import JournalEntry
from events import Answer, Person, Registration, Seat
from tests.factories import SYSTEM, seat_of, somebody
from tests.nadwa.dashboard_stories import (
    HTML,
    a_page_of_ones_own,
    a_workshop,
    held,
    load_everything,
    text_of,
)


@pytest.fixture
def story(office):
    load_everything(office)
    return office


def answer_of(office, registration):
    with office.look(SYSTEM) as look:
        return look.get(Registration, registration.id).answer


def facts_of(office, registration):
    with office.look(SYSTEM) as look:
        found = look.session.exec(select(JournalEntry).order_by(JournalEntry.id)).all()
        return [(each.fact, each.actor) for each in found if each.subject == registration.id]


def journal_size(office):
    with office.look(SYSTEM) as look:
        return len(look.session.exec(select(JournalEntry.id)).all())


def test_the_page_tells_its_reader_and_nobody_else(client, story):
    event = a_workshop(story, "14", capacity=1)
    _, path = a_page_of_ones_own(story, event, "first")
    somebody(story, event, "second", "TR")
    answer = client.get(path, params={"lang": "en"}, headers=HTML)
    told = text_of(answer.text)
    assert "For Person first" in told
    assert "You have a seat" in told
    assert "Person second" not in answer.text
    assert "person-second@" not in answer.text


def test_nobody_keeps_the_page_or_learns_its_address(client, story):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    headers = client.get(path, headers=HTML).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"


def test_the_page_speaks_the_persons_language(client, story):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest", "EG")
    html = client.get(path, headers={**HTML, "Accept-Language": "fr"}).text
    assert '<html lang="ar" dir="rtl">' in html
    assert "لك مقعد مؤكَّد" in html


def test_looking_changes_nothing(client, story):
    registration, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    before = journal_size(story)
    for address in (path, f"{path}?answer=declined", f"{path}/data.json"):
        client.get(address, headers=HTML)
        client.head(address, headers=HTML)
    assert client.get(f"{path}/answer", headers=HTML).status_code == 405
    assert (journal_size(story), answer_of(story, registration)) == (before, Answer.NEEDS_ACTION)


@pytest.mark.parametrize("answer", ["accepted", "tentative"])
def test_who_accepts_keeps_the_seat(client, story, answer):
    registration, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    said = client.post(f"{path}/answer", data={"answer": answer}, follow_redirects=False)
    assert (said.status_code, said.headers["location"]) == (303, f"{path}?said=answered")
    assert (answer_of(story, registration), seat_of(story, registration)) == (answer, "confirmed")


def test_who_declines_frees_the_seat_for_the_first_in_line(client, story):
    event = a_workshop(story, capacity=1)
    registration, path = a_page_of_ones_own(story, event, "first")
    waiting = somebody(story, event, "second", "TR")
    client.post(f"{path}/answer", data={"answer": "declined"})
    assert (seat_of(story, registration), seat_of(story, waiting)) == ("withdrawn", "confirmed")


def test_what_is_done_there_is_done_in_the_persons_name(client, story):
    registration, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    client.post(f"{path}/withdrawal")
    assert seat_of(story, registration) == "withdrawn"
    assert facts_of(story, registration)[-1] == (
        "registration.withdrawn",
        f"registration:{registration.id}",
    )
    told = text_of(client.get(path, params={"lang": "en", "said": "withdrawn"}, headers=HTML).text)
    assert "Your registration is withdrawn." in told
    assert "Withdraw my registration" not in told


def test_the_waiting_list_shows_ones_place(client, story):
    event = a_workshop(story, capacity=1)
    somebody(story, event, "first", "TR")
    _, path = a_page_of_ones_own(story, event, "second")
    told = text_of(client.get(path, params={"lang": "en"}, headers=HTML).text)
    assert "You are on the waiting list place 1 in line" in told


def test_a_person_chooses_the_language_of_letters(client, story):
    registration, path = a_page_of_ones_own(story, a_workshop(story), "guest", "EG")
    html = client.post(f"{path}/language", data={"language": "fr"}).text
    assert '<html lang="fr" dir="ltr">' in html
    assert "Désormais nous vous écrirons dans cette langue." in html
    with story.look(SYSTEM) as look:
        assert look.get(Person, registration.person_id).language == "fr"


def test_a_new_calendar_address_makes_the_old_one_useless(client, story):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    address = re.compile(r'href="[^"]*(/calendars/people/[^"]+)"')
    before = address.search(client.get(path, headers=HTML).text).group(1)
    assert client.get(before).status_code == 200
    html = client.post(f"{path}/feed", headers=HTML).text
    after = address.search(html).group(1)
    assert "Votre calendrier a une nouvelle adresse." in html
    assert [client.get(each).status_code for each in (before, after)] == [404, 200]


def test_a_person_takes_their_data_along(client, story):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    answer = client.get(f"{path}/data.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    kept = answer.json()
    assert kept["person"]["email"] == "person-guest@example.org"
    assert kept["registration"]["seat"] == Seat.CONFIRMED
    assert [letter["kind"] for letter in kept["letters"]] == ["invitation"]


def test_the_calendar_on_the_page_is_ones_own(client, story):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    html = client.get(path, headers=HTML).text
    feed = re.search(r'href="https?://[^/"]+(/calendars/people/[^"]+\.ics)"', html).group(1)
    assert client.get(feed).text.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize("way", ["", "/data.json"])
def test_a_wrong_secret_opens_nothing(client, story, way):
    _, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    wrong = path[:-1] + ("a" if path[-1] != "a" else "b")
    assert client.get(wrong + way, headers=HTML).status_code == 404
    assert client.get(f"/me/{'a' * 52}{way}", headers=HTML).status_code == 404
    assert client.get(f"/me/nothing{way}", headers=HTML).status_code == 404


@pytest.mark.parametrize("way", ["answer", "withdrawal", "language", "feed"])
def test_a_wrong_secret_changes_nothing(client, story, way):
    registration, path = a_page_of_ones_own(story, a_workshop(story), "guest")
    form = {"answer": "declined", "language": "ar"}
    wrong = path[:-1] + ("a" if path[-1] != "a" else "b")
    assert client.post(f"{wrong}/{way}", data=form).status_code == 404
    assert seat_of(story, registration) == "confirmed"


def test_after_the_event_there_is_nothing_to_answer(client, story, clock):
    event = a_workshop(story)
    _, path = a_page_of_ones_own(story, event, "guest")
    clock.now = clock.now.replace(year=2027, month=4)
    held(story, event, SN=1)
    told = text_of(client.get(path, params={"lang": "en"}, headers=HTML).text)
    assert "Will you come?" not in told
    assert "Withdraw" not in told


SOMEBODY = {
    "name": "Aïcha Example",
    "email": "aicha@example.org",
    "state": "SN",
    "position": "",
    "gender": "female",
}


def test_somebody_registers_without_javascript(client, story):
    event = a_workshop(story)
    html = client.get(f"/events/{event.id}", params={"lang": "fr"}, headers=HTML).text
    assert f'action="/events/{event.id}/sign-up?lang=fr"' in html
    done = client.post(f"/events/{event.id}/sign-up", params={"lang": "fr"}, data=SOMEBODY)
    assert "La suite vous est écrite" in done.text
    with story.look(SYSTEM) as look:
        [person] = look.session.exec(select(Person)).all()
        assert (person.name, person.language, person.state) == ("Aïcha Example", "fr", "SN")
        assert look.session.exec(select(Registration.gender)).all() == ["female"]


def test_a_stranger_cannot_learn_who_is_registered(client, story):
    event = a_workshop(story)
    answers = [
        client.post(f"/events/{event.id}/sign-up", data=SOMEBODY, follow_redirects=False)
        for _ in range(2)
    ]
    assert [(each.status_code, each.headers["location"]) for each in answers] == [
        (303, f"/events/{event.id}?said=registered")
    ] * 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": ""}, "name"),
        ({"state": "FR"}, "state"),
        ({"gender": "x"}, "gender"),
    ],
)
def test_what_cannot_be_right_is_marked_and_kept(client, story, wrong, field):
    event = a_workshop(story)
    html = client.post(f"/events/{event.id}/sign-up", data={**SOMEBODY, **wrong}).text
    marked = re.findall(r'id="(\w+)"[^>]*aria-invalid="true"', html)
    assert marked == [field]
    assert 'value="Aïcha Example"' in html or field == "name"


@pytest.mark.parametrize("admission", ["nomination", "invitation"])
def test_where_states_or_organizers_choose_there_is_no_form(client, story, admission):
    event = a_workshop(story, registration={"mode": admission})
    assert "/sign-up" not in client.get(f"/events/{event.id}", headers=HTML).text
    refused = client.post(f"/events/{event.id}/sign-up", data=SOMEBODY, headers=HTML)
    assert (refused.status_code, refused.headers["content-type"]) == (
        409,
        "text/html; charset=utf-8",
    )


def test_a_cancelled_event_says_so_first(client, story, tokens):
    event = a_workshop(story)
    reason = {"reason": "The hall is closed for repairs"}
    client.post(f"/v1/events/{event.id}/cancellation", json=reason, headers=tokens("admin"))
    told = text_of(client.get(f"/events/{event.id}", params={"lang": "en"}, headers=HTML).text)
    assert "This event has been cancelled. The hall is closed for repairs" in told
    assert "Register" not in told


def test_no_such_event_is_a_page_that_says_so(client):
    answer = client.get(f"/events/{UUID(int=1)}", params={"lang": "ar"}, headers=HTML)
    assert answer.status_code == 404
    assert "لا توجد صفحة كهذه" in answer.text


def test_only_who_has_a_seat_sees_where_to_join(client, story):
    link = "https://meet.example.org/families"
    event = a_workshop(story, mode="online", venue=None, online_url=link, capacity=1)
    _, seated = a_page_of_ones_own(story, event, "first")
    _, waiting = a_page_of_ones_own(story, event, "second")
    assert link in client.get(seated, headers=HTML).text
    assert link not in client.get(waiting, headers=HTML).text
    assert link not in client.get(f"/events/{event.id}", headers=HTML).text
