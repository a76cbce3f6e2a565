"""Quotas: what costs others something is counted, refused in time, logged and shown as a figure."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, func, select
from structlog.testing import capture_logs

from core.accounts import SignIn
from core.dispatch import deliver_due
from core.ids import new_id
from core.metrics import counted
from core.people import Actor, Role
from core.quotas import HOUR, Allowance, QuotaSpent, QuotaUse, forget_old_uses, spend, within
from core.sign_in import LINKS_FROM_NETWORK, LINKS_TO_ADDRESS, open_account
from events import EventChange, cancel, change
from events.registrations.entry_quotas import BY_ACCOUNT, BY_NETWORK, BY_STRANGERS, spend_entries
from nadwa.app import build_app
from nadwa.worker import tidy
from notifications import FilePost, Letter, LetterKind, LetterState, subscribe
from notifications.letters.mail_quotas import ABOUT_EVENT
from notifications.sending.sign_in_letters import send_sign_ins
from tests.factories import SYSTEM, a_person, a_small_registry, an_announced_event, done, somebody
from tests.trust.world import MAILING

THREE = Allowance("three-an-hour", 3, HOUR)
SOMEBODY_ELSES = "203.0.113.7"


@pytest.fixture
def house(office):
    a_small_registry(office)
    return office


def client_from(house, host):
    app = build_app(house, MAILING)
    return TestClient(app, base_url=MAILING.base_url, client=(host, 5000), follow_redirects=False)


def refused(reason):
    return counted().get_sample_value("nadwa_refusals_total", {"reason": reason}) or 0


def count_of(office, table, *conditions):
    with office.look(SYSTEM) as look:
        return look.session.exec(select(func.count()).select_from(table).where(*conditions)).one()


def test_a_quota_is_counted_for_everybody_apart_and_begins_anew(office, clock):
    said = [done(office, within, THREE, who) for who in "aaaab"]
    assert said == [True, True, True, False, True]
    clock.now += HOUR
    assert done(office, within, THREE, "a")


def test_a_spent_quota_says_when_to_go_on_and_is_logged_and_counted(office, clock):
    done(office, spend, THREE, "token:1", 3)
    before = refused("quota:three-an-hour")
    clock.now += timedelta(minutes=20)
    with capture_logs() as logs, pytest.raises(QuotaSpent) as why:
        done(office, spend, THREE, "token:1")
    assert why.value.retry_after == 40 * 60
    assert "At most 3 of these are taken in an hour; go on after 2026-11-24T09:00Z" in str(
        why.value
    )
    assert [(each["event"], each["quota"]) for each in logs] == [("quota spent", THREE.name)]
    assert refused("quota:three-an-hour") == before + 1


def test_what_is_undone_is_not_counted(office):
    with pytest.raises(QuotaSpent):
        done(office, spend, THREE, "a", 4)
    assert done(office, within, THREE, "a", 3)


def test_uses_hold_a_digest_and_are_forgotten(office, clock):
    done(office, spend, THREE, "aylin@ankara.example")
    with office.look(SYSTEM) as look:
        (use,) = look.session.exec(select(QuotaUse)).all()
    assert "aylin" not in use.holder
    clock.now += timedelta(days=3)
    done(office, forget_old_uses)
    assert count_of(office, QuotaUse) == 0


def test_one_network_cannot_ask_for_links_without_end_and_its_rows_go(house, clock, tmp_path):
    stranger = client_from(house, SOMEBODY_ELSES)
    most = LINKS_FROM_NETWORK.most
    asked = [
        stranger.post("/sign-in", data={"address": f"nobody-{n}@x.example"})
        for n in range(most + 2)
    ]
    statuses = [each.status_code for each in asked]
    assert statuses == [303] * most + [429] * 2
    assert asked[-1].headers["retry-after"] == "3600"
    assert (
        client_from(house, "203.0.113.8")
        .post("/sign-in", data={"address": "nobody@x.example"})
        .status_code
        == 303
    )
    assert count_of(house, SignIn) == most + 1
    clock.now += timedelta(days=3)
    tidy(house, FilePost(tmp_path))
    assert (count_of(house, SignIn), count_of(house, QuotaUse)) == (0, 0)


def test_an_address_that_is_asked_for_too_often_is_answered_alike_and_stored_no_more(house):
    browser = client_from(house, "127.0.0.1")
    most = LINKS_TO_ADDRESS.most
    asked = [browser.post("/sign-in", data={"address": "A@x.example"}) for _ in range(most + 5)]
    shown = {(each.status_code, each.headers["location"], each.text) for each in asked}
    assert shown == {(303, "/sign-in?said=asked", "")}
    assert count_of(house, SignIn) == most


def test_strangers_from_one_network_enter_so_many_a_day(house, monkeypatch):
    event = an_announced_event(house, capacity=50)
    monkeypatch.setattr(
        "events.registrations.entry_quotas.BY_NETWORK", Allowance(BY_NETWORK.name, 2)
    )
    stranger, other = client_from(house, SOMEBODY_ELSES), client_from(house, "2001:db8::1")
    path = f"/v1/events/{event.id}/registrations"
    answers = [stranger.post(path, json={"person": a_person(n)}) for n in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 429]
    problem = answers[-1].json()
    assert (problem["type"], problem["quota"]) == ("/problems/quota-spent", "entries-network")
    assert other.post(path, json={"person": a_person(9)}).status_code == 201


def test_every_kind_of_caller_has_its_own_entries(office):
    an_id = new_id()
    focal, organizer = BY_ACCOUNT[Role.FOCAL_POINT], BY_ACCOUNT[Role.ORGANIZER]
    for role, most in (
        (Role.FOCAL_POINT, focal.most),
        (Role.ORGANIZER, organizer.most),
        (Role.ANONYMOUS, BY_STRANGERS.most),
    ):
        with office.work(Actor(f"token:{role}", role)) as work:
            spend_entries(work, an_id, most)
            with pytest.raises(QuotaSpent):
                spend_entries(work, an_id)
    with office.work(Actor("token:admin", Role.ADMIN)) as work:
        spend_entries(work, an_id, 10**6)
    assert count_of(office, QuotaUse) == 3


def test_a_list_beyond_the_quota_changes_nothing(client, house, tokens, monkeypatch):
    event = an_announced_event(house, capacity=50)
    small = {Role.ORGANIZER: Allowance("entries-organizer", 2)}
    monkeypatch.setattr("events.registrations.entry_quotas.BY_ACCOUNT", small)
    path, people = f"/v1/events/{event.id}/registrations", [a_person(n) for n in range(3)]
    headers = tokens("organizer", body="SESRIC")
    answer = client.post(f"{path}/import", json=people, headers=headers)
    assert (answer.status_code, answer.json()["quota"]) == (429, "entries-organizer")
    assert client.get(path, headers=headers).json()["items"] == []
    assert client.post(f"{path}/import", json=people[:2], headers=headers).status_code == 200


def test_an_event_moved_too_often_writes_no_more_but_its_cancellation(house):
    subscribe(house, MAILING)
    event = an_announced_event(house)
    somebody(house, event, 1)
    for n in range(ABOUT_EVENT + 3):
        minute = EventChange.model_validate(
            {"starts_at": f"2027-03-15T{8 + n // 60:02}:{n % 60:02}"}
        )
        done(house, change, event.id, minute)
        while deliver_due(house):
            pass
    done(house, cancel, event.id, "no room")
    while deliver_due(house):
        pass
    with house.look(SYSTEM) as look:
        letters = look.session.exec(select(Letter).order_by(col(Letter.id))).all()
    over = [each for each in letters if each.error_code == "quota"]
    assert (len(over), {each.state for each in over}) == (3, {LetterState.FAILED})
    assert (letters[-1].kind, letters[-1].state) == (LetterKind.CANCELLATION, LetterState.QUEUED)


def test_files_of_letters_to_sign_in_go_after_a_day(house, clock, tmp_path):
    done(house, open_account, "aylin@ankara.example", Role.ORGANIZER)
    browser, post = client_from(house, "127.0.0.1"), FilePost(tmp_path)
    browser.post("/sign-in", data={"address": "aylin@ankara.example"})
    send_sign_ins(house, MAILING, post)
    assert len(list(tmp_path.glob("*.eml"))) == 1
    clock.now += timedelta(hours=23)
    assert tidy(house, post) == 0
    clock.now += timedelta(hours=2)
    assert tidy(house, post) == 1
    assert list(tmp_path.glob("*.eml")) == []


def test_figures_tell_refusals_and_latency_by_route(house):
    client = client_from(house, "127.0.0.1")
    client.get("/v1/events")
    client.get("/v1/registrations/nothing")
    page = client.get("/metrics").text
    for line in (
        'nadwa_request_seconds_bucket{le="0.25",method="GET",route="/v1/events"}',
        'nadwa_refusals_total{reason="token-required"}',
        'nadwa_answers_total{kind="4xx"}',
        "nadwa_oldest_letter_seconds 0.0",
        "nadwa_mail_paused 0.0",
    ):
        assert line in page, line
