"""Public holidays of a state, with how sure we are of each date.

Source: the `holidays` library (national public holidays; no regional ones, no half days). Feasts of
the Islamic calendar are estimated, since the moon or a decree decides them shortly before; in
Türkiye they are official, because the Diyanet publishes them years ahead by calculation.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.metadata import version

import holidays

_MOON = re.compile(
    r"estimated|\bEid\b|Ramadan|Prophet|Mawlid|Islamic New Year|Hijri|Ashura|Tasua|Arbaeen|Arafa"
    r"|Isra|Night of Power|Laylat|Quran|Muhammad|Jumu'atul|Mid-Sha'ban|Martyrdom"
    r"|Birthday of (?:Imam|Mahdi)",
    re.IGNORECASE,
)
_CALCULATED_YEARS_AHEAD = frozenset({"TR"})
_ENGLISH = "en_US"
_OBSERVED = "(observed)"
SOURCE = f"holidays {version('holidays')}"


class Confidence(StrEnum):
    """How sure a date is: published, or computed and possibly a day off."""

    OFFICIAL = "official"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off in one state; `name` in English, `source` says who gave the date.

    `observed`: the working day that a state gives for a holiday on a weekend.
    """

    day: date
    name: str
    confidence: Confidence
    source: str = SOURCE
    observed: bool = False


@cache
def holidays_of(state: str, year: int) -> Mapping[date, Holiday]:
    """Return a state's public holidays in a Gregorian year; none for a state without a source."""
    calendar = _calendar(state)
    if calendar is None:
        return {}
    language = _ENGLISH if _ENGLISH in calendar.supported_languages else None
    days = calendar(years=year, language=language)
    return {day: _holiday(state, day, name) for day, name in sorted(days.items())}


@cache
def library_weekend(state: str) -> frozenset[int]:
    """Return the weekend the library knows (Monday is 0), else Saturday and Sunday."""
    calendar = _calendar(state)
    return frozenset({5, 6} if calendar is None else calendar().weekend)


def _calendar(state: str) -> type[holidays.HolidayBase] | None:
    if state not in holidays.list_supported_countries():
        return None
    return type(holidays.country_holidays(state))


def _holiday(state: str, day: date, name: str) -> Holiday:
    # one day may carry two feasts, joined by "; ": the surer one makes the day off sure
    parts = name.split("; ")
    moon = all(_MOON.search(part) for part in parts) and state not in _CALCULATED_YEARS_AHEAD
    confidence = Confidence.ESTIMATED if moon else Confidence.OFFICIAL
    plain = "; ".join(_plain(part) for part in parts)
    observed = all(part.endswith(_OBSERVED) for part in plain.split("; "))
    return Holiday(day, plain, confidence, observed=observed)


def _plain(name: str) -> str:
    return name.replace(" (estimated)", "").replace("(observed, estimated)", "(observed)")
