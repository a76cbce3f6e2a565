"""Between a stored event and the plan that the broker compares; how a plan is kept."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from events import Event, EventStatus
from notifications.entries.scenes import Dates, Scene
from notifications.itip import Plan
from notifications.letters.next_letter import Stage

_STAGES = {
    EventStatus.ANNOUNCED: Stage.ON,
    EventStatus.POSTPONED: Stage.POSTPONED,
    EventStatus.CANCELLED: Stage.OFF,
}


def stage_of(event: Event, now: datetime) -> Stage | None:
    """Return whether an event takes place; None where nobody is told anything.

    That is before the announcement and from the end on: what is over is not cancelled any more.
    """
    if event.ends_at_utc is not None and event.ends_at_utc <= now and event.status in _STAGES:
        return None
    return _STAGES.get(event.status)


def plan_of(event: Event, scene: Scene, stage: Stage) -> Plan:
    """Return what a person plans by, and a digest of the other words that this person reads."""
    occasion = scene.occasion
    shown = (
        occasion.title,
        occasion.description,
        occasion.location,
        occasion.organizer,
        scene.organizers,
        occasion.mandates,
        *((occasion.sittings,) if occasion.sittings else ()),
    )
    return Plan(
        starts=occasion.starts,
        ends=occasion.ends,
        zone=occasion.zone,
        instants=_instants(event),
        place=(json.dumps(event.venue, sort_keys=True), event.online_url or "", occasion.mode),
        shown=(sha256(repr(shown).encode()).hexdigest(),),
        held=stage is Stage.ON,
    )


def _instants(event: Event) -> tuple[str, ...]:
    both = (event.starts_at_utc, event.ends_at_utc)
    return tuple(each.isoformat() for each in both if each is not None)


def dates_told(plan: Plan) -> Dates:
    """Return the dates of a plan."""
    return Dates(plan.starts, plan.ends, plan.zone)


def kept(plan: Plan) -> dict[str, Any]:
    """Return a plan as a document."""
    return {
        "starts": plan.starts.isoformat(),
        "ends": plan.ends.isoformat(),
        "zone": plan.zone,
        "instants": plan.instants,
        "place": plan.place,
        "shown": plan.shown,
        "held": plan.held,
    }


def read(document: dict[str, Any] | None) -> Plan | None:
    """Return the plan that a document holds."""
    if document is None:
        return None
    return Plan(
        starts=datetime.fromisoformat(document["starts"]),
        ends=datetime.fromisoformat(document["ends"]),
        zone=document["zone"],
        instants=tuple(document.get("instants", ())),
        place=tuple(document["place"]),
        shown=tuple(document["shown"]),
        held=document["held"],
    )
