"""What the tests of the pages begin with: the catalogue, a workshop for §14, people at it."""

import re
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.dispatch import deliver_due
from core.work import Office
from events import (
    ConclusionForm,
    Event,
    EventForm,
    Registration,
    announce,
    conclude,
    load_past_events,
    plan,
)
from nadwa.app import NOWHERE
from notifications import Purpose
from registry import Mandate, load_catalogue
from tests.factories import SYSTEM, somebody

SLUG = "mcsd-2"
HTML = {"Accept": "text/html"}


def load_everything(office: Office) -> None:
    """Load the catalogue and its past events."""
    with office.work(SYSTEM) as work:
        load_catalogue(work)
    with office.work(SYSTEM) as work:
        load_past_events(work)


def mandate_of_paragraph(office: Office, label: str) -> UUID:
    """Return the first mandate of a paragraph of the catalogue's resolution."""
    with office.look(SYSTEM) as look:
        query = select(Mandate.id).where(
            col(Mandate.reference).in_([f"{SLUG}/{label}", f"{SLUG}/{label}.1"])
        )
        return look.session.exec(query).one()


def a_workshop(office: Office, *paragraphs: str, announced: bool = True, **fields: Any) -> Event:
    """Plan a workshop that is meant to answer these paragraphs, and announce it."""
    form = {
        "type": "workshop",
        "title": {
            "en": "Families in the city",
            "fr": "Familles en ville",
            "ar": "الأسر في المدينة",
        },
        "mode": "in_person",
        "starts_at": "2027-03-15T09:00",
        "ends_at": "2027-03-17T16:00",
        "timezone": "Europe/Istanbul",
        "venue": {"name": "House of Meetings", "city": "Ankara", "country": "TR"},
        "organizers": [{"body": "SESRIC", "role": "lead"}],
        "states": [{"state": "TR", "role": "host"}],
        "mandates": [str(mandate_of_paragraph(office, label)) for label in paragraphs],
        **fields,
    }
    with office.work(SYSTEM) as work:
        event = plan(work, EventForm.model_validate(form))
        return announce(work, event.id) if announced else event


def held(office: Office, event: Event, **present: int) -> None:
    """Conclude an event with people from these states."""
    with office.work(SYSTEM) as work:
        conclude(work, event.id, ConclusionForm(by_state=present or None))


def a_page_of_ones_own(
    office: Office, event: Event, name: str, state: str = "SN"
) -> tuple[Registration, str]:
    """Register somebody and return the registration and the path of their page."""
    registration = somebody(office, event, name, state)
    while deliver_due(office):
        pass
    return registration, f"/me/{NOWHERE.secret(Purpose.PAGE, registration.id)}"


def text_of(html: str) -> str:
    """Return what a page says, without its markup."""
    body = re.sub(r"<(head|script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()
