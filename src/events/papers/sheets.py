"""Attendance lists, badges and letters of invitation: what they say. Pure but for the setting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.days import day, short_month
from core.pdf import typeset
from core.texts import Language
from events.door.qr import qr_svg
from events.papers.occasion import Occasion
from events.papers.wording import say
from events.vocabulary import PersonRole

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a seat. `times`: by day, the local time of the check-in, as `09:05`."""

    name: str
    position: str | None
    from_state: str | None
    body: str | None
    role: PersonRole
    code: str
    times: dict[date, str]


def attendance_list(
    occasion: Occasion,
    guests: Sequence[Guest],
    days: Sequence[date],
    at: datetime,
    language: Language,
) -> bytes:
    """Return the list to sign, in the order of the guests; `days` are the columns."""
    rows = [
        {
            "number": number,
            "name": guest.name,
            "from": _from(occasion, guest, language),
            "times": [guest.times.get(each, "") for each in days],
        }
        for number, guest in enumerate(guests, start=1)
    ]
    data: dict[str, Any] = {
        **occasion.described(language),
        "title": say(language, "list.title"),
        "heads": [say(language, f"list.{name}") for name in ("number", "name", "from")],
        "sign": say(language, "list.sign"),
        "days": [f"{each.day} {short_month(each, language)}" for each in days],
        "rows": rows,
        "none": say(language, "list.none"),
        "as_of": say(language, "list.as_of", day=day(at.date(), language)),
    }
    return typeset(_HERE / "attendance_list.typ", data, at)


def badges(occasion: Occasion, guests: Sequence[Guest], at: datetime, language: Language) -> bytes:
    """Return the badges, eight on a page, each with the code that is scanned at the door."""
    venue = occasion.event.venue or {}
    made = [
        {
            "name": guest.name,
            "from": occasion.country(guest.from_state, language) or guest.body or "",
            "role": say(language, f"badge.{guest.role.value}"),
            "qr": qr_svg(guest.code, border=0),
        }
        for guest in guests
    ]
    data: dict[str, Any] = {
        **occasion.described(language),
        "title": say(language, "badges.title"),
        "city": venue.get("city") or "",
        "badges": made,
        "qr_says": say(language, "badges.qr"),
        "none": say(language, "list.none"),
    }
    return typeset(_HERE / "badges.typ", data, at)


def invitation_letter(
    occasion: Occasion, guest: Guest, note: str | None, at: datetime, language: Language
) -> bytes:
    """Return the letter for the visa; `note` is the note verbale's reference, if there was one."""
    described = occasion.described(language)
    facts = [
        ("name", guest.name),
        ("position", guest.position),
        ("state", occasion.country(guest.from_state, language)),
        ("event", described["event"]),
        ("when", described["when"]),
        ("where", described["where"]),
        ("note", note),
        ("reference", occasion.event.reference),
    ]
    data: dict[str, Any] = {
        **described,
        "title": say(language, "letter.title"),
        "name": guest.name,
        "day": day(at.date(), language),
        "facts": [(say(language, f"letter.{name}"), words) for name, words in facts if words],
        **{name: say(language, f"letter.{name}") for name in ("to", "invites", "asks", "sign")},
    }
    return typeset(_HERE / "letter.typ", data, at)


def _from(occasion: Occasion, guest: Guest, language: Language) -> str:
    named = [guest.position, occasion.country(guest.from_state, language), guest.body]
    return " · ".join(each for each in named if each)
