"""What scheduling asks the database: the states' calendars, and the events around a date."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from core.texts import FALLBACK, pick
from core.work import Work
from events.access import RUNNING
from events.calendars.public_holidays import Holiday
from events.calendars.state_calendars import NO_OVERRIDE, CalendarRules, Override, StateCalendar
from events.model import Event
from events.scheduling.calendar_model import CalendarOverride, days_of
from events.scheduling.conflicts import NEAR
from events.scheduling.occasions import Named, Occasion
from events.scheduling.talks_store import talks_of
from events.store import Around, around
from events.vocabulary import Admission, BodyRole, EventStatus, OverrideKind, StateRole
from events.wording import Teller
from registry import Mandate, Paragraph, Section, State

_STANDING = (EventStatus.DRAFT, EventStatus.ANNOUNCED, EventStatus.HELD, EventStatus.REPORTED)


def calendars_of(work: Work, language: str = FALLBACK[0].value) -> CalendarRules:
    """Return the calendars of all states as the registry has them; they speak that language."""
    found = work.session.exec(select(State.code, State.time_zone, State.weekend, State.name)).all()
    calendars = {code: StateCalendar(zone, tuple(weekend)) for code, zone, weekend, _ in found}
    names = {code: pick(dict(name), language) for code, _, _, name in found}
    return CalendarRules(calendars, _overrides(work, language), Teller(language, names))


def overrides_in(work: Work, state: str, year: int) -> list[CalendarOverride]:
    """Return the corrections of a state's weekend and of days in a year, in the order of days."""
    days = col(CalendarOverride.first_day)
    in_year = (days <= date(year, 12, 31)) & (col(CalendarOverride.last_day) >= date(year, 1, 1))
    mine = select(CalendarOverride).where(
        col(CalendarOverride.state) == state, days.is_(None) | in_year
    )
    found = work.session.exec(mine.order_by(col(CalendarOverride.id)))
    return sorted(found, key=lambda row: row.first_day or date.min)


def occasion_and_near(
    work: Work, event: Event, dates: tuple[datetime, datetime], language: str
) -> tuple[Occasion, list[Occasion]]:
    """Return an event that has these dates (UTC), and those that could stand in its way."""
    near = select(Event).where(
        col(Event.status).in_(_STANDING),
        col(Event.ends_at_utc) > dates[0] - NEAR,
        col(Event.starts_at_utc) < dates[1] + NEAR,
        col(Event.id) != event.id,
    )
    events = [event, *work.session.exec(near)]
    parts = around(work, events)
    mandates = {link.mandate_id for each in parts.values() for link in each.links}
    places = _places_of(work, mandates, language)
    found = [
        _occasion(each, parts[each.id], (each.starts_at_utc, each.ends_at_utc), places)
        for each in events
        if each.starts_at_utc and each.ends_at_utc
    ]
    at_once = {one.id for one in found if one.overlaps(found[0])}
    talks = talks_of(work, [each for each in events if each.id in at_once])
    mine, *others = (replace(one, talks=talks.get(one.id, ())) for one in found)
    return mine, others


def host_of(parts: Around) -> str | None:
    """Return the state at whose place an event is, if one is named."""
    return next((each.state for each in parts.states if each.role is StateRole.HOST), None)


def _overrides(work: Work, language: str) -> dict[str, Override]:
    """Return what organizers corrected, by state."""
    found: dict[str, Override] = {}
    for row in work.session.exec(select(CalendarOverride).order_by(col(CalendarOverride.id))):
        known = found.get(row.state, NO_OVERRIDE)
        days = days_of(row)
        if row.kind is OverrideKind.WEEKEND:
            known = replace(known, weekend=tuple(row.weekend or ()))
        elif row.kind is OverrideKind.WORKING_DAY:
            known = replace(known, working_days=known.working_days | set(days))
        else:
            name = pick(dict(row.name or {}), language)
            off = {day: Holiday(day, name, row.confidence, row.source) for day in days}
            known = replace(known, days_off={**known.days_off, **off})
        found[row.state] = known
    return found


def _occasion(
    event: Event,
    parts: Around,
    dates: tuple[datetime, datetime],
    places: Mapping[UUID, tuple[UUID, Named | None]],
) -> Occasion:
    mandates = frozenset(link.mandate_id for link in parts.links)
    running = [each for each in parts.organizers if each.role in RUNNING]
    known = [places[mandate] for mandate in mandates if mandate in places]
    venue = event.venue or {}
    return Occasion(
        id=event.id,
        reference=event.reference,
        type=event.type,
        starts_at=dates[0],
        ends_at=dates[1],
        bodies=frozenset(each.body for each in running),
        states=frozenset(each.state for each in parts.states),
        mandates=mandates,
        lead=next((each.body for each in running if each.role is BodyRole.LEAD), None),
        paragraphs=frozenset(paragraph for paragraph, _ in known),
        themes=frozenset(theme for _, theme in known if theme),
        nominating=_nominating(event, dates[0]),
        series=event.series_id,
        place=tuple((venue.get(name) or "").casefold() for name in ("name", "city", "country")),
    )


def _nominating(event: Event, starts: datetime) -> tuple[datetime, datetime] | None:
    """Return from when to when the states' focal points are asked for people, if they are."""
    if event.admission is not Admission.NOMINATION and not event.state_first:
        return None
    closes = event.closes_at or starts
    return event.opens_at or event.announced_at or closes, closes


def _places_of(
    work: Work, mandates: Collection[UUID], language: str
) -> dict[UUID, tuple[UUID, Named | None]]:
    """Return, by mandate, its paragraph, and the section that this stands in: its theme."""
    if not mandates:
        return {}
    found = work.session.exec(
        select(Mandate.id, Paragraph.id, Section.id, Section.title)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Section, col(Section.id) == col(Paragraph.section_id), isouter=True)
        .where(col(Mandate.id).in_(mandates))
    )
    return {
        mandate: (paragraph, _theme(section, dict(title), language) if section else None)
        for mandate, paragraph, section, title in found
    }


def _theme(section: UUID, title: dict[str, str | None], language: str) -> Named:
    """Return a section as a theme; sections of one title are one theme, whatever the resolution."""
    return pick(title, FALLBACK[0]).casefold() or str(section), pick(title, language)
