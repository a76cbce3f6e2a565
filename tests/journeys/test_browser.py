"""The dashboard in a real browser: Debian's Chromium against a real server on loopback."""

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from core.people import Role
from core.sign_in import account_at, ask_for_link, open_account
from core.tokens import issue
from core.work import Office
from nadwa.app import NOWHERE, build_app, build_office
from nadwa.demo.load import enter_text
from notifications import MemoryPost, send_sign_ins
from tests.factories import SYSTEM
from tests.nadwa.dashboard_stories import (
    SLUG,
    a_page_of_ones_own,
    a_workshop,
    held,
    load_everything,
    mandate_of_paragraph,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ADDRESS = "aylin@ankara.example"
LANGUAGES = ["ar", "en", "fr"]
SIZES = {"desktop": (1280, 900), "telephone": (390, 844)}
# headers and bodies as they cross the wire, nothing cached
FIRST_VIEW_BYTES = 60_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium"),
    # playwright's own thread leaves an unclosed loop behind at the end
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass
class House:
    """A running service with a story in it: addresses to look at."""

    url: str
    event: str
    mandate: str
    me: str
    reviewer: str
    link: Callable[[], str]
    pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = {
            "coverage": "/",
            "over time": "/?group_by=time",
            "body": "/?group_by=body&as_of=2027-01-15",
            "resolution": f"/resolutions/{SLUG}?kind=event",
            "review": "/resolutions/demo-gardens/review",
            "mandate": self.mandate,
            "event": self.event,
            "me": self.me,
            "embed": f"/embed/coverage?resolution={SLUG}",
            "sign in": "/sign-in",
            "nothing": "/nothing/here",
        }


@dataclass
class Noted:
    """What a page did: whom it asked, and its messages in the console."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a house where one workshop was held, one is announced, and somebody is registered."""
    file = tmp_path_factory.mktemp("browser") / "nadwa.db"
    shutil.copy(sqlite_template, file)
    now = [datetime(2026, 11, 24, 8, tzinfo=UTC)]
    office = build_office(f"sqlite:///{file}", lambda: now[0])
    event, mandate, me, reviewer = _story(office, now)
    server = uvicorn.Server(
        uvicorn.Config(build_app(office), host="127.0.0.1", port=0, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield House(f"http://127.0.0.1:{port}", event, mandate, me, reviewer, partial(a_link, office))
    server.should_exit = True
    thread.join(timeout=10)


def _story(office: Office, now: list[datetime]) -> tuple[str, str, str, str]:
    load_everything(office)
    with office.work(SYSTEM) as work:
        enter_text(work)
        _, reviewer = issue(work, Role.ORGANIZER, "reviewer")
    past = a_workshop(office, "14", starts_at="2027-01-11T09:00", ends_at="2027-01-12T16:00")
    ahead = a_workshop(office, "15", "80", registration={"mode": "open"}, capacity=20)
    now[0] = datetime(2027, 1, 20, 8, tzinfo=UTC)
    held(office, past, SN=2, TR=3, EG=1)
    _, me = a_page_of_ones_own(office, ahead, "guest", "TR")
    mandate = mandate_of_paragraph(office, "14")
    return f"/events/{ahead.id}", f"/mandates/{mandate}", me, reviewer


def a_link(office: Office) -> str:
    """Return the path of a link with which an organizer signs in."""
    with office.work(SYSTEM) as work:
        if account_at(work.session, ADDRESS) is None:
            open_account(work, ADDRESS, Role.ORGANIZER, body="SESRIC")
        ask_for_link(work, ADDRESS, "en")
    post = MemoryPost()
    send_sign_ins(office, NOWHERE, post)
    ((_, _, message),) = post.delivered
    text = message_from_bytes(message, policy=default).get_body(("plain",)).get_content()
    return re.search(r"/sign-in/\w+", text)[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def noting(page: Page) -> Noted:
    noted = Noted()

    page.on("response", lambda response: noted.hosts.add(response.url.split("/")[2]))
    page.on("console", lambda message: noted.complaints.append(message.text))
    page.on("pageerror", lambda error: noted.complaints.append(str(error)))
    return noted


def with_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


PAGES = [
    "coverage",
    "over time",
    "body",
    "resolution",
    "review",
    "mandate",
    "event",
    "me",
    "embed",
    "sign in",
    "nothing",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_asks_nobody_else(house, page, name, language):
    noted = noting(page)
    page.goto(house.url + with_language(house.pages[name], language), wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert noted.hosts == {house.url.removeprefix("http://")}
    expected = ["404"] if name == "nothing" else []
    assert [re.findall(r"\d{3}", each)[0] for each in noted.complaints] == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_reviewer_sees_suggestions_and_their_calls_without_javascript(
    house, browser, language, size
):
    width, height = SIZES[size]
    token = {"Authorization": f"Bearer {house.reviewer}"}
    with browser.new_context(
        viewport={"width": width, "height": height}, extra_http_headers=token
    ) as context:
        page = context.new_page()
        page.goto(house.url + with_language(house.pages["review"] + "?show=all", language))
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    with browser.new_context(java_script_enabled=False, extra_http_headers=token) as context:
        page = context.new_page()
        page.goto(house.url + with_language(house.pages["review"], language))
        assert page.locator("article").count() == len(["2", "3", "4", "5"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_organizer_signs_in_decides_and_signs_out_on_a_telephone(house, browser, language):
    width, height = SIZES["telephone"]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto(house.url + with_language(house.link(), language))
        assert Axe().run(page).violations_count == 0
        page.locator("main form button").click()
        page.wait_for_url("**/desk?*")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("form[action*='/sign-out'] button").click()
        page.wait_for_url("**/sign-in?*")
        assert page.goto(house.url + "/desk").status == 401


def test_the_dark_scheme_has_contrast_too(house, browser):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        for name in ("coverage", "resolution", "review", "mandate", "event", "me"):
            page.goto(house.url + with_language(house.pages[name], "en"))
            assert Axe().run(page).violations_count == 0, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_shows_it_without_scrolling_sideways(house, browser, language):
    width, height = SIZES["telephone"]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        for name, path in house.pages.items():
            page.goto(house.url + with_language(path, language))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_is_small(house, page, language):
    received: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(house.url + with_language("/", language), wait_until="networkidle")
    assert len(received) >= len(["page", "style sheet", "script"])
    assert sum(received) < FIRST_VIEW_BYTES


def test_from_a_number_to_the_paragraph_to_the_evidence_to_the_event(house, page):
    page.goto(f"{house.url}/?lang=en")
    page.get_by_role("link", name=re.compile("Answered in part")).click()
    page.wait_for_url(re.compile("status=partial"))
    page.locator("#p14 .mandates a").first.click()
    page.wait_for_url(re.compile("/mandates/"))
    page.get_by_role("link", name="Families in the city").click()
    page.wait_for_url(re.compile("/events/"))
    assert page.get_by_role("heading", level=1).inner_text() == "Families in the city"
    page.go_back()
    page.wait_for_url(re.compile("/mandates/"))


def test_another_grouping_is_shown_in_place(house, page):
    page.goto(f"{house.url}/?lang=fr")
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Destinataire").click()
    page.wait_for_url(re.compile("group_by=body"))
    page.get_by_role("columnheader", name="Destinataire").first.wait_for()
    assert page.evaluate("window.stays") is True


@pytest.mark.parametrize("script", [True, False])
def test_a_day_is_chosen_with_or_without_javascript(house, browser, script):
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{house.url}/?lang=en")
        page.get_by_label("As of").fill("2027-01-10")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url(re.compile("as_of=2027-01-10"))
        assert "How things stood on 10 January 2027" in page.content()


@pytest.mark.parametrize("script", [True, False])
def test_the_slider_leads_through_time_by_keyboard_with_or_without_javascript(
    house, browser, script
):
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{house.url}/?lang=en&group_by=kind")
        slider = page.get_by_label("Through time")
        slider.focus()
        page.keyboard.press("Home")
        if script:
            assert page.locator("output").inner_text() == "30 June 2023"
            assert slider.get_attribute("aria-valuetext") == "30 June 2023"
        else:
            page.get_by_role("button", name="Go there").click()
        page.wait_for_url(re.compile("as_of=2023-06-30"))
        assert "group_by=kind" in page.url
        page.get_by_text("How things stood on 30 June 2023").wait_for()


def test_the_keyboard_reaches_the_content_first(house, page):
    page.goto(f"{house.url}/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "resolution"


@pytest.mark.parametrize("script", [True, False])
def test_a_person_answers_on_their_page(house, browser, script):
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{house.url}{house.me}?lang=en")
        page.get_by_role("button", name="Perhaps").click()
        page.wait_for_url(re.compile("said=answered"))
        assert "Your answer is recorded." in page.content()
        page.get_by_role("button", name="I will come").click()
        page.get_by_role("button", name="I will come", pressed=True).wait_for()


def test_somebody_registers_in_arabic(house, page):
    noted = noting(page)
    page.goto(f"{house.url}{house.event}?lang=ar")
    page.get_by_label("الاسم").fill("ليلى مثال")
    page.get_by_label("البريد الإلكتروني").fill("layla@example.org")
    page.get_by_label("الدولة التي تأتي منها").select_option("MA")
    page.get_by_role("button", name="سجّل").click()
    page.wait_for_url(re.compile("said=registered"))
    assert "شكرا" in page.content()
    assert noted.complaints == []


def test_the_print_view_leaves_the_controls_out(house, page):
    page.goto(f"{house.url}/?lang=en")
    page.emulate_media(media="print")
    assert [page.locator(each).is_visible() for each in (".asof", ".tabs", ".counts")] == [
        False, False, True,
    ]  # fmt: skip
