"""What every paper says of its event: title, days, place, organizers; in one language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale

from core.days import days, last_day
from core.texts import Language, pick
from events.calendars.hijri import label
from events.model import Event
from events.papers.wording import say, spoken
from events.vocabulary import Mode

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event and the names of what it mentions: `bodies` those who run it, `states` all."""

    event: Event
    bodies: Sequence[Mapping[str, str]]
    states: Names

    def described(self, language: Language) -> dict[str, Any]:
        """Return what a template shows of it; what is not known is empty."""
        return {
            "lang": language.value,
            "dir": language.direction,
            "event": spoken(self.event.title, language),
            "when": self.when(language),
            "hijri": self.hijri(language),
            "where": self.where(language),
            "organizers": [spoken(each, language) for each in self.bodies],
            "reference": self.event.reference,
            "colon": say(language, "colon"),
        }

    def when(self, language: Language) -> str:
        """Return the days: `15–17 March 2027`; empty while they are not fixed."""
        if self.event.starts_at is None or self.event.ends_at is None:
            return ""
        return days(self.event.starts_at.date(), last_day(self.event.ends_at), language)

    def hijri(self, language: Language) -> str:
        """Return the first day's computed Hijri date; empty where it cannot be computed."""
        if self.event.starts_at is None:
            return ""
        return label(self.event.starts_at.date(), language) or ""

    def where(self, language: Language) -> str:
        """Return venue, city and country, or that it is online."""
        venue = self.event.venue or {}
        country = venue.get("country")
        named = [venue.get("name"), venue.get("city"), self.country(country, language)]
        place = say(language, "comma").join(each for each in named if each)
        online = self.event.mode in {Mode.ONLINE, Mode.HYBRID}
        return " · ".join(
            each for each in (place, say(language, "online") if online else "") if each
        )

    def country(self, code: str | None, language: Language) -> str:
        """Return a country's name: the registry's for member states, else Unicode's."""
        if code is None:
            return ""
        if code in self.states:
            return pick(dict(self.states[code]), language)
        return str(Locale.parse(language.value).territories.get(code, code))
