"""The worked example of the guide: entered on its days, and every figure on its page computed."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.people import system
from registry import load_catalogue
from reports import coverage

DATES = ["2023-12-31", "2024-12-31", "2027-01-31", "2027-06-30"]
PAGE = Path(__file__).parents[2] / "docs/guide/coverage-example.md"
JEDDAH = {"type": "expert_group", "mode": "in_person", "timezone": "Asia/Riyadh",
          "venue": {"city": "Jeddah", "country": "SA"}}  # fmt: skip
FIRST_GROUP = {**JEDDAH, "title": {"en": "Experts on the child-rights covenant, first meeting"},
               "starts_at": "2023-10-29T09:00", "ends_at": "2023-10-30T16:00"}  # fmt: skip
SECOND_GROUP = {**JEDDAH, "title": {"en": "Experts on the child-rights covenant, second meeting"},
                "starts_at": "2024-11-05T09:00", "ends_at": "2024-11-07T16:00"}  # fmt: skip
VIRTUAL = {"type": "workshop", "mode": "online", "timezone": "Europe/Istanbul",
           "title": {"en": "Virtual workshop on persons with disabilities"},
           "online_url": "https://meet.example.org/disabilities",
           "starts_at": "2023-12-11T09:00", "ends_at": "2023-12-11T16:00"}  # fmt: skip
FAMILIES = {"type": "workshop", "mode": "in_person", "timezone": "Europe/Istanbul",
            "title": {"en": "Services for families"}, "venue": {"city": "Ankara", "country": "TR"},
            "starts_at": "2027-03-15T09:00", "ends_at": "2027-03-17T16:00",
            "states": [{"state": "TR", "role": "host"}],
            "organizers": [{"body": "SESRIC", "role": "lead"},
                           {"body": "GENERAL_SECRETARIAT", "role": "co_organizer"},
                           {"body": "ICESCO", "role": "partner"},
                           {"body": "WDO", "role": "partner"}]}  # fmt: skip
CAMP = {"type": "camp", "mode": "in_person", "timezone": "Africa/Casablanca",
        "title": {"en": "Summer camp"}, "venue": {"city": "Ifrane", "country": "MA"},
        "starts_at": "2027-07-19T09:00", "ends_at": "2027-07-30T17:00",
        "states": [{"state": "MA", "role": "host"}]}  # fmt: skip
THERE = {"EG": 2, "ID": 1, "MA": 2, "QA": 1, "SN": 2, "TR": 4}


@pytest.fixture
def diary(office, client, tokens, clock):
    """An installation of September 2023 with the catalogue, its people and its clock."""
    clock.now = datetime(2023, 9, 1, tzinfo=UTC)
    with office.work(system("tests")) as work:
        load_catalogue(work)
    people = {
        code: tokens("organizer", body=code)
        for code in ("GENERAL_SECRETARIAT", "SESRIC", "BAYT_MAL_AL_QODS")
    }
    return SimpleNamespace(client=client, clock=clock, people=people, office=office)


def turn_to(diary, day, hour=time(18)):
    diary.clock.now = datetime.combine(date.fromisoformat(day), hour, UTC)
    return day


def get(diary, path, **params):
    answer = diary.client.get(path, params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(diary, body, path, content):
    answer = diary.client.post(path, headers=diary.people[body], json=content)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def plan(diary, day, body, content, *paragraphs):
    turn_to(diary, day)
    mandates = [of_paragraph(diary, each)["id"] for each in paragraphs]
    return post(diary, body, "/v1/events", {**content, "mandates": mandates})["id"]


def announce(diary, day, body, content, *paragraphs):
    event = plan(diary, day, body, content, *paragraphs)
    post(diary, body, f"/v1/events/{event}/announcement", None)
    return event


def conclude(diary, day, body, event, **who):
    turn_to(diary, day)
    assert post(diary, body, f"/v1/events/{event}/conclusion", who)["status"] == "held"


def of_paragraph(diary, label, **moment):
    """Return the operational mandate of a paragraph."""
    found = get(diary, "/v1/mandates", resolution="mcsd-2", paragraph=label, **moment)["items"]
    (mandate,) = [each for each in found if each["kind"] != "acknowledgement"]
    return mandate


def live_through(diary):
    """Enter the example day by day; stop at the beginning of each of its four dates."""
    group = announce(diary, "2023-09-29", "GENERAL_SECRETARIAT", FIRST_GROUP, "30")
    conclude(diary, "2023-10-30", "GENERAL_SECRETARIAT", group)
    virtual = announce(diary, "2023-11-11", "SESRIC", VIRTUAL, "123")
    conclude(diary, "2023-12-11", "SESRIC", virtual)
    yield turn_to(diary, "2023-12-31", time(0))
    again = announce(diary, "2024-10-06", "GENERAL_SECRETARIAT", SECOND_GROUP, "30")
    conclude(diary, "2024-11-07", "GENERAL_SECRETARIAT", again)
    yield turn_to(diary, "2024-12-31", time(0))
    families = announce(diary, "2027-01-12", "SESRIC", FAMILIES, "14", "15")
    plan(diary, "2027-01-20", "BAYT_MAL_AL_QODS", CAMP, "105")
    yield turn_to(diary, "2027-01-31", time(0))
    conclude(diary, "2027-03-17", "SESRIC", families, by_state=THERE)
    yield turn_to(diary, "2027-06-30", time(0))


def figures(diary, paragraphs, **moment):
    """Return the figures of the page by row, as computed for the clock's moment or another."""
    totals = get(diary, "/v1/coverage", resolution="mcsd-2", **moment)["totals"]
    standing = {
        label: of_paragraph(diary, label.removeprefix("§"), **moment)["status"]
        for label in paragraphs
    }
    return {
        "paragraph": standing,
        "status": texts(totals["by_status"]),
        "assurance": texts(totals["by_assurance"]),
        "besides": {"overdue": str(totals["overdue"])},
    }


def texts(counts):
    return {name: str(count) for name, count in counts.items()}


def printed(page):
    """Return the page's figures by date, by table (its first heading), by row."""
    found = defaultdict(lambda: defaultdict(dict))
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        (name, *dates), _, *rows = [cells(line) for line in table.splitlines()]
        if dates == DATES:
            for label, *values in rows:
                for day, value in zip(dates, values, strict=True):
                    found[day][name][label] = value
    return found


def cells(line):
    return [each.strip(" `*") for each in line.strip().strip("|").split("|")]


def test_every_figure_of_the_worked_example_is_what_coverage_computes(diary):
    page = printed(PAGE.read_text(encoding="utf-8"))
    live, told = {}, {}
    for day in live_through(diary):
        live[day] = figures(diary, page[day]["paragraph"])
        with diary.office.look(system("tests")) as work:
            told[day] = coverage(work, "mcsd-2")
    assert live == page

    # asked again when all is over, as of each date: the very same
    diary.clock.now += timedelta(days=100)
    later = {day: figures(diary, page[day]["paragraph"], as_of=day) for day in DATES}
    assert later == live
    for then in told.values():
        with diary.office.look(system("tests")) as work:
            assert coverage(work, "mcsd-2", as_of=then.as_of) == then
        assert sum(then.totals.by_status.values()) == then.totals.operational


def test_the_page_says_why_in_the_words_that_the_api_gives(diary):
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    list(live_through(diary))
    given = [of_paragraph(diary, label)["reasons"] for label in ("14", "30", "123")]
    said = {reason["sentence"] for reasons in given for reason in reasons}
    assert said == set(re.findall(r"\*“([^”]+)”\*", page))


def test_the_figures_between_the_tables_are_computed_too(diary):
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    list(live_through(diary))
    totals = get(diary, "/v1/coverage", resolution="mcsd-2")["totals"]
    assert f"{totals['mandates']} mandates, {totals['operational']} of them operational" in page
    progress = of_paragraph(diary, "123", as_of=DATES[0])["progress"]
    assert f"At the end of 2023 it was {progress['answered']} of {progress['of']}," in page
    due = date.fromisoformat(of_paragraph(diary, "30")["deadline"]["on"])
    assert f"whose first day was {due:%d %B %Y};" in page
    on_the_day, next_day = due.isoformat(), (due + timedelta(days=1)).isoformat()
    overdue = [of_paragraph(diary, "30", as_of=day)["overdue"] for day in (on_the_day, next_day)]
    assert overdue == [False, True]


def test_the_request_on_the_page_gives_the_figures_of_its_date(diary):
    text = PAGE.read_text(encoding="utf-8")
    ((path, day),) = re.findall(r"http://[^/]+(/\S+as_of=([\d-]+))'", text)
    list(live_through(diary))
    assert texts(get(diary, path)["totals"]["by_status"]) == printed(text)[day]["status"]
