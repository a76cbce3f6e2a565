"""A body takes up a mandate that names nobody to do it, and gives it back."""

import pytest

from tests.factories import the_catalogue


@pytest.fixture
def unowned(office):
    return f"/v1/mandates/{the_catalogue(office)['mcsd-2/28']}"


def test_a_body_claims_a_mandate_and_gives_it_back(client, tokens, unowned):
    sesric = tokens("organizer", body="SESRIC")
    claimed = client.post(f"{unowned}/claim", json={"programme": "SD-CaB"}, headers=sesric)
    assert claimed.status_code == 200
    assert (claimed.json()["owner"], claimed.json()["programme"]) == ("SESRIC", "SD-CaB")
    again = client.post(f"{unowned}/claim", headers=sesric)
    assert again.json()["programme"] == "SD-CaB"
    assert client.get(unowned).json()["owner"] == "SESRIC"
    assert client.post(f"{unowned}/release", headers=sesric).json()["owner"] is None
    facts = client.get("/v1/journal", headers=tokens("admin")).json()["items"]
    told = [each["fact"] for each in facts if each["fact"].startswith("mandate.")]
    assert told == ["mandate.claimed", "mandate.released"]


def test_what_another_body_owns_is_neither_claimed_nor_released(client, tokens, unowned):
    sesric, icesco = (tokens("organizer", body=body) for body in ("SESRIC", "ICESCO"))
    client.post(f"{unowned}/claim", headers=sesric)
    refused = client.post(f"{unowned}/claim", headers=icesco)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/already-owned")
    assert client.post(f"{unowned}/release", headers=icesco).status_code == 403
    others = client.post(f"{unowned}/claim", json={"body": "SESRIC"}, headers=icesco)
    assert others.status_code == 403
    etag = {"If-Match": client.get(unowned, headers=icesco).headers["etag"]}
    taken = client.patch(unowned, json={"owner": "ICESCO"}, headers=icesco | etag)
    assert taken.json()["errors"][0]["pointer"] == "/owner"


def test_who_speaks_for_no_body_names_one_that_is_there(client, tokens, unowned):
    admin = tokens("admin")
    for said in ({}, {"body": "NOBODY"}):
        refused = client.post(f"{unowned}/claim", json=said, headers=admin)
        assert refused.json()["errors"][0]["pointer"] == "/body"
    assert client.post(f"{unowned}/claim", json={"body": "SESRIC"}, headers=admin).is_success
    assert client.post(f"{unowned}/claim", headers=tokens("viewer")).status_code == 403


def test_a_rejected_mandate_is_not_claimed(client, tokens, unowned):
    admin = tokens("admin")
    client.post(f"{unowned}/rejection", json={"reason": "it asks for nothing"}, headers=admin)
    refused = client.post(f"{unowned}/claim", json={"body": "SESRIC"}, headers=admin)
    assert refused.status_code == 409
