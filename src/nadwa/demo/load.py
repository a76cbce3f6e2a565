"""Enters the demonstration through the same actions that people use; doing so again is harmless."""

import json
from importlib.resources import files
from typing import Any

import structlog
from sqlmodel import col, select

from core.people import Actor, Role
from core.work import Work
from events import (
    ConclusionForm,
    Event,
    EventForm,
    PersonForm,
    RegistrationForm,
    announce,
    conclude,
    plan,
    register,
)
from registry import Mandate, Paragraph, Resolution

ORGANIZER = Actor("demo", Role.ADMIN)


def load_demo(work: Work) -> int:
    """Enter the demonstration's events and people; return how many events were new."""
    content = json.loads(files("nadwa.demo").joinpath("demo.json").read_text(encoding="utf-8"))
    new = [each for each in content["events"] if not _known(work, each["key"])]
    for each in new:
        _enter(work, each, content["people"])
    return len(new)


def _known(work: Work, key: str) -> bool:
    found = select(Event.id).where(col(Event.external_id) == f"demo:{key}")
    return work.session.exec(found).first() is not None


def _enter(work: Work, entry: dict[str, Any], people: list[dict[str, str]]) -> None:
    asked = _mandates(work, entry["paragraphs"])
    form = {**entry["event"], "mandates": asked, "external_id": f"demo:{entry['key']}"}
    event = plan(work, EventForm.model_validate(form))
    if entry.get("announce") or entry.get("happened"):
        announce(work, event.id)
    for person in people[: entry.get("people", 0)]:
        register(work, event.id, RegistrationForm(person=PersonForm.model_validate(person)))
    if entry.get("happened"):
        conclude(work, event.id, ConclusionForm(by_state=entry["present"] or None))


def _mandates(work: Work, labels: list[str]) -> list[str]:
    """Return the ids of the event mandates of the MCSD-2 paragraphs with these labels."""
    asked = (
        select(Mandate.id)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .where(
            col(Resolution.slug) == "mcsd-2",
            col(Paragraph.label).in_(labels),
            col(Mandate.kind) != "acknowledgement",
        )
        .order_by(col(Mandate.id))
    )
    found = [str(each) for each in work.session.exec(asked)]
    if not found:
        structlog.get_logger().warning("the demo's paragraphs are not loaded", labels=labels)
    return found
