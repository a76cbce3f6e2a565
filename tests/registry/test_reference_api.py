"""Bodies, states and sessions over HTTP: public; a session's date is set by staff."""

import pytest


def every(client, path):
    items, after = [], ""
    while after is not None:
        page = client.get(path, params={"after": after, "limit": 20}).json()
        items, after = items + page["items"], page["next"]
    return items


def test_states_are_public_with_their_right_names(client, catalogue):
    states = {each["code"]: each for each in every(client, "/v1/states")}
    assert len(states) == 57
    assert states["PS"]["name"] == {
        "en": "State of Palestine",
        "fr": "État de Palestine",
        "ar": "دولة فلسطين",
    }
    assert states["TR"]["name"]["en"] == "Türkiye"
    assert all(state["member"] for state in states.values())


def test_a_suspended_state_was_no_member_then(client, catalogue, clock):
    assert client.get("/v1/states/SY").json()["member"] is True
    clock.now = clock.now.replace(year=2020)
    answer = client.get("/v1/states/sy")
    assert answer.json()["member"] is False
    assert answer.json()["memberships"] == [
        {"since": None, "until": "2012-08-15"},
        {"since": "2025-03-07", "until": None},
    ]


def test_bodies_are_public_and_found_by_kind(client, catalogue):
    groups = client.get("/v1/bodies", params={"kind": "group"}).json()["items"]
    assert len(every(client, "/v1/bodies")) == 46
    assert {each["kind"] for each in groups} == {"group"}
    assert client.get("/v1/bodies/MEMBER_STATES").json()["members"] == ["states"]
    sesric = client.get("/v1/bodies/SESRIC")
    assert (sesric.json()["short"]["en"], sesric.headers["etag"]) == ("SESRIC", '"1"')


@pytest.mark.parametrize("path", ["/v1/bodies/NOBODY", "/v1/states/ZZ", "/v1/sessions/MCSD-99"])
def test_an_unknown_code_is_missing(client, catalogue, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/v1/bodies/%00", "/v1/states/%F0%9F%8C%8D", "/v1/bodies?kind=x"])
def test_a_code_that_cannot_be_one_is_refused(client, catalogue, path):
    assert client.get(path).status_code == 422


def test_a_sessions_date_becomes_known(client, tokens, catalogue):
    staff = tokens("organizer")
    before = client.get("/v1/sessions/MCSD-3")
    assert (before.json()["starts_on"], before.json()["expected"]) == (None, "2025")
    headers = {**staff, "If-Match": before.headers["etag"]}
    change = {"starts_on": "2027-05-10"}
    after = client.patch("/v1/sessions/MCSD-3", json=change, headers=headers)
    assert (after.status_code, after.json()["starts_on"]) == (200, "2027-05-10")
    assert client.patch("/v1/sessions/MCSD-3", json=change, headers=headers).status_code == 412
    same = client.patch("/v1/sessions/MCSD-3", json=change, headers={**staff, "If-Match": "*"})
    assert same.headers["etag"] == after.headers["etag"]
    assert len(every(client, "/v1/sessions")) == 4


def test_only_staff_date_a_session_and_say_what_they_saw(client, tokens, catalogue):
    change = {"starts_on": "2027-05-10"}
    assert client.patch("/v1/sessions/MCSD-3", json=change).status_code == 401
    viewer = tokens("viewer")
    assert client.patch("/v1/sessions/MCSD-3", json=change, headers=viewer).status_code == 403
    admin = tokens("admin")
    assert client.patch("/v1/sessions/MCSD-3", json=change, headers=admin).status_code == 428


MCSD_4 = {"code": "MCSD-4", "body": "MCSD", "title": {"en": "Fourth session"}, "expected": "2029"}


def test_staff_enter_a_session_that_deadlines_may_wait_for(client, tokens, catalogue):
    staff = tokens("organizer")
    new = client.post("/v1/sessions", json=MCSD_4, headers=staff)
    assert (new.status_code, new.json()["starts_on"], new.json()["expected"]) == (201, None, "2029")
    assert client.get("/v1/sessions/MCSD-4").json() == new.json()
    again = client.post("/v1/sessions", json=MCSD_4, headers=staff)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/session-exists")
    due = {"basis": "session", "session": "MCSD-4"}
    mandate = client.get("/v1/mandates?limit=1").json()["items"][0]["id"]
    headers = {**staff, "If-Match": "*"}
    waits = client.patch(f"/v1/mandates/{mandate}", json={"due": due}, headers=headers)
    assert (waits.status_code, waits.json()["due"]["session"]) == (200, "MCSD-4")


def test_a_session_is_of_a_body_that_there_is_and_entered_by_staff(client, tokens, catalogue):
    wrong = {**MCSD_4, "body": "NOBODY"}
    refused = client.post("/v1/sessions", json=wrong, headers=tokens("admin"))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/body")
    assert client.post("/v1/sessions", json=MCSD_4).status_code == 401
    assert client.post("/v1/sessions", json=MCSD_4, headers=tokens("viewer")).status_code == 403
