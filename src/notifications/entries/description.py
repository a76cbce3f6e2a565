"""Composes the DESCRIPTION of a calendar entry: what programs that know no other property show."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from notifications.entries.occasion import Occasion, Sitting
from notifications.entries.phrases import HOURS, JOIN, MANDATES, MORE, SITTINGS, WHOLE, phrase


def described(occasion: Occasion) -> str:
    """Return the description, the hours of several days, the link, the mandates and the page."""
    words = occasion.language
    parts = (
        occasion.description,
        _hours(occasion),
        occasion.online_url and phrase(JOIN, words, url=occasion.online_url),
        _sittings(occasion),
        _mandates(occasion),
        occasion.url and phrase(MORE, words, url=occasion.url),
    )
    return "\n\n".join(part for part in parts if part)


def sitting_in_short(sitting: Sitting) -> str:
    """Return when and where somebody speaks: `2027-03-15 10:00-11:00 Seeds (Blue room)`."""
    room = f" ({sitting.room})" if sitting.room else ""
    return f"{sitting.starts:%Y-%m-%d %H:%M}-{sitting.ends:%H:%M} {sitting.title}{room}"


def _hours(occasion: Occasion) -> str:
    """Say in words what an umbrella of whole days cannot show."""
    if occasion.takes_whole_days or not occasion.lasts_several_days:
        return ""
    if occasion.has_daily_hours:
        facts = {"start": f"{occasion.starts:%H:%M}", "end": f"{occasion.ends:%H:%M}"}
        return phrase(HOURS, occasion.language, zone=_zone(occasion), **facts)
    facts = {"start": f"{occasion.starts:%Y-%m-%d %H:%M}", "end": f"{occasion.ends:%Y-%m-%d %H:%M}"}
    return phrase(WHOLE, occasion.language, zone=_zone(occasion), **facts)


def _sittings(occasion: Occasion) -> str:
    if not occasion.sittings:
        return ""
    listed = (f"- {sitting_in_short(each)}" for each in occasion.sittings)
    return "\n".join((phrase(SITTINGS, occasion.language), *listed))


def _zone(occasion: Occasion) -> str:
    offset = occasion.starts.replace(tzinfo=ZoneInfo(occasion.zone)).utcoffset() or timedelta()
    sign, minutes = ("-" if offset < timedelta() else "+"), abs(offset) // timedelta(minutes=1)
    return f"{occasion.zone}, UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def _mandates(occasion: Occasion) -> str:
    if not occasion.mandates:
        return ""
    listed = (f"- {mandate.text}" for mandate in occasion.mandates)
    return "\n".join((phrase(MANDATES, occasion.language), *listed))
