"""The table of weekends and public holidays that planning uses, for a reader to check.

Weekends come from three sources (registry, CLDR, the `holidays` library); where they disagree the
registry's note must say why, and the table shows all three.
"""

from collections.abc import Iterable, Mapping, Sequence

from babel import Locale

from events.calendars.public_holidays import SOURCE, Confidence, Holiday, library_weekend
from events.calendars.state_calendars import WEEKDAYS, CalendarRules, StateCalendar


def cldr_weekend(state: str) -> frozenset[int]:
    """Return the weekend CLDR knows for a territory (Monday is 0)."""
    locale = Locale.parse(f"und_{state}")
    length = (locale.weekend_end - locale.weekend_start) % 7 + 1
    return frozenset((locale.weekend_start + n) % 7 for n in range(length))


def sources_disagree(state: str, calendar: StateCalendar) -> bool:
    """Tell whether registry, CLDR and the library name different weekends."""
    registry = frozenset(WEEKDAYS.index(day) for day in calendar.weekend)
    return not registry == cldr_weekend(state) == library_weekend(state)


def markdown(
    rules: CalendarRules, names: Mapping[str, str], notes: Mapping[str, str], years: Sequence[int]
) -> str:
    """Return the table as Markdown: weekends of all states, then each state's holidays by year.

    `names` and `notes` are keyed by state code; `notes` say why a weekend was chosen.
    """
    lines = [*_head(years), *_weekends(rules, names, notes)]
    for state, name in names.items():
        lines += ["", f"## {name} ({state})", "", *_holidays(rules, state, years)]
    return "\n".join(lines) + "\n"


def _head(years: Sequence[int]) -> Iterable[str]:
    yield f"# Weekends and public holidays used, {years[0]} to {years[-1]}"
    yield ""
    yield f"Public holidays: {SOURCE} (national ones; no regional days, no half days)."
    yield "A `~` marks an estimated date: the moon or a decree decides it and it may move by a day."
    yield "An organizer's override for a state goes before everything on this page."


def _weekends(
    rules: CalendarRules, names: Mapping[str, str], notes: Mapping[str, str]
) -> Iterable[str]:
    yield from ("", "## Weekends", "", "| state | used | CLDR | library | note |")
    yield "|---|---|---|---|---|"
    for state, name in names.items():
        used = (rules.weekend(state), cldr_weekend(state), library_weekend(state))
        cells = [f"{name} ({state})", *map(_days, used), notes.get(state, "")]
        yield f"| {' | '.join(cells)} |"


def _holidays(rules: CalendarRules, state: str, years: Sequence[int]) -> Iterable[str]:
    yield f"| holiday | {' | '.join(map(str, years))} |"
    yield f"|---{'|---' * len(years)}|"
    by_name: dict[str, dict[int, list[Holiday]]] = {}
    for year in years:
        for holiday in rules.holidays(state, year):
            by_name.setdefault(holiday.name, {}).setdefault(year, []).append(holiday)
    for name, found in by_name.items():
        cells = [", ".join(map(_date, found.get(year, []))) for year in years]
        yield f"| {name} | {' | '.join(cells)} |"


def _days(weekend: Iterable[int]) -> str:
    return ", ".join(WEEKDAYS[day] for day in sorted(weekend))


def _date(holiday: Holiday) -> str:
    mark = "~" if holiday.confidence is Confidence.ESTIMATED else ""
    return f"{holiday.day:%m-%d}{mark}"
