"""Who may enter themselves or others for an event, and when. Pure: the moment comes in."""

from datetime import datetime

from core.people import Actor, Role
from core.problem import Invalid
from events.errors import RegistrationClosed
from events.model import Event
from events.vocabulary import Admission, EventStatus, PersonRole

_OWN_CHOICE = frozenset({PersonRole.PARTICIPANT, PersonRole.OBSERVER})


def refuse_closed(event: Event, actor: Actor, now: datetime) -> None:
    """Raise `RegistrationClosed` unless the event takes people now, from this actor.

    An organizer may add people until the event begins; others only while registration is open, by
    themselves only where it is open to all, by a focal point not where people are invited.
    """
    if event.status is not EventStatus.ANNOUNCED:
        raise RegistrationClosed(f"The event is {event.status.value}")
    if event.starts_at_utc is not None and now >= event.starts_at_utc:
        raise RegistrationClosed("The event has begun")
    if actor.is_staff:
        return
    if event.opens_at is not None and now < event.opens_at:
        raise RegistrationClosed(f"Registration opens at {event.opens_at.isoformat()}")
    if event.closes_at is not None and now >= event.closes_at:
        raise RegistrationClosed(f"Registration closed at {event.closes_at.isoformat()}")
    if event.admission is Admission.INVITATION:
        raise RegistrationClosed("People come by invitation of the organizer")
    if event.admission is Admission.NOMINATION and actor.role is not Role.FOCAL_POINT:
        raise RegistrationClosed("People are nominated by their state's focal point")


def takes_people(event: Event, now: datetime) -> bool:
    """Say whether somebody can still be given a seat: announced and not begun."""
    begun = event.starts_at_utc is not None and now >= event.starts_at_utc
    return event.status is EventStatus.ANNOUNCED and not begun


def refuse_role(actor: Actor, role: PersonRole) -> None:
    """Raise `Invalid` for a role that this actor does not give: staff take no seat."""
    if actor.is_staff or role in _OWN_CHOICE:
        return
    if actor.role is Role.FOCAL_POINT and role is PersonRole.SPEAKER:
        return
    raise Invalid("/role", f"the organizer decides who comes as {role.value}")


def refuse_foreign_state(actor: Actor, state: str | None, pointer: str) -> None:
    """Raise `Invalid` when a focal point speaks for another state than its own."""
    if actor.role is Role.FOCAL_POINT and (state is None or state != actor.state):
        raise Invalid(pointer, f"a focal point enters people of its own state, {actor.state}")
