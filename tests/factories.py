"""What tests begin with: plain functions with the field's names."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from core.people import system
from core.work import Office, Work
from events import (
    ConclusionForm,
    Event,
    EventForm,
    PersonForm,
    Registration,
    RegistrationForm,
    announce,
    conclude,
    plan,
)
from events import register as register_person
from registry import (
    Activity,
    Body,
    BodyKind,
    Kind,
    Mandate,
    Paragraph,
    Part,
    Resolution,
    Rule,
    State,
    load_catalogue,
)
from registry.facts import CATALOGUE, CatalogueLoaded

SYSTEM = system("tests")

# --- events

STATES = {"SN": "fr", "TR": "en", "EG": "ar", "ID": "en", "MA": "ar"}
BODIES = ("SESRIC", "ICESCO", "GENERAL_SECRETARIAT")


def a_small_registry(office: Office) -> list[UUID]:
    """Store a few states and bodies and a resolution of three mandates; return the mandates."""
    with office.work(SYSTEM) as work:
        for code, language in STATES.items():
            work.add(_a_state(code, language))
        for code in BODIES:
            work.add(Body(code=code, kind=BodyKind.INSTITUTION, name={"en": code}))
        resolution = work.add(Resolution(slug="small-1", title={"en": "A small resolution"}))
        ids = [a_mandate(work, resolution.id, n) for n in (1, 2, 3)]
        work.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={}))
    return ids


def a_plan(**fields: Any) -> dict[str, Any]:
    """Return the body that plans a workshop of three days in March 2027."""
    return {
        "type": "workshop",
        "title": {"en": "Workshop on early warning", "ar": "ورشة حول الإنذار المبكر"},
        "starts_at": "2027-03-15T09:00",
        "ends_at": "2027-03-17T16:00",
        "timezone": "Europe/Istanbul",
        "organizers": [{"body": "SESRIC", "role": "lead"}],
        **fields,
    }


def an_event(office: Office, **fields: Any) -> Event:
    """Plan a workshop."""
    with office.work(SYSTEM) as work:
        return plan(work, EventForm.model_validate(a_plan(**fields)))


def an_announced_event(office: Office, **fields: Any) -> Event:
    """Plan a workshop and announce it."""
    event = an_event(office, **fields)
    with office.work(SYSTEM) as work:
        return announce(work, event.id)


def a_person(n: int | str, state: str | None = "SN", **more: Any) -> dict[str, Any]:
    """Return somebody with an address of their own."""
    return {"name": f"Person {n}", "email": f"person-{n}@example.org", "state": state, **more}


def somebody(office: Office, event: Event, n: int | str, state: str | None = "SN") -> Registration:
    """Register somebody, as the organizer does."""
    form = RegistrationForm(person=PersonForm.model_validate(a_person(n, state)))
    with office.work(SYSTEM) as work:
        return register_person(work, event.id, form)


def seat_of(office: Office, registration: Registration) -> str:
    """Return which seat somebody holds now."""
    with office.look(SYSTEM) as look:
        return look.get(Registration, registration.id).seat.value


def done(office: Office, action: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    """Carry one action out, in a work of its own, as the system."""
    with office.work(SYSTEM) as work:
        return action(work, *arguments, **more)


def _a_state(code: str, language: str) -> State:
    period: list[dict[str, str | None]] = [{"since": None, "until": None}]
    return State(
        code=code,
        alpha3=f"{code}X",
        name={"en": code},
        time_zone="UTC",
        group="Africa",
        language=language,
        weekend=["sat", "sun"],
        memberships=period,
    )


def a_mandate(work: Work, resolution_id: UUID, n: int) -> UUID:
    paragraph = work.add(
        Paragraph(resolution_id=resolution_id, part=Part.OPERATIVE, position=n, label=str(n))
    )
    mandate = Mandate(
        resolution_id=resolution_id,
        paragraph_id=paragraph.id,
        reference=f"small-1/{n}",
        position=n,
        verb="Requests",
        canonical="requests",
        kind=Kind.EVENT,
        activities=[Activity.WORKSHOP.value],
        rule=Rule.ANY,
        source="tests",
        created_at=work.now,
    )
    return work.add(mandate).id


# --- reports


def the_catalogue(office: Office) -> dict[str, UUID]:
    """Load the built-in catalogue; return its mandates by reference."""
    with office.work(SYSTEM) as work:
        load_catalogue(work)
        rows = work.session.exec(select(Mandate.reference, Mandate.id))
        return {reference: mandate for reference, mandate in rows}  # noqa: C416 -- rows, not pairs


def a_held_event(office: Office, clock: Any, attended: dict[str, int], **fields: Any) -> Event:
    """Plan, announce and conclude a workshop; the clock then stands the day after its end."""
    event = an_announced_event(office, **fields)
    clock.now = event.ends_at_utc + timedelta(days=1)
    done(office, conclude, event.id, ConclusionForm.model_validate({"attended": attended}))
    return event
