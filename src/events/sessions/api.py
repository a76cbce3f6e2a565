"""HTTP face of the sessions of an event."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import Path, Response
from sqlmodel import col, select

from core.http.etags import IfMatch, tag
from core.http.once import OnceDep
from core.http.paging import Page, TurnDep
from core.http.problems import answers
from core.http.threads import Router
from core.people import Actor
from core.problem import ConditionRequired, Forbidden, KeyReused, Stale, Unauthenticated
from core.texts import Text
from core.work import Work
from events.access import event_to_see
from events.errors import DatesMissing, NotInThisStatus, SessionUsed
from events.roles import Id, OrganizerWork, PublicLook
from events.sessions import actions
from events.sessions.forms import SessionChange, SessionForm
from events.sessions.model import EventSession
from events.views import View, wall

router = Router(prefix="/v1/events/{id}/sessions", tags=["sessions"])
SessionId = Annotated[UUID, Path()]
_REFUSED = (Unauthenticated, Forbidden, NotInThisStatus)
_EDIT = (*_REFUSED, ConditionRequired, Stale)


class SpeakerView(View):
    """Who speaks, as printed; `registration` is shown to organizers only."""

    name: str
    registration: UUID | None = None


class SessionView(View):
    """A session; its times are local, by the clocks of the event's zone."""

    id: UUID
    event: UUID
    title: Text
    starts_at: str
    ends_at: str
    room: str | None
    speakers: list[SpeakerView]
    languages: list[str]

    @classmethod
    def of(cls, session: EventSession, reader: Actor) -> Self:
        """Show a session to a reader."""
        names = [
            SpeakerView(**each) if reader.is_staff else SpeakerView(name=each["name"])
            for each in session.speakers
        ]
        return cls(
            id=session.id,
            event=session.event_id,
            title=Text(**session.title),
            starts_at=wall(session.starts_at),
            ends_at=wall(session.ends_at),
            room=session.room,
            speakers=names,
            languages=session.languages,
        )


@router.get("", operation_id="list_event_sessions", responses=answers(Unauthenticated))
def list_sessions(work: PublicLook, id: Id, turn: TurnDep) -> Page[SessionView]:
    """List the sessions of an event, in the order in which they were planned."""
    event = event_to_see(work, id)
    mine = select(EventSession).where(col(EventSession.event_id) == event.id)
    rows, after = turn.rows(work, EventSession, mine)
    return Page(items=[SessionView.of(row, work.actor) for row in rows], next=after)


@router.post(
    "",
    operation_id="plan_session",
    status_code=201,
    responses=answers(*_REFUSED, DatesMissing, KeyReused),
)
def plan_session(
    work: OrganizerWork, id: Id, body: SessionForm, once: OnceDep, response: Response
) -> SessionView:
    """Add a session to an event."""

    def make() -> SessionView:
        return _shown(work, actions.plan_session(work, id, body), response)

    return once.answer(work, response, SessionView, make)


@router.get("/{session}", operation_id="show_session", responses=answers(Unauthenticated))
def show_session(work: PublicLook, id: Id, session: SessionId, response: Response) -> SessionView:
    """Show one session."""
    return _shown(work, actions.session_to_see(work, id, session), response)


@router.patch(
    "/{session}", operation_id="change_event_session", responses=answers(*_EDIT, DatesMissing)
)
def change_session(  # noqa: PLR0913, PLR0917 -- two ids, body, version, answer
    work: OrganizerWork,
    id: Id,
    session: SessionId,
    body: SessionChange,
    if_match: IfMatch,
    response: Response,
) -> SessionView:
    """Edit the fields that are sent."""
    return _shown(work, actions.change_session(work, id, session, body, if_match.check), response)


@router.delete(
    "/{session}",
    operation_id="remove_session",
    status_code=204,
    responses=answers(*_EDIT, SessionUsed),
)
def remove_session(work: OrganizerWork, id: Id, session: SessionId, if_match: IfMatch) -> None:
    """Take a session out of the programme."""
    actions.remove_session(work, id, session, if_match.check)


def _shown(work: Work, session: EventSession, response: Response) -> SessionView:
    work.session.flush()
    tag(response, session)
    return SessionView.of(session, work.actor)
