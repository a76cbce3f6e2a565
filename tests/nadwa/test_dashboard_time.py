"""The pages of a moment: the slider, the events of then, and addresses that keep the moment."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from events import EventChange, change
from tests.factories import SYSTEM
from tests.nadwa.dashboard_stories import HTML, SLUG, a_workshop, held, load_everything


def page(client, path, **params):
    asked = urlencode(params)
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{asked}", headers=HTML)
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


@pytest.fixture
def story(office):
    load_everything(office)
    return office


def test_events_ahead_are_those_of_the_resolution_and_of_the_moment(client, story, clock):
    first = clock.now.date().isoformat()
    clock.now += timedelta(days=1)
    event = a_workshop(story, "14")
    a_workshop(story, announced=True, title={"en": "Of nobody's mandate"})
    clock.now += timedelta(days=1)
    before, after = page(client, "/", lang="en", as_of=first), page(client, "/", lang="en")
    assert ("Families in the city" in before, "Families in the city" in after) == (False, True)
    assert "Of nobody" not in after
    second = clock.now.date().isoformat()
    clock.now += timedelta(days=1)
    renamed = EventChange.model_validate({"title": {"en": "Renamed"}})
    with story.work(SYSTEM) as work:
        change(work, event.id, renamed)
    assert "Families in the city" in page(client, "/", lang="en", as_of=second)
    assert "Renamed" in page(client, "/", lang="en")
    clock.now = event.ends_at_utc + timedelta(days=1)
    held(story, event, SN=1)
    told = page(client, "/", lang="en")
    assert told.index("Held lately") < told.rindex("Renamed")
    assert f"/resolutions/{SLUG}?lang=en#p14" in told


def test_the_events_on_the_line_are_a_table_and_a_csv_of_the_same_moment(client, story, clock):
    first = clock.now.date().isoformat()
    clock.now += timedelta(days=1)
    a_workshop(story, "14", "15")
    html = page(client, "/", lang="en")
    assert '<table class="figures lines">' in html
    csv = client.get("/events.csv", params={"resolution": SLUG, "language": "fr"})
    assert csv.headers["content-disposition"] == f'attachment; filename="{SLUG}-events.csv"'
    head, row = csv.content.decode("utf-8-sig").splitlines()
    assert head == "starts_on,days,title,type,place,status,paragraphs"
    assert row.startswith("2027-03-15,15–17 mars 2027,Familles en ville,Atelier,")
    assert row.endswith(",announced,14 15")
    then = client.get("/events.csv", params={"resolution": SLUG, "as_of": first})
    assert len(then.text.splitlines()) == 1
    assert client.get("/events.csv", params={"resolution": "none"}).status_code == 404


def test_the_picture_over_time_has_its_figures_as_a_table_and_as_csv(client, story, clock):
    html = page(client, "/", lang="en", group_by="time")
    assert f'href="/history.csv?resolution={SLUG}"' in html
    csv = client.get("/history.csv", params={"resolution": SLUG})
    assert csv.headers["content-disposition"] == f'attachment; filename="{SLUG}-time.csv"'
    head, *rows = csv.content.decode("utf-8-sig").splitlines()
    assert head.startswith("day,mandates,operational,")
    assert [row[:10] for row in rows][-3:] == ["2025-12-31", "2026-06-30", "2026-11-24"]
    table = html[html.index('<figure class="history">') : html.index("/history.csv")]
    assert table.count('<th scope="row">') == len(rows)
    assert client.get("/history.csv", params={"resolution": "none"}).status_code == 404


def test_the_slider_is_a_form_and_leads_to_the_end_of_a_month(client, story):
    html = page(client, "/", lang="en", group_by="kind")
    days = re.findall(r'<option value="(\d+)" label="([^"]+)">', html)
    assert (days[0], days[-1]) == (("0", "30 June 2023"), ("41", "24 November 2026"))
    assert 'min="0" max="41" value="41"' in html
    moved = client.get("/", params={"step": "7", "group_by": "kind"}, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (
        303,
        "/?group_by=kind&as_of=2024-01-31",
    )
    assert 'value="7" list="steps" aria-valuetext="31 January 2024"' in page(
        client, moved.headers["location"], lang="en"
    )
    last = client.get("/", params={"step": "9999"}, follow_redirects=False)
    assert last.headers["location"] == "/?as_of=2026-11-24"


def test_further_addresses_keep_the_moment(client, story):
    html = page(client, "/", lang="en", as_of="2024-01-31", known="now")
    kept = "as_of=2024-01-31&amp;known=now"
    assert f"/resolutions/{SLUG}?lang=en&amp;{kept}" in html
    assert f"/resolutions/{SLUG}?lang=en&amp;kind=event&amp;status=unknown&amp;{kept}" in html
    assert (
        "/coverage.csv?resolution=mcsd-2&amp;as_of=2024-01-31T23%3A59%3A59Z&amp;known=now" in html
    )
