"""The page behind a certificate's QR code, and a person's own certificate."""

from datetime import timedelta

import pytest

from events import check_in, conclude
from tests.factories import done
from tests.nadwa.dashboard_stories import (
    HTML,
    a_page_of_ones_own,
    a_workshop,
    load_everything,
    text_of,
)


@pytest.fixture
def attended(office, clock):
    """Somebody who was at a held event, and the path of their page."""
    load_everything(office)
    event = a_workshop(office)
    registration, path = a_page_of_ones_own(office, event, "guest")
    clock.now = event.starts_at_utc
    done(office, check_in, registration.id)
    clock.now = event.ends_at_utc + timedelta(hours=1)
    done(office, conclude, event.id)
    return registration, path


@pytest.mark.parametrize(
    ("language", "said", "title"),
    [
        ("en", "This certificate is genuine.", "Families in the city"),
        ("fr", "Cette attestation est authentique.", "Familles en ville"),
        ("ar", "هذه الشهادة صحيحة.", "الأسر في المدينة"),
    ],
)
def test_the_page_behind_the_code_shows_name_event_and_days(
    client, attended, language, said, title
):
    code = client.app.state.seals.code("certificate", attended[0].id)
    answer = client.get(f"/certificates/{code}", params={"lang": language}, headers=HTML)
    told = text_of(answer.text)
    assert answer.status_code == 200
    assert {said in told, title in told, "Person guest" in told, "2027" in told} == {True}
    assert "person-guest@" not in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"


def test_a_code_that_proves_nothing_is_said_kindly(client, attended):
    answer = client.get(f"/certificates/{'a' * 40}", params={"lang": "en"}, headers=HTML)
    assert answer.status_code == 404
    assert "There is no such certificate." in text_of(answer.text)


def test_a_typed_code_leads_to_its_page(client, attended):
    code = client.app.state.seals.code("certificate", attended[0].id)
    typed = " ".join(code[n : n + 4] for n in range(0, 40, 4)).upper()
    assert "Code on the certificate" in text_of(client.get("/certificates", headers=HTML).text)
    answer = client.get("/certificates", params={"code": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/certificates/{code}")


def test_a_person_takes_their_own_certificate_along(client, attended):
    _, path = attended
    assert "Télécharger mon attestation" in client.get(path, headers=HTML).text
    answer = client.get(f"{path}/certificate.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["cache-control"] == "private, no-store"


def test_nobody_is_offered_a_certificate_before_the_event(client, office):
    load_everything(office)
    _, path = a_page_of_ones_own(office, a_workshop(office), "early")
    assert "certificate.pdf" not in client.get(path, headers=HTML).text
    assert client.get(f"{path}/certificate.pdf").status_code == 409


def test_a_person_with_a_seat_has_the_code_for_the_entrance(client, office):
    load_everything(office)
    _, path = a_page_of_ones_own(office, a_workshop(office), "early")
    assert f'src="{path}/qr.svg"' in client.get(path, headers=HTML).text
    answer = client.get(f"{path}/qr.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
