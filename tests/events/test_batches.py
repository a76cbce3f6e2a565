"""Lists of people: what is read, row by row results, dry runs, upserts, nominations."""

import codecs
import json
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlmodel import select

from events import Person, Registration
from events.batches.actions import _Batch
from events.batches.people_list import UnreadableList, read_people
from tests.factories import SYSTEM, a_person, an_announced_event, somebody

CSV = "name,email,state,body,language,position,role,external_id\n"


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


def send(client, headers, event, content, kind="text/csv", **options):
    address = f"/v1/events/{event.id}/registrations/import"
    content = content if isinstance(content, bytes) else content.encode()
    sent = {**headers, "Content-Type": kind}
    return client.post(address, content=content, params=options, headers=sent)


def outcomes(answer):
    return [each["outcome"] for each in answer.json()["rows"]]


@pytest.mark.parametrize(
    ("content", "encoding", "notes"),
    [
        ("name,email\nÉric,e@example.org\n".encode(), "utf-8", 0),
        (codecs.BOM_UTF8 + "name;email\r\nÉric;e@example.org\r\n".encode(), "utf-8", 0),
        ("name\temail\nÉric\te@example.org\n".encode("utf-16"), "utf-16", 0),
        ("sep=;\nname;email\nÉric;e@example.org\n".encode(), "utf-8", 0),
        ("name;email;;\n\nÉric;e@example.org;;\n;;;\n".encode("cp1252"), "windows-1252", 1),
        (json.dumps([{"name": "Éric", "email": "e@example.org"}]).encode(), "utf-8", 0),
        ('"Name","EMAIL "\n"Éric","e@example.org"'.encode(), "utf-8", 0),
    ],
)
def test_lists_are_read_as_offices_send_them(content, encoding, notes):
    read = read_people(content)
    assert [row.cells for row in read.rows] == [{"name": "Éric", "email": "e@example.org"}]
    assert (read.encoding, len(read.notes)) == (encoding, notes)


def test_rows_are_named_by_their_line_in_the_file():
    read = read_people(b'sep=,\nname,email\n"A\nB",a@example.org\n\nC,c@example.org\n')
    assert [row.line for row in read.rows] == [4, 6]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"name,email\n", "no rows"),
        (b"sep=;\n;;\n", "empty"),
        (b"name\nA\n", "email is missing"),
        (b"name,email,shoe\nA,a@example.org,44\n", "unknown columns"),
        (b"name,email,name\nA,a@example.org,B\n", "twice"),
        (b"name,email\nA,a@example.org,extra\n", "line 2 has more cells"),
        (b'name,email\n"A,a@example.org\n', "line"),
        (b"[1]", "list of objects"),
        (b'{"name": "A"}', "list of objects"),
        (b"[{", "none"),
        (b"[" * 100_000, "none"),
        (codecs.BOM_UTF16_LE + b"a", "no valid utf-16"),
        (b"name\x81\x8d,email\n", "neither"),
        (b"name,email\n" + b"A,a@example.org\n" * 5001, "at most 5000"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_the_reason(content, why):
    with pytest.raises(UnreadableList, match=why):
        read_people(content)


def test_each_row_has_its_result(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    rows = (
        "A,a@example.org,SN,,fr,Director,,x:1\n"
        "B,b@example.org,TR,,,,,\n"
        ",c@example.org,TR,,,,,\n"
        "D,d@example.org,FR,NOBODY,,,,\n"
        "E,a@example.org,SN,,,,,\n"
        "F,f@example.org,SN,,,,,x:1\n"
    )
    answer = send(client, organizer, event, CSV + rows)
    assert answer.status_code == 200
    body = answer.json()
    assert body["counts"] == {"created": 2, "refused": 4}
    assert [each["row"] for each in body["rows"]] == [2, 3, 4, 5, 6, 7]
    assert [each["seat"] for each in body["rows"][:2]] == ["confirmed", "waitlisted"]
    assert body["rows"][0]["explained"]["fr"] == "confirmée : siège 1 sur 1"
    assert [each["explained"] is None for each in body["rows"]] == [False] * 2 + [True] * 4
    faults = [[fault["pointer"] for fault in each["errors"]] for each in body["rows"]]
    assert faults == [[], [], ["/name"], ["/state", "/body"], ["/email"], ["/external_id"]]
    listed = client.get(f"/v1/events/{event.id}/registrations", headers=organizer).json()["items"]
    assert [each["id"] for each in listed] == [each["registration"] for each in body["rows"][:2]]
    assert listed[0]["person"]["position"] == "Director"


def test_a_dry_run_answers_the_same_and_changes_nothing(client, organizer, office, journal):
    event = an_announced_event(office, capacity=1)
    content = CSV + "A,a@example.org,SN,,,,,\nB,b@example.org,SN,,,,,\n"
    before = journal()
    dry = send(client, organizer, event, content, dry_run=True).json()
    assert (dry["dry_run"], dry["applied"], dry["counts"]) == (True, False, {"created": 2})
    assert [each["registration"] for each in dry["rows"]] == [None, None]
    assert journal() == before
    assert client.get(f"/v1/events/{event.id}", headers=organizer).json()["seats"]["confirmed"] == 0
    wet = send(client, organizer, event, content).json()
    assert [each["seat"] for each in wet["rows"]] == [each["seat"] for each in dry["rows"]]


def test_all_or_nothing_stores_nothing_when_a_row_is_refused(client, organizer, office):
    event = an_announced_event(office)
    content = CSV + "A,a@example.org,SN,,,,,\nB,nonsense,SN,,,,,\n"
    answer = send(client, organizer, event, content, all_or_nothing=True)
    assert (answer.json()["applied"], outcomes(answer)) == (False, ["created", "refused"])
    assert (
        client.get(f"/v1/events/{event.id}/registrations", headers=organizer).json()["items"] == []
    )


def test_a_list_sent_again_brings_people_up_to_date(client, organizer, office):
    event = an_announced_event(office)
    somebody(office, event, "known", "SN")
    rows = [
        {"name": "A", "email": "a@example.org", "state": "SN", "external_id": "x:1"},
        {"name": "Person known", "email": "person-known@example.org", "state": "SN"},
    ]
    first = send(client, organizer, event, json.dumps(rows), "application/json")
    assert outcomes(first) == ["created", "unchanged"]
    rows[0]["position"] = "Minister"
    rows[1]["external_id"] = "x:2"
    assert (
        outcomes(send(client, organizer, event, json.dumps(rows), "application/json"))
        == ["updated"] * 2
    )
    assert (
        outcomes(send(client, organizer, event, json.dumps(rows), "application/json"))
        == ["unchanged"] * 2
    )
    rows[0]["email"] = "other@example.org"
    rows[1]["state"] = "TR"
    again = send(client, organizer, event, json.dumps(rows), "application/json")
    assert outcomes(again) == ["refused", "refused"]
    assert [each["errors"][0]["pointer"] for each in again.json()["rows"]] == [
        "/external_id",
        "/email",
    ]


def test_a_row_without_a_seat_left_is_refused_and_others_are_not(client, organizer, office):
    event = an_announced_event(office, capacity=1, registration={"waitlist": False})
    content = (
        CSV + "A,a@example.org,SN,,,,,\nB,b@example.org,SN,,,,,\nC,c@example.org,SN,,,,staff,\n"
    )
    answer = send(client, organizer, event, content)
    assert outcomes(answer) == ["created", "refused", "created"]
    assert "no waiting list" in answer.json()["rows"][1]["errors"][0]["detail"]


def test_a_file_of_a_form_is_taken_and_an_unreadable_one_refused(client, organizer, office):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}/registrations/import"
    file = {"file": ("people.csv", b"name;email\nA;a@example.org\n", "text/csv")}
    assert outcomes(client.post(address, files=file, headers=organizer)) == ["created"]
    for content in ({"other": b"x"}, {"file": b""}):
        refused = client.post(address, files=content, headers=organizer)
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/batch-unreadable")


def test_a_key_imports_once(client, organizer, office):
    event = an_announced_event(office)
    keyed = {**organizer, "Idempotency-Key": "k"}
    first, second = (
        send(client, keyed, event, CSV + "A,a@example.org,SN,,,,,\n") for _ in range(2)
    )
    assert outcomes(second) == outcomes(first) == ["created"]


def test_a_focal_point_imports_its_own_state_and_learns_nothing_of_others(
    client, tokens, mandates, office
):
    event = an_announced_event(office, states=[{"state": "SN", "role": "participant"}])
    foreign = somebody(office, event, "tr", "TR")
    content = (
        CSV + "A,a@example.org,SN,,,,,\nB,b@example.org,TR,,,,,\nC,person-tr@example.org,SN,,,,,\n"
    )
    answer = send(client, tokens("focal_point", state="SN"), event, content)
    assert outcomes(answer) == ["created", "refused", "refused"]
    assert str(foreign.id) not in answer.text
    assert send(client, {}, event, content).status_code == 401


def nominate(client, headers, event, **fields):
    body = {"state": "SN", "note_reference": "NV/2027/14", "note_date": "2027-01-10", **fields}
    return client.post(f"/v1/events/{event.id}/nominations", json=body, headers=headers)


@pytest.fixture
def invited(mandates, office):
    return an_announced_event(office, seats_per_state=2, registration={"mode": "nomination"})


def test_a_states_people_get_its_seats_in_its_order_and_each_decision_explains_itself(
    client, tokens, invited, journal
):
    people = [{"name": f"P{n}", "email": f"p{n}@example.org"} for n in range(3)]
    alternates = [{"name": "Alt", "email": "alt@example.org"}]
    focal = tokens("focal_point", state="SN")
    answer = nominate(client, focal, invited, people=people, alternates=alternates)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["note_reference"], body["note_date"]) == (
        "SN",
        "NV/2027/14",
        "2027-01-10",
    )
    found = body["registrations"]
    assert [each["person"]["name"] for each in found] == ["P0", "P1", "P2", "Alt"]
    assert [each["explanation"] for each in found] == [
        "confirmed: seat 1 of 2 of SN",
        "confirmed: seat 2 of 2 of SN",
        "waitlisted: place 1, SN has all of its 2 seats",
        "waitlisted: place 2, SN has all of its 2 seats",
    ]
    assert {each["nomination"] for each in found} == {body["id"]}
    assert journal()[-1] == "nomination.received"
    client.post(f"/v1/registrations/{found[0]['id']}/withdrawal", headers=focal)
    promoted = client.get(f"/v1/registrations/{found[2]['id']}", headers=focal).json()
    assert promoted["explanation"] == "confirmed: seat 2 of 2 of SN"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"state": "TR"}, "/state"),
        ({"people": []}, "/people"),
        ({"people": [a_person(1, "TR")]}, "/people/0/state"),
        ({"alternates": [a_person(2, body="NOBODY")]}, "/alternates/0/body"),
        ({"note_reference": ""}, "/note_reference"),
    ],
)
def test_a_nomination_that_cannot_be_is_refused(client, tokens, invited, fields, pointer):
    focal = tokens("focal_point", state="SN")
    refused = nominate(client, focal, invited, **{"people": [a_person(1)], **fields})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_nomination_is_entered_whole_or_not_at_all(client, tokens, invited, office, organizer):
    somebody(office, invited, "known", "SN")
    people = [a_person("new"), a_person("known")]
    refused = nominate(client, tokens("focal_point", state="SN"), invited, people=people)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["pointer"] == "/people/1/email"
    listed = client.get(f"/v1/events/{invited.id}/registrations", headers=organizer).json()["items"]
    assert len(listed) == 1


def test_nominations_are_for_events_that_ask_for_them(client, organizer, office):
    event = an_announced_event(office)
    refused = nominate(client, organizer, event, people=[a_person(1)])
    assert refused.json()["type"] == "/problems/nominations-not-taken"
    unknown = nominate(client, organizer, event, state="FR", people=[a_person(1, None)])
    assert unknown.status_code == 409


def test_an_organizer_enters_a_nomination_for_a_state(client, organizer, invited):
    unknown = nominate(client, organizer, invited, state="FR", people=[a_person(1, None)])
    assert unknown.json()["errors"][0]["pointer"] == "/state"
    assert nominate(client, organizer, invited, people=[a_person(1)]).status_code == 201


def a_list(n, **more):
    return [a_person(each, external_id=f"x:{each}", **more) for each in range(n)]


def statements(office):
    """Count what the writing connection is asked until the end."""
    asked = []
    sa.event.listen(
        office.engines.write, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    return asked


@pytest.mark.parametrize("again", [False, True])
def test_a_long_list_asks_as_much_as_a_short_one(client, organizer, office, again):
    events = [an_announced_event(office, capacity=5, seats_per_state=3) for _ in range(2)]
    counts = []
    for event, rows in zip(events, (20, 400), strict=True):
        if again:
            send(client, organizer, event, json.dumps(a_list(rows)))
        asked = statements(office)
        answer = send(client, organizer, event, json.dumps(a_list(rows)))
        assert answer.json()["counts"] == {"unchanged" if again else "created": rows}
        counts.append(len(asked))
        seats = Counter(each["seat"] for each in answer.json()["rows"])
        assert seats == {"confirmed": 3, "waitlisted": rows - 3}
    # beside the portions of inserts
    assert counts[1] - counts[0] < 40


def test_rows_that_move_seats_see_the_rows_before_them(client, organizer, office):
    event = an_announced_event(office, capacity=2)
    first = [a_person(1, role="participant"), a_person(2)]
    send(client, organizer, event, json.dumps(first))
    rows = [a_person(3), a_person(1, role="staff"), a_person(4)]
    answer = send(client, organizer, event, json.dumps(rows)).json()
    assert answer["counts"] == {"created": 2, "updated": 1}
    # who was new in row 1 has the seat that row 2 gave up
    assert [each["seat"] for each in answer["rows"]] == ["confirmed", "confirmed", "waitlisted"]
    assert client.get(f"/v1/events/{event.id}", headers=organizer).json()["seats"] == {
        "capacity": 2,
        "confirmed": 2,
        "waitlisted": 1,
    }


def test_who_left_comes_back_by_a_list_under_the_same_external_id(client, organizer, office):
    event = an_announced_event(office, capacity=2)
    (row,) = send(client, organizer, event, json.dumps(a_list(1))).json()["rows"]
    client.post(f"/v1/registrations/{row['registration']}/withdrawal", headers=organizer)
    (back,) = send(client, organizer, event, json.dumps(a_list(1))).json()["rows"]
    assert (back["registration"], back["outcome"]) == (row["registration"], "created")
    other = [a_person("z", external_id="x:0")]
    client.post(f"/v1/registrations/{row['registration']}/withdrawal", headers=organizer)
    (refused,) = send(client, organizer, event, json.dumps(other)).json()["rows"]
    assert refused["outcome"] == "refused"


def test_somebody_whom_another_work_stores_meanwhile_is_one_person(
    client, organizer, office, monkeypatch
):
    event, other = an_announced_event(office), an_announced_event(office)
    send(client, organizer, other, json.dumps([a_person(1)]))
    # as if the record had not been there yet when the list was looked up
    monkeypatch.setattr("events.batches.actions.people_known", lambda *_: ({}, {}))
    answer = send(client, organizer, event, json.dumps([a_person(1, position="Director")]))
    assert answer.json()["counts"] == {"created": 1}
    with office.look(SYSTEM) as look:
        people = look.session.exec(select(Person)).all()
        entered = look.session.exec(select(Registration.person_id)).all()
    assert [each.position for each in people] == ["Director"]
    assert set(entered) == {people[0].id}


def test_how_far_a_running_list_is_can_be_asked(client, organizer, office, tokens, monkeypatch):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}/registrations/import"
    seen = []

    def looking(self, row, entry, bring=_Batch.result):
        if row.line in {1, 101, 150}:
            seen.append(client.get(address, headers=organizer).json())
        return bring(self, row, entry)

    monkeypatch.setattr(_Batch, "result", looking)
    assert client.get(address, headers=organizer).json()["running"] is False
    send(client, organizer, event, json.dumps(a_list(150)))
    since = "2026-11-24T08:00:00Z"
    assert seen == [
        {"running": True, "done": done, "rows": 150, "since": since} for done in (0, 100, 100)
    ]
    after = client.get(address, headers=organizer).json()
    assert after == {"running": False, "done": 0, "rows": 0, "since": None}
    assert client.get(address).status_code == 401
    assert client.get(address, headers=tokens("viewer")).status_code == 403


def test_a_list_that_fails_is_not_running_any_more(client, organizer, office, monkeypatch):
    event = an_announced_event(office)

    def breaking(*_):
        raise RuntimeError

    monkeypatch.setattr(_Batch, "store", breaking)
    assert send(client, organizer, event, json.dumps(a_list(1))).status_code == 500
    assert office.board.read(event.id) is None
