"""The public pages, as a browser without JavaScript gets them; on both databases."""

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest

from core.http.headers import CONTENT_SECURITY_POLICY
from nadwa.dashboard.assets import asset
from tests.nadwa.dashboard_stories import (
    HTML,
    SLUG,
    a_workshop,
    held,
    load_everything,
    mandate_of_paragraph,
    text_of,
)

LANGUAGES = ["ar", "en", "fr"]


def page(client, path, **params):
    asked = urlencode(params)
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{asked}", headers=HTML)
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


@pytest.fixture
def story(office):
    load_everything(office)
    return office


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language_asked_for(client, story, language):
    event = a_workshop(story, "14")
    mandate = mandate_of_paragraph(story, "14")
    direction = "rtl" if language == "ar" else "ltr"
    for path in ("/", f"/resolutions/{SLUG}", f"/mandates/{mandate}", f"/events/{event.id}"):
        html = page(client, path, lang=language)
        assert f'<html lang="{language}" dir="{direction}">' in html
        assert 'class="skip" href="#content"' in html
        assert '<main id="content"' in html
        assert len(re.findall("<h1[ >]", html)) == 1
        assert f"lang={language}" in html  # the choice goes along with the links


def test_a_reader_who_chose_nothing_is_served_by_accept_language(client, story):
    html = client.get("/", headers={**HTML, "Accept-Language": "fr-FR,fr;q=0.9"})
    assert '<html lang="fr" dir="ltr">' in html.text
    assert html.headers["content-language"] == "fr"
    assert "Accept-Language" in html.headers["vary"]
    assert "lang=fr" not in html.text.replace('?lang=fr" hreflang', "").replace('"/?lang=fr"', "")


def test_without_a_resolution_the_page_says_what_to_do(client):
    assert "catalogue load" in page(client, "/")


def test_counts_come_first_and_blank_means_unknown(client, story):
    a_workshop(story, "14")
    told = text_of(page(client, "/", lang="en"))
    assert "140 mandates ask for something, of 163 in all" in told
    assert "1 Scheduled 1% an event is announced" in told
    assert "“Nothing recorded” means unknown" in told


def test_numbers_lead_to_their_paragraphs(client, story):
    a_workshop(story, "14")
    html = page(client, "/", lang="en")
    href = f"/resolutions/{SLUG}?lang=en&amp;status=scheduled"
    assert href in html
    found = page(client, href.replace("&amp;", "&"))
    assert re.findall(r'class="paragraph" id="([^"]+)"', found) == ["p14"]
    assert "Paragraphs: 1. Mandates: 1, of which 1 ask for something." in text_of(found)


def test_a_paragraph_leads_to_its_evidence(client, story):
    event = a_workshop(story, "14")
    mandate = mandate_of_paragraph(story, "14")
    assert f"/mandates/{mandate}" in page(client, f"/resolutions/{SLUG}", status="scheduled")
    html = page(client, f"/mandates/{mandate}", lang="en")
    assert f"/events/{event.id}" in html
    assert "Families in the city" in html
    assert "Not yet: announced" in html


def test_a_held_event_counts_and_its_states_are_seen(client, story, clock):
    event = a_workshop(story, "14")
    clock.now = clock.now.replace(year=2027, month=4)
    held(story, event, SN=2, TR=3)
    mandate = mandate_of_paragraph(story, "14")
    told = text_of(page(client, f"/mandates/{mandate}", lang="en"))
    assert "Answers the mandate" in told
    assert "Türkiye" in told
    tiles = page(client, "/", lang="en")
    assert 'aria-label="Senegal: 1 of 63 answered, some answered"' in tiles
    assert 'aria-label="Egypt: 0 of 63 answered, nothing recorded"' in tiles
    assert "People present 5" in text_of(page(client, f"/events/{event.id}", lang="en"))


def test_an_event_in_preparation_is_counted_but_not_named(client, story):
    a_workshop(story, "14", announced=False)
    mandate = mandate_of_paragraph(story, "14")
    html = page(client, f"/mandates/{mandate}", lang="en")
    assert "An event that is not public yet" in html
    assert "Families in the city" not in html
    assert "Ankara" not in html


def test_an_internal_event_has_no_public_page(client, story):
    event = a_workshop(story, "14", visibility="internal")
    answer = client.get(f"/events/{event.id}", headers=HTML)
    assert answer.status_code == 404
    assert "Families in the city" not in answer.text + page(client, "/")


@pytest.mark.parametrize("by", ["section", "activity", "body", "kind"])
def test_each_group_leads_to_as_many_mandates_as_its_bar_shows(client, story, by):
    html = page(client, "/", group_by=by)
    table = re.search(r'<table class="bars">(.*?)</table>', html, re.DOTALL).group(1)
    rows = re.findall(r'href="([^"]+)">.*?dir="ltr">\d+ / (\d+)<', table, re.DOTALL)
    assert rows
    for href, number in rows:
        found = text_of(page(client, href.replace("&amp;", "&"), lang="en"))
        assert f"of which {number} ask for something" in found, href


def test_things_are_shown_as_of_a_day(client, story, clock):
    a_workshop(story, "14")
    clock.now = clock.now.replace(day=28)
    before = text_of(page(client, "/", lang="en", as_of="2026-11-23"))
    assert "How things stood on 23 November 2026, by what was recorded until then." in before
    assert "0 mandates ask for something" in before
    now = text_of(page(client, "/", lang="en", as_of="2026-11-23", known="now"))
    assert "140 mandates ask for something" in now


def test_coverage_over_time_has_a_column_for_each_half_year(client, story):
    html = page(client, "/", lang="en", group_by="time")
    assert re.findall(r'text-anchor="middle">(\w+ \d{4})<', html) == [
        "Jun 2023", "Dec 2023", "Jun 2024", "Dec 2024", "Jun 2025", "Dec 2025", "Jun 2026",
        "Nov 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "paragraphs"),
    [
        ({"q": "children of AL-QUDS", "kind": "event"}, {"p105"}),
        ({"q": "no such words"}, set()),
        ({"paragraph": "30"}, {"p30"}),
        ({"state": "XX"}, set()),
        ({"overdue": "1"}, {"p30"}),
    ],
)
def test_filters_stand_in_the_address(client, story, wish, paragraphs):
    html = page(client, f"/resolutions/{SLUG}", **wish)
    found = set(re.findall(r'class="paragraph" id="([^"]+)"', html))
    assert found == paragraphs


def test_without_filters_all_paragraphs_are_there(client, story):
    html = page(client, f"/resolutions/{SLUG}")
    assert len(re.findall(r'class="paragraph" id="p\d+"', html)) == 137


def test_a_table_behind_each_picture_as_csv(client, story):
    answer = client.get("/coverage.csv", params={"resolution": SLUG, "group_by": "section"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["key"] for row in rows] == ["A", "B", "C", "D", "E", "F"]
    assert sum(int(row["operational"]) for row in rows) == 140
    states = client.get("/coverage.csv", params={"resolution": SLUG, "group_by": "state"}).text
    assert states.count("\n") == 58
    assert "expected,answered" in states


def test_a_day_that_has_not_come_is_refused_with_a_page(client, story):
    answer = client.get("/", params={"as_of": "2030-01-01", "lang": "fr"}, headers=HTML)
    assert answer.status_code == 422
    assert "Cela ne peut pas être juste" in answer.text


def test_browsers_get_a_page_and_programs_a_problem(client):
    browser = client.get("/no/such/thing", headers={**HTML, "Accept-Language": "ar"})
    assert (browser.status_code, browser.headers["content-type"]) == (
        404,
        "text/html; charset=utf-8",
    )
    assert '<html lang="ar" dir="rtl">' in browser.text
    program = client.get("/no/such/thing")
    assert program.headers["content-type"] == "application/problem+json"
    assert json.loads(program.text)["type"] == "/problems/not-found"


def test_a_refusal_keeps_its_headers_as_a_page(client):
    answer = client.get("/v1/letters", headers=HTML)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_pages_carry_the_policy_and_nothing_from_elsewhere(client, story):
    answer = client.get("/", headers=HTML)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', answer.text) == []


def test_an_unchanged_page_is_not_sent_twice(client, story):
    first = client.get("/", headers=HTML)
    second = client.get("/", headers={**HTML, "If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_pages_are_sent_small(client, story):
    small = client.get("/", headers={**HTML, "Accept-Encoding": "gzip"})
    plain = client.get("/", headers={**HTML, "Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.text == plain.text


def test_files_are_kept_for_a_year_under_their_digest(client):
    answer = client.get(asset("nadwa.css"))
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/settings.py").status_code == 404


def test_what_people_type_is_shown_as_text(client, story):
    html = page(client, f"/resolutions/{SLUG}", q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_sites_may_frame_the_counts_and_nothing_else(client, story, language):
    asked = {"resolution": SLUG, "lang": language}
    framed = client.get("/embed/coverage", params=asked, headers=HTML)
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "<form" not in framed.text
    assert "<script" not in framed.text
    assert "140" in text_of(framed.text)
    page_itself = client.get("/", headers=HTML)
    assert "frame-ancestors 'none'" in page_itself.headers["content-security-policy"]


def test_letters_and_pages_name_the_same_place(client, story):
    html = page(client, f"/resolutions/{SLUG}")
    assert 'id="p14"' in html
    assert 'id="paragraph-14"' in html
