"""The review page: what was read beside its words; what is open only for those who may see it."""

import re
import shlex

import pytest

from core.people import system
from nadwa.demo.load import enter_text
from tests.factories import the_catalogue
from tests.nadwa.dashboard_stories import HTML, text_of

PAGE = "/resolutions/demo-gardens/review"


@pytest.fixture
def gardens(office):
    the_catalogue(office)
    with office.work(system("tests")) as work:
        enter_text(work)


@pytest.fixture
def seen(client, gardens):
    """Look at the page as somebody: `seen(tokens("organizer"), lang="fr")`."""

    def look(headers=None, path=PAGE, **asked):
        answer = client.get(
            path, params={"lang": "en", **asked}, headers={**HTML, **(headers or {})}
        )
        assert answer.status_code == 200, answer.text[:300]
        return answer.text

    return look


def labels(html):
    return re.findall(r'<article [^>]*id="p([^"]+)"', html)


def marks(html):
    found = re.findall(r'<mark class="m-(\w+)">([^<]+)<span class="tag"', html)
    return [(role, words) for role, words in found]


def calls(html):
    found = re.findall(r"<pre [^>]*><code>(.*?)</code></pre>", html, re.DOTALL)
    return [each.replace("&#34;", '"').replace("&#39;", "'") for each in found]


def test_the_open_ones_come_first_for_those_who_are_signed_in(seen, tokens):
    html = seen(tokens("organizer"))
    assert labels(html) == ["2", "3", "4", "5"]
    assert "4 suggestions open, 2 confirmed, 1 rejected" in text_of(html)


def test_the_doubtful_and_all_are_one_step_away(seen, tokens):
    assert labels(seen(tokens("organizer"), show="doubted")) == ["2", "3"]
    assert labels(seen(tokens("viewer"), show="all")) == ["1", "2", "3", "4", "5", "6"]


def test_outsiders_see_what_a_person_confirmed_and_nothing_else(seen):
    html = seen()
    told = text_of(html)
    assert re.findall(r"demo-gardens/[\d.]+", told) == ["demo-gardens/1", "demo-gardens/2"]
    assert "suggested" not in told
    assert "A wish among friends" not in told
    assert "curl" not in told
    assert [role for role, _ in marks(html)] == [
        "verb", "addressee", "partner", "activity", "deadline", "verb",
    ]  # fmt: skip


def test_the_words_are_marked_by_what_they_say(seen, tokens):
    html = seen(tokens("organizer"), show="all")
    first = html[html.index('id="p1"') : html.index('id="p2"')]
    assert marks(first) == [
        ("verb", "REQUESTS"),
        ("addressee", "SESRIC"),
        ("partner", "ICESCO"),
        ("activity", "workshops"),
        ("deadline", "before 31 December 2027"),
    ]


def test_marks_are_named_in_words_and_not_by_colour_alone(seen, tokens):
    told = text_of(seen(tokens("organizer"), show="all"))
    assert "REQUESTS verb" in told
    assert "INVITES verb 2" in told


def test_another_version_is_marked_in_its_own_words(seen, tokens):
    html = seen(tokens("organizer"), show="all", version="ar")
    assert ("partner", "الإيسيسكو") in marks(html)
    assert '<p class="words" lang="ar" dir="rtl">' in html


def test_labels_that_only_one_version_has_are_listed(seen):
    told = text_of(seen())
    assert "Labels that only this version has: 7" in told
    assert "Labels that this version does not have: 6" in told


def test_lines_that_fitted_nothing_are_listed_with_the_reason_for_insiders(seen, tokens):
    assert "the resolution has no paragraph 7" in text_of(seen(tokens("viewer")))
    assert "the resolution has no paragraph 7" not in text_of(seen())


def test_a_suggestion_says_how_surely_and_by_which_rules_it_was_read(seen, tokens):
    told = text_of(seen(tokens("organizer"), show="doubted"))
    assert "the reader doubts" in told
    assert "the verb&#39;s object is not in the registry" in told


def test_only_staff_gets_the_calls(seen, tokens):
    assert "curl" not in seen(tokens("viewer"))
    assert "curl" in seen(tokens("organizer"))


def test_each_call_on_the_page_does_what_it_says(client, seen, tokens):
    organizer = tokens("organizer")
    html = seen(organizer, show="open")
    for command in (each for each in calls(html) if "/confirmation" in each):
        assert send(client, command, organizer) == 200
    assert "Nothing is open here." in text_of(seen(organizer))


@pytest.mark.parametrize(
    ("ending", "status"), [("", 200), ("/rejection", 200), ("/split", 201), ("/merge", 200)]
)
def test_the_examples_of_calls_are_taken_as_they_are(client, seen, tokens, ending, status):
    organizer = tokens("organizer")
    html = seen(organizer, show="all")
    of_kind = rf"/v1/mandates/[0-9a-f-]+{ending}$"
    command = next(
        each for each in calls(html) if re.search(of_kind, address(each)) and "#" not in each
    )
    assert send(client, command, organizer) == status


def test_a_clause_is_added_by_the_call_of_its_paragraph(client, seen, tokens):
    organizer = tokens("organizer")
    command = next(each for each in calls(seen(organizer)) if "/v1/paragraphs/" in each)
    assert send(client, command, organizer) == 201


def address(command):
    return shlex.split(command)[3].removeprefix("$NADWA_URL")


def send(client, command, headers):
    parts = shlex.split(command)
    said = dict(each.split(": ", 1) for each in parts[5::2] if ": " in each and each[0].isupper())
    said = {name: value for name, value in said.items() if name in {"If-Match", "Content-Type"}}
    body = parts[parts.index("-d") + 1] if "-d" in parts else None
    answer = client.request(parts[2], address(command), content=body, headers={**headers, **said})
    return answer.status_code


def test_the_resolutions_page_leads_to_it(seen, tokens):
    path = "/resolutions/demo-gardens"
    assert f'href="{PAGE}?lang=en">Review the reading: 4 open</a>' in seen(tokens("viewer"), path)
    assert f'href="{PAGE}?lang=en">Review the reading</a>' in seen(path=path)


def test_a_resolution_without_words_shows_what_was_read_of_it(seen):
    html = seen(path="/resolutions/mcsd-2/review")
    assert "have not been imported" in text_of(html)
    assert len(labels(html)) == 40
    assert "Sheet 1 of 4." in text_of(html)
    assert len(labels(seen(path="/resolutions/mcsd-2/review", sheet="4"))) == 17


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_it_speaks_the_readers_language(seen, tokens, language):
    html = seen(tokens("organizer"), lang=language, show="all")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert len(re.findall("<h1[ >]", html)) == 1
