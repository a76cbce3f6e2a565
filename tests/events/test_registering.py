"""Registering people: seats, the line, approval, withdrawal, substitution, answers."""

from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import event as hooks
from sqlmodel import col, select

from events import (
    Answer,
    Person,
    Registration,
    cancel,
    confirm_address,
    record_answer,
)
from tests.factories import SYSTEM, a_person, an_announced_event, an_event, done, seat_of, somebody


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


def sign_up(client, event, person, headers=None, **more):
    body = {"person": person, **more}
    return client.post(f"/v1/events/{event.id}/registrations", json=body, headers=headers)


def do(client, headers, registration, name, **body):
    address = f"/v1/registrations/{registration['id']}/{name}"
    return client.post(address, json=body or None, headers=headers)


def show(client, headers, registration):
    return client.get(f"/v1/registrations/{registration['id']}", headers=headers).json()


def kind(answer):
    return answer.json()["type"].removeprefix("/problems/")


def test_a_registration_shows_three_separate_things(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    person = a_person(1, body="SESRIC", position="Director", language="fr", gender="female")
    answer = sign_up(client, event, person, organizer, external_id="x:1")
    assert answer.status_code == 201
    body = answer.json()
    assert body["person"] == person
    assert (body["seat"], body["answer"], body["attendance"]) == (
        "confirmed",
        "needs_action",
        "none",
    )
    assert (body["event"], body["external_id"], body["role"]) == (
        str(event.id),
        "x:1",
        "participant",
    )
    assert (body["waitlist_position"], body["explanation"]) == (None, "confirmed: seat 1 of 1")
    again = client.get(f"/v1/registrations/{body['id']}", headers=organizer)
    assert (again.json(), again.headers["etag"]) == (body, answer.headers["etag"])


def test_the_next_wait_in_the_order_they_came(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    found = [sign_up(client, event, a_person(n), organizer).json() for n in range(3)]
    assert [each["seat"] for each in found] == ["confirmed", "waitlisted", "waitlisted"]
    assert [each["waitlist_position"] for each in found] == [None, 1, 2]
    do(client, organizer, found[1], "withdrawal")
    last = show(client, organizer, found[2])
    assert last["waitlist_position"] == 1
    assert last["explanation"] == "waitlisted: place 1, all 1 seats are taken"


def test_a_freed_seat_goes_to_the_first_in_line(client, organizer, office, journal):
    event = an_announced_event(office, capacity=1)
    first, second, third = (sign_up(client, event, a_person(n), organizer).json() for n in range(3))
    withdrawn = do(client, organizer, first, "withdrawal").json()
    assert (withdrawn["seat"], withdrawn["explanation"]) == ("withdrawn", None)
    assert show(client, organizer, second)["seat"] == "confirmed"
    assert show(client, organizer, third)["seat"] == "waitlisted"
    names = journal()[-3:]
    assert names == ["seat.freed", "seat.confirmed", "registration.withdrawn"]
    again = do(client, organizer, first, "withdrawal")
    assert (again.status_code, again.json()["seat"]) == (200, "withdrawn")
    assert journal()[-3:] == names


def test_a_state_at_its_limit_waits_and_others_pass(client, organizer, office):
    event = an_announced_event(office, capacity=3, seats_per_state=1)
    states = ["SN", "SN", "TR", "EG", "ID"]
    people = [somebody(office, event, n, state) for n, state in enumerate(states)]
    assert [seat_of(office, each) for each in people] == [
        "confirmed",
        "waitlisted",
        "confirmed",
        "confirmed",
        "waitlisted",
    ]
    client.post(f"/v1/registrations/{people[2].id}/withdrawal", headers=organizer)
    assert [seat_of(office, people[n]) for n in (1, 4)] == ["waitlisted", "confirmed"]
    client.post(f"/v1/registrations/{people[0].id}/withdrawal", headers=organizer)
    explained = client.get(f"/v1/registrations/{people[1].id}", headers=organizer).json()
    assert explained["explanation"] == "confirmed: seat 1 of 1 of SN"


def test_more_seats_are_given_to_the_line_at_once(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    people = [somebody(office, event, n) for n in range(4)]
    edit = {**organizer, "If-Match": "*"}
    body = client.patch(f"/v1/events/{event.id}", json={"capacity": 3}, headers=edit).json()
    assert body["seats"] == {"capacity": 3, "confirmed": 3, "waitlisted": 1}
    assert [seat_of(office, each) for each in people][-1] == "waitlisted"
    body = client.patch(f"/v1/events/{event.id}", json={"capacity": None}, headers=edit).json()
    assert body["seats"] == {"capacity": None, "confirmed": 4, "waitlisted": 0}


def test_without_a_waiting_list_a_full_event_refuses(client, organizer, office):
    event = an_announced_event(office, capacity=1, registration={"waitlist": False})
    sign_up(client, event, a_person(1), organizer)
    refused = sign_up(client, event, a_person(2), organizer)
    assert (refused.status_code, kind(refused)) == (409, "event-full")


def test_the_same_address_is_registered_once_however_it_is_written(client, organizer, office):
    event = an_announced_event(office)
    first = sign_up(client, event, a_person(1), organizer).json()
    again = sign_up(client, event, {"name": "X", "email": "PERSON-1@Example.ORG"}, organizer)
    assert (again.status_code, kind(again)) == (409, "already-registered")
    assert again.json()["existing"] == first["id"]
    stranger = sign_up(client, event, {"name": "X", "email": "person-1@example.org"})
    assert kind(stranger) == "already-registered"
    assert first["id"] not in stranger.text


def test_an_external_id_is_one_registration(client, organizer, office):
    event = an_announced_event(office)
    sign_up(client, event, a_person(1), organizer, external_id="x:1")
    assert (
        kind(sign_up(client, event, a_person(2), organizer, external_id="x:1"))
        == "external-id-taken"
    )


@pytest.mark.parametrize(
    ("person", "pointer"),
    [
        ({"state": "FR"}, "/person/state"),
        ({"body": "NOBODY"}, "/person/body"),
        ({"email": "Name <a@example.org>"}, "/person/email"),
        ({"name": "a\u202eb"}, "/person/name"),
        ({"language": "pt"}, "/person/language"),
        ({"colour": "red"}, "/person/colour"),
    ],
)
def test_what_cannot_be_said_of_a_person_is_refused(client, organizer, office, person, pointer):
    refused = sign_up(client, an_announced_event(office), {**a_person(1), **person}, organizer)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]


def test_unknown_state_and_body_are_both_named(client, organizer, office):
    person = {**a_person(1), "state": "FR", "body": "NOBODY"}
    refused = sign_up(client, an_announced_event(office), person, organizer)
    assert [each["pointer"] for each in refused.json()["errors"]] == [
        "/person/state",
        "/person/body",
    ]


def test_a_person_speaks_the_language_of_the_state_unless_said_otherwise(client, organizer, office):
    event = an_announced_event(office)
    found = [sign_up(client, event, a_person(s, s), organizer).json() for s in ("SN", "EG", None)]
    assert [each["person"]["language"] for each in found] == ["fr", "ar", "en"]


def test_staff_take_no_seat(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    staff = sign_up(client, event, a_person(1), organizer, role="staff").json()
    assert (staff["seat"], staff["explanation"]) == ("confirmed", "confirmed: staff take no seat")
    guest = sign_up(client, event, a_person(2), organizer).json()
    assert guest["seat"] == "confirmed"
    do(client, organizer, staff, "withdrawal")
    assert client.get(f"/v1/events/{event.id}", headers=organizer).json()["seats"]["confirmed"] == 1


@pytest.mark.parametrize("role", ["speaker", "staff"])
def test_nobody_makes_themselves_a_speaker_or_staff(client, mandates, office, role):
    refused = sign_up(client, an_announced_event(office), a_person(1), role=role)
    assert refused.json()["errors"][0]["pointer"] == "/role"


def test_a_withdrawn_person_returns_to_the_end_of_the_line_with_the_same_id(
    client, organizer, office
):
    event = an_announced_event(office, capacity=1)
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))
    do(client, organizer, first, "withdrawal")
    again = sign_up(client, event, a_person(1), organizer)
    assert again.status_code == 201
    assert (again.json()["id"], again.json()["seat"]) == (first["id"], "waitlisted")
    assert show(client, organizer, second)["seat"] == "confirmed"


def test_an_organizer_decides_where_approval_is_manual(client, organizer, office, journal):
    event = an_announced_event(office, capacity=1, registration={"approval": "manual"})
    found = [sign_up(client, event, a_person(n), organizer).json() for n in range(3)]
    assert {each["seat"] for each in found} == {"pending"}
    assert found[0]["explanation"] == "pending: the organizer decides"
    assert do(client, organizer, found[1], "approval").json()["seat"] == "confirmed"
    assert do(client, organizer, found[0], "approval").json()["seat"] == "waitlisted"
    assert kind(do(client, organizer, found[0], "approval")) == "seat-conflict"
    rejected = do(client, organizer, found[2], "rejection", reason="No quorum of seats").json()
    assert (rejected["seat"], rejected["explanation"]) == (
        "rejected",
        "rejected: No quorum of seats",
    )
    assert kind(do(client, organizer, found[2], "rejection")) == "seat-conflict"
    assert kind(do(client, organizer, found[2], "withdrawal")) == "seat-conflict"
    assert journal()[-1] == "registration.rejected"


def test_a_rejected_seat_goes_on_and_only_the_organizer_lets_them_back(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))
    assert (
        do(client, organizer, first, "rejection").json()["explanation"]
        == "rejected by the organizer"
    )
    assert show(client, organizer, second)["seat"] == "confirmed"
    assert kind(sign_up(client, event, a_person(1))) == "already-registered"
    assert sign_up(client, event, a_person(1), organizer).json()["seat"] == "waitlisted"


def test_registration_opens_closes_and_ends_at_the_start(client, organizer, office, clock):
    rules = {"opens_at": "2027-01-01T00:00Z", "closes_at": "2027-02-01T00:00Z"}
    event = an_announced_event(office, registration=rules)
    moments = [(2026, 12, 31, 23), (2027, 1, 1, 0), (2027, 2, 1, 0), (2027, 3, 15, 6)]
    found = []
    for n, (year, month, day, hour) in enumerate(moments):
        clock.now = datetime(year, month, day, hour, tzinfo=UTC)
        stranger = sign_up(client, event, a_person(f"s{n}"))
        staff = sign_up(client, event, a_person(f"o{n}"), organizer)
        found.append((stranger.status_code, staff.status_code))
    assert found == [(409, 201), (201, 201), (409, 201), (409, 409)]


def test_strangers_register_only_at_public_announced_open_events(client, mandates, office):
    draft = an_event(office)
    internal = an_announced_event(office, visibility="internal")
    for event in (draft, internal):
        answer = sign_up(client, event, a_person(1))
        assert (answer.status_code, kind(answer)) == (404, "not-found")
    for mode in ("nomination", "invitation"):
        event = an_announced_event(office, registration={"mode": mode})
        assert kind(sign_up(client, event, a_person(1))) == "registration-closed"
    cancelled = an_announced_event(office)
    done(office, cancel, cancelled.id, "Storm")
    assert kind(sign_up(client, cancelled, a_person(1))) == "registration-closed"


def test_a_substitute_takes_the_seat_and_both_are_told_apart(client, organizer, office, journal):
    event = an_announced_event(office, capacity=1)
    first = sign_up(client, event, a_person(1), organizer).json()
    waiting = sign_up(client, event, a_person(2), organizer).json()
    answer = do(client, organizer, first, "substitution", person=a_person(3))
    assert answer.status_code == 201
    newcomer = answer.json()
    assert (newcomer["seat"], newcomer["replaces"]) == ("confirmed", first["id"])
    assert newcomer["person"]["email"] == "person-3@example.org"
    assert show(client, organizer, first)["seat"] == "withdrawn"
    assert show(client, organizer, waiting)["seat"] == "waitlisted"
    assert journal()[-3:] == [
        "registration.substituted",
        "registration.withdrawn",
        "seat.confirmed",
    ]
    assert kind(do(client, organizer, first, "substitution", person=a_person(4))) == "seat-conflict"


def test_a_place_in_line_is_handed_on_too(client, organizer, office):
    event = an_announced_event(office, capacity=1)
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))
    third = do(client, organizer, second, "substitution", person=a_person(3)).json()
    assert (third["seat"], third["waitlist_position"]) == ("waitlisted", 1)
    do(client, organizer, first, "withdrawal")
    assert show(client, organizer, third)["seat"] == "confirmed"


def test_a_substitute_may_be_somebody_who_had_withdrawn(client, organizer, office):
    event = an_announced_event(office, registration={"approval": "manual"})
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))
    do(client, organizer, first, "withdrawal")
    back = do(client, organizer, second, "substitution", person=a_person(1)).json()
    assert (back["id"], back["seat"], back["replaces"]) == (first["id"], "pending", second["id"])


def test_a_seat_stays_with_its_state_and_with_one_person(client, organizer, office, clock):
    event = an_announced_event(office)
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))
    other_state = do(client, organizer, first, "substitution", person=a_person(3, "TR"))
    assert other_state.json()["errors"][0]["pointer"] == "/person/state"
    taken = do(client, organizer, first, "substitution", person=a_person(2))
    assert taken.json()["existing"] == second["id"]
    themselves = do(client, organizer, first, "substitution", person=a_person(1))
    assert themselves.json()["existing"] == first["id"]
    clock.now = datetime(2027, 3, 20, tzinfo=UTC)
    client.post(f"/v1/events/{event.id}/conclusion", headers=organizer)
    for name in ("substitution", "withdrawal", "rejection"):
        body = {"person": a_person(3)} if name == "substitution" else {}
        assert kind(do(client, organizer, first, name, **body)) == "event-status-conflict"


def test_an_edit_of_a_registration_needs_its_tag(client, organizer, office, journal):
    event = an_announced_event(office)
    made = sign_up(client, event, a_person(1), organizer)
    address = f"/v1/registrations/{made.json()['id']}"
    edit = {
        "person": {"name": "New Name", "position": "Minister", "language": "ar"},
        "external_id": "x",
    }
    assert client.patch(address, json=edit, headers=organizer).status_code == 428
    tagged = {**organizer, "If-Match": made.headers["etag"]}
    body = client.patch(address, json=edit, headers=tagged).json()
    person = body["person"]
    assert (person["name"], person["position"], person["language"]) == (
        "New Name",
        "Minister",
        "ar",
    )
    assert body["external_id"] == "x"
    assert client.patch(address, json={"role": "observer"}, headers=tagged).status_code == 412
    same = client.patch(address, json=edit, headers={**organizer, "If-Match": "*"})
    assert same.status_code == 200
    assert journal().count("registration.changed") == 1
    other = sign_up(client, event, a_person(2), organizer).json()
    taken = client.patch(
        f"/v1/registrations/{other['id']}",
        json={"external_id": "x"},
        headers={**organizer, "If-Match": "*"},
    )
    assert kind(taken) == "external-id-taken"


def test_who_becomes_staff_gives_the_seat_back_and_who_no_longer_is_needs_one(
    client, organizer, office, journal
):
    event = an_announced_event(office, capacity=1)
    first, second = (sign_up(client, event, a_person(n), organizer).json() for n in (1, 2))

    def recast(registration, role):
        address = f"/v1/registrations/{registration['id']}"
        return client.patch(
            address, json={"role": role}, headers={**organizer, "If-Match": "*"}
        ).json()

    assert recast(first, "observer")["seat"] == "confirmed"
    assert recast(first, "staff")["seat"] == "confirmed"
    assert show(client, organizer, second)["seat"] == "confirmed"
    assert recast(first, "participant")["seat"] == "waitlisted"
    assert "seat.freed" in journal()
    assert recast(first, "staff")["seat"] == "confirmed"
    do(client, organizer, second, "withdrawal")
    assert recast(second, "speaker")["seat"] == "withdrawn"


def test_a_pending_person_becomes_staff_and_still_waits_for_approval(client, organizer, office):
    event = an_announced_event(office, registration={"approval": "manual"})
    person = sign_up(client, event, a_person(1), organizer).json()
    address = f"/v1/registrations/{person['id']}"
    body = client.patch(
        address, json={"role": "staff"}, headers={**organizer, "If-Match": "*"}
    ).json()
    assert (body["seat"], body["role"]) == ("pending", "staff")


def test_a_declined_seat_goes_to_exactly_one(office, mandates, journal):
    event = an_announced_event(office, capacity=1)
    people = [somebody(office, event, n) for n in range(3)]
    assert done(office, record_answer, people[0].id, Answer.TENTATIVE).seat == "confirmed"
    assert done(office, record_answer, people[0].id, Answer.ACCEPTED).seat == "confirmed"
    done(office, record_answer, people[0].id, Answer.DECLINED)
    assert [seat_of(office, each) for each in people] == ["withdrawn", "confirmed", "waitlisted"]
    count = len(journal())
    done(office, record_answer, people[0].id, Answer.DECLINED)
    assert len(journal()) == count


def test_who_declined_and_accepts_after_all_joins_the_end_of_the_line(office, mandates):
    event = an_announced_event(office, capacity=1)
    first, second = (somebody(office, event, n) for n in (1, 2))
    done(office, record_answer, first.id, Answer.DECLINED)
    assert done(office, record_answer, first.id, Answer.ACCEPTED).seat == "waitlisted"
    done(office, record_answer, second.id, Answer.DECLINED)
    assert seat_of(office, first) == "confirmed"


def test_an_answer_too_late_for_a_seat_is_kept_as_an_answer(office, mandates):
    event = an_announced_event(office, capacity=1, registration={"waitlist": False})
    first = somebody(office, event, 1)
    done(office, record_answer, first.id, Answer.DECLINED)
    somebody(office, event, 2)
    after = done(office, record_answer, first.id, Answer.ACCEPTED)
    assert (after.seat, after.answer) == ("withdrawn", "accepted")
    done(office, record_answer, first.id, Answer.DECLINED)
    done(office, cancel, event.id, "Storm")
    assert done(office, record_answer, first.id, Answer.ACCEPTED).seat == "withdrawn"


def test_an_address_is_vouched_for_by_those_who_know_or_by_its_owner(
    client, organizer, office, journal
):
    event = an_announced_event(office)
    sign_up(client, event, a_person("known"), organizer)
    stranger = sign_up(client, event, a_person("stranger")).json()

    def vouched():
        with office.look(SYSTEM) as look:
            asked = select(Person.vouched_at).order_by(col(Person.id))
            return [moment is not None for moment in look.session.exec(asked)]

    assert vouched() == [True, False]
    with office.look(SYSTEM) as look:
        person_id = look.session.exec(
            select(Registration.person_id).where(col(Registration.id) == UUID(stranger["id"]))
        ).one()
    for _ in range(2):
        done(office, confirm_address, person_id)
    assert vouched() == [True, True]
    assert journal(person_id) == ["person.address_confirmed"]


@contextmanager
def statements(office):
    """Collect what is asked of the database, but for the beginning and the end."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            seen.append(statement.split("\n")[0][:60])

    hooks.listen(office.engines.write, "before_cursor_execute", note)
    yield seen
    hooks.remove(office.engines.write, "before_cursor_execute", note)


def test_a_strangers_registration_takes_eleven_statements_at_most(office, client, mandates):
    event = an_announced_event(office, capacity=1, seats_per_state=1)
    somebody(office, event, 1, state="TR")
    with statements(office) as seen:
        assert sign_up(client, event, a_person(2, body="SESRIC")).status_code == 201
    assert len(seen) == 11, seen  # with the place in line and the quota of strangers


def test_a_check_in_takes_six_statements_with_who_asks(office, client, organizer):
    event = an_announced_event(office)
    with statements(office) as seen:
        entered = sign_up(client, event, a_person(1)).json()
    assert len(seen) == 10, seen  # with the quota of strangers
    address = f"/v1/registrations/{entered['id']}/check-in"
    with statements(office) as seen:
        assert client.put(address, headers=organizer).status_code == 200
    assert len(seen) == 6, seen
