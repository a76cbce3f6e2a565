"""The certificate of attendance: what it says. Pure but for the setting of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.pdf import typeset
from core.texts import Language
from events.door.qr import qr_svg
from events.papers.occasion import Occasion
from events.papers.wording import say
from events.vocabulary import Attendance, PersonRole

_TEMPLATE = Path(__file__).parent / "certificate.typ"
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Attended:
    """Who was there; `from_state` is an ISO code or None, `code` proves the certificate."""

    name: str
    position: str | None
    from_state: str | None
    role: PersonRole
    attendance: Attendance
    code: str


def certificate(occasion: Occasion, who: Attended, base_url: str, language: Language) -> bytes:
    """Return the certificate as a PDF of one page; equal data give equal bytes."""
    link = f"{base_url}/certificates/{who.code}"
    from_state = occasion.country(who.from_state, language)
    data: Mapping[str, Any] = {
        **occasion.described(language),
        "title": say(language, "certificate.title"),
        "given": say(language, "certificate.given"),
        "name": who.name,
        "about": [each for each in (who.position, from_state) if each],
        "took_part": say(language, f"certificate.{who.attendance.value}"),
        "facts": _facts(occasion, who, language),
        "by": say(language, "certificate.by"),
        "verify": say(language, "certificate.verify"),
        "page": f"{base_url}/certificates".partition("://")[2],
        "link": link,
        "code": grouped(who.code),
        "qr": qr_svg(link, border=0),
        "qr_says": say(language, "certificate.qr"),
    }
    ended = occasion.event.ends_at_utc
    assert ended is not None, "an event without dates is never held"
    return typeset(_TEMPLATE, data, ended)


def grouped(code: str) -> str:
    """Return a code in groups of four capitals, for people who type it."""
    return " ".join(code[n : n + _GROUP] for n in range(0, len(code), _GROUP)).upper()


def _facts(occasion: Occasion, who: Attended, language: Language) -> list[tuple[str, str]]:
    hijri = occasion.hijri(language)
    when = occasion.when(language) + (f" · {hijri}" if hijri else "")
    rows = [("when", when), ("where", occasion.where(language))]
    if who.role is not PersonRole.PARTICIPANT:
        rows.append(("role", say(language, f"role.{who.role.value}")))
    return [(say(language, f"certificate.{name}"), words) for name, words in rows if words]
