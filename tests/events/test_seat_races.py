"""Races for seats, with real threads on both databases (promises R1 to R3)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlmodel import col, select

from core.people import ANONYMOUS
from events import (
    Event,
    EventChange,
    PersonForm,
    Registration,
    RegistrationForm,
    Seat,
    Seating,
    register,
    withdraw,
)
from events import change as change_event
from tests.factories import SYSTEM, a_person, an_announced_event, done

pytestmark = pytest.mark.usefixtures("mandates")


def register_one(office, event, n, state="SN", actor=ANONYMOUS) -> str:
    form = RegistrationForm(person=PersonForm.model_validate(a_person(n, state)))
    with office.work(actor) as work:
        return register(work, event.id, form).seat.value


def everybody(office, event) -> list[Registration]:
    with office.look(SYSTEM) as look:
        here = select(Registration).where(col(Registration.event_id) == event.id)
        return list(look.session.exec(here.order_by(col(Registration.number))).all())


def seating_of(office, event) -> Seating:
    with office.look(SYSTEM) as look:
        return look.session.exec(select(Seating).where(col(Seating.event_id) == event.id)).one()


def audit(office, event: Event) -> Counter[str]:
    """Check that counters and people agree and that nobody jumped the line; return the seats."""
    people, seating = everybody(office, event), seating_of(office, event)
    seats = Counter(each.seat.value for each in people)
    assert (seating.confirmed, seating.waitlisted) == (seats["confirmed"], seats["waitlisted"])
    by_state = Counter(each.state or "" for each in people if each.seat is Seat.CONFIRMED)
    assert seating.by_state == dict(by_state)
    assert len({each.number for each in people}) == len(people)
    return seats


def test_the_last_seats_go_to_as_many_people_as_there_are_seats(office):
    event = an_announced_event(office, capacity=3)
    with ThreadPoolExecutor(8) as pool:
        seats = list(pool.map(partial(register_one, office, event), range(20)))
    assert Counter(seats) == {"confirmed": 3, "waitlisted": 17}
    assert audit(office, event) == {"confirmed": 3, "waitlisted": 17}
    assert [each.seat for each in everybody(office, event)[:3]] == [Seat.CONFIRMED] * 3


def test_five_hundred_people_for_fifty_seats_at_once(office):
    event = an_announced_event(office, capacity=50)
    with ThreadPoolExecutor(16) as pool:
        seats = list(pool.map(partial(register_one, office, event), range(500)))
    assert Counter(seats) == {"confirmed": 50, "waitlisted": 450}
    assert audit(office, event) == {"confirmed": 50, "waitlisted": 450}
    order = [each.seat for each in everybody(office, event)]
    assert order == [Seat.CONFIRMED] * 50 + [Seat.WAITLISTED] * 450


def test_no_state_gets_more_than_its_seats(office):
    event = an_announced_event(office, capacity=6, seats_per_state=2)
    states = ["SN", "TR", "EG", "ID"] * 8
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: register_one(office, event, n, states[n]), range(32)))
    audit(office, event)
    assert seating_of(office, event).confirmed == 6
    assert max(seating_of(office, event).by_state.values()) == 2


def test_people_who_leave_come_and_seats_that_are_added_keep_the_order(office):
    event = an_announced_event(office, capacity=5)
    for n in range(10):
        register_one(office, event, n)
    leaving = [each.id for each in everybody(office, event)[:4]]

    def act(n: int) -> None:
        if n < 4:
            done(office, withdraw, leaving[n])
        elif n == 10:
            done(office, change_event, event.id, EventChange(capacity=7))
        else:
            register_one(office, event, f"late-{n}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(20)))
    assert audit(office, event)["confirmed"] == 7
    standing = [each.seat for each in everybody(office, event) if each.seat is not Seat.WITHDRAWN]
    assert standing == [Seat.CONFIRMED] * 7 + [Seat.WAITLISTED] * (len(standing) - 7)


def test_one_person_is_registered_once_however_often_at_once(office, client):
    event = an_announced_event(office)
    address = f"/v1/events/{event.id}/registrations"
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: client.post(address, json={"person": a_person(1)}), range(8))
        )
    assert Counter(each.status_code for each in answers) == {201: 1, 409: 7}
    assert len(everybody(office, event)) == 1


def test_one_new_person_at_many_events_at_once_is_one_person(office):
    events = [an_announced_event(office) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        seats = list(pool.map(lambda event: register_one(office, event, 1), events))
    assert seats == ["confirmed"] * 6
    people = {each.person_id for event in events for each in everybody(office, event)}
    assert len(people) == 1


def test_a_retry_never_books_twice(office, client):
    event = an_announced_event(office, capacity=3)
    address = f"/v1/events/{event.id}/registrations"

    def book(n: int):
        headers = {"Idempotency-Key": f"key-{n % 5}"}
        return client.post(address, json={"person": a_person(n % 5)}, headers=headers)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(book, range(40)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["id"] for each in answers}) == 5
    assert audit(office, event) == {"confirmed": 3, "waitlisted": 2}


def test_nobody_enters_an_event_that_is_being_cancelled(office, client, tokens):
    event = an_announced_event(office, capacity=30)
    organizer = tokens("organizer")

    def act(n: int) -> int:
        if n == 5:
            address = f"/v1/events/{event.id}/cancellation"
            return client.post(address, json={"reason": "Storm"}, headers=organizer).status_code
        body = {"person": a_person(n)}
        return client.post(f"/v1/events/{event.id}/registrations", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(act, range(20)))
    assert statuses[200] == 1
    assert statuses[201] + statuses[409] == 19
    assert audit(office, event)["confirmed"] == statuses[201]
