"""Puts together what calendars and letters say of events, from the tables, in one language."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from babel import Locale
from sqlmodel import col, select

from core.texts import pick
from core.work import Work
from events import BodyRole, Event, EventStatus, Link, Organizer, Visibility
from notifications.entries.occasion import Mandated, Mode, Occasion, Status
from registry import Body, Mandate, Paragraph, Resolution, State

_CONVENING = (BodyRole.LEAD, BodyRole.CO_ORGANIZER)
_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)  # an entry at a date that does not hold
_NOBODY = {"en": "Nadwa", "fr": "Nadwa", "ar": "ندوة"}


_Name = tuple[Mapping[str, str], Mapping[str, str] | None]  # a body's, in full and in short


@dataclass(frozen=True, slots=True)
class Scene:
    """An event in one language; `organizers` are the full names of those who convene it."""

    occasion: Occasion
    organizers: str


@dataclass(frozen=True, slots=True)
class Dates:
    """When an event is: wall clock times in a zone."""

    starts: datetime
    ends: datetime
    zone: str


def dates_of(event: Event) -> Dates | None:
    """Return an event's dates; None while they are not fixed."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return Dates(event.starts_at, event.ends_at, event.timezone)


def scenes(
    work: Work, base_url: str, events: Collection[Event], language: str
) -> dict[UUID, Scene]:
    """Return the scene of each event that has dates: three questions, however many events."""
    bodies = _bodies(work, [event.id for event in events])
    mandates = _mandates(work, base_url, [event.id for event in events])
    names = _state_names(work, events)
    found: dict[UUID, Scene] = {}
    for event in events:
        if when := dates_of(event):
            words = Words(language, base_url, bodies[event.id], mandates[event.id], names)
            found[event.id] = scene(event, when, words)
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """What belongs to one event and lies in other tables, and the language to say it in."""

    language: str
    base_url: str
    bodies: list[_Name]
    mandates: list[Mandated]
    states: dict[str, dict[str, str]]


def words_of(work: Work, base_url: str, event: Event, language: str) -> Words:
    """Return what belongs to one event, for `scene`."""
    ids = [event.id]
    bodies, mandates = _bodies(work, ids), _mandates(work, base_url, ids)
    names = _state_names(work, [event])
    return Words(language, base_url, bodies[event.id], mandates[event.id], names)


def scene(event: Event, when: Dates, words: Words) -> Scene:
    """Return an event as it is at these dates, in one language."""
    language = words.language
    full = [pick(dict(name), language) for name, _ in words.bodies]
    public = event.visibility is Visibility.PUBLIC
    occasion = Occasion(
        title=pick(dict(event.title), language),
        language=language,
        starts=when.starts,
        ends=when.ends,
        zone=when.zone,
        stamped=event.changed_at,
        sequence=event.sequence,
        mode=Mode(event.mode.value) if event.mode else Mode.IN_PERSON,
        status=Status.CANCELLED if event.status in _OFF else Status.CONFIRMED,
        description=pick(dict(event.description or {}), language),
        location=_location(event, words),
        url=f"{words.base_url}/events/{event.id}" if public else "",
        online_url=event.online_url or "",
        organizer=_convener(words),
        mandates=tuple(words.mandates),
    )
    return Scene(occasion, _joined(full, language))


def zone_of(work: Work, state: str | None) -> str:
    """Return the IANA zone of a member state, empty where there is none."""
    if state is None:
        return ""
    found = select(State.time_zone).where(col(State.code) == state)
    return work.session.exec(found).first() or ""


def _convener(words: Words) -> str:
    """Return the short name of the body that leads: a letter's sender, an entry's organizer."""
    if not words.bodies:
        return _NOBODY[words.language]
    name, short = words.bodies[0]
    return pick(dict(short or name), words.language)


def _location(event: Event, words: Words) -> str:
    venue = event.venue or {}
    parts = (venue.get("name"), venue.get("city"), _country(venue.get("country"), words))
    return _joined([part for part in parts if part], words.language)


def _country(code: str | None, words: Words) -> str:
    """Return a country's name: a member's as the organisation writes it, else CLDR's."""
    if not code:
        return ""
    if code in words.states:
        return pick(dict(words.states[code]), words.language)
    return str(Locale(words.language).territories.get(code, code))


def _joined(parts: list[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(parts)


def _bodies(work: Work, ids: Collection[UUID]) -> dict[UUID, list[_Name]]:
    """Return the names and short names of the bodies that convene each event, the lead first."""
    asked = (
        select(Organizer, Body.name, Body.short)
        .join(Body, col(Body.code) == col(Organizer.body))
        .where(col(Organizer.event_id).in_(ids), col(Organizer.role).in_(_CONVENING))
        .order_by(col(Organizer.id))
    )
    rows = sorted(work.session.exec(asked), key=_lead_first)
    found: dict[UUID, list[_Name]] = defaultdict(list)
    for organizer, name, short in rows:
        found[organizer.event_id].append((name, short))
    return found


def _lead_first(row: tuple[Organizer, object, object]) -> bool:
    return row[0].role is not BodyRole.LEAD


def _mandates(work: Work, base_url: str, ids: Collection[UUID]) -> dict[UUID, list[Mandated]]:
    """Return the paragraphs that each event answers, such as `MCSD-2 §14`, each once."""
    asked = (
        select(Link.event_id, Resolution.slug, Paragraph.label, Paragraph.position)
        .join(Mandate, col(Mandate.id) == col(Link.mandate_id))
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .where(col(Link.event_id).in_(ids), col(Link.until).is_(None))
        .order_by(col(Resolution.slug), col(Paragraph.position))
        .distinct()
    )
    found: dict[UUID, list[Mandated]] = defaultdict(list)
    for event_id, slug, label, _ in work.session.exec(asked):
        page = f"{base_url}/resolutions/{slug}#paragraph-{quote(label.replace(' ', '-'))}"
        found[event_id].append(Mandated(f"{slug.upper()} §{label}", page))
    return found


def _state_names(work: Work, events: Collection[Event]) -> dict[str, dict[str, str]]:
    """Return the names of the member states where these events are held."""
    codes = {code for event in events if (code := (event.venue or {}).get("country"))}
    if not codes:
        return {}
    rows = work.session.exec(select(State.code, State.name).where(col(State.code).in_(codes)))
    return {code: dict(name) for code, name in rows}
