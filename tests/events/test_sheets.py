"""Attendance lists, badges and letters of invitation."""

from datetime import timedelta

import pypdfium2
import pytest

from events import nominate
from events.registrations.actions import register
from events.registrations.people_forms import NominationForm, PersonForm, RegistrationForm
from tests.factories import a_person, an_announced_event, an_event, done, somebody


@pytest.fixture
def event(office, mandates):
    return an_announced_event(
        office, capacity=2, venue={"name": "House", "city": "Ankara", "country": "TR"}
    )


@pytest.fixture
def organizer(tokens):
    return tokens("organizer", body="SESRIC")


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.split())


def paper(client, address, headers) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    return words_of(answer.content)


def test_the_list_names_those_with_a_seat_and_when_they_came(
    client, office, event, organizer, clock
):
    form = RegistrationForm(
        person=PersonForm.model_validate(a_person(1, "TR", position="Statistician"))
    )
    guest = done(office, register, event.id, form)
    somebody(office, event, 2)
    somebody(office, event, 3)
    clock.now = event.starts_at_utc + timedelta(minutes=5)
    code = client.app.state.seals.code("check-in", guest.id)
    client.post(f"/v1/events/{event.id}/check-ins", json={"code": code}, headers=organizer)
    words = paper(client, f"/v1/events/{event.id}/attendance-list.pdf", organizer)
    assert "Attendance List" in words
    assert "15 Mar 16 Mar 17 Mar" in words
    assert "1 Person 2 SN" in words
    assert "2 Person 1 Statistician · TR 09:05" in words
    assert "Person 3" not in words
    assert "as of 15 March 2027" in words


@pytest.mark.parametrize(("language", "title"), [("fr", "Liste de présence"), ("ar", "الحضور")])
def test_the_list_speaks_three_languages(client, event, organizer, language, title):
    address = f"/v1/events/{event.id}/attendance-list.pdf?language={language}"
    assert title in paper(client, address, organizer)


def test_the_list_of_one_day_has_room_for_signatures(client, office, mandates, organizer):
    event = an_announced_event(office, ends_at="2027-03-15T16:00")
    somebody(office, event, 1)
    assert "Signature" in paper(client, f"/v1/events/{event.id}/attendance-list.pdf", organizer)


def test_badges_say_who_it_is_and_from_where(client, office, event, organizer):
    somebody(office, event, 1)
    person = PersonForm.model_validate(a_person(2, None, body="ICESCO"))
    done(office, register, event.id, RegistrationForm(person=person, role="speaker"))
    words = paper(client, f"/v1/events/{event.id}/badges.pdf", organizer)
    for said in ("Person 1 SN", "Participant", "Person 2 ICESCO", "Speaker", "Ankara"):
        assert said in words


def test_papers_of_an_event_without_people_or_dates_say_so(client, office, mandates, organizer):
    event = an_event(office, starts_at=None, ends_at=None)
    for name in ("attendance-list", "badges"):
        address = f"/v1/events/{event.id}/{name}.pdf"
        assert "Nobody has a seat yet." in paper(client, address, organizer)


def test_lists_and_badges_are_for_the_organizers_of_the_event(client, event, tokens):
    for name in ("attendance-list", "badges"):
        address = f"/v1/events/{event.id}/{name}.pdf"
        for headers, status in (
            (tokens("organizer", body="ICESCO"), 404),
            (tokens("focal_point", state="SN"), 403),
            (tokens("viewer"), 403),
            ({}, 401),
        ):
            assert client.get(address, headers=headers).status_code == status


def test_a_letter_for_the_visa_names_person_event_and_note_verbale(
    client, office, mandates, tokens
):
    event = an_announced_event(
        office, registration={"mode": "nomination"}, venue={"city": "Ankara"}
    )
    people = [a_person(1, None, position="Adviser")]
    form = NominationForm(state="SN", note_reference="NV/SN/12", people=people)
    (guest,) = done(office, nominate, event.id, form)[1]
    address = f"/v1/registrations/{guest.id}/invitation-letter.pdf"
    focal_point = tokens("focal_point", state="SN")
    words = paper(client, address, focal_point)
    for said in (
        "Lettre d'invitation",
        "Person 1",
        "NV/SN/12",
        "15–17 mars 2027",
        "24 novembre 2026",
    ):
        assert said.replace("'", "’") in words.replace("'", "’")
    assert "Letter of Invitation" in paper(client, f"{address}?language=en", focal_point)
    assert client.get(address, headers=tokens("focal_point", state="TR")).status_code == 404


def test_only_who_has_a_seat_at_an_event_to_come_is_invited(client, office, event, organizer):
    somebody(office, event, 1)
    guest = somebody(office, event, 2)
    waiting = somebody(office, event, 3)
    address = "/v1/registrations/{}/invitation-letter.pdf"
    refused = client.get(address.format(waiting.id), headers=organizer)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/seat-conflict")
    client.post(f"/v1/events/{event.id}/postponement", json={"reason": "Storm"}, headers=organizer)
    refused = client.get(address.format(guest.id), headers=organizer)
    assert refused.json()["type"] == "/problems/event-status-conflict"
