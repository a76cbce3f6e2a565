"""The events of the report: when, where, by whom, and how many people of each state were there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col

from core.texts import Language, pick
from core.work import Work
from events import Event, Mode, hijri_label, visible_events
from reports import names
from reports.as_of import HELD, Standing
from reports.asking import columns, mappings
from reports.given import EventFacts
from reports.mandate_views import MandateStanding
from reports.report.model import DocumentLink, ReportEvent, StateCount
from reports.report.wording import days_text, word
from reports.standings import Standings
from reports.words import called

_READ = (Event.id, Event.reference)


def report_events(  # noqa: PLR0913, PLR0917 -- what is told, to whom, and the names for it
    work: Work,
    standings: Standings,
    views: Sequence[MandateStanding],
    language: Language,
    bodies: names.Names,
    states: names.Names,
) -> list[ReportEvent]:
    """Return the linked events that the actor may see, by date: one question."""
    answered: dict[UUID, list[str]] = defaultdict(list)
    for view in views:
        for piece in view.events:
            answered[piece.id].append(view.reference)
    query = columns(*_READ).where(col(Event.id).in_(answered), visible_events(work.actor))
    told = [
        _told(row, standings, answered[row["id"]], language, bodies, states)
        for row in mappings(work, query)
    ]
    return sorted(told, key=lambda event: (event.starts_on or date.max, event.reference))


def _told(  # noqa: PLR0913, PLR0917 -- as above
    row: dict[str, Any],
    standings: Standings,
    mandates: list[str],
    language: Language,
    bodies: names.Names,
    states: names.Names,
) -> ReportEvent:
    standing = standings.snapshot.events[row["id"]]
    event = standing.event
    first, last = _day(event.starts_at, event.timezone), _day(event.ends_at, event.timezone)
    attendance = _attendance(standing, standings, states, language)
    held = standing.status in HELD
    return ReportEvent(
        reference=row["reference"],
        title=pick(dict(event.title), language),
        activity=called("activity", event.type, language),
        status=standing.status,
        status_label=called("event_status", standing.status, language),
        starts_on=first,
        ends_on=last,
        dates=days_text(first, last, language),
        hijri=hijri_label(first, language) if first else None,
        place=_place(event, states, language),
        organizers=[names.name(bodies, code, language) for code, _role in event.bodies],
        attendance=attendance if held else [],
        people=sum(each.people for each in attendance) if held else 0,
        summary=pick(dict(event.summary), language) if held else "",
        documents=_documents(event.documents, language) if held else [],
        mandates=mandates,
    )


def _day(moment: datetime | None, zone: str) -> date | None:
    return moment.astimezone(ZoneInfo(zone)).date() if moment else None


def _attendance(
    standing: Standing, standings: Standings, states: names.Names, language: Language
) -> list[StateCount]:
    """Return who was there as known at the moment, by state; people of no state last."""
    known = standings.moment.known_at
    latest = {row.state: row.attended for row in standing.event.attendance if row.at <= known}
    rows = [
        StateCount(
            state=code,
            name=names.name(states, code, language) if code else word("no_state", language),
            people=people,
        )
        for code, people in latest.items()
        if people
    ]
    return sorted(rows, key=lambda row: (not row.state, row.state))


def _place(event: EventFacts, states: names.Names, language: Language) -> str:
    venue = event.venue or {}
    country = venue.get("country")
    parts = [
        venue.get("name"),
        venue.get("city"),
        names.name(states, country, language) if country else None,
    ]
    if event.mode in {Mode.ONLINE, Mode.HYBRID}:
        parts.append(word("online", language))
    return " · ".join(part for part in parts if part)


def _documents(documents: Sequence[Mapping[str, Any]], language: Language) -> list[DocumentLink]:
    return [
        DocumentLink(title=pick(each["title"], language), url=each["url"]) for each in documents
    ]
