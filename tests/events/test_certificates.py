"""Certificates of attendance: for whom, in which language, and what their codes prove."""

from datetime import timedelta

import pypdfium2
import pytest

from events import (
    ConclusionForm,
    PersonForm,
    RegistrationForm,
    check_in,
    conclude,
    register,
    undo_check_in,
)
from events.papers.wording import wording
from events.vocabulary import Attendance
from tests.factories import a_person, an_announced_event, done, somebody


@pytest.fixture
def workshop(office, mandates):
    return an_announced_event(office, venue={"city": "Ankara", "country": "TR"})


@pytest.fixture
def attended(office, clock, workshop):
    """Somebody who was there, at an event that was held."""
    one = somebody(office, workshop, 1)
    clock.now = workshop.starts_at_utc
    done(office, check_in, one.id)
    clock.now = workshop.ends_at_utc + timedelta(hours=1)
    done(office, conclude, workshop.id)
    return one


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_bounded().split())


def test_who_was_there_gets_a_certificate_in_their_own_language(client, tokens, attended):
    address = f"/v1/registrations/{attended.id}/certificate.pdf"
    answer = client.get(address, headers=tokens("organizer"))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    words = words_of(answer.content)
    assert "Attestation de participation" in words
    assert "Person 1" in words
    assert "15–17 mars 2027" in words
    assert "Workshop on early warning" in words


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Certificate of Attendance"), ("fr", "Attestation de participation"), ("ar", "مشاركة")],
)
def test_a_certificate_speaks_the_language_that_is_asked_for(
    client, tokens, attended, language, title
):
    address = f"/v1/registrations/{attended.id}/certificate.pdf?language={language}"
    answer = client.get(address, headers=tokens("organizer"))
    assert answer.status_code == 200
    assert title in words_of(answer.content)
    again = client.get(address, headers=tokens("organizer"))
    assert (again.content, again.headers["etag"]) == (answer.content, answer.headers["etag"])


def test_nobody_gets_a_certificate_before_the_event_was_held(
    client, office, clock, tokens, workshop
):
    one = somebody(office, workshop, 1)
    clock.now = workshop.starts_at_utc
    done(office, check_in, one.id)
    answer = client.get(f"/v1/registrations/{one.id}/certificate.pdf", headers=tokens("admin"))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/certificate-not-due")


def test_nobody_gets_a_certificate_who_was_not_there(client, office, tokens, attended, clock):
    event = an_announced_event(office, starts_at="2027-05-15T09:00", ends_at="2027-05-17T16:00")
    absent = somebody(office, event, 2)
    clock.now = event.ends_at_utc
    done(office, conclude, event.id, ConclusionForm(attended=[]))
    answer = client.get(f"/v1/registrations/{absent.id}/certificate.pdf", headers=tokens("admin"))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/certificate-not-due")


def test_a_focal_point_gets_the_certificates_of_its_own_state_only(client, tokens, attended):
    address = f"/v1/registrations/{attended.id}/certificate.pdf"
    assert client.get(address, headers=tokens("focal_point", state="SN")).status_code == 200
    assert client.get(address, headers=tokens("focal_point", state="TR")).status_code == 404
    assert client.get(address, headers=tokens("organizer", body="ICESCO")).status_code == 404
    assert client.get(address, headers=tokens("viewer")).status_code == 403
    assert client.get(address).status_code == 401


def code_of(client, registration) -> str:
    return client.app.state.seals.code("certificate", registration.id)


def test_whoever_has_the_code_sees_name_event_and_days_and_nothing_else(client, attended):
    code = code_of(client, attended)
    answer = client.get(f"/v1/certificates/{code.upper()[:20]}-{code[20:]}")
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "name": "Person 1",
        "event": {"en": "Workshop on early warning", "fr": None, "ar": "ورشة حول الإنذار المبكر"},
        "reference": "EVT-2027-001",
        "starts_on": "2027-03-15",
        "ends_on": "2027-03-17",
        "role": "participant",
        "attendance": "full",
    }
    assert "person-1@example.org" not in answer.text


def test_a_code_that_is_not_ours_proves_nothing(client, attended):
    code = code_of(client, attended)
    other = client.app.state.seals.code("check-in", attended.id)
    unknown = client.app.state.seals.code("certificate", attended.event_id)
    for wrong in (code[:-1], other, unknown, "a" * 40, "x"):
        assert client.get(f"/v1/certificates/{wrong}").status_code == 404


def test_an_attendance_that_was_taken_back_proves_nothing_any_more(client, office, attended):
    done(office, undo_check_in, attended.id)
    assert client.get(f"/v1/certificates/{code_of(client, attended)}").status_code == 404


@pytest.mark.parametrize("role", ["speaker", "observer", "staff"])
def test_a_certificate_says_who_spoke_and_who_was_there_for_a_part(
    client, office, clock, tokens, workshop, role
):
    person = PersonForm.model_validate(a_person(7, None, language="en", position="Statistician"))
    one = done(office, register, workshop.id, RegistrationForm(person=person, role=role))
    clock.now = workshop.ends_at_utc
    done(office, check_in, one.id, Attendance.PARTIAL)
    done(office, conclude, workshop.id)
    address = f"/v1/registrations/{one.id}/certificate.pdf"
    words = words_of(client.get(address, headers=tokens("admin")).content)
    assert "took part in some of the sessions of" in words
    assert "Role: " in words
    assert "Statistician" in words


def test_a_country_that_is_no_member_state_has_its_name(client, office, clock, tokens, mandates):
    venue = {"name": "Palais des Nations", "city": "Geneva", "country": "CH"}
    event = an_announced_event(office, venue=venue, mode="hybrid", online_url="https://example.org")
    one = somebody(office, event, 1)
    clock.now = event.ends_at_utc
    done(office, conclude, event.id, ConclusionForm(attended="confirmed"))
    address = f"/v1/registrations/{one.id}/certificate.pdf?language=en"
    words = words_of(client.get(address, headers=tokens("admin")).content)
    assert "Place: Palais des Nations, Geneva, Switzerland · online" in words


def test_every_word_on_paper_is_there_in_three_languages():
    for name, words in wording().items():
        assert set(words) == {"en", "fr", "ar"}, name
        assert all(words.values()), name
