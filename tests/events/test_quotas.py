"""Seats for groups of states: the most they may have, and those kept for them."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from events import Seating, registration_to_see, withdraw
from events.quotas import Guest, Quota, least_developed, quotas_of, told_apart
from events.reasons import Why, codes_in, explained, why_of
from events.seats import (
    Outcome,
    SeatingState,
    TooFewSeats,
    Waiting,
    decide,
    next_in_line,
    resized,
)
from tests.factories import (
    SYSTEM,
    a_person,
    a_plan,
    an_announced_event,
    done,
    seat_of,
    somebody,
)

WEST = frozenset({"SN", "ML"})
AT_MOST_TWO = Quota(("region", ("WEST",)), WEST, most=2)
TWO_KEPT = Quota(("region", ("WEST",)), WEST, reserved=2)


def of(people):
    """Return counts by state as counts by kind of guest."""
    return {Guest(state): number for state, number in people.items()}


def test_a_group_that_has_its_most_waits_while_others_pass():
    seating = SeatingState(capacity=10, confirmed=of({"SN": 1, "ML": 1}), quotas=(AT_MOST_TWO,))
    refused = decide(seating, Guest("ML"))
    assert (refused.outcome, refused.reason) == (
        Outcome.WAITLISTED,
        "waitlisted: place 1, all 2 seats of region WEST are taken",
    )
    assert decide(seating, Guest("TR")).outcome is Outcome.CONFIRMED
    assert decide(seating, Guest()).outcome is Outcome.CONFIRMED


def test_reserved_seats_are_kept_until_the_group_has_taken_them():
    seating = SeatingState(capacity=3, confirmed=of({"TR": 1}), quotas=(TWO_KEPT,))
    kept = decide(seating, Guest("TR"))
    assert kept.reason == "waitlisted: place 1, the seats left are reserved for others"
    assert decide(seating, Guest()).outcome is Outcome.WAITLISTED
    assert decide(seating, Guest("SN")).outcome is Outcome.CONFIRMED
    taken = SeatingState(capacity=4, confirmed=of({"TR": 1, "SN": 2}), quotas=(TWO_KEPT,))
    assert decide(taken, Guest("TR")).outcome is Outcome.CONFIRMED


def test_without_a_capacity_nothing_needs_to_be_kept():
    assert decide(SeatingState(quotas=(TWO_KEPT,)), Guest("TR")).outcome is Outcome.CONFIRMED


def test_who_waits_for_a_full_group_keeps_the_place_while_others_move_up():
    seating = SeatingState(capacity=4, confirmed=of({"SN": 2}), quotas=(AT_MOST_TWO,))
    line = [
        Waiting("a", 1, Guest("ML")),
        Waiting("b", 2, Guest("TR")),
        Waiting("c", 3, Guest("TR")),
    ]
    assert [each.id for each in next_in_line(seating, line)] == ["b", "c"]


def test_a_quota_below_what_is_confirmed_is_refused():
    with pytest.raises(TooFewSeats, match="3 seats are confirmed for region WEST") as refused:
        resized(
            SeatingState(confirmed=of({"SN": 3})),
            capacity=None,
            seats_per_state=None,
            quotas=(AT_MOST_TWO,),
        )
    assert refused.value.field == "quotas"


STATES = st.sampled_from(["SN", "ML", "TR", "EG", None])


@given(st.lists(STATES, max_size=30), st.integers(0, 4), st.integers(0, 4), st.integers(4, 12))
def test_whatever_comes_no_quota_is_broken(comers, most, reserved, capacity):
    quotas = (
        Quota(("states", ("SN", "ML")), WEST, most=most),
        Quota(("states", ("TR",)), frozenset({"TR"}), reserved=reserved),
    )
    confirmed: Counter[Guest] = Counter()
    for state in comers:
        seating = SeatingState(capacity=capacity, confirmed=confirmed, quotas=quotas)
        if decide(seating, Guest(state)).outcome is Outcome.CONFIRMED:
            confirmed[Guest(state)] += 1
    east, all_taken = confirmed[Guest("TR")], confirmed.total()
    assert quotas[0].taken(confirmed) <= most
    assert all_taken <= capacity
    assert all_taken - east <= capacity - min(reserved, capacity)


def test_a_country_is_least_developed_until_the_day_it_graduates():
    assert "BD" in least_developed(date(2026, 11, 23))
    assert "BD" not in least_developed(date(2026, 11, 24))
    assert len(least_developed(date(2027, 3, 15))) == 20
    assert "SN" not in least_developed(date(2030, 1, 1))


def test_an_event_shows_its_quotas_and_the_states_in_them(client, office, mandates, tokens):
    quotas = [
        {"group": "region", "of": ["Africa"], "most": 3},
        {"group": "least_developed", "reserved": 1},
        {"group": "states", "of": ["TR", "EG"], "most": 2},
    ]
    event = an_announced_event(office, capacity=4, quotas=quotas)
    shown = client.get(f"/v1/events/{event.id}").json()["quotas"]
    assert shown[0] == {
        "group": "region",
        "of": ["Africa"],
        "most": 3,
        "reserved": 0,
        "unit": "seats",
        "states": ["EG", "ID", "MA", "SN", "TR"],
    }
    assert len(shown[1]["states"]) == 20
    assert shown[2]["states"] == ["EG", "TR"]
    admin = tokens("admin")
    seen = {**admin, "If-Match": client.get(f"/v1/events/{event.id}").headers["etag"]}
    same = client.patch(f"/v1/events/{event.id}", json={"quotas": quotas}, headers=seen)
    assert same.headers["etag"] == seen["If-Match"]


def test_a_kept_seat_goes_to_the_group_and_the_line_moves_when_it_is_let_go(
    client, office, mandates, tokens
):
    event = an_announced_event(
        office, capacity=2, quotas=[{"group": "least_developed", "reserved": 1}]
    )
    first, second = somebody(office, event, 1, "TR"), somebody(office, event, 2, "TR")
    assert (first.seat, second.seat) == ("confirmed", "waitlisted")
    assert second.explanation == "waitlisted: place 1, the seats left are reserved for others"
    senegal = somebody(office, event, 3, "SN")
    assert senegal.seat == "confirmed"
    done(office, withdraw, senegal.id)
    assert seat_of(office, second) == "waitlisted"
    admin = tokens("admin")
    seen = {**admin, "If-Match": "*"}
    client.patch(f"/v1/events/{event.id}", json={"quotas": []}, headers=seen)
    assert seat_of(office, second) == "confirmed"
    refused = client.patch(
        f"/v1/events/{event.id}",
        json={"quotas": [{"group": "states", "of": ["TR"], "most": 1}]},
        headers=seen,
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, "/quotas")


@pytest.mark.parametrize(
    ("quota", "pointer"),
    [
        ({"group": "region", "of": ["NOWHERE"], "most": 1}, "/quotas/0/of"),
        ({"group": "region", "most": 1}, "/quotas/0"),
        ({"group": "states", "of": [], "most": 1}, "/quotas/0"),
        ({"group": "states", "of": ["TR", "XX"], "most": 1}, "/quotas/0/of/1"),
        ({"group": "least_developed", "of": ["SN"], "most": 1}, "/quotas/0"),
        ({"group": "least_developed"}, "/quotas/0"),
        ({"group": "least_developed", "most": 1, "reserved": 2}, "/quotas/0"),
        ({"group": "least_developed", "reserved": 51}, "/quotas"),
    ],
)
def test_a_quota_that_cannot_be_is_refused(client, mandates, tokens, quota, pointer):
    body = a_plan(capacity=50, quotas=[quota])
    refused = client.post("/v1/events", json=body, headers=tokens("admin"))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


# --- by body and by gender

WOMEN, MEN = Guest("SN", gender="female"), Guest("SN", gender="male")
SESRIC, ICESCO = Guest("TR", "SESRIC"), Guest("MA", "ICESCO")


def stored(group, *of, most=None, reserved=0, unit="seats"):
    return {
        "group": group,
        "of": list(of),
        "most": most,
        "reserved": reserved,
        "unit": unit,
        "states": [],
    }


def test_a_share_of_the_capacity_is_rounded_up_where_kept_and_down_where_the_most():
    shares = [
        stored("gender", "female", reserved=40, unit="percent"),
        stored("gender", "male", most=60, unit="percent"),
    ]
    women, men = quotas_of(shares, 7)
    assert (women.reserved, men.most) == (3, 4)
    seating = SeatingState(capacity=7, confirmed={MEN: 4}, quotas=(women, men))
    assert decide(seating, MEN).reason == "waitlisted: place 1, all 4 seats of men are taken"
    assert decide(seating, WOMEN).reason == "confirmed: seat 1 of 3 of women"
    kept = decide(seating, Guest("TR"))
    assert kept.reason == "waitlisted: place 1, the seats left are reserved for others"


def test_each_body_has_its_most_and_who_comes_for_none_is_not_counted():
    seating = SeatingState(
        capacity=9,
        confirmed={SESRIC: 2, ICESCO: 1},
        quotas=quotas_of([stored("each_body", most=2)], 9),
    )
    assert decide(seating, SESRIC).reason == "waitlisted: place 1, all 2 seats of SESRIC are taken"
    assert decide(seating, ICESCO).reason == "confirmed: seat 2 of 2 of ICESCO"
    assert decide(seating, Guest("TR")).reason == "confirmed: seat 4 of 9"
    with pytest.raises(TooFewSeats, match="2 seats are confirmed for one body"):
        resized(
            seating,
            capacity=9,
            seats_per_state=None,
            quotas=quotas_of([stored("each_body", most=1)], 9),
        )


def test_people_are_told_apart_only_by_what_quotas_ask_for():
    somebody_here = Guest("TR", "SESRIC", "female")
    assert told_apart([stored("states", "TR", most=1)], somebody_here) == Guest("TR")
    assert told_apart([stored("bodies", "ICESCO", most=1)], somebody_here) == Guest("TR")
    assert told_apart([stored("each_body", most=1)], somebody_here) == Guest("TR", "SESRIC")
    balance = [stored("gender", "male", most=1)]
    assert told_apart(balance, somebody_here) == Guest("TR", None, "female")


GUESTS = st.builds(
    Guest,
    st.sampled_from(["SN", "TR"]),
    st.sampled_from(["SESRIC", "ICESCO", None]),
    st.sampled_from(["female", "male", None]),
)


@given(st.lists(GUESTS, max_size=40), st.integers(0, 3), st.integers(0, 100), st.integers(2, 12))
def test_whoever_comes_neither_bodies_nor_the_balance_are_broken(comers, most, share, capacity):
    quotas = quotas_of(
        [
            stored("each_body", most=most),
            stored("gender", "female", reserved=share, unit="percent"),
        ],
        capacity,
    )
    confirmed: Counter[Guest] = Counter()
    for guest in comers:
        seating = SeatingState(capacity=capacity, confirmed=confirmed, quotas=quotas)
        if decide(seating, guest).outcome is Outcome.CONFIRMED:
            confirmed[guest] += 1
    women = sum(n for guest, n in confirmed.items() if guest.gender == "female")
    for body in ("SESRIC", "ICESCO"):
        assert sum(n for guest, n in confirmed.items() if guest.body == body) <= most
    assert confirmed.total() - women <= capacity - -(-capacity * share // 100)


def test_every_decision_is_said_in_three_languages_with_names():
    names = {"SN": {"en": "Senegal", "fr": "Sénégal", "ar": "السنغال"}}
    why = Why("confirmed", "seat_of_state", 2, 2, state="SN")
    assert str(why) == "confirmed: seat 2 of 2 of SN"
    assert explained(why, names).model_dump() == {
        "en": "confirmed: seat 2 of 2 of Senegal",
        "fr": "confirmée : siège 2 sur 2 (Sénégal)",
        "ar": "مؤكَّد: المقعد 2 من 2 (السنغال)",
    }
    line = why_of(
        Why("waitlisted", "group_full", most=3, position=9, group=("gender", ("male",))).stored(), 4
    )
    assert (
        explained(line, {}).fr
        == "en liste d'attente : rang 4, tous les sièges sont pris : hommes (3)"
    )
    many = Why("waitlisted", "group_full", most=1, group=("states", ("SN", "TR", "EG", "MA", "ID")))
    assert str(many) == "waitlisted: all 1 seats of the states named are taken"
    assert codes_in(Why("confirmed", "seat_of_group", 1, 1, group=("bodies", ("SESRIC",)))) == {
        "SESRIC"
    }


def test_a_balance_holds_from_the_first_request_to_the_last(client, office, mandates, tokens):
    admin = tokens("admin")
    quotas = [
        {"group": "gender", "of": ["female"], "reserved": 50, "unit": "percent"},
        {"group": "bodies", "of": ["SESRIC"], "most": 1},
    ]
    event = an_announced_event(office, capacity=4, quotas=quotas)

    def comes(n, **more):
        body = {"person": a_person(n, **more)}
        return client.post(f"/v1/events/{event.id}/registrations", json=body).json()

    men = [comes(n, gender="male") for n in range(3)]
    assert [each["seat"] for each in men] == ["confirmed", "confirmed", "waitlisted"]
    woman = comes("a", gender="female", body="SESRIC")
    assert woman["explained"]["en"] == "confirmed: seat 1 of 2 of women"
    second = comes("b", gender="female", body="SESRIC")
    assert second["explained"]["en"] == "waitlisted: place 2, all 1 seats of SESRIC are taken"
    # a seat that counts for a woman cannot be handed to a man, or become one by editing
    shift = {"person": a_person("c", gender="male")}
    refused = client.post(
        f"/v1/registrations/{woman['id']}/substitution", json=shift, headers=admin
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/person")
    seen = {**admin, "If-Match": "*"}
    edit = {"person": {"gender": "male"}}
    edited = client.patch(f"/v1/registrations/{woman['id']}", json=edit, headers=seen)
    assert edited.json()["errors"][0]["pointer"] == "/person/gender"
    # a man who turns out to be a woman frees one of the others' seats
    fixed = client.patch(
        f"/v1/registrations/{men[1]['id']}", json={"person": {"gender": "female"}}, headers=seen
    )
    assert (fixed.status_code, fixed.json()["person"]["gender"]) == (200, "female")
    assert done(office, registration_to_see, UUID(men[2]["id"])).seat == "confirmed"
    counted = client.get(f"/v1/events/{event.id}/statistics", headers=admin).json()["by_gender"]
    assert counted["female"] == {"registered": 3, "confirmed": 2, "attended": 0}
    # counted anew by what other quotas tell apart
    client.patch(f"/v1/events/{event.id}", json={"quotas": []}, headers=seen)
    with office.look(SYSTEM) as look:
        seating = look.session.exec(select(Seating).where(col(Seating.event_id) == event.id)).one()
    assert (seating.by_state, seating.waiting_by_state) == ({"SN": 4}, {"SN": 1})
    assert done(office, registration_to_see, UUID(second["id"])).seat == "waitlisted"


@pytest.mark.parametrize(
    ("quota", "pointer"),
    [
        ({"group": "gender", "of": ["other"], "most": 1}, "/quotas/0"),
        ({"group": "gender", "most": 1}, "/quotas/0"),
        ({"group": "bodies", "of": ["NO_SUCH"], "most": 1}, "/quotas/0/of/0"),
        ({"group": "each_body", "reserved": 1}, "/quotas/0"),
        ({"group": "gender", "of": ["male"], "most": 101, "unit": "percent"}, "/quotas/0"),
        ({"group": "gender", "of": ["female"], "reserved": 5, "unit": "percent"}, "/quotas/0/unit"),
    ],
)
def test_a_quota_of_bodies_or_genders_that_cannot_be_is_refused(
    client, mandates, tokens, quota, pointer
):
    refused = client.post("/v1/events", json=a_plan(quotas=[quota]), headers=tokens("admin"))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
