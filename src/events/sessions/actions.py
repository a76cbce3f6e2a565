"""Planning the sessions of an event."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.problem import Invalid, Missing
from core.work import Work
from events.access import event_to_run, event_to_see
from events.errors import DatesMissing, NotInThisStatus, SessionUsed
from events.facts import SessionChanged, SessionPlanned, SessionRemoved
from events.model import Event
from events.registration_model import Registration
from events.sessions.clashes import Clash, Slot, clashes
from events.sessions.forms import SessionChange, SessionForm, SpeakerForm
from events.sessions.model import CheckIn, EventSession
from events.vocabulary import EventStatus
from events.wall_time import WallTimeRefused, instant
from events.wording import ENGLISH, Teller

Check = Callable[[EventSession], None]


def plan_session(work: Work, event_id: UUID, form: SessionForm) -> EventSession:
    """Add a session to an event that has dates.

    Raises `DatesMissing`, `Invalid` (times outside the event, a registration that is not its own).
    """
    event = _event_to_plan(work, event_id)
    session = work.add(EventSession(event_id=event.id, **_checked(work, event, form)))
    speakers = session.registrations
    work.record(SessionPlanned(subject=session.id, event=event.id, speakers=speakers))
    return session


def change_session(
    work: Work, event_id: UUID, session_id: UUID, wish: SessionChange, seen: Check
) -> EventSession:
    """Edit the fields that were sent; `seen` refuses when the caller saw another version."""
    event = _event_to_plan(work, event_id)
    session = _session(work, event, session_id)
    seen(session)
    sent = {name: getattr(wish, name) for name in wish.model_fields_set}
    after = _checked(work, event, _form_of(session).model_copy(update=sent))
    changed = [name for name, value in after.items() if getattr(session, name) != value]
    before = session.registrations
    for name in changed:
        setattr(session, name, after[name])
    if changed:
        speakers = list(dict.fromkeys((*before, *session.registrations)))
        about = {"subject": session.id, "event": event.id}
        work.record(SessionChanged(**about, changed=sorted(changed), speakers=speakers))
    return session


def remove_session(work: Work, event_id: UUID, session_id: UUID, seen: Check) -> None:
    """Take a session out of the programme. Raises `SessionUsed` when people were seen at it."""
    event = _event_to_plan(work, event_id)
    session = _session(work, event, session_id)
    seen(session)
    marks = select(CheckIn.id).where(col(CheckIn.session_id) == session.id).limit(1)
    if work.session.exec(marks).first():
        raise SessionUsed
    work.session.delete(session)
    speakers = session.registrations
    work.record(SessionRemoved(subject=session.id, event=event.id, speakers=speakers))


def session_to_see(work: Work, event_id: UUID, session_id: UUID) -> EventSession:
    """Return a session of an event that the actor may see."""
    return _session(work, event_to_see(work, event_id), session_id)


def session_clashes(work: Work, event: Event, teller: Teller = ENGLISH) -> list[Clash]:
    """Return what clashes in an event's programme."""
    found = select(EventSession).where(col(EventSession.event_id) == event.id)
    slots = [_slot(each) for each in work.session.exec(found)]
    return clashes(slots, event.starts_at, event.ends_at, teller)


def _event_to_plan(work: Work, event_id: UUID) -> Event:
    event, _ = event_to_run(work, event_id)
    if event.status is EventStatus.CANCELLED:
        raise NotInThisStatus("A cancelled event is not edited", status_now=event.status)
    return event


def _session(work: Work, event: Event, session_id: UUID) -> EventSession:
    session = work.session.get(EventSession, session_id)
    if session is None or session.event_id != event.id:
        raise Missing
    return session


def _checked(work: Work, event: Event, form: SessionForm) -> dict[str, Any]:
    """Return what the form says as columns, or refuse what cannot be."""
    if event.starts_at is None or event.ends_at is None:
        raise DatesMissing("Give the event its dates first")
    for name, at in (("starts_at", form.starts_at), ("ends_at", form.ends_at)):
        try:
            instant(at, event.timezone)
        except WallTimeRefused as refused:
            raise Invalid(f"/{name}", str(refused)) from None
        if not event.starts_at <= at <= event.ends_at:
            raise Invalid(f"/{name}", "a session lies between the event's start and end")
    if form.ends_at <= form.starts_at:
        raise Invalid("/ends_at", "the end must be after the start")
    _refuse_strangers(work, event, form.speakers)
    return {
        "title": form.title.model_dump(exclude_none=True),
        "starts_at": form.starts_at,
        "ends_at": form.ends_at,
        "room": form.room,
        "speakers": [each.model_dump(mode="json", exclude_none=True) for each in form.speakers],
        "languages": form.languages,
    }


def _refuse_strangers(work: Work, event: Event, speakers: list[SpeakerForm]) -> None:
    ids = {each.registration for each in speakers if each.registration}
    here = select(Registration.id).where(
        col(Registration.event_id) == event.id, col(Registration.id).in_(ids)
    )
    known = set(work.session.exec(here)) if ids else set[UUID]()
    for n, each in enumerate(speakers):
        if each.registration and each.registration not in known:
            raise Invalid(f"/speakers/{n}/registration", "nobody is registered here by this id")


def _form_of(session: EventSession) -> SessionForm:
    plain = session.model_dump(include=set(SessionForm.model_fields))
    return SessionForm.model_validate(plain)


def _slot(session: EventSession) -> Slot:
    speakers = frozenset(
        (each.get("registration") or each["name"].casefold(), each["name"])
        for each in session.speakers
    )
    return Slot(session.id, session.starts_at, session.ends_at, session.room, speakers)
