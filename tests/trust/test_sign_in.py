"""Signing in by a mailed link: nobody is told who has an account, and nothing lasts too long."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import func, select

from core.accounts import IDLE_LIFE, LINK_LIFE, WHOLE_LIFE, Account, BrowserSession, SignIn
from core.journal import JournalEntry
from core.people import Role
from core.sign_in import (
    ADDRESS_KEPT,
    AddressHasAccount,
    close_account,
    forget_old_sign_ins,
    open_account,
)
from events import Seat
from nadwa.app import build_app
from notifications import MemoryPost, Purpose, send_sign_ins
from notifications.sending.sign_in_letters import MOST_AN_HOUR
from registry import Mandate
from tests.factories import (
    SYSTEM,
    a_small_registry,
    an_announced_event,
    done,
    seat_of,
    somebody,
)
from tests.trust.world import MAILING

ADDRESS = "aylin@ankara.example"
MANUAL = {"mode": "open", "approval": "manual", "waitlist": True}


@pytest.fixture
def house(office):
    a_small_registry(office)
    return office


@pytest.fixture
def app(house):
    return build_app(house, MAILING)


@pytest.fixture
def browser(app):
    with browser_of(app) as client:
        yield client


def browser_of(app):
    return TestClient(
        app, base_url=MAILING.base_url, raise_server_exceptions=False, follow_redirects=False
    )


def an_account(house, role=Role.ORGANIZER, address=ADDRESS, **scope):
    return done(house, open_account, address, role, **scope)


def letters_to(house, browser, *addresses, language="en"):
    post = MemoryPost()
    for address in addresses:
        ask(browser, address, language)
    send_sign_ins(house, MAILING, post)
    return [message_from_bytes(each, policy=default) for _, _, each in post.delivered]


def ask(browser, address, language="en"):
    page = browser.get(f"/sign-in?lang={language}")
    said = {"address": address, "csrf": token_in(page)}
    return browser.post(f"/sign-in?lang={language}", data=said)


def link_in(letter):
    text = letter.get_body(("plain",)).get_content()
    (found,) = re.findall(rf"{MAILING.base_url}/sign-in/\S+", text)
    return found


def signed_in(house, browser, address=ADDRESS):
    (letter,) = letters_to(house, browser, address)
    form = browser.get(link_in(letter))
    answer = browser.post(link_in(letter), data={"csrf": token_in(form)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk?lang=en")
    return answer


def token_in(page):
    """Return the token in a page's forms; empty where the browser has no session."""
    found = re.search(r'name="csrf" value="([a-z2-7]+)"', page.text)
    return found[1] if found else ""


def count_of(house, table):
    with house.look(SYSTEM) as look:
        return look.session.exec(select(func.count()).select_from(table)).one()


def test_every_address_is_answered_alike_and_only_accounts_get_a_letter(house, browser):
    an_account(house)
    answers = [ask(browser, each) for each in (ADDRESS, "nobody@ankara.example")]
    shown = [(each.status_code, each.headers["location"], each.text) for each in answers]
    assert shown == [(303, "/sign-in?lang=en&said=asked", "")] * 2
    post = MemoryPost()
    assert send_sign_ins(house, MAILING, post) == 2
    assert [recipient for _, recipient, _ in post.delivered] == [ADDRESS]
    assert count_of(house, SignIn) == 1, "an address without an account is not kept"


def test_what_is_no_address_is_told_and_does_not_disappear(browser):
    page = ask(browser, "<script>alert(1)</script>")
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_letter_speaks_the_language_of_the_page_and_its_link_keeps_it(house, browser, language):
    an_account(house)
    (letter,) = letters_to(house, browser, ADDRESS, language=language)
    assert letter["Content-Language"] == language
    assert link_in(letter).endswith(f"?lang={language}")
    html = letter.get_body(("html",)).get_content()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    page = browser.get(link_in(letter))
    assert page.headers["content-language"] == language
    assert ADDRESS in page.text


def test_looking_at_a_link_changes_nothing_and_the_button_uses_it_up(house, browser):
    an_account(house)
    (letter,) = letters_to(house, browser, ADDRESS)
    for _ in range(3):
        assert browser.get(link_in(letter)).status_code == 200
    assert count_of(house, BrowserSession) == 0
    assert browser.post(link_in(letter)).status_code == 303
    used = browser_of(browser.app).post(link_in(letter))
    assert used.status_code == 404
    assert count_of(house, BrowserSession) == 1


def test_a_used_an_old_a_forged_and_a_foreign_link_look_the_same(house, browser, clock):
    account = an_account(house)
    first, second = letters_to(house, browser, ADDRESS, ADDRESS)
    browser.post(link_in(first))
    clock.now += LINK_LIFE
    paths = [urlsplit(link_in(each)).path for each in (first, second)]
    paths += [f"{paths[0][:-4]}aaaa", f"/sign-in/{MAILING.secret(Purpose.PAGE, account.id)}"]
    paths += [f"/sign-in/{MAILING.secret(Purpose.SIGN_IN, account.id)}"]
    with browser_of(browser.app) as other:
        answers = [call(path) for path in paths for call in (other.get, other.post)]
    assert {(each.status_code, each.text) for each in answers} == {(404, answers[0].text)}


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_connections(house, browser):
    an_account(house)
    cookie = signed_in(house, browser).headers["set-cookie"]
    name, *marks = cookie.split("; ")
    assert name.startswith("__Host-nadwa=")
    assert {each.lower() for each in marks} == {
        "httponly", "secure", "samesite=lax", "path=/", f"max-age={12 * 3600}",
    }  # fmt: skip
    secret = name.partition("=")[2]
    with house.look(SYSTEM) as look:
        (session,) = look.session.exec(select(BrowserSession)).all()
    assert secret not in str(session.model_dump())
    assert len(session.hash) == 64


def test_a_session_ends_without_use_and_at_last_in_any_case(house, browser, clock):
    an_account(house)
    signed_in(house, browser)
    began = clock.now
    while clock.now + timedelta(hours=1) < began + WHOLE_LIFE:
        clock.now += timedelta(hours=1)
        assert browser.get("/desk").status_code == 200
    clock.now = began + WHOLE_LIFE
    assert browser.get("/desk").status_code == 401
    signed_in(house, browser)
    clock.now += IDLE_LIFE
    assert browser.get("/desk").status_code == 401


def test_somebody_sees_and_ends_their_own_sessions_only(house, app):
    an_account(house)
    an_account(house, address="other@ankara.example")
    with browser_of(app) as mine, browser_of(app) as also_mine, browser_of(app) as foreign:
        for each, address in ((mine, ADDRESS), (also_mine, ADDRESS)):
            signed_in(house, each, address)
        signed_in(house, foreign, "other@ankara.example")
        page = mine.get("/desk")
        (other,) = re.findall(r'action="/desk/sessions/([0-9a-f-]+)/end', ended_by_button(page))
        theirs = re.findall(r"/desk/sessions/([0-9a-f-]+)/end", foreign.get("/desk").text)[0]
        said = {"csrf": token_in(page)}
        assert mine.post(f"/desk/sessions/{theirs}/end", data=said).status_code == 404
        assert mine.post(f"/desk/sessions/{other}/end", data=said).status_code == 303
        status = [each.get("/desk").status_code for each in (mine, also_mine, foreign)]
    assert status == [200, 401, 200]


def ended_by_button(page):
    """Return the forms of sessions that have a button: not the one of this browser."""
    forms = re.findall(r"<li><form.*?</form>", page.text, re.DOTALL)
    return "".join(form for form in forms if "<button" in form)


def test_who_signs_out_is_out_and_the_cookie_is_worth_nothing(house, browser):
    an_account(house)
    signed_in(house, browser)
    kept = dict(browser.cookies)
    answer = browser.post("/desk/sign-out", data={"csrf": token_in(browser.get("/desk"))})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?said=out")
    assert 'nadwa="";' in answer.headers["set-cookie"]
    with browser_of(browser.app) as thief:
        thief.cookies.update(kept)
        assert thief.get("/desk").status_code == 401


def test_signing_in_again_ends_the_session_before(house, browser):
    an_account(house)
    signed_in(house, browser)
    (letter,) = letters_to(house, browser, ADDRESS)
    form = browser.get(link_in(letter))
    assert browser.post(link_in(letter), data={"csrf": token_in(form)}).status_code == 303
    with house.look(SYSTEM) as look:
        ended = [each.ended_at is None for each in look.session.exec(select(BrowserSession))]
    assert sorted(ended) == [False, True]


def test_a_closed_account_is_out_at_once_and_gets_no_letter(house, browser, clock):
    account = an_account(house)
    signed_in(house, browser)
    (unused,) = letters_to(house, browser, ADDRESS)
    done(house, close_account, account.id)
    assert browser.get("/desk").status_code == 401
    with browser_of(browser.app) as other:
        assert other.post(link_in(unused)).status_code == 404
        assert letters_to(house, other, ADDRESS) == []
    clock.now += ADDRESS_KEPT + timedelta(days=1)
    done(house, forget_old_sign_ins)
    with house.look(SYSTEM) as look:
        address = look.get(Account, account.id).address
    assert address == f"{account.id}@erased.invalid"


def test_nobody_is_flooded_with_links(house, browser, clock):
    an_account(house)
    assert len(letters_to(house, browser, *[ADDRESS] * (MOST_AN_HOUR + 3))) == MOST_AN_HOUR
    clock.now += timedelta(hours=1)
    assert len(letters_to(house, browser, ADDRESS)) == 1


def test_a_letter_that_cannot_leave_is_tried_until_its_link_is_old(house, browser, clock):
    class Broken:
        tries = 0

        def deliver(self, *_args):
            self.tries += 1
            raise OSError

        def close(self):
            """Nothing is open."""

    an_account(house)
    ask(browser, ADDRESS)
    post = Broken()
    for _ in range(40):
        send_sign_ins(house, MAILING, post)
        clock.now += timedelta(seconds=31)
    assert post.tries == 30


def test_a_form_counts_only_with_the_token_of_the_session(house, app):
    an_account(house)
    an_account(house, address="other@ankara.example")
    with browser_of(app) as browser, browser_of(app) as other:
        signed_in(house, browser)
        signed_in(house, other, "other@ankara.example")
        foreign, own = token_in(other.get("/desk")), token_in(browser.get("/desk"))
        tries = [{}, {"csrf": ""}, {"csrf": "aaaa"}, {"csrf": foreign}, {"csrf": f"{own[:-2]}aa"}]
        answers = [browser.post("/desk/sign-out", data=each) for each in tries]
        assert [each.status_code for each in answers] == [403] * len(tries)
        assert {each.json()["type"] for each in answers} == {"/problems/foreign-form"}
        away = {"Sec-Fetch-Site": "cross-site"}
        assert browser.post("/desk/sign-out", data={"csrf": own}, headers=away).status_code == 403
        assert token_in(browser.get("/desk")) != own, "masked anew on each page"
        assert browser.get("/desk").status_code == 200
        assert browser.post("/desk/sign-out", data={"csrf": own}).status_code == 303


def test_another_site_cannot_sign_a_browser_in(house, browser):
    an_account(house)
    (letter,) = letters_to(house, browser, ADDRESS)
    answer = browser.post(link_in(letter), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert count_of(house, BrowserSession) == 0


def test_a_session_opens_pages_and_not_the_api(house, browser):
    an_account(house, Role.ADMIN)
    signed_in(house, browser)
    assert browser.get("/v1/journal").status_code == 401
    assert browser.post("/v1/events", json={}).status_code == 401
    assert browser.get("/desk").status_code == 200


def test_an_organizer_decides_on_the_desk_about_the_own_events(house, browser):
    own = an_announced_event(house, registration=MANUAL)
    foreign = an_announced_event(
        house, registration=MANUAL, organizers=[{"body": "ICESCO", "role": "lead"}]
    )
    in_line, not_mine = somebody(house, own, 1), somebody(house, foreign, 2)
    an_account(house, body="SESRIC")
    signed_in(house, browser)
    page = browser.get("/desk")
    assert "Person 1" in page.text
    assert "Person 2" not in page.text
    said = {"csrf": token_in(page), "decision": "approval"}
    path = "/desk/registrations/{}/decision".format
    assert browser.post(path(not_mine.id), data=said).status_code == 404
    assert browser.post(path(in_line.id), data={"decision": "approval"}).status_code == 403
    assert [seat_of(house, each) for each in (in_line, not_mine)] == [Seat.PENDING] * 2
    assert browser.post(path(in_line.id), data=said).status_code == 303
    assert seat_of(house, in_line) == Seat.CONFIRMED
    with house.look(SYSTEM) as look:
        newest = look.session.exec(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        (account,) = look.session.exec(select(Account.id)).all()
    assert newest.actor == f"account:{account}"


def test_a_focal_point_stands_for_the_own_people_only(house, browser):
    event = an_announced_event(house, registration={**MANUAL, "state_first": True})
    ours, theirs = somebody(house, event, 1, "SN"), somebody(house, event, 2, "TR")
    an_account(house, Role.FOCAL_POINT, state="SN")
    signed_in(house, browser)
    page = browser.get("/desk?lang=ar")
    assert ("Person 1" in page.text, "Person 2" in page.text) == (True, False)
    said = {"csrf": token_in(page), "decision": "endorsement"}
    path = "/desk/registrations/{}/decision".format
    assert browser.post(path(theirs.id), data=said).status_code == 404
    assert browser.post(path(ours.id), data=said).status_code == 303
    assert "Person 1" not in browser.get("/desk").text


def test_the_desk_counts_what_is_to_be_reviewed(house, browser):
    an_account(house)
    signed_in(house, browser)
    assert "open: 3" in browser.get("/desk").text


def test_accounts_are_for_administrators_over_the_api(house, browser, tokens):
    admin, organizer = tokens("admin"), tokens("organizer")
    form = {"address": ADDRESS.upper(), "role": "organizer", "body": "SESRIC", "language": "ar"}
    assert browser.post("/v1/accounts", json=form, headers=organizer).status_code == 403
    made = browser.post("/v1/accounts", json=form, headers=admin)
    assert (made.status_code, made.json()["address"]) == (201, ADDRESS)
    twice = browser.post("/v1/accounts", json=form, headers=admin)
    assert (twice.status_code, twice.json()["type"]) == (409, "/problems/address-has-account")
    wrong = [
        {"role": "focal_point"}, {"role": "organizer", "body": "NOBODY"}, {"role": "mailer"},
        {"role": "admin", "body": "SESRIC"}, {"role": "viewer", "state": "SN"},
    ]  # fmt: skip
    for each in wrong:
        body = {"address": "new@ankara.example", **each}
        assert browser.post("/v1/accounts", json=body, headers=admin).status_code == 422
    address = f"/v1/accounts/{made.json()['id']}"
    assert browser.delete(address, headers=admin).status_code == 204
    assert browser.delete(address, headers=admin).status_code == 204
    assert browser.get(address, headers=admin).json()["closed_at"] is not None
    assert browser.post("/v1/accounts", json=form, headers=admin).status_code == 201
    listed = browser.get("/v1/accounts", params={"address": ADDRESS}, headers=admin).json()
    assert [each["closed_at"] is None for each in listed["items"]] == [False, True]


def a_reviewer(house, browser):
    an_account(house)
    signed_in(house, browser)
    page = browser.get("/resolutions/small-1/review?show=all")
    mandates = re.findall(r'action="/mandates/([0-9a-f-]+)/review\?show=all', page.text)
    return token_in(page), list(dict.fromkeys(mandates))


def mandate(house, id):
    with house.look(SYSTEM) as look:
        return look.get(Mandate, UUID(id))


def test_an_organizer_confirms_corrects_and_rejects_readings_on_their_page(house, browser):
    token, (first, second, third) = a_reviewer(house, browser)
    path = "/mandates/{}/review?show=all".format
    answer = browser.post(path(first), data={"csrf": token, "finding": "confirm"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/resolutions/small-1/review?show=all&sheet=1#")
    corrected = {"kind": "event", "activities": ["training", "seminar"], "addressees": "sesric, TR"}
    browser.post(path(second), data={"csrf": token, "finding": "correct", **corrected})
    browser.post(path(third), data={"csrf": token, "finding": "reject", "reason": "A greeting"})
    found = [mandate(house, each) for each in (first, second, third)]
    assert [each.review for each in found] == ["confirmed", "confirmed", "rejected"]
    assert found[1].activities == ["training", "seminar"]
    assert found[1].addressees == ["SESRIC", "TR"]
    assert found[2].review_reason == "A greeting"


def test_a_correction_that_cannot_be_right_changes_nothing_and_comes_back(house, browser):
    token, (first, *_) = a_reviewer(house, browser)
    before = mandate(house, first)
    wrong = [
        ("correct", {"kind": "policy", "addressees": "NOBODY"}, "addressees"),
        ("correct", {"kind": "policy", "quantity": "many"}, "quantity"),
        ("reject", {"reason": ""}, "reason"),
    ]
    for finding, typed, field in wrong:
        said = {"csrf": token, "finding": finding, **typed}
        page = browser.post(f"/mandates/{first}/review", data=said)
        assert page.status_code == 200
        assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', page.text) == [field]
        assert mandate(house, first).model_dump() == before.model_dump()


def test_work_that_is_refused_in_the_middle_leaves_nothing_of_it(house):
    with house.work(SYSTEM) as work:
        with pytest.raises(AddressHasAccount), work.whole():
            open_account(work, ADDRESS, Role.VIEWER)
            open_account(work, ADDRESS, Role.VIEWER)
        assert work.recorded == 0
    assert count_of(house, Account) == 0
