"""The words of the report in Arabic, English and French, and days as each language writes them."""

import json
from datetime import date
from pathlib import Path

from babel.dates import format_date

from core.texts import pick
from reports.report.model import Report

_WORDS: dict[str, dict[str, str | None]] = json.loads(
    Path(__file__).with_name("report_words.json").read_text("utf-8")
)
_LIST = {"ar": "، ", "en": ", ", "fr": ", "}


def word(key: str, language: str, **values: object) -> str:
    """Return a heading or sentence of the report."""
    return pick(_WORDS[key], language).format(**values)


def say(report: Report, key: str, **values: object) -> str:
    """Return a heading or sentence in the report's own language."""
    return word(key, report.language, **values)


def listed(items: list[str], language: str) -> str:
    """Return several names as one line."""
    return _LIST[language].join(items)


def day_text(day: date, language: str) -> str:
    """Return a day such as 15 March 2027, with Western digits in all languages."""
    return str(format_date(day, "d MMMM y", locale=language))


def days_text(first: date | None, last: date | None, language: str) -> str:
    """Return the days of an event: 15 March 2027, or from the first to the last."""
    if first is None:
        return word("date_open", language)
    if last is None or last <= first:
        return day_text(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last, language)}"
    return f"{day_text(first, language)} – {day_text(last, language)}"
