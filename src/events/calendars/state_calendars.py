"""The calendar of each state: its weekend and days off, as the sources say and organizers correct.

The order of trust: an organizer's override, then the registry, then the `holidays` library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from events.calendars.public_holidays import Holiday, holidays_of, library_weekend
from events.wording import ENGLISH, Teller
from events.wording.holidays import holiday_name

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class StateCalendar:
    """What the registry knows of a state: IANA zone and weekend, such as ("fri", "sat")."""

    zone: str
    weekend: tuple[str, ...] = ("sat", "sun")


@dataclass(frozen=True, slots=True)
class Override:
    """What an organizer knows better for one state.

    `weekend` replaces the registry's; `days_off` adds days (a decree, a date now announced), or
    says of a known one what it is; `working_days` are no days off, whatever the sources say.
    """

    weekend: tuple[str, ...] | None = None
    days_off: Mapping[date, Holiday] = field(default_factory=dict[date, Holiday])
    working_days: frozenset[date] = frozenset()


NO_OVERRIDE = Override()


@dataclass(frozen=True)
class CalendarRules:
    """The calendars of the states, with what organizers corrected; both keyed by ISO alpha-2.

    `teller` says in which language reasons are told, and holidays are named.
    """

    states: Mapping[str, StateCalendar]
    overrides: Mapping[str, Override] = field(default_factory=dict[str, Override])
    teller: Teller = ENGLISH

    def weekend(self, state: str) -> frozenset[int]:
        """Return the weekdays off (Monday is 0): override, else registry, else library."""
        override = self.overrides.get(state, NO_OVERRIDE)
        if override.weekend is not None:
            return frozenset(WEEKDAYS.index(day) for day in override.weekend)
        if known := self.states.get(state):
            return frozenset(WEEKDAYS.index(day) for day in known.weekend)
        return library_weekend(state)

    def is_weekend(self, state: str, day: date) -> bool:
        """Tell whether the state does not work on that weekday; a corrected working day is none."""
        return day.weekday() in self.weekend(state) and not self._works(state, day)

    def holiday(self, state: str, day: date) -> Holiday | None:
        """Return the public holiday of that day, None on other days."""
        override = self.overrides.get(state, NO_OVERRIDE)
        if day in override.days_off:
            return override.days_off[day]
        if self._works(state, day):
            return None
        found = holidays_of(state, day.year).get(day)
        if found is None or self.teller.language == ENGLISH.language:
            return found
        return replace(found, name=holiday_name(found.name, self.teller.language))

    def holidays(self, state: str, year: int) -> list[Holiday]:
        """Return the public holidays of a year in the order of their days."""
        known = {*holidays_of(state, year), *self._days_off(state, year)}
        return [found for day in sorted(known) if (found := self.holiday(state, day))]

    def _days_off(self, state: str, year: int) -> set[date]:
        override = self.overrides.get(state, NO_OVERRIDE)
        return {day for day in override.days_off if day.year == year}

    def _works(self, state: str, day: date) -> bool:
        return day in self.overrides.get(state, NO_OVERRIDE).working_days
