"""The published table of weekends and holidays is the one that planning uses."""

import json
import os
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from events.calendars.holidays_table import cldr_weekend, markdown, sources_disagree
from events.calendars.public_holidays import SOURCE, Confidence, Holiday
from events.calendars.state_calendars import CalendarRules, Override, StateCalendar

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/holidays.md"
STATES = json.loads((ROOT / "src/registry/catalogue/states.json").read_text(encoding="utf-8"))
CALENDARS = {one["code"]: StateCalendar(one["time_zone"], tuple(one["weekend"])) for one in STATES}
NOTES = {one["code"]: one["weekend_note"] for one in STATES if "weekend_note" in one}
NAMES = {one["code"]: one["name"]["en"] for one in STATES}


def test_no_two_sources_disagree_about_a_weekend_unless_a_note_says_so():
    disagreeing = {code for code, calendar in CALENDARS.items() if sources_disagree(code, calendar)}
    assert disagreeing == set(NOTES)


def test_the_published_table_is_the_one_in_use():
    """Write the page anew with REWRITE_TABLES=1 after an upgrade of `holidays`."""
    table = markdown(CalendarRules(CALENDARS), NAMES, NOTES, range(2026, 2031))
    if os.environ.get("REWRITE_TABLES") == "1":
        PAGE.write_text(table, encoding="utf-8")
    published = PAGE.read_text(encoding="utf-8")
    if SOURCE not in published:
        pytest.skip(f"the page was made with another release than holidays {version('holidays')}")
    assert published == table


def test_the_table_shows_weekends_holidays_and_estimates():
    census = Holiday(date(2027, 4, 7), "Census day", Confidence.OFFICIAL, "decree")
    rules = CalendarRules(CALENDARS, {"IR": Override(days_off={census.day: census})})
    table = markdown(rules, {"IR": "Iran", "TR": "Türkiye"}, {"IR": "by hand"}, [2027])
    assert "| Iran (IR) | fri | fri | fri | by hand |" in table
    assert "| Türkiye (TR) | sat, sun | sat, sun | sat, sun |  |" in table
    assert "| Census day | 04-07 |" in table
    assert "| Eid al-Adha | 05-17~ |" in table
    assert "| Eid al-Adha | 05-16, 05-17, 05-18 |" in table


def test_cldr_knows_weekends_of_one_day_and_across_the_week():
    assert [sorted(cldr_weekend(state)) for state in ("IR", "EG", "TR")] == [[4], [4, 5], [5, 6]]
