"""Hijri dates beside Gregorian ones: Umm al-Qura, computed, labelled so (product rule 8).

The civil Hijri date turns at sunset and many states look for the moon, so a computed date may be
one day off. Outside 1343 to 1500 AH (1924-08-01 to 2077-11-16) there is no table and no answer.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from hijridate import Gregorian

FIRST_DAY: Final = date(1924, 8, 1)
LAST_DAY: Final = date(2077, 11, 16)
RAMADAN: Final = 9
SHAWWAL: Final = 10
DHU_AL_HIJJAH: Final = 12

_MONTHS: Final = {
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhirah",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
    ),
    "fr": (
        "mouharram", "safar", "rabia al awal", "rabia ath-thani", "joumada al oula",
        "joumada ath-thania", "rajab", "chaabane", "ramadan", "chawwal", "dhou al qi’da",
        "dhou al-hijja",
    ),
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
}  # fmt: skip
_LABELS: Final = {
    "en": "{day} {month} {year} AH (computed, ±1 day)",
    "fr": "{day} {month} {year} H (calculé, ±1 jour)",
    "ar": "{day} {month} {year} هـ (محسوب، ±1 يوم)",
}


@dataclass(frozen=True, slots=True, order=True)
class Hijri:
    """A day of the Umm al-Qura calendar; `month` 1 is Muharram, 9 is Ramadan."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@lru_cache(maxsize=4096)
def hijri(day: date) -> Hijri | None:
    """Return the computed Hijri date of a Gregorian day, None where the table ends."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    return Hijri(*Gregorian(day.year, day.month, day.day).to_hijri().datetuple())


def month_name(month: int, language: str) -> str:
    """Return the name of month 1 to 12 in ar, en or fr; any other language reads English."""
    return _MONTHS.get(language, _MONTHS["en"])[month - 1]


def label(day: date, language: str) -> str | None:
    """Return such as `12 Ramadan 1448 AH (computed, ±1 day)`, None where the table ends."""
    computed = hijri(day)
    if computed is None:
        return None
    template = _LABELS.get(language, _LABELS["en"])
    month = month_name(computed.month, language)
    return template.format(day=computed.day, month=month, year=computed.year)
