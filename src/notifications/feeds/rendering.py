"""Keeps each event's public calendar entry as bytes, per revision and language, for feeds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from core.storage import insert_unless_there
from core.texts import Language
from core.work import Work
from events import Event
from notifications.entries.objects import Entry, daily_entry
from notifications.entries.scenes import scenes
from notifications.model import RenderedEvent

_CHUNK = 500


def render_event(work: Work, base_url: str, event_id: UUID) -> None:
    """Keep an event's entry as it is now, in every language; nothing while it has no dates."""
    event = work.get(Event, event_id)
    for language in Language:
        for entry in rendered(work, base_url, [event], language).values():
            _keep(work, event, language, entry)


def entries(work: Work, base_url: str, ids: Sequence[UUID], language: str) -> list[Entry]:
    """Return the entries of these events, in this order: kept bytes, else rendered now."""
    known: dict[UUID, Entry] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        known |= _kept(work, chunk, language)
        missing = [each for each in chunk if each not in known]
        if missing:
            events = work.session.exec(select(Event).where(col(Event.id).in_(missing))).all()
            known |= rendered(work, base_url, events, language)
    return [known[each] for each in ids if each in known]


def rendered(
    work: Work, base_url: str, events: Sequence[Event], language: str
) -> dict[UUID, Entry]:
    """Return the entries of these events, rendered now; the link to join is not public."""
    shown = scenes(work, base_url, events, language)
    return {
        key: daily_entry(key, replace(scene.occasion, online_url=""))
        for key, scene in shown.items()
    }


def _kept(work: Work, ids: Iterable[UUID], language: str) -> dict[UUID, Entry]:
    columns = (RenderedEvent.content, RenderedEvent.zone, RenderedEvent.span)
    asked = (
        select(RenderedEvent.event_id, *columns)
        .join(Event, col(Event.id) == col(RenderedEvent.event_id))
        .where(
            col(RenderedEvent.event_id).in_(ids),
            col(RenderedEvent.language) == language,
            col(RenderedEvent.revision) == col(Event.version),
        )
    )
    return {
        key: Entry(content, zone, *map(datetime.fromisoformat, span.split("/")))
        for key, content, zone, span in work.session.exec(asked)
    }


def _keep(work: Work, event: Event, language: str, entry: Entry) -> None:
    values = {
        "revision": event.version,
        "content": entry.text,
        "zone": entry.zone,
        "span": f"{entry.earliest.isoformat()}/{entry.latest.isoformat()}",
    }
    key = {"event_id": event.id, "language": language}
    if insert_unless_there(work.session, RenderedEvent, **key, **values):
        return
    found = select(RenderedEvent).where(
        col(RenderedEvent.event_id) == event.id, col(RenderedEvent.language) == language
    )
    row = work.session.exec(found.with_for_update()).one()
    for name, value in values.items():
        setattr(row, name, value)
