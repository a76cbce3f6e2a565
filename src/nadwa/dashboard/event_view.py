"""What an event's page shows: when, where, who, for which paragraphs, and how to come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from sqlmodel import col, select

from core import days as dates
from core.work import Work
from events import (
    Admission,
    DateClaim,
    Event,
    EventStatus,
    InvolvedState,
    Organizer,
    Presence,
    Seating,
    hijri_label,
)
from nadwa.dashboard import store
from nadwa.dashboard.event_lines import Answered, place, span, when
from nadwa.dashboard.paragraphs import anchor_of
from nadwa.dashboard.reader import Reader
from reports import called


@dataclass(frozen=True, slots=True)
class Claim:
    """When an event took place, according to one source."""

    when: str
    source: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event in words; what is empty is not shown. `by_role` names organizers, then states."""

    title: str
    description: str
    kind: str
    status: str
    status_words: str
    reason: str
    when: str
    hours: str
    hijri: str
    place: str
    venue: str
    languages: str
    by_role: Mapping[str, str]
    paragraphs: tuple[Answered, ...]
    claims: tuple[Claim, ...]
    capacity: int | None
    confirmed: int
    waitlisted: int
    present: int
    outcome: str
    documents: tuple[tuple[str, str], ...]
    admission: str
    open: bool


def event_page(work: Work, reader: Reader, event: Event) -> EventPage:
    """Gather what the page shows."""
    states = store.state_names(work, reader.language)
    seating = work.session.exec(select(Seating).where(col(Seating.event_id) == event.id)).one()
    venue: dict[str, Any] = event.venue or {}
    return EventPage(
        title=reader.pick(event.title),
        description=reader.pick(event.description),
        kind=called("activity", event.type, reader.language),
        status=event.status.value,
        status_words=called("event_status", event.status, reader.language),
        reason=event.reason or "",
        when=when(reader, event),
        hours=_hours(reader, event),
        hijri=_hijri(reader, event),
        place=place(reader, event, states),
        venue=venue.get("name") or "",
        languages=_languages(reader, event.languages),
        by_role=_by_role(work, reader, event, states),
        paragraphs=_paragraphs(work, reader, event),
        claims=_claims(work, reader, event),
        capacity=seating.capacity,
        confirmed=seating.confirmed,
        waitlisted=seating.waitlisted,
        present=_present(work, event),
        outcome=reader.pick(event.summary),
        documents=_documents(reader, event),
        admission=event.admission.value,
        open=takes_registrations(event, work.now),
    )


def takes_registrations(event: Event, now: datetime) -> bool:
    """Say whether the page offers its form: anybody may register now."""
    begun = event.starts_at_utc is not None and now >= event.starts_at_utc
    early = event.opens_at is not None and now < event.opens_at
    late = event.closes_at is not None and now >= event.closes_at
    offered = event.status is EventStatus.ANNOUNCED and event.admission is Admission.OPEN
    return offered and not (begun or early or late)


def _hours(reader: Reader, event: Event) -> str:
    if event.starts_at is None or event.ends_at is None or event.whole_days:
        return ""
    hours = dates.hours(event.starts_at, event.ends_at)
    return f"{hours} ({dates.zone(event.timezone, event.starts_at, reader.language)})"


def _hijri(reader: Reader, event: Event) -> str:
    days = span(event)
    return (hijri_label(days[0], reader.language) or "") if days else ""


def _languages(reader: Reader, codes: Sequence[str]) -> str:
    names = Locale.parse(reader.language.value).languages
    return reader.say("comma").join(names.get(code, code) for code in codes)


def _by_role(work: Work, reader: Reader, event: Event, states: store.Names) -> dict[str, str]:
    bodies = store.body_names(work, reader.language)
    involved: dict[str, list[str]] = defaultdict(list)
    organizers = select(Organizer).where(col(Organizer.event_id) == event.id)
    for organizer in work.session.exec(organizers.order_by(col(Organizer.id))):
        role = reader.say(f"role.{organizer.role.value}")
        involved[role].append(bodies.get(organizer.body, organizer.body))
    parties = select(InvolvedState).where(col(InvolvedState.event_id) == event.id)
    for party in work.session.exec(parties.order_by(col(InvolvedState.id))):
        role = reader.say(f"state_role.{party.role.value}")
        involved[role].append(states.get(party.state, party.state))
    return {role: reader.say("comma").join(names) for role, names in involved.items()}


def _paragraphs(work: Work, reader: Reader, event: Event) -> tuple[Answered, ...]:
    answered = store.answered_by(work, [event.id]).get(event.id, [])
    return tuple(
        Answered(
            f"{slug.upper()} § {label}",
            reader.to(f"/resolutions/{slug}", anchor=anchor_of(label)),
        )
        for slug, label in answered
    )


def _claims(work: Work, reader: Reader, event: Event) -> tuple[Claim, ...]:
    query = select(DateClaim).where(col(DateClaim.event_id) == event.id)
    return tuple(
        Claim(
            reader.days(claim.starts_on, claim.ends_on),
            claim.reference or str(reader.words["source"].get(claim.source, claim.source)),
        )
        for claim in work.session.exec(query.order_by(col(DateClaim.id)))
    )


def _present(work: Work, event: Event) -> int:
    """Return how many people were there; the newest record of a state counts."""
    query = select(Presence).where(col(Presence.event_id) == event.id).order_by(col(Presence.id))
    newest = {row.state: row.people for row in work.session.exec(query)}
    return sum(newest.values())


def _documents(reader: Reader, event: Event) -> tuple[tuple[str, str], ...]:
    """Return the public documents of the outcome: title and address."""
    return tuple(
        (reader.pick(each["title"]), str(each["url"]))
        for each in event.documents
        if each.get("visibility", "public") == "public"
    )
