"""`nadwa calendar show|override|withdraw`."""

import argparse
import sys
from uuid import UUID

from pydantic import ValidationError

from core.http.etags import Condition
from core.people import system
from core.problem import Invalid
from core.texts import Language
from events import (
    OverrideForm,
    StateCalendarView,
    override,
    show_state_calendar,
    withdraw_override,
)
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.settings import Settings

CLI = system("cli")


def add_to(commands: Commands) -> None:
    """Add the commands."""
    calendars = family(commands, "calendar", "Show and correct the calendars of the states")
    show = command(calendars, "show", _show, "Print the weekend and the days off of a state")
    show.add_argument("state", help="ISO alpha-2 code, such as SN")
    show.add_argument("--year", type=int)
    show.add_argument("--language", choices=[each.value for each in Language], default="en")
    correct = command(calendars, "override", _override, "Correct the calendar of a state")
    correct.add_argument("state")
    correct.add_argument("--from", dest="first", help="first day, such as 2027-04-06")
    correct.add_argument("--to", dest="last", help="last day; left out: one day")
    what = correct.add_mutually_exclusive_group(required=True)
    what.add_argument("--name", help="what the day off is called, in English")
    what.add_argument("--working", action="store_true", help="the days are worked after all")
    what.add_argument("--weekend", help="the weekdays off, such as fri,sat")
    correct.add_argument("--source", required=True, help="from where it is known")
    correct.add_argument("--estimated", action="store_true", help="it may still move")
    gone = command(calendars, "withdraw", _withdraw, "Take a correction back")
    gone.add_argument("id", type=UUID)


def _show(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(CLI) as work:
        language = Language(options.language)
        year = show_state_calendar(work, options.state, language, options.year)
    for line in _lines(year):
        print(line)


def _lines(year: StateCalendarView) -> list[str]:
    head = f"{year.name} ({year.state}), {year.year}: {year.time_zone}, {', '.join(year.weekend)}"
    days = [f"{each.day}\t{each.confidence}\t{each.name}\t{each.source}" for each in year.days_off]
    return [head, *days, *(f"override {each.id}\t{each.source}" for each in year.overrides)]


def _override(settings: Settings, options: argparse.Namespace) -> None:
    kind = "weekend" if options.weekend else "working_day" if options.working else "day_off"
    asked = {
        "kind": kind,
        "from": options.first,
        "to": options.last,
        "weekend": options.weekend.split(",") if options.weekend else None,
        "name": {"en": options.name} if options.name else None,
        "confidence": "estimated" if options.estimated else "official",
        "source": options.source,
    }
    try:
        form = OverrideForm.model_validate(asked)
    except ValidationError as refused:
        fault = refused.errors()[0]
        where = "/".join(map(str, fault["loc"]))
        raise Invalid(f"/{where}", f"{where}: {fault['msg']}") from None
    with opened(settings) as office, office.work(CLI) as work:
        print(override(work, options.state, form).id)


def _withdraw(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.work(CLI) as work:
        withdraw_override(work, options.id, Condition("*").check)
    print("withdrawn", file=sys.stderr)
