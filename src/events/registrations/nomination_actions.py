"""A state's nomination: its people for an event, in its order of preference."""

from uuid import UUID

from core.problem import Invalid
from core.work import Work
from events.access import event_to_enter, seating_of
from events.admission import refuse_closed, refuse_foreign_state
from events.errors import AlreadyRegistered, NominationsNotTaken
from events.model import Event, Seating
from events.registration_facts import NominationReceived
from events.registration_model import Nomination, Registration
from events.registrations.actions import enter
from events.registrations.people_forms import NominationForm, PersonForm, RegistrationForm
from events.registrations.person_actions import details_of
from events.store import refuse_unknown
from events.vocabulary import Admission


def nominate(
    work: Work, event_id: UUID, form: NominationForm
) -> tuple[Nomination, list[Registration]]:
    """Enter a state's people in the order of its list, its alternates after them; all or none.

    Seats go by the rules of the event: as many as the state may have, the rest wait in that order.
    """
    seating = seating_of(work, event_id)
    event = event_to_enter(work, event_id)
    refuse_closed(event, work.actor, work.now)
    if event.admission is not Admission.NOMINATION:
        raise NominationsNotTaken
    refuse_foreign_state(work.actor, form.state, "/state")
    refuse_unknown(work, states=[("/state", form.state)])
    nomination = work.add(
        Nomination(
            event_id=event.id,
            state=form.state,
            note_reference=form.note_reference,
            note_date=form.note_date,
            nominated_by=work.actor.name,
            nominated_at=work.now,
        )
    )
    people = [
        *((f"/people/{n}", each) for n, each in enumerate(form.people)),
        *((f"/alternates/{n}", each) for n, each in enumerate(form.alternates)),
    ]
    entered = [_enter(work, event, seating, nomination, pointer, one) for pointer, one in people]
    work.record(
        NominationReceived(
            subject=nomination.id, event=event.id, state=form.state, people=len(entered)
        )
    )
    return nomination, entered


def _enter(  # noqa: PLR0913, PLR0917 -- who, where, by which note, and where it stands
    work: Work,
    event: Event,
    seating: Seating,
    nomination: Nomination,
    pointer: str,
    person: PersonForm,
) -> Registration:
    if person.state not in {None, nomination.state}:
        raise Invalid(f"{pointer}/state", f"this nomination is of {nomination.state}")
    own = person.model_copy(update={"state": nomination.state})
    details = details_of(work, own, pointer)
    try:
        registration = enter(work, event, seating, RegistrationForm(person=own), details)
    except AlreadyRegistered as refused:
        refused.members["errors"] = [{"pointer": f"{pointer}/email", "detail": refused.title}]
        raise
    registration.nomination_id = nomination.id
    return registration
