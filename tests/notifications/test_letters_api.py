"""Letters over HTTP: who sees which, sending again, stopping the mail."""

from uuid import uuid4

import pytest

from core.people import Actor, Role
from notifications.access import visible_letters
from notifications.sending.post import MemoryPost

AMINA = "amina@ministry.example"


def listed(client, headers, **query):
    answer = client.get("/v1/letters", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return [(each["recipient"], each["state"]) for each in answer.json()["items"]]


def test_an_organizer_sees_the_letters_of_its_own_events_only(house, client, tokens):
    mine = house.a_workshop()
    house.a_seat(mine)
    house.a_seat(house.a_workshop(organizers=[{"body": "ICESCO"}]), "omar@ministry.example")
    sesric, admin = tokens("organizer", body="SESRIC"), tokens("admin")
    assert listed(client, sesric) == [(AMINA, "queued")]
    assert len(listed(client, admin)) == 2
    assert listed(client, admin, event=str(mine)) == [(AMINA, "queued")]
    assert listed(client, admin, state="sent") == []


@pytest.mark.parametrize("role", ["focal_point", "viewer", "mailer"])
def test_nobody_else_sees_letters(house, client, tokens, role):
    house.a_seat(house.a_workshop())
    headers = tokens(role, state="SN" if role == "focal_point" else None)
    assert client.get("/v1/letters", headers=headers).status_code == 403
    assert client.get("/v1/letters").status_code == 401


def test_a_foreign_letter_looks_like_none_at_all(house, client, tokens):
    house.a_seat(house.a_workshop())
    [letter] = house.letters()
    headers = tokens("organizer", body="ICESCO")
    foreign = client.get(f"/v1/letters/{letter.id}", headers=headers)
    absent = client.get(f"/v1/letters/{uuid4()}", headers=headers)
    assert (foreign.status_code, foreign.json()) == (404, absent.json())
    assert client.post(f"/v1/letters/{letter.id}/retry", headers=headers).status_code == 404


def test_one_letter_is_shown_with_its_words_its_bytes_and_its_looks(
    house, client, tokens, sink, post
):
    house.a_seat(house.a_workshop())
    house.send(post)
    [letter] = house.letters()
    headers = tokens("organizer", body="SESRIC")
    shown = client.get(f"/v1/letters/{letter.id}", headers=headers)
    body = shown.json()
    assert (body["method"], body["sequence"], body["kind"]) == ("REQUEST", 0, "invitation")
    assert (body["state"], body["due_at"], shown.headers["etag"]) == ("sent", None, '"2"')
    assert "Bonjour Amina Diop" in body["text"]
    raw = client.get(f"/v1/letters/{letter.id}?format=eml", headers=headers)
    assert raw.headers["content-type"] == "message/rfc822"
    assert raw.content.strip() == sink.taken[0].content.strip()
    html = client.get(f"/v1/letters/{letter.id}?format=html", headers=headers)
    assert "sandbox" in html.headers["content-security-policy"]
    assert "Amina Diop" in html.text


def test_a_letter_that_was_never_written_has_nothing_to_show(house, client, tokens):
    event = house.a_workshop()
    house.a_seat(event)
    house.send(MemoryPost())
    house.misname(AMINA, "Amina \x0b Diop")
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    poison, headers = house.letters()[1], tokens("admin")
    shown = client.get(f"/v1/letters/{poison.id}", headers=headers).json()
    assert (shown["text"], shown["error_code"]) == (None, "poison")
    refused = client.get(f"/v1/letters/{poison.id}?format=eml", headers=headers)
    assert refused.json()["type"] == "/problems/letter-unwritten"


def test_a_failed_letter_is_sent_again_on_request(house, client, tokens, sink, post):
    house.a_seat(house.a_workshop())
    sink.answers[AMINA] = ["554 5.7.1 no"]
    house.send(post)
    [letter] = house.letters()
    headers = tokens("organizer", body="SESRIC")
    again = client.post(f"/v1/letters/{letter.id}/retry", headers=headers)
    assert (again.status_code, again.json()["state"], again.json()["error"]) == (
        200,
        "queued",
        None,
    )
    assert again.headers["etag"] == '"3"'
    twice = client.post(f"/v1/letters/{letter.id}/retry", headers=headers)
    assert twice.json()["type"] == "/problems/letter-not-retryable"
    assert house.send(post) == 1


def test_an_administrator_stops_the_mail_and_lets_it_go_on(house, client, tokens, sink, post):
    headers = tokens("admin")
    assert client.get("/v1/mail", headers=headers).json()["paused"] is False
    client.post("/v1/mail/pause", json={"reason": "A wrong subject line"}, headers=headers)
    house.a_seat(house.a_workshop())
    assert house.send(post) == 0
    shown = client.get("/v1/mail", headers=headers).json()
    assert (shown["paused"], shown["reason"]) == (True, "A wrong subject line")
    assert (shown["letters_waiting"], shown["epoch"]) == (1, 0)
    for _ in range(2):
        resumed = client.post("/v1/mail/resumption", headers=headers)
        assert (resumed.status_code, resumed.json()["paused"]) == (200, False)
    assert house.send(post) == 1


def test_nobody_else_stops_the_mail(client, tokens):
    for headers, status in ((tokens("organizer"), 403), ({}, 401)):
        answer = client.post("/v1/mail/pause", json={"reason": "because"}, headers=headers)
        assert answer.status_code == status


def test_a_link_in_a_letter_confirms_an_address_only_by_the_button(house, client, sink, post):
    house.a_stranger(house.a_workshop(), language="ar")
    house.send(post)
    [line] = [each for each in sink.taken[0].plain.splitlines() if "/confirmations/" in each]
    path = line.strip().removeprefix(house.mailing.base_url)
    page = client.get(path)
    assert (page.status_code, 'dir="rtl"' in page.text) == (200, True)
    assert "<form" in page.text
    house.settle()
    assert house.send(post) == 0
    for _ in range(2):
        done = client.post(path)
        assert (done.status_code, "<form" in done.text) == (200, False)
    assert "<form" not in client.get(path).text
    house.settle()
    house.send(post)
    assert [mail.gist and mail.gist[0] for mail in sink.taken] == [None, "REQUEST"]


@pytest.mark.parametrize("secret", ["x", "a" * 52, "é" * 20, "%00", "A" * 52])
def test_a_made_up_secret_opens_nothing(client, secret):
    for path in (f"/confirmations/{secret}", f"/calendars/people/{secret}.ics"):
        assert client.get(path).status_code == 404
    assert client.post(f"/confirmations/{secret}").status_code == 404


def test_a_viewer_reaches_no_letter_by_any_way():
    viewer = Actor("token:viewer", Role.VIEWER)
    assert str(visible_letters(viewer)) == "false"


def test_a_personal_link_is_made_anew_and_mailed_to_the_person_alone(
    house, client, tokens, sink, post
):
    seat = house.a_seat(house.a_workshop())
    house.send(post)
    old, new = (
        house.mailing.page_link(seat, links).removeprefix(house.mailing.base_url)
        for links in (0, 1)
    )
    assert [client.get(path).status_code for path in (old, new)] == [200, 404]
    path = f"/v1/registrations/{seat}/link-renewal"
    assert client.post(path, headers=tokens("organizer", body="ICESCO")).status_code == 404
    answer = client.post(path, headers=tokens("organizer", body="SESRIC"))
    assert (answer.status_code, answer.json()) == (200, {"links": 1, "told": True})
    house.send(post)
    assert [client.get(path).status_code for path in (old, new)] == [404, 200]
    last = sink.taken[-1]
    assert (last.recipients, new in last.plain, old in last.plain) == ([AMINA], True, False)
    assert last.gist == ("REQUEST", 0, str(house.letters()[0].uid))


def test_one_who_has_no_entry_gets_no_letter_with_a_new_link(house, client, tokens):
    seat = house.a_stranger(house.a_workshop())
    answer = client.post(f"/v1/registrations/{seat}/link-renewal", headers=tokens("admin"))
    assert answer.json() == {"links": 1, "told": False}
    assert [letter.kind for letter in house.letters()] == ["address_confirmation"]


def test_an_administrator_makes_the_address_of_a_feed_anew(house, client, tokens):
    house.a_seat(house.a_workshop())
    person = house.letters()[0].person_id
    path = f"/v1/people/{person}/feed-renewal"
    assert client.post(path, headers=tokens("organizer", body="SESRIC")).status_code == 403
    absent = client.post(f"/v1/people/{uuid4()}/feed-renewal", headers=tokens("admin"))
    assert absent.status_code == 404
    answer = client.post(path, headers=tokens("admin"))
    assert (answer.status_code, answer.json()) == (200, {"links": 1, "told": False})
    feeds = [
        client.get(house.mailing.feed_link(person, links).removeprefix(house.mailing.base_url))
        for links in (0, 1)
    ]
    assert [each.status_code for each in feeds] == [404, 200]


def test_the_personal_page_lists_the_letters_that_left(house, client, post):
    seat = house.a_seat(house.a_workshop())
    page = house.mailing.page_link(seat, 0).removeprefix(house.mailing.base_url)
    [letter] = house.letters()
    assert letter.subject not in client.get(page).text
    house.send(post)
    assert f"<bdi>{letter.subject}</bdi>" in client.get(page).text
